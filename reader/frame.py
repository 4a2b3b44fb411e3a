"""What every public page needs, in one query: the moment it is for, the epoch, the sections and the menu."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from articles.models import Edition, Section
from articles.timeline import newest_created_at, reading_moment

from .epoch import Epoch
from .models import Masthead


@dataclass(frozen=True)
class MenuEntry:
    """A top section and those of its subsections that the menu shows."""

    section: Section
    subsections: list[Section]


@dataclass(frozen=True)
class Frame:
    """The moment that a page is for, and the paper's sections by id, in order, each with its parent at hand.

    `epoch`: what stands now; None where no cache may keep the page: in time travel, without a database or sections.
    """

    moment: datetime
    sections: dict[int, Section]
    epoch: Epoch | None = None
    has_database: bool = True

    @classmethod
    def load(cls, request: HttpRequest) -> "Frame":
        """The frame of the moment that the request asks for (time travel sets it), by default of now."""
        return cls.at(getattr(request, "moment", None))

    @classmethod
    def at(cls, moment: datetime | None = None) -> "Frame":
        """The frame of `moment`, by default of now. One query."""
        now = timezone.now()
        rows = list(Section.objects.annotate(newest=newest_created_at(), **Epoch.expressions(now)))
        sections = {row.pk: row for row in rows}
        for row in rows:
            if row.parent_id:
                row.parent = sections[row.parent_id]
        epoch = Epoch.read(rows[0], now) if rows and moment is None else None
        return cls(moment or reading_moment(rows[0].newest if rows else None), sections, epoch)

    @cached_property
    def masthead(self) -> Masthead:
        """Today's masthead with its outlets; one query, and none for a page that prints nothing of it."""
        return Masthead.objects.current() if self.has_database else Masthead.unknown()

    @property
    def paper_name(self) -> str:
        return self.masthead.name

    @cached_property
    def menu(self) -> list[MenuEntry]:
        """The top sections of the menu, in its order."""
        tops = [section for section in self.sections.values() if section.in_menu and not section.parent_id]
        return [MenuEntry(top, self.subsections(top)) for top in tops]

    def subsections(self, top: Section) -> list[Section]:
        """The subsections of `top` that the menu shows."""
        return [row for row in self.sections.values() if row.parent_id == top.pk and row.in_menu]

    @cached_property
    def news_sections(self) -> list[int]:
        """The ids of the sections whose articles are the newsroom's own."""
        return [pk for pk, section in self.sections.items() if section.is_news]

    def section_called(self, slug: str) -> Section | None:
        """The section with this slug, however it is capitalised."""
        return next((row for row in self.sections.values() if row.slug.lower() == slug.lower()), None)

    def attach(self, editions: Iterable[Edition]) -> list[Edition]:
        """The editions, each with its section at hand, so that neither its name nor its URL costs a query."""
        editions = list(editions)
        for edition in editions:
            # A section that was added since the frame was loaded is looked up by Django.
            if edition.section_id in self.sections:
                edition.section = self.sections[edition.section_id]
        return editions
