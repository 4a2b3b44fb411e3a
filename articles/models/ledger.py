from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.timeline import AppendOnly, AppendOnlyQuerySet


class Ledger(AppendOnly):
    """One act that changed what readers see, chained to the act before it. Written by articles/ledger.py alone."""

    class Act(models.TextChoices):
        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")
        CANCEL = "cancel", _("cancel")
        PLACE = "place", _("place")
        REDACT = "redact", _("redact")

    RECORD = ("number", "act", "payload", "actor_id", "at", "previous_digest", "digest")

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    act = models.CharField(_("act"), max_length=8, choices=Act)
    payload = models.TextField(_("payload"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))
    previous_digest = models.CharField(_("previous digest"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger row")
        verbose_name_plural = _("ledger")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.get_act_display()}"
