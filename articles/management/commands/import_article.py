import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing import MAX_BYTES, NotAnArticle, Page, PhotoSlot, parse_page
from articles.intake import Intake, take_in
from articles.models import Article, Section
from articles.publishing import PublishingError, publish
from articles.readiness import problems
from articles.revising import latest_revision


class Command(BaseCommand):
    help = "Read the plain text of article pages and save each as a draft, or publish it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a page's text, UTF-8; - is standard input")
        parser.add_argument("--section", metavar="SLUG", help="the section it goes to")
        parser.add_argument(
            "--photo",
            nargs="+",
            action="extend",
            default=[],
            type=Path,
            metavar="FILE",
            help="for the figures, in order",
        )
        parser.add_argument("--publish", action="store_true", help="publish at once; warnings are printed")
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--json", action="store_true", help="print what was read, an object per file")

    def handle(self, *, files: list[str], section: str | None, photo: list[Path], **options: Any) -> None:
        self.options, self.photos = options, photo
        self.section = self.find_section(section)
        failed = False
        for name in files:
            try:
                self.take(name)
            except (NotAnArticle, OSError, ValidationError, PublishingError) as error:
                failed = True
                self.stderr.write(f"{name}: {reason(error)}")
        if self.photos and not options["dry_run"]:
            self.stderr.write(f"{len(self.photos)} photo(s) found no figure and were left out")
        if failed:
            sys.exit(1)

    def find_section(self, slug: str | None) -> Section | None:
        """The section of that slug; CommandError, naming those there are, if there is none."""
        if slug is None:
            return None
        found = Section.objects.select_related("parent").filter(slug=slug).first()
        if found is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no section {slug!r}. Sections: {known}")
        return found

    def take(self, name: str) -> None:
        """Read one file, print it with --json, and save it unless it is a dry run."""
        page = parse_page(read(name))
        if self.options["json"]:
            self.stdout.write(json.dumps(page.as_json(), ensure_ascii=False))
        if self.options["dry_run"]:
            if not self.options["json"]:
                self.stdout.write(f"{name}: “{page.title}”, {len(page.blocks)} blocks; nothing saved")
            return
        self.save(name, page)

    def save(self, name: str, page: Page) -> None:
        # With --json the standard output is for objects alone.
        say = self.stderr if self.options["json"] else self.stdout
        with transaction.atomic():
            intake = take_in(
                page, section=self.section, photos=self.photos, keep_empty_frames=not self.options["publish"]
            )
            if intake.is_new and self.options["publish"]:
                # What cannot be published is not saved either, so that the next try is not a second import.
                self.warn(name, page, intake)
        article = intake.article
        if not intake.is_new:
            say.write(f"{name}: this text was imported before, as article {article.pk}; nothing changed")
            return
        self.photos = self.photos[intake.photos_used :]
        if not self.options["publish"]:
            say.write(f"{name}: saved as the draft {settings.SITE_URL}/admin/articles/article/{article.pk}/change/")
            return
        edition = publish(article, by=None).edition
        # Whoever publishes by this command vouches for it.
        Article.objects.filter(pk=article.pk).update(status=Article.Status.READY)
        say.write(f"{name}: published as {settings.SITE_URL}{edition.get_absolute_url()}")

    def warn(self, name: str, page: Page, intake: Intake) -> None:
        """Print the warnings; PublishingError, which undoes the import, if there are errors."""
        found = problems(latest_revision(intake.article).content)
        errors = [str(problem) for problem in found if problem.is_error]
        if errors:
            raise PublishingError(f"not published, nothing saved: {' '.join(errors)}")
        for warning in found:
            self.stderr.write(f"{name}: warning: {warning}")
        empty = sum(isinstance(block, PhotoSlot) and not (block.caption or block.credit) for block in page.blocks)
        if empty > intake.photos_used:
            self.stderr.write(f"{name}: warning: photos without caption or file were left out")


def read(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-"; of one that is too large only enough to tell."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(name, "rb") as file:
        return file.read(MAX_BYTES + 1)


def reason(error: Exception) -> str:
    """Why a file was not taken, in one line."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, ValidationError):
        if hasattr(error, "message_dict"):
            return "; ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
        return " ".join(error.messages)
    return " ".join(str(error).split())
