"""Reads sanitised markup as a browser would."""

import re
from html.parser import HTMLParser

ALLOWED_TAGS = set("p h2 h3 strong em sub sup ul ol li blockquote br a table caption tbody thead tr th td".split())  # noqa: SIM905
ALLOWED_ATTRIBUTES = {"href", "rel", "title", "rowspan", "colspan", "start", "type"}


class AllowedMarkup(HTMLParser):
    """Refuses, as it reads, whatever a reader's page may not hold."""

    def handle_starttag(self, tag, attributes):
        assert tag in ALLOWED_TAGS
        for name, value in attributes:
            assert name in ALLOWED_ATTRIBUTES
            if name == "href":
                # As browsers read a URL: leading controls and spaces, and tabs and newlines anywhere, do not count.
                url = re.sub("[\t\n\r]", "", value or "").lstrip("".join(map(chr, range(33))))
                scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", url)
                assert not scheme or scheme[1].lower() in {"http", "https", "mailto", "tel", "article"}
