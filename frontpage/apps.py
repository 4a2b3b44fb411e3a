from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontpageConfig(AppConfig):
    """Which article stands where on the home page."""

    name = "frontpage"
    verbose_name = _("Front page")
