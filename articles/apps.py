from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """What the desk writes and publishes."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from media.models.photo import photo_replaced

        from . import fulltext, guards, replacing

        post_migrate.connect(guards.install, sender=self, dispatch_uid="articles.guards")
        photo_replaced.connect(replacing.follow, dispatch_uid="articles.replacing")
        post_migrate.connect(fulltext.install, sender=self, dispatch_uid="articles.fulltext")
        checks.register(guards.check, checks.Tags.database)
        checks.register(fulltext.check, checks.Tags.database)
