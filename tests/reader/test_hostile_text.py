"""Hostile text from public test sets comes out as text, in every place of a page that prints it."""

import json
import re
from html import escape
from pathlib import Path

import pytest

from articles.models import Article, Section, Text
from articles.publishing import publish
from articles.revising import record
from kernel.text import clean, one_line
from tests import factories
from tests.reader.pages import address, published

ACTIVE = re.compile(
    r"<(?:script|style|iframe|object|embed|svg|math|form|input|meta|base|link|img|video|audio|template)\b"
    r"|<[a-z][^>]*\s(?:on\w+|style|srcdoc|formaction)\s*="
    r"|<[a-z][^>]*\s(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|data|vbscript):",
    # ASCII: before a scheme browsers skip only the spaces of ASCII.
    re.IGNORECASE | re.ASCII,
)


def strings(shared: Path, name: str) -> list[str]:
    lines = (shared / "corpora" / name).read_text().splitlines()
    return [json.loads(line)["s"] for line in lines]


def body(client, article: Article) -> str:
    html = client.get(address(article)).text
    return html[html.index('<div class="article__body">') : html.index('<footer class="footer">')]


def test_markup_comes_out_sanitised_even_if_it_got_into_the_database_as_it_was(client, shared):
    markup = [clean(text) for text in strings(shared, "xss.jsonl")]
    article = factories.article("Kiểm tra")
    # What the field and the importer would never store: each piece in a block of its own, unsanitised.
    Text.objects.bulk_create(
        Text(parent=article, region="body", ordering=100 + n, html=m) for n, m in enumerate(markup)
    )
    Text.objects.create(parent=article, region="body", ordering=10_000, html="<p>Đoạn cuối.</p>")
    record(article, author=None)
    publish(article, by=None)
    html = body(client, article)
    assert ACTIVE.findall(html) == []
    assert '<div class="text"><p>Đoạn cuối.</p></div>' in html


def test_words_come_out_as_words_wherever_they_are_printed(client, shared):
    words = [one_line(text)[:100] for text in strings(shared, "naughty.jsonl") + strings(shared, "xss.jsonl")]
    words = [text for text in words if text.strip() and "<" in text][:90]
    section = factories.section("<b>Mục</b>", description="<i>Mô tả</i>")
    for start in range(0, len(words), 30):
        some = words[start : start + 30]
        article = published(
            some[0],
            *(factories.quote(text, text) for text in some),
            *(factories.figure(None, text) for text in some),
            factories.figure(factories.photo(alt=some[0], photographer=some[0], caption=some[0]), layout="wide"),
            section=section,
            lead=some[-1],
            source=some[0],
            authors=[factories.author(some[0][:90])],
            related=[factories.link(title=text, teaser=text) for text in some],
        )
        pages = [client.get(path).text for path in (address(article), "/", section.get_absolute_url())]
        for text in some:
            assert escape(text) in pages[0]
        for html in pages:
            inside = html[html.index('<main id="content"') : html.index('<footer class="footer">')]
            inside = inside.replace('<svg viewBox="0 0 24 24" aria-hidden="true">', "the viewer's own icon")
            assert re.findall(r"<(?:script|style|iframe|svg|b|i)\b[^>]*>", inside, re.IGNORECASE) == []
            # What stands between quotes is text, even if it looks like an attribute.
            active = r'<(?!img|a\b)[a-z](?:[^>"]|"[^"]*")*?\s(?:on\w+|src|href)='
            assert re.findall(active, inside, re.IGNORECASE) == []


@pytest.mark.parametrize(("kind", "step"), [("naughty.jsonl", 10), ("xss.jsonl", 40)])
def test_no_string_as_a_path_or_parameter_is_a_fault(client, shared, kind, step):
    Section.objects.create(name="Kinh tế", slug="kinh-te")
    for text in strings(shared, kind)[::step]:
        text = text.encode("utf-8", "replace").decode()
        statuses = [
            client.get("/kinh-te/", {"sau": text}).status_code,
            client.get("/" + text.replace("?", "").replace("#", "")).status_code,
            client.get(f"/kinh-te/{text}-1.html".replace("?", "").replace("#", "")).status_code,
        ]
        assert set(statuses) <= {200, 301, 302, 404}, text
