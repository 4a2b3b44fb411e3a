from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The desk's own pages above the public site: preview, publishing, withdrawal."""

    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from articles.admin.article_list import add_column
        from articles.admin.saving import after_save

        from . import sittings
        from .readings import grouped, sum_of_readings

        after_save.append(sittings.close)
        add_column("readings_sum", _("readings"), sum_of_readings, grouped)
