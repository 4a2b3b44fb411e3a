"""The public pages: functions of a path and a moment."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Edition

from .article import ArticlePage, show, standing_edition
from .caching import public
from .epoch import NEWS, PHOTOS, READINGS
from .errors import gone
from .frame import Frame
from .head import head_of_article, head_of_home, head_of_section
from .home import boxes, front, senders
from .home import parts as parts_of_home
from .listing import Listing, newest_beside
from .most_read import most_read
from .pages import page

# So many stories open a section's first page: a large one, and three beside each other.
OPENING = 4


@public(parts=parts_of_home)
def home(request: HttpRequest, frame: Frame) -> HttpResponse:
    shown = front(frame)
    values = {"senders": senders(shown.press, frame), "boxes": boxes(frame), "head": head_of_home(frame)}
    return page("reader/home.html", frame, front=shown, **values)


@public(parts=(NEWS, PHOTOS, READINGS))
def section(request: HttpRequest, frame: Frame, path: str) -> HttpResponse:
    """A section's newest articles; the last part of `path` says which, any spelling but today's redirects."""
    found = frame.section_called(path.rpartition("/")[2])
    if found is None:
        raise Http404
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    listed = Edition.objects.listed(frame.moment).for_lists()
    # A top section lists its subsections' articles too.
    own = listed.filter(section=found) if found.parent_id else listed.filter(top_section=found)
    rows = Listing.read(request, frame, own)
    ranked = most_read(frame, found, beside=rows.rows) if rows.is_first else None
    values = {"section": found, "rows": rows, "is_first": rows.is_first, "head": head_of_section(found, rows, frame)}
    beside = {"most_read": ranked, "newest": None if ranked else newest_beside(rows, frame)}
    further = rows.rows[OPENING:] if rows.is_first else rows.rows
    return page("reader/section.html", frame, **values, **beside, further=further)


@public
def article(request: HttpRequest, frame: Frame, id: int | str, **spelling: str) -> HttpResponse:
    """An article's page. The id decides; any spelling but today's redirects."""
    edition = standing_edition(int(id), frame.moment)
    if edition is None or not edition.was_public:
        raise Http404
    if edition.kind == Edition.Kind.WITHDRAWAL:
        return gone(frame, edition.notice)
    frame.attach([edition])
    if request.path != edition.get_absolute_url():
        return HttpResponsePermanentRedirect(edition.get_absolute_url())
    shown = ArticlePage.of(edition, edition.revision.content, frame)
    return show("reader/article.html", frame, shown, head=head_of_article(shown, frame))
