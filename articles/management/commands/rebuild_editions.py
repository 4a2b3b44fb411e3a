from django.core.management.base import BaseCommand

from articles.models import Edition
from articles.publishing import derive


class Command(BaseCommand):
    help = "Make the derived part of every edition again from its revision; the record is left alone."

    def handle(self, **options: object) -> None:
        changed = 0
        editions = Edition.objects.filter(kind=Edition.Kind.PUBLICATION).select_related("revision")
        for edition in editions.iterator(chunk_size=200):
            before = {name: getattr(edition, name) for name in Edition.DERIVED}
            derive(edition, edition.revision.content)
            if before != {name: getattr(edition, name) for name in Edition.DERIVED}:
                Edition.objects.derive(edition)
                changed += 1
        self.stdout.write(f"{changed} edition(s) changed")
