"""Topics and authors: the pages of one, and the indexes in which readers look them up.

A name that no readable article bears is nobody's business yet: it has no page, and no index names it.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from articles.models import Author, Topic
from articles.models.edition import EditionAuthor, EditionEntry, EditionTopic
from kernel.paging import MAX_INTEGER
from kernel.text import alphabetical, initial

from .caching import public
from .frame import Frame
from .head import head_of_author, head_of_page, head_of_topic
from .listing import Listing, newest_beside
from .pages import page

Named = Author | Topic
HEADS = {"author": head_of_author, "topic": head_of_topic}


@public
def topic(request: HttpRequest, frame: Frame, id: int | str, **spelling: str) -> HttpResponse:
    """A topic's newest articles. The id decides; any spelling but today's redirects."""
    found = borne(Topic.objects.filter(pk=min(int(id), MAX_INTEGER)), EditionTopic, "topic", frame.moment).first()
    entries = EditionTopic.objects.filter(topic=found)
    return _page_of(request, frame, "topic", found, entries)


@public
def author(request: HttpRequest, frame: Frame, slug: str) -> HttpResponse:
    """Who an author is, and their newest articles."""
    named = Author.objects.filter(slug__in={slug, slug.lower()}).select_related("photo")
    found = borne(named, EditionAuthor, "author", frame.moment).first()
    entries = EditionAuthor.objects.filter(author=found)
    return _page_of(request, frame, "author", found, entries)


@public
def topics(request: HttpRequest, frame: Frame) -> HttpResponse:
    found = borne(Topic.objects.all(), EditionTopic, "topic", frame.moment)
    return _index(
        request,
        frame,
        _("Topics"),
        _("All topics of %(paper)s in alphabetical order.") % {"paper": frame.paper_name},
        found,
        "reader/names.html",
    )


@public
def authors(request: HttpRequest, frame: Frame) -> HttpResponse:
    people = Author.objects.select_related("photo").defer("photo__search_text")
    found = borne(people, EditionAuthor, "author", frame.moment)
    return _index(
        request,
        frame,
        _("Authors"),
        _("Who writes for %(paper)s, in alphabetical order.") % {"paper": frame.paper_name},
        found,
        "reader/authors.html",
    )


def by_letter(rows: Iterable[Named]) -> list[tuple[str, list[Named]]]:
    """The rows in alphabetical order, under the letters that they begin with; what begins with none comes first."""
    rows = sorted(rows, key=lambda row: (initial(row.name) != "#", alphabetical(row.name)))
    return [(letter, list(under)) for letter, under in groupby(rows, key=lambda row: initial(row.name))]


def borne(rows: QuerySet, entry: type[EditionEntry], noun: str, at: datetime) -> QuerySet:
    """Those of `rows`, authors or topics, that an article bears which readers can read at `at`.

    `entry` and `noun`: the model of their lists and its field for them.
    """
    # Ordered and limited, which EXISTS would not be: so PostgreSQL goes by the index for each row instead of
    # joining all entries there are.
    newest = entry.objects.listed(at).filter(**{noun: OuterRef("pk")}).order_by("-listed_at", "-article_id")
    return rows.alias(newest=Subquery(newest.values("listed_at")[:1])).filter(newest__isnull=False)


def _index(
    request: HttpRequest,
    frame: Frame,
    title: str,
    description: str,
    rows: QuerySet,
    template: str = "reader/names.html",
) -> HttpResponse:
    head = head_of_page(request.path, title, description, frame)
    return page(template, frame, head=head, title=title, letters=by_letter(rows))


def _page_of(request: HttpRequest, frame: Frame, noun: str, found: Named | None, entries: QuerySet) -> HttpResponse:
    if found is None:
        raise Http404
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    listing = Listing.read(request, frame, entries.listed(frame.moment).for_lists())
    head = HEADS[noun](found, listing, frame)
    values = {noun: found, "listing": listing, "newest": newest_beside(listing, frame), "head": head}
    return page(f"reader/{noun}.html", frame, **values)
