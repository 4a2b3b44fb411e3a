"""Puts the demo paper into an empty site: what demo/content/ says, at moments counted back from now."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.content import Content, apply, digest
from articles.models import Article, Author, Edition, Revision, Section, Topic
from articles.publishing import Past, backfill, publish
from articles.revising import record
from media.models import Photo

from . import reading
from .at_work import load_work
from .markup import Block, Embed, Figure, LiveReport, Quote, RelatedBox, Text
from .masthead import load_masthead
from .pictures import draw
from .readings import load_readings

LONG_AGO = timedelta(minutes=5)


def load(by: AbstractBaseUser | None) -> bool:
    """Load the demo unless readers can see anything already; whether it was loaded.

    Interrupted, it can be run again: what is there is kept.
    """
    if Edition.objects.exists():
        return False
    demo_articles = reading.articles()
    photos = {row.key: load_photo(row) for row in reading.photos()}
    now = timezone.now()
    with transaction.atomic():
        load_masthead()
        load_sections(reading.sections())
        for row in reading.authors():
            portrait = {"photo": photos[row.photo] if row.photo else None}
            Author.objects.get_or_create(slug=row.slug, defaults=asdict(row) | portrait)
        for row in reading.topics():
            Topic.objects.get_or_create(slug=row.slug, defaults=asdict(row))
        revisions = load_articles(demo_articles, photos, by, now)
    past, ahead = [], []
    for row in demo_articles:
        if row.days_ago < 0:
            ahead.append(row)
        else:
            past += timeline(row, revisions[row.key], now)
    backfill(past, by=by)
    for row in ahead:
        publish(revisions[row.key].article, by=by, at=moment(row, now))
    load_readings(now)
    load_work()
    return True


def load_sections(rows: list[reading.DemoSection], parent: Section | None = None) -> None:
    for position, row in enumerate(rows):
        fields = {name: getattr(row, name) for name in ("name", "kind", "description", "in_menu")}
        section, _ = Section.objects.get_or_create(
            slug=row.slug, defaults=fields | {"parent": parent, "position": position}
        )
        load_sections(row.children, section)


def load_photo(row: reading.DemoPhoto) -> Photo:
    words = {name: getattr(row, name) for name in ("caption", "alt", "photographer", "source")}
    photo, _ = Photo.objects.add(draw(row.drawing, row.seed, row.size), **words)
    return photo


def load_articles(
    rows: list[reading.DemoArticle], photos: dict[str, Photo], by: AbstractBaseUser | None, now: datetime
) -> dict[str, Revision]:
    """Every article with its content as a revision, by key; all exist before the first one links to another."""
    articles = {}
    for row in rows:
        articles[row.key], _ = Article.objects.get_or_create(
            import_digest=digest(f"demo:{row.key}"), defaults={"title": row.title, "created_by": by}
        )
    ids = {key: article.pk for key, article in articles.items()}
    sections = dict(Section.objects.values_list("slug", "pk"))
    names = {
        "author": dict(Author.objects.values_list("slug", "pk")),
        "topic": dict(Topic.objects.values_list("slug", "pk")),
    }
    revisions = {}
    for row in rows:
        article = articles[row.key]
        article.status = Article.Status.READY
        blocks = [block_of(block, ids, photos, moment(row, now)) for block in row.blocks]
        apply(content_of(row, blocks, ids, photos, sections, names), article)
        revisions[row.key], _ = record(article, author=by)
    return revisions


def content_of(
    row: reading.DemoArticle,
    blocks: list[Content],
    ids: dict[str, int],
    photos: dict[str, Photo],
    sections: dict[str, int],
    names: dict[str, dict[str, int]],
) -> Content:
    """The article in the form of articles/content.py."""
    return {
        "title": row.title,
        "short_title": row.short_title,
        "lead": row.lead,
        "section": sections[row.section.rpartition("/")[2]],
        "label": row.label,
        "topics": [names["topic"][slug] for slug in row.topics],
        "byline": {
            "prefix": row.byline_prefix,
            "authors": [names["author"][slug] for slug in row.authors],
            "source": row.source,
        },
        "lead_photo": {"id": photos[row.lead_photo].pk} if row.lead_photo else None,
        "blocks": blocks,
        "related": [
            {
                "article": ids[link.article] if link.article else None,
                "url": link.url,
                "title": link.title,
                "teaser": link.teaser,
                "photo": None,
            }
            for link in row.related
        ],
    }


def block_of(block: Block, ids: dict[str, int], photos: dict[str, Photo], published: datetime) -> Content:
    match block:
        case Text(html=html):
            return {"type": "text", "html": with_links(html, ids)}
        case Quote(text=text, attribution=attribution):
            return {"type": "quote", "text": text, "attribution": attribution}
        case Figure(photo=photo, caption=caption, layout=layout):
            return {"type": "figure", "photo": {"id": photos[photo].pk}, "caption": caption, "layout": layout}
        case Embed(url=url, title=title):
            return {"type": "embed", "url": url, "title": title, "caption": ""}
        case LiveReport():
            return report_of(block, ids, photos, published)
        case RelatedBox(articles=keys):
            return {"type": "related", "title": "", "articles": [ids[key] for key in keys]}


def report_of(report: LiveReport, ids: dict[str, int], photos: dict[str, Photo], published: datetime) -> Content:
    return {
        "type": "live-entry",
        "moment": (published + timedelta(minutes=report.minutes)).isoformat(),
        "title": report.title,
        "html": with_links(report.html, ids),
        "photo": {"id": photos[report.photo].pk} if report.photo else None,
        "caption": report.caption,
        "is_key": report.is_key,
    }


def with_links(html: str, ids: dict[str, int]) -> str:
    """The text with links to articles by their number instead of by their key."""
    for key, pk in ids.items():
        html = html.replace(f'"article:{key}"', f'"article:{pk}"')
    return html


def moment(row: reading.DemoArticle, now: datetime) -> datetime:
    """When the article came or comes out; one that is due later today came out yesterday."""
    day = timezone.localtime(now).date() - timedelta(days=row.days_ago)
    at = timezone.make_aware(datetime.combine(day, row.time))
    return at - timedelta(days=1) if row.days_ago >= 0 and at + reported(row) > now - LONG_AGO else at


def reported(row: reading.DemoArticle) -> timedelta:
    """For how long a live blog has been reporting; no time for any other article."""
    return timedelta(minutes=max((block.minutes for block in row.blocks if isinstance(block, LiveReport)), default=0))


def timeline(row: reading.DemoArticle, revision: Revision, now: datetime) -> list[Past]:
    """The article's past: published, corrected, withdrawn; what would lie ahead of `now` came five minutes ago."""
    first = moment(row, now)

    def later(hours: float) -> datetime:
        return min(first + timedelta(hours=hours), now - LONG_AGO / 2)

    past = [Past(revision.article, first, revision)]
    past += [
        Past(revision.article, later(note.hours_after), revision, correction=note.note) for note in row.corrections
    ]
    if reported(row):
        past.append(Past(revision.article, first + reported(row), revision))
    if row.withdrawal:
        past.append(Past(revision.article, later(row.withdrawal.hours_after), reason=row.withdrawal.reason))
    return past
