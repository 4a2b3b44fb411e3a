from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..examining import Facts
from .stored_file import StoredFile

MAX_BYTES = 50 * 1024 * 1024


class Document(StoredFile):
    """A PDF to read or download: a decree, a list of results."""

    EXAMINED_BY = "media.documents"

    pages = models.PositiveIntegerField(_("pages"), editable=False)

    class Meta(StoredFile.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @classmethod
    def max_bytes(cls) -> int:
        return MAX_BYTES

    def take(self, facts: Facts) -> str:
        self.pages = facts["pages"]
        return ".pdf"

    @property
    def facts(self) -> str:
        pages = ngettext("%(count)d page", "%(count)d pages", self.pages) % {"count": self.pages}
        return f"PDF · {filesizeformat(self.size)} · {pages}"
