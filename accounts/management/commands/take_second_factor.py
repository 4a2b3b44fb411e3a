from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.second_factor import take_away


class Command(BaseCommand):
    help = "Remove the second factor of an account whose owner lost it, such as the only administrator's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: object) -> None:
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            raise CommandError(f"No account is called {username}.")
        take_away(user)
        self.stdout.write(f"{username} signs in with the password alone, and sets up a second factor then.")
