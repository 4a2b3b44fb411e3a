"""What readers should know of the paper itself: who makes it, how to reach it, and what the site holds."""

from django.http import HttpRequest, HttpResponse

from .archive import Span
from .caching import public
from .frame import Frame, MenuEntry
from .pages import page


@public
def masthead(request: HttpRequest, frame: Frame) -> HttpResponse:
    return page("reader/masthead.html", frame)


@public
def contact(request: HttpRequest, frame: Frame) -> HttpResponse:
    return page("reader/contact.html", frame)


@public
def sitemap(request: HttpRequest, frame: Frame) -> HttpResponse:
    """All sections, those outside the menu too, and the years of the archive."""
    rows, span = frame.sections.values(), Span.of(frame)
    tops = [row for row in rows if not row.parent_id]
    tree = [MenuEntry(top, [row for row in rows if row.parent_id == top.pk]) for top in tops]
    return page("reader/sitemap.html", frame, tree=tree, years=span.years if span else [])
