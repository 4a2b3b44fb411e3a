"""Links of an article that lead its readers nowhere: to what is not live, to addresses of ours that are none."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from kernel.paging import MAX_INTEGER

from .content import Content
from .markup import links
from .models import Article, Edition

ARTICLE = "article:"


class Link(NamedTuple):
    """A link within our site: the block it stands in ("" for the related links), its words, the article it leads to.

    `article` is None for an address of ours that is no page at all.
    """

    block: str
    words: str
    article: int | None


def broken_links(content: Content, at: datetime) -> list[Link]:
    """The links that lead nowhere at the moment `at`, in the order of the form. At most two queries."""
    found = list(_links(content))
    ids = {link.article for link in found if link.article is not None}
    live = set(Edition.objects.live(at).filter(article_id__in=ids).values_list("article_id", flat=True)) if ids else ()
    broken = [link for link in found if link.article not in live]
    nameless = [link.article for link in broken if not link.words]
    titles = dict(Article.objects.filter(pk__in=nameless).values_list("pk", "title")) if nameless else {}
    return [link._replace(words=link.words or titles.get(link.article, f"{ARTICLE}{link.article}")) for link in broken]


def _links(content: Content) -> Iterator[Link]:
    for block in content["blocks"]:
        if block["type"] == "related":
            yield from (Link(block["uid"], "", pk) for pk in block["articles"])
        for address, words in links(block.get("html", "")):
            leads_to = article_at(address)
            if leads_to != ELSEWHERE:
                yield Link(block["uid"], words or address, leads_to)
    for link in content["related"]:
        leads_to = link["article"] or article_at(link["url"])
        if leads_to != ELSEWHERE:
            yield Link("", link["title"], leads_to)


# What needs no look: another site, or a page of ours that is no article.
ELSEWHERE = -1


def article_at(address: str) -> int | None:
    """The number of the article at the address, None for an address of ours with no page, or ELSEWHERE."""
    if address.startswith(ARTICLE):
        return _number(address.removeprefix(ARTICLE))
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.hostname != urlsplit(settings.SITE_URL).hostname:
            return ELSEWHERE
        match = resolve(unquote(parts.path) or "/")
    except ValueError:
        return ELSEWHERE
    except Resolver404:
        return None
    return _number(str(match.kwargs["id"])) if "id" in match.kwargs and parts.path.endswith(".html") else ELSEWHERE


def _number(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits[:20]) <= MAX_INTEGER else None
