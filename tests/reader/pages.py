"""How these tests publish, and what they see on a page."""

import re
from datetime import timedelta
from html import unescape

from articles.content import Content
from articles.models import Article, Edition
from articles.publishing import publish
from tests import factories

HOUR = timedelta(hours=1)


def published(title: str = "", *blocks: Content, **fields: object) -> Article:
    """An article that readers see from now on."""
    article = factories.article(title, *blocks, **fields)
    publish(article, by=None)
    return article


def address(article: Article) -> str:
    """Where readers find the article."""
    return Edition.objects.filter(article=article).latest("number").get_absolute_url()


def stories(response) -> list[str]:
    """The titles of the stories that a page lists, from top to bottom, without those beside the list."""
    html = re.sub(r'<aside class="beside">.*?</aside>', "", response.text, flags=re.DOTALL)
    return [unescape(title) for title in re.findall(r'card__title"><a href="[^"]*">(.*?)</a>', html)]


def squeezed(html: str) -> str:
    """HTML with its white space collapsed, so that one line of a test can say it."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html))


def part(response, start: str, end: str) -> str:
    """The page from `start` up to and with `end`, white space collapsed."""
    html = squeezed(response.text)
    begin = html.index(start)
    return html[begin : html.index(end, begin) + len(end)]
