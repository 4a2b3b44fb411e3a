"""JSON-LD in the words of schema.org: pure functions from what a page shows to what machines read of it.

Each gives one thing as a dictionary; templates/reader/components/structured.html prints them as one graph.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Section
from media.models import Photo
from media.picture import Choice

from .addresses import absolute
from .article import ArticlePage, LeadingPhoto
from .frame import Frame
from .live import LiveBlog
from .name_card import HEIGHT, WIDTH

Thing = dict[str, Any]

LICENCE = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]")
# The proportions that search engines ask for, widest first; small photos have none of them.
SHAPES = ("hero", "card", "square")


# --- The paper ------------------------------------------------------------------------


def organization(frame: Frame) -> Thing:
    """The paper as its masthead has it."""
    masthead = frame.masthead
    return _said(
        {
            "@type": "NewsMediaOrganization",
            "@id": _paper_id(),
            "name": masthead.name,
            "url": absolute(reverse("reader:home")),
            "logo": _logo(),
            "masthead": absolute(reverse("reader:masthead")),
            "ethicsPolicy": absolute(reverse("reader:masthead")) if masthead.ethics_policy else "",
            "correctionsPolicy": absolute(reverse("reader:masthead")) if masthead.corrections_policy else "",
            "parentOrganization": _named("Organization", masthead.governing_body),
            "address": ", ".join(masthead.address_lines),
            "telephone": masthead.hotline or masthead.phone,
            "email": masthead.email,
            "sameAs": [url for _name, url in masthead.profiles],
        }
    )


def website(frame: Frame) -> Thing:
    """The site: what search engines print as its name."""
    home = absolute(reverse("reader:home"))
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": frame.paper_name,
        "inLanguage": "vi",
        "publisher": {"@id": _paper_id()},
    }


def _publisher(frame: Frame) -> Thing:
    """The paper beside an article: enough to name it."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": _paper_id(),
        "name": frame.paper_name,
        "url": absolute(reverse("reader:home")),
        "logo": _logo(),
    }


def _paper_id() -> str:
    return absolute(reverse("reader:home")) + "#paper"


def _logo() -> Thing:
    return {"@type": "ImageObject", "url": absolute(static("icons/icon-512.png")), "width": 512, "height": 512}


# --- People ---------------------------------------------------------------------------


def person(author: Author) -> Thing:
    """An author as their own page shows them."""
    portrait = author.photo.picture if author.photo else None
    sizes = portrait.shape("square") if portrait and not portrait.withheld else []
    return _said(
        {
            "@type": "Person",
            "@id": absolute(author.get_absolute_url()),
            "name": author.name,
            "url": absolute(author.get_absolute_url()),
            "description": author.bio,
            "image": absolute(sizes[-1].jpeg) if sizes else "",
        }
    )


def profile(author: Author) -> Thing:
    """The page of an author."""
    return {"@type": "ProfilePage", "url": absolute(author.get_absolute_url()), "mainEntity": person(author)}


def _authors(page: ArticlePage, frame: Frame) -> list[Thing]:
    """Who signed it; the paper itself where nobody did."""
    named = [
        {"@type": "Person", "name": row["name"], "url": absolute(reverse("reader:author", args=[row["slug"]]))}
        for row in page.authors
    ]
    return named or [_publisher(frame)]


# --- Articles -------------------------------------------------------------------------


def article(page: ArticlePage, frame: Frame) -> Thing:
    """A published article as news, opinion, a press release or advertising."""
    edition, url = page.edition, absolute(page.edition.get_absolute_url())
    return _said(
        {
            "@type": _type(page),
            "@id": f"{url}#article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "url": url,
            "headline": edition.title,
            "alternativeHeadline": edition.short_title,
            "description": edition.lead,
            "image": (page.leading and images(page.leading)) or _name_card(),
            "datePublished": _moment(edition.first_published_at),
            "dateModified": _moment(edition.live_from),
            "author": _authors(page, frame),
            "publisher": _publisher(frame),
            "articleSection": [section.name for section in page.breadcrumb],
            "keywords": [topic["name"] for topic in page.topics],
            "inLanguage": "vi",
            "isAccessibleForFree": True,
            "correction": [
                {"@type": "CorrectionComment", "text": row.note, "datePublished": _moment(row.moment)}
                for row in page.corrections
            ],
        }
    )


