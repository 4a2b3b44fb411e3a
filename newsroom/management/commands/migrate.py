from django.core.management.commands import migrate


class Command(migrate.Command):
    """Django's, without the checks of the database: what they miss after an update is what this puts in place."""

    def get_check_kwargs(self, options: dict) -> dict:
        return super().get_check_kwargs(options) | {"databases": []}
