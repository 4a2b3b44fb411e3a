"""Feeds: what a feed reader is told of the paper, a section, an author and a topic."""

import re

import feedparser
import pytest
from django.utils import timezone

from articles.models import Edition, Section
from articles.publishing import publish, withdraw
from media.models import Photo
from tests import factories
from tests.reader.pages import HOUR, address, published

SITE = "http://127.0.0.1:8000"
FORMATS = ("rss", "atom")


def read(client, path: str) -> feedparser.FeedParserDict:
    """The feed at this address as a feed reader sees it, which must not find it malformed."""
    response = client.get(path)
    assert response.status_code == 200, path
    parsed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not parsed.bozo, (path, parsed.get("bozo_exception"))
    return parsed


def titles(client, path: str) -> list[str]:
    return [entry.title for entry in read(client, path).entries]


@pytest.fixture
def market() -> Section:
    return factories.section("Thị trường", parent=factories.section("Kinh tế"))


@pytest.mark.parametrize("format", FORMATS)
def test_an_entry_tells_what_the_page_tells(client, market, clock, format):
    photo = factories.photo()
    article = published(
        "Giá gạo <chạm> đỉnh & còn lên",
        section=market,
        lead="Cao nhất mười năm:\nnông dân “vẫn” lo, giá < chi phí.",
        authors=[factories.author("Lê Thảo"), factories.author("Hoàng Tuyết")],
        topics=[factories.topic("Xuất khẩu")],
        lead_photo=photo,
    )
    clock.shift(HOUR)
    publish(article, by=None)
    parsed = read(client, f"/{format}/chuyen-muc/thi-truong.xml")
    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[format]
    (entry,) = parsed.entries
    assert entry.title in ("Giá gạo <chạm> đỉnh & còn lên", "Giá gạo &lt;chạm&gt; đỉnh &amp; còn lên")
    assert entry.link == SITE + address(article)
    assert entry.id == f"tag:127.0.0.1,2026-03-08:bai-{article.pk}"
    assert entry.summary == "<p>Cao nhất mười năm:<br />nông dân “vẫn” lo, giá &lt; chi phí.</p>"
    assert [author.name for author in entry.authors if author] in (
        ["Lê Thảo", "Hoàng Tuyết"],
        ["Lê Thảo, Hoàng Tuyết"],
    )
    assert [tag.term for tag in entry.tags] == ["Thị trường", "Kinh tế", "Xuất khẩu"]
    assert (entry.published_parsed[:5], entry.updated_parsed[:5]) == ((2026, 3, 8, 8, 0), (2026, 3, 8, 9, 0))
    picture = SITE + "/uploads/" + photo.renditions["card400"]["jpeg"]
    # RSS wants an enclosure's size in bytes, which nobody knows without asking the storage.
    assert [(row.href, row.type) for row in entry.enclosures] == [(picture, "image/jpeg")] * (format == "atom")
    assert "content" not in entry
    (media,) = entry.media_content
    assert (media["url"], media["medium"], media["width"], media["height"]) == (picture, "image", "400", "267")
    assert entry.media_credit[0]["content"] == "Minh Hà/Bình Minh"


@pytest.mark.parametrize("format", FORMATS)
def test_a_feed_says_what_it_is_and_where(client, market, format):
    feed = read(client, f"/{format}/chuyen-muc/thi-truong.xml").feed
    assert feed.title == "Thị trường | Nhật báo Bình Minh"
    links = {link.rel: link.href for link in feed.links}
    assert links == {
        "self": f"{SITE}/{format}/chuyen-muc/thi-truong.xml",
        "alternate": f"{SITE}/kinh-te/thi-truong/",
    }


@pytest.mark.parametrize("format", FORMATS)
def test_the_feeds_tell_of_the_paper_a_section_an_author_and_a_topic(client, market, clock, format):
    author, topic = factories.author("Lê Thảo"), factories.topic("Xuất khẩu")
    press = factories.section("Thông cáo", kind=Section.Kind.PRESS)
    published("Thời sự", section=factories.section("Thời sự"))
    for title, fields in (
        ("Của Thảo", {"authors": [author], "section": market}),
        ("Xuất khẩu gạo", {"topics": [topic], "section": market.parent}),
        ("Thông cáo của hãng", {"section": press}),
    ):
        clock.shift(HOUR)
        published(title, **fields)
    told = {
        name: titles(client, f"/{format}/{name}.xml")
        for name in (
            "tin-moi",
            "chuyen-muc/kinh-te",
            "chuyen-muc/thi-truong",
            "chuyen-muc/thong-cao",
            "tac-gia/le-thao",
            "chu-de/xuat-khau",
        )
    }
    assert told == {
        "tin-moi": ["Xuất khẩu gạo", "Của Thảo", "Thời sự"],
        "chuyen-muc/kinh-te": ["Xuất khẩu gạo", "Của Thảo"],
        "chuyen-muc/thi-truong": ["Của Thảo"],
        "chuyen-muc/thong-cao": ["Thông cáo của hãng"],
        "tac-gia/le-thao": ["Của Thảo"],
        "chu-de/xuat-khau": ["Xuất khẩu gạo"],
    }


def test_the_name_of_an_entry_outlives_a_new_title(client, clock):
    article = published("Tên cũ")
    before = read(client, "/rss/tin-moi.xml").entries[0]
    clock.shift(HOUR)
    publish(factories.edit(article, title="Tên mới", slug=""), by=None)
    after = read(client, "/rss/tin-moi.xml").entries[0]
    assert (before.id, before.title, after.title) == (after.id, "Tên cũ", "Tên mới")


