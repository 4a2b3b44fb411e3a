from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """The media library: photos, verified on upload, and their public renditions."""

    name = "media"
    verbose_name = _("Media library")
