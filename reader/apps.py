from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from kernel.triggers import follow_migrations


class ReaderConfig(AppConfig):
    """The public site: functions of a path and a moment."""

    name = "reader"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from . import epoch, home, most_read

        home.register(home.Place.SIDE, most_read.box, shows=(epoch.READINGS,))
        follow_migrations(self, "reader.epoch", install=epoch.install, lift=epoch.remove)
        checks.register(epoch.check, checks.Tags.database)
