from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """The wiring: checks, roles, and the registries that lower apps offer."""

    name = "newsroom"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the system checks)
        from .roles import install_roles

        post_migrate.connect(install_roles, dispatch_uid="newsroom.roles")


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
    verbose_name = _("Administration")
