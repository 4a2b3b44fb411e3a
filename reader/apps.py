from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderConfig(AppConfig):
    """The public site: functions of a path and a moment."""

    name = "reader"
    verbose_name = _("Public site")
