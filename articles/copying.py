"""A new article from another one."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from .content import apply, content_of
from .models import Article
from .revising import record

LONGEST_TITLE = Article._meta.get_field("title").max_length


@transaction.atomic
def duplicate(article: Article, *, by: AbstractBaseUser) -> Article:
    """A draft of `by` with all that the working copy says; its blocks are others, its address is its own."""
    content = content_of(article)
    content |= {
        "title": (_("Copy of %s") % content["title"])[:LONGEST_TITLE],
        "slug": "",
        "blocks": [block | {"uid": None} for block in content["blocks"]],
    }
    copy = Article(created_by=by)
    apply(content, copy)
    record(copy, author=by, note=_("Copied from article %d.") % article.pk)
    return copy
