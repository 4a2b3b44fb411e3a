"""Rich text: what it may consist of, for the editor in the browser and for the sanitiser on the server alike."""

import re
from collections.abc import Callable
from html import escape, unescape

from django.utils.translation import pgettext_lazy
from django_prose_editor.fields import create_sanitizer

from kernel.text import clean

from .tables import Table, plain, replace_tables

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    # Ours, from static/desk/table.js: the editor's own table has no caption.
    "CaptionedTable": {
        "labels": {
            "caption": pgettext_lazy("table", "Caption"),
            "save": pgettext_lazy("table", "Save"),
            "headerRow": pgettext_lazy("table", "Header row"),
            "headerColumn": pgettext_lazy("table", "Header column"),
        }
    },
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel", "article"]},
    "SpecialCharacters": True,
    # Ours, from static/desk/rich_text.js: pasting and typing; the Link is there, too.
    "Writing": True,
    "History": True,
}

_sanitise = create_sanitizer(EXTENSIONS)
# The sanitiser writes attributes in one form only, so these expressions see every link that a browser would.
_ARTICLE_LINK = re.compile(r'<a [^>]*?href="article:(\d{1,18})"[^>]*>(.*?)</a>', re.DOTALL)
_ANY_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_LINK = re.compile(r'<a((?: [a-z]+="[^"]*")+)>')
_TO_THE_WEB = re.compile(r' href="https?:', re.IGNORECASE)
_REL = re.compile(r' rel="[^"]*"')
_END_OF_BLOCK = re.compile(r"</(?:p|h\d|li|t[dh]|caption|blockquote)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


def sanitise(html: str) -> str:
    """`html` with only what EXTENSIONS allow, tables in their plain form; "" where nothing is left."""
    allowed = _sanitise(clean(html))
    # Once more after tables were put together anew: what is kept came from the sanitiser.
    return _sanitise(replace_tables(allowed, plain)) if "<table" in allowed else allowed


def printable(html: str, write_table: Callable[[Table], str]) -> str:
    """`html` with only what EXTENSIONS allow, and what `write_table` makes of its tables."""
    return replace_tables(_sanitise(clean(html)), write_table)


def as_text(html: str) -> str:
    """The words of sanitised `html`, white space collapsed."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def as_printed(html: str) -> str:
    """The same, but what marks a part of a word leaves the word whole."""
    return " ".join(unescape(_TAG.sub("", _END_OF_BLOCK.sub(" ", html))).split())


def paragraphs(html: str) -> list[str]:
    """Sanitised `html` cut where a paragraph, heading, item or cell ends."""
    return _END_OF_BLOCK.split(html)


def linked_articles(html: str) -> set[int]:
    """The ids of our own articles that sanitised `html` links to, as "article:ID"."""
    return {int(match[1]) for match in _ARTICLE_LINK.finditer(html)}


def links(html: str) -> list[tuple[str, str]]:
    """Every link of sanitised `html`: where it leads, and its words."""
    return [(unescape(match[1]), as_text(match[2])) for match in _ANY_LINK.finditer(html)]


def resolve_links(html: str, url_of: Callable[[int], str | None]) -> str:
    """Sanitised `html` with links to our own articles resolved; one that leads nowhere (None) becomes plain text."""

    def link(match: re.Match) -> str:
        url = url_of(int(match[1]))
        return f'<a href="{escape(url)}">{match[2]}</a>' if url else match[2]

    return _ARTICLE_LINK.sub(link, html)


def vouch_for_none(html: str) -> str:
    """Sanitised `html`, its links to the web marked as nothing that the paper recommends to search engines."""

    def link(match: re.Match) -> str:
        if not _TO_THE_WEB.search(match[1]):
            return match[0]
        return f'<a{_REL.sub("", match[1])} rel="sponsored nofollow">'

    return _LINK.sub(link, html)
