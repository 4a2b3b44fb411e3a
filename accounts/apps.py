from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who may come in: one sign-in page, a second factor, the sessions of each account."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the system checks)

        # Django tells only apps that have models.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("account"))


def make_cache_table(using: str, **kwargs: object) -> None:
    """The table in which throttling counts; after every migration, because no migration knows which caches are set."""
    call_command("createcachetable", database=using, verbosity=0)
