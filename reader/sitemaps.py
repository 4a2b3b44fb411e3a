"""Sitemaps and robots.txt.

Articles lie in shards by the month (in the paper's time zone) in which each was first published. First publications
are only ever added, at the end: what a shard names stays in it, whatever becomes of other articles.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Model, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Edition, Topic
from articles.models.edition import EditionAuthor, EditionEntry, EditionTopic
from media.models import Photo
from media.picture import Choice

from .caching import public, step
from .frame import Frame
from .names import borne
from .structured import licence, own_terms
from .xml import xml

# Search engines take 50,000 addresses; a tenth of that takes a second or two, pictures included.
SHARD = 5_000
NEWS_ITEMS = 1_000
NEWS_HOURS = timedelta(hours=48)
NEWS_EVERY = timedelta(minutes=10)
# The named pages that are always there.
PAGES = ("home", "topics", "authors", "archive", "masthead", "contact", "sitemap", "feeds")
COLUMNS = (
    "article_id", "section_id", "title", "slug", "label", "live_from", "first_published_at", "thumbnail",
)  # fmt: skip
# Of the photo what says whether readers may see it, and on what terms.
PHOTO = ("photographer", "source", "usage_terms", "colour", *Photo.LIMITS)


@dataclass(frozen=True)
class Listed:
    """An article in a sitemap. `picture` is None where there is none to show."""

    edition: Edition
    picture: Choice | None
    licence: str

    @classmethod
    def of(cls, edition: Edition, terms: str) -> "Listed":
        """`terms`: where the licence of photos is written that name none."""
        picture = edition.picture
        sizes = (picture.shape("hero") or picture.shape("w")) if picture and not picture.withheld else []
        if not sizes:
            return cls(edition, None, "")
        return cls(edition, sizes[-1], licence(edition.thumbnail_photo, terms))


# --- The index ------------------------------------------------------------------------


@public
def index(request: HttpRequest, frame: Frame) -> HttpResponse:
    """Names every other sitemap: pages, topics, authors, and the months."""
    shards = [*_numbered("topics", Topic), *_numbered("authors", Author), *_months(frame.moment)]
    return xml("reader/sitemap_index.xml", frame, shards=[(reverse("reader:sitemap_pages"), None), *shards])


def _months(at: datetime) -> Iterator[tuple[str, datetime]]:
    """The address of every shard of articles, and when the newest edition of its month came; newest month first."""
    publications = Edition.objects.valid().filter(live_from__lte=at).order_by()
    firsts = publications.filter(first_published_at__lte=at).order_by("first_published_at")
    oldest = firsts.values_list("first_published_at", flat=True).first() or at
    for year in range(timezone.localtime(at).year, timezone.localtime(oldest).year - 1, -1):
        # One query a year, each month a walk along the index: to group all rows by their month takes SQLite long.
        months = [_counted(publications, year, month) for month in range(1, 13)]
        for row in sorted(months[0].union(*months[1:], all=True), key=lambda row: row["month"], reverse=True):
            for number in range(1, _shards(row["first"]) + 1):
                yield _address(row["month"], number), row["newest"]


def _counted(publications: QuerySet, year: int, month: int) -> QuerySet:
    """One row of the month: how many of its publications were first ones, and when the newest came."""
    begins, ends = _bounds(year, month)
    rows = publications.filter(first_published_at__gte=begins, first_published_at__lt=ends)
    first = Count("pk", filter=Q(live_from=F("first_published_at")))
    return rows.values(month=Value(f"{year}-{month:02}")).annotate(first=first, newest=Max("live_from"))


def _shards(count: int) -> int:
    return -(-count // SHARD)


def _address(month: str, number: int) -> str:
    return reverse("reader:sitemap_month", args=[month if number == 1 else f"{month}-{number}"])


def _numbered(kind: str, model: type[Model]) -> list[tuple[str, None]]:
    """The addresses of the shards of a noun: by its ids, so that nothing ever moves from one to another."""
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return [(reverse(f"reader:sitemap_{kind}", args=[number]), None) for number in range(1, _shards(last) + 1)]


# --- Articles -------------------------------------------------------------------------


@public
def month(request: HttpRequest, frame: Frame, shard: str) -> HttpResponse:
    """The articles that were first published in a month, oldest first; `shard` as in "2026-03" or "2026-03-2"."""
    year, number, part = (int(digits) for digits in f"{shard}-1".split("-")[:3])
    begins, ends = _bounds(year, number)
    firsts = Edition.objects.first_publications(frame.moment)
    firsts = firsts.filter(first_published_at__gte=begins, first_published_at__lt=ends)
    start = (part - 1) * SHARD
    found = firsts.order_by("first_published_at", "article_id").values_list("article_id", flat=True)
    ids = list(found[start : start + SHARD])
    if not ids:
        raise Http404
    live = _light(Edition.objects.live(frame.moment).filter(article_id__in=ids))
    editions, terms = frame.attach(live.order_by("first_published_at", "article_id")), own_terms()
    return xml("reader/sitemap.xml", frame, listed=[Listed.of(edition, terms) for edition in editions])


def _bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """When the month begins and ends, in the paper's time zone."""
    zone = timezone.get_current_timezone()
    return datetime(year, month, 1, tzinfo=zone), datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)


