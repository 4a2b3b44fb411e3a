"""Press releases and commercial content: said visibly, and recommended to no search engine."""

import re

import pytest

from tests import factories
from tests.reader.pages import address, part, published

LINKED = (
    '<p><a href="https://nongcu.example/">Nông cụ</a> <a href="HTTP://hop.example/" title="a>b">Hộp</a>'
    ' <a href="mailto:hoi@nongcu.example">Thư</a></p>'
)


def links(response) -> list[tuple[str, str]]:
    """Address and rel of the links in the body and among the related."""
    shown = part(response, '<div class="article__body">', "</div>") + part(
        response, '<section class="related"', "</section>"
    )
    return [
        (href, rel)
        for attributes in re.findall(r"<a ([^>]*)>", shown.replace('title="a&gt;b"', ""))
        for href, rel in [(re.search('href="(.*?)"', attributes)[1], "".join(re.findall('rel="(.*?)"', attributes)))]
        if "example" in href or href.endswith(".html")
    ]


@pytest.mark.parametrize(
    ("kind", "label", "rel"),
    [
        ("news", "none", ""),
        ("news", "opinion", ""),
        ("news", "sponsored", "sponsored nofollow"),
        ("press", "none", "sponsored nofollow"),
        ("commercial", "none", "sponsored nofollow"),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_links_out_of_them_are_marked_and_no_others(client, kind, label, rel, below):
    section = factories.section("Mục", kind=kind)
    section = factories.section("Mục con", parent=section) if below else section
    ours = published("Bài khác")
    article = published(
        "Máy gặt",
        factories.text(LINKED + f'<p><a href="article:{ours.pk}">Bài khác</a></p>'),
        section=section,
        label=label,
        related=[factories.link(ours), factories.link(url="https://ruong.example/", title="Ruộng")],
    )
    assert links(client.get(address(article))) == [
        ("https://nongcu.example/", rel),
        ("HTTP://hop.example/", rel),
        ("mailto:hoi@nongcu.example", ""),
        (address(ours), ""),
        (address(ours), ""),
        ("https://ruong.example/", rel),
    ]


def test_a_rel_of_the_desk_gives_way(client):
    text = factories.text('<p><a href="https://a.example/" rel="dofollow">A</a></p>')
    article = published("Bài", text, section=factories.section("Quảng cáo", kind="commercial"))
    assert '<a href="https://a.example/" rel="sponsored nofollow">A</a>' in client.get(address(article)).text


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("commercial", '<span class="label label--commercial">Advertising</span>'),
        ("press", '<span class="label label--press">Press release</span>'),
        ("news", ""),
    ],
)
def test_their_sections_say_what_they_are(client, kind, label):
    top = factories.section("Chuyên trang", kind=kind)
    factories.section("Mục con", parent=top)
    for path in ("/chuyen-trang/", "/chuyen-trang/muc-con/"):
        head = part(client.get(path), '<header class="section-head">', "</header>")
        assert re.findall('<span class="label.*?</span>', head) == [label] * bool(label)


def test_a_label_is_not_followed_by_the_same_words(client):
    section = factories.section("Press release", kind="press")
    published("Máy gặt", section=section)
    assert client.get("/press-release/").text.count("Press release</") == 5