def _type(page: ArticlePage) -> str:
    section, label = page.edition.section, page.edition.label
    kinds = {section.kind, section.top.kind}
    if Section.Kind.COMMERCIAL in kinds or label == Article.Label.SPONSORED:
        return "AdvertiserContentArticle"
    if Section.Kind.PRESS in kinds:
        return "Article"
    return "OpinionNewsArticle" if label == Article.Label.OPINION else "NewsArticle"


def live_blog(page: ArticlePage, blog: LiveBlog, frame: Frame) -> Thing:
    """A live blog: the article with its reports, newest first as on the page."""
    story = article(page, frame)
    reports = [
        _said(
            {
                "@type": "BlogPosting",
                "headline": report.headline,
                "url": f"{story['url']}#{report.anchor}",
                "datePublished": _moment(report.moment),
                "articleBody": report.body,
            }
        )
        for report in blog.reports
    ]
    times = {"coverageStartTime": _moment(blog.begun)}
    # While it runs nobody knows when it ends.
    times |= {} if blog.is_running else {"coverageEndTime": _moment(blog.updated)}
    return story | {"@type": "LiveBlogPosting"} | times | {"liveBlogUpdate": reports}


# --- Pictures -------------------------------------------------------------------------


def images(leading: LeadingPhoto) -> list[Thing]:
    """The leading photo in each of its shapes, with who made it and on what terms; none while it is withheld."""
    picture = leading.picture
    if picture.withheld:
        return []
    largest = [sizes[-1] for shape in SHAPES if (sizes := picture.shape(shape))] or picture.shape("w")[-1:]
    return [_image(choice, leading) for choice in largest]


def _name_card() -> Thing:
    """The paper's name as a picture, where there is no photo."""
    url = absolute(reverse("reader:name_card"))
    return {"@type": "ImageObject", "contentUrl": url, "url": url, "width": WIDTH, "height": HEIGHT}


def _image(choice: Choice, leading: LeadingPhoto) -> Thing:
    photo = leading.photo
    return _said(
        {
            "@type": "ImageObject",
            "contentUrl": absolute(choice.jpeg),
            "url": absolute(choice.jpeg),
            "width": choice.width,
            "height": choice.height,
            "caption": leading.caption,
            "creator": _named("Person", photo.photographer),
            "creditText": leading.credit or photo.credit,
            "copyrightNotice": photo.copyright or photo.credit,
            "license": licence(photo, own_terms()),
            "acquireLicensePage": own_terms(),
        }
    )


def licence(photo: Photo, otherwise: str) -> str:
    """Where the terms of the photo are written: the licence that its restrictions name, if they do."""
    named = LICENCE.search(photo.usage_terms)
    return named[0] if named else otherwise


def own_terms() -> str:
    """Where the paper says on what terms others may use what it publishes."""
    return absolute(reverse("reader:masthead"))


# --- Where a page lies ----------------------------------------------------------------


def breadcrumb(trail: Sequence[tuple[str, str]]) -> Thing:
    """The way to a page from the top: names and paths; the last may be without."""
    rungs = [
        _said({"@type": "ListItem", "position": position, "name": name, "item": absolute(path) if path else ""})
        for position, (name, path) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": rungs}


# --- Small things ---------------------------------------------------------------------


def _named(kind: str, name: str) -> Thing | None:
    return {"@type": kind, "name": name} if name else None


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _said(thing: Thing) -> Thing:
    """The thing without what says nothing."""
    return dict(_telling(thing))


def _telling(thing: Thing) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in thing.items() if value not in ("", None, [], {}))
