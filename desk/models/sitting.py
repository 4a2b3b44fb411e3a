from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

KEPT = timedelta(days=30)
# A form says every minute that it is open.
PRESENT = timedelta(minutes=3)


class SittingQuerySet(models.QuerySet):
    @transaction.atomic
    def beat(
        self, user: AbstractBaseUser, token: UUID, article: Article | None, typed: QueryDict | None = None
    ) -> "Sitting":
        """Note that the form is open, and, if it is given, what is typed into it; after its save nothing is noted."""
        now = timezone.now()
        row, is_new = self.select_for_update().get_or_create(user=user, token=token, defaults={"article": article})
        if is_new:
            self.prune(now)
        if row.closed_at is None:
            row.seen_at = now
            if typed is not None:
                row.typed, row.typed_at = typed_text(typed), now
            row.save()
        return row

    def close(self, user: AbstractBaseUser, token: UUID) -> None:
        """What was typed is saved: it is gone from here, and what still comes from that form is late."""
        self.filter(user=user, token=token).update(typed="", closed_at=timezone.now())

    def left_by(self, user: AbstractBaseUser, article: Article | None) -> "SittingQuerySet":
        """What `user` typed for the article (None: a new one) and did not save, the newest first."""
        mine = self.filter(user=user, article=article, closed_at=None, typed_at__gt=timezone.now() - KEPT)
        return mine.exclude(typed="").order_by("-typed_at")

    def present(self, article: Article, *, but: AbstractBaseUser) -> list["Sitting"]:
        """Who else has the article's form open, each once, the one that was seen last first."""
        seen = self.filter(article=article, closed_at=None, seen_at__gt=timezone.now() - PRESENT)
        rows = seen.exclude(user=but).select_related("user").defer("typed").order_by("seen_at")
        return list({row.user_id: row for row in rows}.values())[::-1]

    def prune(self, now: datetime) -> None:
        """Remove what is older than thirty days, and, after a day, what holds no text."""
        self.filter(seen_at__lt=now - KEPT).delete()
        self.filter(seen_at__lt=now - timedelta(days=1), typed="").delete()


class Sitting(models.Model):
    """An article's form that somebody opened: since when, when it was last heard of, and what is typed but not saved.

    What is typed is kept as the form would post it, so that restoring it is a save like any other. The browser mints
    the token, one for each time that a form is opened: two tabs of one person do not overwrite each other.
    """

    token = models.UUIDField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    # None: an article that was never saved.
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="sittings", verbose_name=_("article"))
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    typed = models.TextField(default="")
    typed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="sitting_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.article_id} {self.opened_at:%d/%m/%Y %H:%M}"

    @property
    def post(self) -> QueryDict:
        """What is typed, as the form posts it."""
        return QueryDict(self.typed, mutable=True)


def typed_text(post: QueryDict) -> str:
    """The form as one text, without the buttons and what belongs to one session."""
    kept = QueryDict(mutable=True)
    for name, values in post.lists():
        if not name.startswith("_") and name != "csrfmiddlewaretoken":
            kept.setlist(name, values)
    return kept.urlencode()
