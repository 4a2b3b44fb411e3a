from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.content import digest
from articles.models import Article

LASTS = timedelta(days=7)


class PreviewLinkQuerySet(models.QuerySet):
    def valid(self, now: datetime) -> "PreviewLinkQuerySet":
        """Those that open at `now`: neither revoked nor expired, of an article that is not thrown away."""
        open_still = self.filter(revoked_at=None, expires_at__gt=now)
        return open_still.filter(article__binned_at=None, created_by__is_active=True)

    def make(self, article: Article, *, by: AbstractBaseUser, name: str = "") -> tuple["PreviewLink", str]:
        """A new link to the article, and its token, which is known only now: what is kept is its digest."""
        token = token_urlsafe(24)
        expires_at = timezone.now() + LASTS
        link = self.create(article=article, digest=digest(token), name=name, created_by=by, expires_at=expires_at)
        return link, token

    def behind(self, token: str, now: datetime) -> "PreviewLink | None":
        """The valid link with this token."""
        return self.valid(now).filter(digest=digest(token)).select_related("article").first()

    def revocable_by(self, user: AbstractBaseUser) -> "PreviewLinkQuerySet":
        """Those that `user` may revoke: his own, and those of articles that he may change."""
        editable = Article.objects.editable_by(user).values("pk")
        return self.filter(Q(created_by=user) | Q(article__in=editable))


class PreviewLink(models.Model):
    """Shows an article's working copy, as last saved, to whoever has the link: for a week, or until it is revoked."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links", verbose_name=_("article"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("for whom"), max_length=100, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-id"]
        # It is made and revoked on the article's form, by who may change the article.
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or f"{self.created_at:%d/%m/%Y}"

    def revoke(self) -> None:
        """From this moment on the link shows nothing."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])
