"""RSS and Atom: the newest articles of the paper, of a section, an author or a topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Author, Edition, Topic
from articles.models.edition import EditionAuthor, EditionTopic
from media.picture import Choice

from .addresses import tag_of
from .article import in_order
from .caching import public, step
from .feed_links import Feed, feed_of_author, feed_of_paper, feed_of_section, feed_of_topic
from .frame import Frame
from .head import head_of_page
from .names import borne
from .pages import page
from .templatetags.reading import labels
from .xml import xml

SIZE = 30
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One article in a feed. `id`: a name that never changes; `categories`: its section, labels and topics."""

    edition: Edition
    id: str
    picture: Choice | None
    authors: list[dict[str, Any]]
    categories: list[str]

    @classmethod
    def of(cls, edition: Edition) -> "Entry":
        return cls(
            edition,
            tag_of(edition),
            _picture(edition),
            in_order(edition.author_names),
            list(dict.fromkeys(_categories(edition))),
        )


def _picture(edition: Edition) -> Choice | None:
    picture = edition.picture
    if not picture or picture.withheld:
        return None
    return next((sizes[-1] for shape in ("hero", "card", "w") if (sizes := picture.shape(shape))), None)


def _categories(edition: Edition) -> Iterator[str]:
    yield edition.section.name
    yield edition.section.top.name
    yield from (words for _kind, words in labels(edition))
    yield from (topic["name"] for topic in in_order(edition.topic_names))


# --- Which there are ----------------------------------------------------------------

Found = tuple[Feed, QuerySet]


def _paper(frame: Frame, slug: str) -> Found:
    """Press releases and advertising have feeds of their own sections only."""
    news = Edition.objects.listed(frame.moment).filter(section_id__in=frame.news_sections)
    return feed_of_paper(frame), news.order_by("-listed_at", "-article_id")


def _section(frame: Frame, slug: str) -> Found | None:
    section = frame.section_called(slug)
    if section is None:
        return None
    listed = Edition.objects.listed(frame.moment).order_by("-listed_at", "-article_id")
    # As on its page, a top section tells of its subsections too.
    own = listed.filter(section=section) if section.parent_id else listed.filter(top_section=section)
    return feed_of_section(section, frame), own


def _author(frame: Frame, slug: str) -> Found | None:
    author = borne(Author.objects.filter(slug__iexact=slug), EditionAuthor, "author", frame.moment).first()
    if author is None:
        return None
    return feed_of_author(author, frame), _entered(EditionAuthor.objects.filter(author=author), frame)


def _topic(frame: Frame, slug: str) -> Found | None:
    topic = borne(Topic.objects.filter(slug__iexact=slug), EditionTopic, "topic", frame.moment).first()
    if topic is None:
        return None
    return feed_of_topic(topic, frame), _entered(EditionTopic.objects.filter(topic=topic), frame)


def _entered(entries: QuerySet, frame: Frame) -> QuerySet:
    """The editions behind the newest entries in the list of a topic or an author."""
    newest = entries.listed(frame.moment).order_by("-listed_at", "-article_id")[:SIZE]
    return Edition.objects.filter(pk__in=newest.values("edition")).order_by("-listed_at", "-article_id")


FEEDS = {"tin-moi": _paper, "chuyen-muc": _section, "tac-gia": _author, "chu-de": _topic}

# --- The addresses ------------------------------------------------------------------


@public
def feed(request: HttpRequest, frame: Frame, format: str, name: str) -> HttpResponse:
    """A feed as "rss" or "atom"; any spelling of its name but today's redirects."""
    kind, _slash, slug = name.partition("/")
    found = FEEDS[kind](frame, slug)
    if found is None:
        raise Http404
    feed, rows = found
    if request.path != feed.address(format):
        return HttpResponsePermanentRedirect(feed.address(format))
    editions = frame.attach(rows.for_lists().with_names()[:SIZE])
    # Of an empty feed too something must be said that stays as long as its validator does.
    updated = max((edition.live_from for edition in editions), default=step(frame.moment, DAY))
    entries = [Entry.of(edition) for edition in editions]
    kind = f"application/{format}+xml"
    return xml(f"reader/feed_{format}.xml", frame, content_type=kind, feed=feed, entries=entries, updated=updated)


@public
def all_feeds(request: HttpRequest, frame: Frame) -> HttpResponse:
    """The page that names the feeds of the paper and of its sections."""
    tops = [section for section in frame.sections.values() if not section.parent_id]
    groups = [[top, *(row for row in frame.sections.values() if row.parent_id == top.pk)] for top in tops]
    groups = [[feed_of_section(section, frame) for section in group] for group in groups]
    told = _("The newest articles of %(paper)s for feed readers, section by section.") % {"paper": frame.paper_name}
    head = head_of_page(reverse("reader:feeds"), _("RSS feeds"), told, frame)
    return page("reader/feeds.html", frame, paper=feed_of_paper(frame), groups=groups, head=head)
