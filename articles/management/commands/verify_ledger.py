from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.ledger import verify
from articles.models import Ledger


class Command(BaseCommand):
    help = "Walk the ledger's chain and compare it with editions, placements and revisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            type=Path,
            metavar="FILE",
            help="lines of 'NUMBER DIGEST' that were published earlier: finds a tail that was cut off",
        )

    def handle(self, *, expect: Path | None, **options: object) -> None:
        faults = list(verify(self.read_expected(expect) if expect else None))
        for fault in faults[:20]:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(f"The ledger does not verify: {len(faults)} fault(s), the first: {faults[0]}")
        last = Ledger.objects.order_by("-number").first()
        # In the form that --expect reads.
        self.stdout.write(f"{last.number} {last.digest}" if last else "0 the ledger is empty")

    def read_expected(self, path: Path) -> dict[int, str]:
        """{number: digest} of a file; CommandError if it cannot be read."""
        try:
            pairs = [line.split() for line in path.read_text().splitlines() if line.strip()]
            return {int(number): digest for number, digest in pairs}
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}")
