from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.timeline import AppendOnly, AppendOnlyQuerySet

from .article import Article
from .revision import Revision


class StatusChange(AppendOnly):
    """One act of the desk on an article: who did what to which revision, when, and why; see articles/workflow.py."""

    class Act(models.TextChoices):
        SUBMIT = "submit", _("sent for review")
        TAKE_BACK = "take-back", _("taken back")
        SEND_BACK = "send-back", _("sent back")
        MARK_READY = "ready", _("approved")
        REOPEN = "reopen", _("opened again")
        PUBLISH_UNREVIEWED = "unreviewed", _("published before review")
        APPROVE_AFTERWARDS = "afterwards", _("approved afterwards")
        BIN = "bin", _("put into the bin")
        RESTORE = "restore", _("taken out of the bin")

    RECORD = ("article_id", "act", "from_status", "to_status", "revision_id", "actor_id", "at", "note")

    article = models.ForeignKey(Article, models.CASCADE, related_name="status_changes", verbose_name=_("article"))
    act = models.CharField(_("act"), max_length=10, choices=Act)
    from_status = models.CharField(_("from"), max_length=6, choices=Article.Status)
    to_status = models.CharField(_("to"), max_length=6, choices=Article.Status)
    # The text that the act was about: the last one saved then.
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+", verbose_name=_("revision"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))
    note = models.TextField(_("note"), blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.article_id} {self.act}"