def test_what_is_withdrawn_or_lies_ahead_is_not_told(client, clock):
    gone, ahead = published("Đã gỡ"), factories.article("Mai")
    publish(ahead, by=None, at=timezone.now() + HOUR)
    clock.shift(HOUR / 2)
    withdraw(gone, by=None, reason="x")
    assert titles(client, "/rss/tin-moi.xml") == titles(client, "/atom/tin-moi.xml") == []


def test_a_withheld_photo_is_not_told(client):
    published("Bài", lead_photo=factories.photo())
    Photo.objects.update(taken_down_at=timezone.now())
    for format in FORMATS:
        entry = read(client, f"/{format}/tin-moi.xml").entries[0]
        assert (entry.enclosures, "media_content" in entry) == ([], False)


def test_what_xml_cannot_hold_does_not_spoil_the_feed(client):
    published("Bài")
    Section.objects.update(name="Kinh\x00\x0b\x1f tế\ufffe" if not postgresql() else "Kinh\x0b\x1f tế\ufffe")
    assert [tag.term for tag in read(client, "/rss/tin-moi.xml").entries[0].tags][0].startswith("Kinh")


def postgresql() -> bool:
    """It refuses NUL in any text."""
    from django.db import connection

    return connection.vendor == "postgresql"


def test_a_feed_travels_as_pages_do(client, clock):
    published("Bài")
    for format, kind in (("rss", "application/rss+xml"), ("atom", "application/atom+xml")):
        first = client.get(f"/{format}/tin-moi.xml")
        assert first["Content-Type"] == f"{kind}; charset=utf-8"
        assert client.get(f"/{format}/tin-moi.xml", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    clock.shift(HOUR)
    assert client.get("/atom/tin-moi.xml").content == client.get("/atom/tin-moi.xml").content


def test_an_empty_feed_stays_the_same_as_long_as_its_validator(client, clock):
    factories.section("Trống")
    first = client.get("/atom/tin-moi.xml")
    clock.shift(HOUR)
    second = client.get("/atom/tin-moi.xml")
    assert (first["ETag"], first.content) == (second["ETag"], second.content)
    assert not read(client, "/atom/tin-moi.xml").entries


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_few_queries(client, django_assert_num_queries, count):
    author = factories.author("Lê Thảo")
    for number in range(count):
        topics = [factories.topic(), factories.topic()]
        published(f"Bài {number}", authors=[author], topics=topics, lead_photo=factories.photo())
    # 1. the frame, 2. the articles with their names, 3. the masthead
    with django_assert_num_queries(3):
        client.get("/rss/tin-moi.xml")
    # and 4. the author
    with django_assert_num_queries(4):
        client.get("/atom/tac-gia/le-thao.xml")


def test_other_spellings_redirect_and_what_is_not_there_is_not_found(client):
    factories.author("Chưa viết")
    published("Bài", authors=[factories.author("Lê Thảo")])
    for path, one in (
        ("/rss/chuyen-muc/Thoi-Su.xml", "/rss/chuyen-muc/thoi-su.xml"),
        ("/atom/tac-gia/LE-THAO.xml", "/atom/tac-gia/le-thao.xml"),
    ):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, one)
    for path in (
        "/rss/chuyen-muc/khong-co.xml",
        "/rss/tac-gia/chua-viet.xml",
        "/rss/chu-de/x.xml",
        "/rss/tin-moi",
        "/rss/chuyen-muc.xml",
        "/atom/",
        "/json/tin-moi.xml",
        "/rss/chuyen-muc/tin%00moi.xml",
    ):
        assert client.get(path).status_code == 404, path
    assert client.post("/rss/tin-moi.xml").status_code == 405


def test_every_page_leads_to_its_feeds(client, market):
    article = published("Bài", section=market, authors=[factories.author("Lê Thảo")], topics=[factories.topic("Gạo")])
    of_market = [
        "/rss/tin-moi.xml",
        "/atom/tin-moi.xml",
        "/rss/chuyen-muc/thi-truong.xml",
        "/atom/chuyen-muc/thi-truong.xml",
    ]
    assert alternates(client, "/") == ["/rss/tin-moi.xml", "/atom/tin-moi.xml"]
    assert alternates(client, "/kinh-te/thi-truong/") == alternates(client, address(article)) == of_market
    edition = Edition.objects.get()
    named = edition.editionauthor_set.get().author, edition.editiontopic_set.get().topic
    for row, feed in zip(named, ("tac-gia/le-thao", "chu-de/gao"), strict=True):
        assert alternates(client, row.get_absolute_url())[2:] == [f"/rss/{feed}.xml", f"/atom/{feed}.xml"]


def alternates(client, path: str) -> list[str]:
    found = re.findall(
        r'<link rel="alternate" type="application/(?:rss|atom)\+xml" title="[^"]+" href="([^"]+)">',
        client.get(path).text,
    )
    assert all(client.get(feed).status_code == 200 for feed in found)
    return found


def test_one_page_names_the_feeds(client, market):
    response = client.get("/rss/")
    assert re.findall(r'href="(/(?:rss|atom)/[^"]*\.xml)" type', response.text) == [
        f"/{format}/{name}.xml"
        for name in ("tin-moi", "chuyen-muc/kinh-te", "chuyen-muc/thi-truong")
        for format in FORMATS
    ]
    assert client.get("/rss").status_code == 301
