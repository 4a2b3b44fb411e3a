from django.core.management.base import BaseCommand

from articles.binning import empty


class Command(BaseCommand):
    help = "Delete for good the articles that have lain in the bin for thirty days. Pages of the desk do so by the way."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Articles deleted: {empty(limit=None)}")
