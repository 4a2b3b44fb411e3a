from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """What the desk writes and publishes."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from . import guards

        post_migrate.connect(guards.install, sender=self, dispatch_uid="articles.guards")
        checks.register(guards.check, checks.Tags.database)