@public(every=NEWS_EVERY)
def news(request: HttpRequest, frame: Frame) -> HttpResponse:
    """What was first published in the last 48 hours; press releases and advertising are no news."""
    # Counted from the end of the step, so that nothing is ever there that is older.
    since = step(frame.moment, NEWS_EVERY) + NEWS_EVERY - NEWS_HOURS
    firsts = Edition.objects.first_publications(frame.moment).filter(first_published_at__gt=since)
    live = Edition.objects.live(frame.moment).filter(
        article_id__in=firsts.values("article_id"), section_id__in=frame.news_sections
    )
    recent = live.exclude(label=Article.Label.SPONSORED).order_by("-first_published_at", "-article_id")
    return xml("reader/sitemap_news.xml", frame, editions=frame.attach(_light(recent)[:NEWS_ITEMS]))


def _light(editions: QuerySet) -> QuerySet:
    """With only the columns that sitemaps write."""
    return editions.select_related("thumbnail_photo").only(*COLUMNS, *(f"thumbnail_photo__{name}" for name in PHOTO))


# --- Pages ----------------------------------------------------------------------------


@public
def pages(request: HttpRequest, frame: Frame) -> HttpResponse:
    """Home, sections, and the pages about the paper."""
    paths = [reverse(f"reader:{name}") for name in PAGES]
    paths += [section.get_absolute_url() for section in frame.sections.values()]
    return xml("reader/sitemap_pages.xml", frame, paths=paths)


@public
def topics(request: HttpRequest, frame: Frame, number: str) -> HttpResponse:
    return _names(Topic, EditionTopic, "topic", number, frame)


@public
def authors(request: HttpRequest, frame: Frame, number: str) -> HttpResponse:
    return _names(Author, EditionAuthor, "author", number, frame)


def _names(model: type[Model], entry: type[EditionEntry], noun: str, number: str, frame: Frame) -> HttpResponse:
    """The pages of those topics or authors, of a range of ids, that have a page."""
    start = (int(number) - 1) * SHARD
    rows = model.objects.filter(pk__gt=start, pk__lte=start + SHARD).order_by("pk")
    if not rows.exists():
        raise Http404
    paths = [row.get_absolute_url() for row in borne(rows, entry, noun, frame.moment)]
    return xml("reader/sitemap_pages.xml", frame, paths=paths)


# --- For robots -----------------------------------------------------------------------


@public(parts=())
def robots(request: HttpRequest, frame: Frame) -> HttpResponse:
    return HttpResponse(render_to_string("reader/robots.txt"), content_type="text/plain; charset=utf-8")
