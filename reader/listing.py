"""Lists of articles, newest first, page by page: each page is named by where the one before it ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from articles.models import Edition
from articles.models.edition import EditionEntry
from kernel.paging import Cursor
from kernel.paging import page as page_of

from .frame import Frame

PAGE = 20
# The parameter that holds the cursor.
AFTER = "sau"


@dataclass(frozen=True)
class Listing:
    """One page of a list: its editions, their sections at hand, and the cursor of the next page, if there is one.

    `cursor`: where the page before this one ended; None on the first.
    """

    rows: Sequence[Edition]
    next: Cursor | None
    cursor: Cursor | None = None

    @classmethod
    def read(cls, request: HttpRequest, frame: Frame, rows: QuerySet) -> "Listing":
        """The page of `rows` that the address asks for. One query.

        `rows`: editions, or their entries in some list, as `listed` and `for_lists` give them. A page after the last
        one is not found; an empty first page is the caller's to judge.
        """
        cursor = _cursor(request)
        found = page_of(rows, cursor, size=PAGE, moment="listed_at", id="article_id")
        if cursor and not found.rows:
            raise Http404
        editions = [row.edition if isinstance(row, EditionEntry) else row for row in found.rows]
        return cls(frame.attach(editions), found.next, cursor)

    @property
    def is_first(self) -> bool:
        return self.cursor is None

    def address(self, path: str) -> str:
        """The one address of this page of the list that begins at `path`."""
        return path if self.cursor is None else f"{path}?{AFTER}={self.cursor}"


def _cursor(request: HttpRequest) -> Cursor | None:
    """Where the page before this one ended; None on the first page."""
    if AFTER not in request.GET:
        return None
    cursor = Cursor.parse(request.GET[AFTER])
    if cursor is None:
        raise Http404
    return cursor


def newest_beside(listing: Listing, frame: Frame, size: int = 6) -> list[Edition]:
    """The newest articles that the page of the list does not show. One query."""
    shown = {edition.article_id for edition in listing.rows}
    return [edition for edition in newest(frame, size + len(shown)) if edition.article_id not in shown][:size]


def newest(frame: Frame, size: int = 4) -> list[Edition]:
    """The newest articles, of sections that hold journalism: what is offered where there is no page. One query."""
    others = [pk for pk, section in frame.sections.items() if not section.is_news]
    rows = Edition.objects.listed(frame.moment).exclude(section_id__in=others).for_lists()
    return frame.attach(rows.order_by("-listed_at", "-article_id")[:size])
