from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    """The public site: functions of a path and a moment."""

    name = "reader"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from . import epoch, home, most_read

        home.register(home.Place.SIDE, most_read.box, shows=(epoch.READINGS,))
        post_migrate.connect(epoch.install, sender=self, dispatch_uid="reader.epoch")
        checks.register(epoch.check, checks.Tags.database)
