import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.timeline import AppendOnly, AppendOnlyQuerySet

from .article import Article


class Revision(AppendOnly):
    """One saved state of an article. It never changes, so an Edition can point to it for ever."""

    class Kind(models.TextChoices):
        SAVE = "save", _("save")
        AUTOSAVE = "autosave", _("autosave")
        IMPORT = "import", _("import")

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    content_json = models.TextField(_("content"), db_column="content")
    digest = models.CharField(_("digest"), max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.SAVE)
    note = models.CharField(_("note"), max_length=250, blank=True)

    RECORD = ("article_id", "number", "content_json", "digest", "author_id", "created_at", "kind", "note")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    @property
    def content(self) -> dict:
        """The saved state, in the form that articles/content.py describes."""
        return json.loads(self.content_json)
