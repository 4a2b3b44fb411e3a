from argparse import ArgumentParser

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from demo.accounts import ACCOUNTS, PASSWORD, load_accounts
from demo.loading import load


class Command(BaseCommand):
    help = "Fill an empty site with the demo paper and, with DEBUG=1, accounts; changes nothing on a site in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="for the addresses that are printed")

    def handle(self, *, port: int, **options: object) -> None:
        load_accounts()
        if load(by=User.objects.filter(username="thuky").first()):
            self.stdout.write("Loaded the demo paper.")
        self.stdout.write(f"The paper:  http://127.0.0.1:{port}/")
        self.stdout.write(f"The desk:   http://127.0.0.1:{port}/admin/")
        if settings.DEBUG:
            self.stdout.write(f"Accounts:   {', '.join(ACCOUNTS)} – each with the password “{PASSWORD}”")
