"""Everything that the page of one article prints, for readers and for the desk's preview alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from articles.content import (
    Content,
    documents_in,
    leading_photo,
    mentioned_articles,
    minutes_to_read,
    photos_in,
    recordings_in,
)
from articles.models import Article, Author, Edition, Section
from articles.rendering import (
    embedded_origins,
    first_figure,
    opening_figure,
    render_body,
    render_figure,
    sizes_of,
)
from kernel.paging import MAX_INTEGER
from kernel.text import alphabetical
from media.attached import attached_files
from media.models import Photo
from media.picture import Picture

from .addresses import absolute
from .frame import Frame
from .live import LiveBlog, live_blog_of
from .more import More, more_of
from .pages import page
from .sharing import Sharing

Label = Article.Label
# Labels whose pages are laid out in their own way; all others are news.
LAYOUTS = {
    Label.OPINION: "opinion",
    Label.FEATURE: "feature",
    Label.PHOTO_STORY: "photo-story",
    Label.LIVE: "live",
    Label.LIVE_ENDED: "live",
}
# What is loaded only by a page that has such an element.
RUNNING, EMBED, FIGURE = " data-refresh>", '<figure class="embed', '<figure class="figure'
SCRIPTS = {
    # First: it notes what the reports are before anything else works on them.
    "reader/live.js": (RUNNING,),
    "reader/embeds.js": (EMBED,),
    # The next report of a live blog may bring its first picture.
    "reader/gallery.js": (FIGURE, RUNNING),
}


@dataclass(frozen=True)
class RelatedItem:
    """A related link as printed: without a url it is no link; `picture` may be None. `is_ours`: an article of ours."""

    url: str
    title: str
    teaser: str
    picture: Picture | None
    is_ours: bool


@dataclass(frozen=True)
class Byline:
    """Who made it: `authors` as in ArticlePage. It is nothing where nobody signs."""

    prefix: str
    authors: list[dict[str, Any]]
    source: str

    def __bool__(self) -> bool:
        return bool(self.authors or self.source)


@dataclass(frozen=True)
class Correction:
    """A public note, and when it appeared."""

    moment: datetime
    note: str


@dataclass(frozen=True)
class Figure:
    """The picture that a page opens with, for its head, and how wide it is printed."""

    picture: Picture
    sizes: str


@dataclass(frozen=True)
class LeadingPhoto:
    """The photo that stands for the article elsewhere, with the words of its use here."""

    photo: Photo
    alt: str
    caption: str
    credit: str

    @classmethod
    def of(cls, content: Content, photos: Mapping[str, Photo]) -> "LeadingPhoto | None":
        kept = leading_photo(content)
        photo = kept and photos.get(kept["sha256"])
        return cls(photo, kept["alt"], kept["caption"], kept["credit"]) if photo else None

    @property
    def picture(self) -> Picture:
        """What pages show of it now."""
        return self.photo.picture


@dataclass(frozen=True)
class ArticlePage:
    """What `reader/article.html` prints, as `page` beside `frame`.

    `breadcrumb`: the sections from the top one down. `published_at` and `updated_at` are None where they say
    nothing: an unpublished preview, an article that was never updated. `opening`: the lead photo's figure, or "".
    `leading`: the photo that stands for the article elsewhere. `corrections`: oldest first. `authors` and `topics`:
    {"id", "name", "slug"}, in the byline's order and by name. `columnists`: whose opinion it is. `minutes`: how long
    reading takes; None of a live blog, `live`, which nobody reads from end to end. `more`: its section's newest
    besides. `origins`: where embeds come from, by the directive of the content policy.
    """

    edition: Edition
    breadcrumb: list[Section]
    published_at: datetime | None
    updated_at: datetime | None
    first: Figure | None
    leading: LeadingPhoto | None
    opening: SafeString
    body: SafeString
    byline: Byline
    authors: list[dict[str, Any]]
    corrections: list[Correction]
    related: list[RelatedItem]
    topics: list[dict[str, Any]]
    columnists: list[Author]
    live: LiveBlog | None
    minutes: int | None
    more: More
    sharing: Sharing
    origins: dict[str, set[str]]

    @property
    def layout(self) -> str:
        """How the page is laid out; "" as news."""
        return LAYOUTS.get(self.edition.label, "")

    @property
    def scripts(self) -> list[str]:
        """The scripts that only some articles need, in the order of SCRIPTS."""
        html = self.opening + self.body
        return [file for file, elements in SCRIPTS.items() if any(element in html for element in elements)]

    @property
    def has_viewer(self) -> bool:
        """Whether there is a picture to look at in full, or may be one while the page is open."""
        return "reader/gallery.js" in self.scripts

    @classmethod
    def of(cls, edition: Edition, content: Content, frame: Frame) -> "ArticlePage":
        """The page of `edition`, which may be unsaved, with `content` as its text.

        The edition brings its derived fields, `author_names` and `topic_names` (lists of {"id", "name", "slug"} or
        None), and, if it has a past, `told_at` and `corrections`, as EditionQuerySet.with_past says. At most three
        queries, and one more each if it has documents or recordings, is an opinion, or lies in a subsection with
        little else.
        """
        frame.attach([edition])
        photos = Photo.objects.defer("search_text").by_sha256({photo["sha256"] for photo in photos_in(content)})
        editions = live_editions(mentioned_articles(content), frame)
        files = attached_files({file["sha256"] for file in [*documents_in(content), *recordings_in(content)]})
        opening, authors = opening_figure(content), in_order(edition.author_names)
        live = live_blog_of(content)
        return cls(
            edition=edition,
            breadcrumb=list(dict.fromkeys([edition.section.top, edition.section])),
            published_at=edition.first_published_at,
            updated_at=_updated_at(edition),
            first=_first(content, photos),
            leading=LeadingPhoto.of(content, photos),
            opening=render_figure(opening, photos=photos, eager=True) if opening else SafeString(),
            body=render_body(
                content,
                photos=photos,
                editions=editions,
                files=files,
                vouched=edition.is_vouched,
                moment=frame.moment,
            ),
            byline=Byline(content["byline"]["prefix"], authors, content["byline"]["source"]),
            authors=authors,
            corrections=_corrections(getattr(edition, "corrections", None)),
            related=list(_related(content, photos, editions)),
            topics=in_order(edition.topic_names),
            columnists=_columnists(edition, authors),
            live=live,
            minutes=None if live else minutes_to_read(content),
            more=more_of(edition, mentioned_articles(content), frame),
            sharing=Sharing(absolute(edition.get_absolute_url()), edition.title),
            origins=embedded_origins(content),
        )


def show(template: str, frame: Frame, shown: ArticlePage, **context: object) -> HttpResponse:
    """The page of an article, with a content policy that lets in what it embeds, and nothing else of others."""
    allowed = {directive: _with(origins, directive) for directive, origins in shown.origins.items()}
    # Not an update: the preview's own, which the desk makes for its styles, would take its place.
    return csp_replace(allowed)(page)(template, frame, page=shown, **context)


def _with(origins: set[str], directive: str) -> list[str]:
    """What the directive allows on every page, and these origins."""
    always = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"][directive]
    return [*(source for source in always if source != NONE), *sorted(origins)]


def _updated_at(edition: Edition) -> datetime | None:
    """When readers were last told that the article had changed; None if they never were, or it is a first preview."""
    first, told = edition.first_published_at, getattr(edition, "told_at", None)
    return told if first and told and told > first else None


def _first(content: Content, photos: Mapping[str, Photo]) -> Figure | None:
    figure = first_figure(content)
    photo = figure and photos.get(figure["photo"]["sha256"])
    return Figure(photo.picture, sizes_of(figure)) if photo else None


def standing_edition(article: int, at: datetime) -> Edition | None:
    """What the article is at `at`: a publication or a withdrawal, with its text, names and past. One query."""
    if article > MAX_INTEGER:
        return None
    standing = Edition.objects.standing(at).filter(article_id=article).select_related("revision")
    return standing.with_names().with_past(at).defer("search_text", "search_spelled", "reason").first()


def live_editions(articles: set[int], frame: Frame) -> dict[int, Edition]:
    """Those of the articles that readers can read at the frame's moment, by id. One query, none for no articles."""
    if not articles:
        return {}
    live = Edition.objects.live(frame.moment).filter(article_id__in=articles).for_lists()
    return {edition.article_id: edition for edition in frame.attach(live)}


