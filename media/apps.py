from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """The media library: what readers see, hear and download beside text, verified on upload."""

    name = "media"
    verbose_name = _("Media library")

    def ready(self) -> None:
        from .models import Document, Recording
        from .models.stored_file import remove_files_with_row

        for model in (Document, Recording):
            post_delete.connect(remove_files_with_row, sender=model, dispatch_uid=f"media.{model.__name__}.files")
