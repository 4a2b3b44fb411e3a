from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The desk's own pages above the public site: preview, publishing, withdrawal."""

    name = "desk"
    verbose_name = _("Desk")