def _columnists(edition: Edition, authors: list[dict[str, Any]]) -> list[Author]:
    """Who signs an opinion, with portrait, in the order of the byline; nobody of any other article."""
    if edition.label != Label.OPINION or not authors:
        return []
    found = Author.objects.select_related("photo").defer("photo__search_text").in_bulk([row["id"] for row in authors])
    return [found[row["id"]] for row in authors if row["id"] in found]


def in_order(names: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Authors by their place in the byline, topics by name; a list that is in order already stays as it is."""
    if names and "position" in names[0]:
        return sorted(names, key=lambda row: row["position"])
    return sorted(names or [], key=lambda row: alphabetical(row["name"]))


def _corrections(rows: list[dict[str, str]] | None) -> list[Correction]:
    found = [Correction(_utc(row["moment"]), row["note"]) for row in rows or []]
    return sorted(found, key=lambda correction: correction.moment)


def _utc(text: str) -> datetime:
    """A moment as a database writes it into JSON: PostgreSQL with its offset, SQLite without one, in UTC."""
    moment = parse_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _related(content: Content, photos: Mapping[str, Photo], editions: Mapping[int, Edition]) -> Iterator[RelatedItem]:
    for link in content["related"]:
        edition = editions.get(link["article"])
        # An article that is not live at this moment is not even hinted at.
        if link["article"] and not edition:
            continue
        own = photos.get(link["photo"]["sha256"]) if link["photo"] else None
        if edition:
            title, teaser = link["title"] or edition.title, link["teaser"] or edition.lead
            picture = own.picture if own else edition.picture
            yield RelatedItem(edition.get_absolute_url(), title, teaser, picture, True)
        else:
            picture = own.picture if own else None
            yield RelatedItem(_web_address(link["url"]), link["title"], link["teaser"], picture, False)


def _web_address(url: str) -> str:
    """`url` if it is one of the web's; "" for anything else, such as a script."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""
