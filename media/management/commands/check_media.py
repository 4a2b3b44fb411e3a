from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from media.inventory import findings, unknown_files

EXAMPLES = 5


class Command(BaseCommand):
    help = "Report files of the library that are missing, left over or in the wrong place; with --mend put that right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="delete what is left over, make what is missing")

    def handle(self, *, mend: bool, **options: object) -> None:
        left = 0
        for finding in findings():
            mended = mend and finding.mend()
            left += not mended
            self.stdout.write(f"{'mended: ' if mended else ''}{finding}")
        unknown = list(unknown_files())
        if unknown:
            rest = ", …" if len(unknown) > EXAMPLES else ""
            self.stdout.write(f"{len(unknown)} unknown files, left alone: {', '.join(unknown[:EXAMPLES])}{rest}")
        if left:
            raise CommandError(f"{left} things to mend{'' if mend else '; run again with --mend'}.")
        if not unknown:
            self.stdout.write("Every file is where it belongs.")
