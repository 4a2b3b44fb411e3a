from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from media.imaging import NotAPicture
from media.models import Photo


class Command(BaseCommand):
    help = "Make the renditions of photos that lack any of theirs; with --all of every photo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are complete")

    def handle(self, *, all: bool, **options: object) -> None:
        made = 0
        for photo in Photo.objects.order_by("pk").iterator(chunk_size=100):
            if all or photo.lacks_renditions():
                try:
                    photo.render_anew()
                except (OSError, NotAPicture) as error:
                    self.stderr.write(f"Photo {photo.pk}: {error}")
                else:
                    made += 1
        self.stdout.write(f"{made} photos rendered.")
