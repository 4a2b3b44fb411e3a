"""Filing: into which section an article belongs, changed without opening it."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from .models import Article, Section
from .revising import record
from .workflow import WorkflowError, locked


@transaction.atomic
def move_to_section(article: Article, section: Section, *, by: AbstractBaseUser) -> bool:
    """File the article under `section` as a save of its own; whether it was not there before.

    Readers see it there from the next publication on. Raises WorkflowError if it is not `by`'s to change.
    """
    row = locked(article)
    if not row.may_be_edited_by(by):
        raise WorkflowError(_("This article is not yours to change."))
    if row.section_id == section.pk:
        return False
    row.section = section
    row.save()
    record(row, author=by, note=_("Moved to the section “%s” in the list.") % section)
    return True
