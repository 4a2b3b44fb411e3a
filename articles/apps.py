from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from kernel.triggers import follow_migrations


class ArticlesConfig(AppConfig):
    """What the desk writes and publishes."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from media.models.photo import photo_replaced

        from . import fulltext, guards, replacing

        follow_migrations(self, "articles.guards", install=guards.install, lift=guards.remove)
        photo_replaced.connect(replacing.follow, dispatch_uid="articles.replacing")
        follow_migrations(self, "articles.fulltext", install=fulltext.install, lift=fulltext.remove)
        checks.register(guards.check, checks.Tags.database)
        checks.register(fulltext.check, checks.Tags.database)
