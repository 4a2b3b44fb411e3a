"""What readers should know of the paper itself: who makes it, how to reach it, and what the site holds."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .archive import Span
from .caching import public
from .frame import Frame, MenuEntry
from .head import head_of_page
from .pages import page


@public
def masthead(request: HttpRequest, frame: Frame) -> HttpResponse:
    told = _("Who publishes %(paper)s: its licence, its editors, its addresses.") % {"paper": frame.paper_name}
    return page("reader/masthead.html", frame, head=head_of_page(request.path, _("The newsroom"), told, frame))


@public
def contact(request: HttpRequest, frame: Frame) -> HttpResponse:
    told = _("How to reach %(paper)s: telephone, e-mail, address.") % {"paper": frame.paper_name}
    return page("reader/contact.html", frame, head=head_of_page(request.path, _("Contact"), told, frame))


@public
def sitemap(request: HttpRequest, frame: Frame) -> HttpResponse:
    """All sections, those outside the menu too, and the years of the archive."""
    rows, span = frame.sections.values(), Span.of(frame)
    tops = [row for row in rows if not row.parent_id]
    tree = [MenuEntry(top, [row for row in rows if row.parent_id == top.pk]) for top in tops]
    head = head_of_page(
        request.path, _("Sitemap"), _("All sections and pages of %(paper)s.") % {"paper": frame.paper_name}, frame
    )
    return page("reader/sitemap.html", frame, head=head, tree=tree, years=span.years if span else [])
