"""Sitemaps: what search engines are told of, and that it stays where it was."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Section
from articles.publishing import publish, withdraw
from media.models import Photo
from reader import sitemaps
from tests import factories
from tests.reader.pages import HOUR, address, published

SITE = "http://127.0.0.1:8000"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8"), path
    return ElementTree.fromstring(response.content)


def found(client, path: str, what: str = "s:url/s:loc") -> list[str]:
    return [element.text.removeprefix(SITE) for element in read(client, path).findall(what, SPACES)]


def shards(client) -> list[str]:
    return found(client, "/sitemap.xml", "s:sitemap/s:loc")


def months(client) -> list[str]:
    return [path for path in shards(client) if path.startswith("/sitemap-2")]


def published_on(clock, day: str, title: str = "", **fields: object):
    clock.move_to(datetime.fromisoformat(f"{day}T15:00:00+07:00"))
    return published(title, **fields)


def test_the_index_names_what_there_is(client, clock):
    published_on(clock, "2026-01-31")
    published_on(clock, "2026-03-08", authors=[factories.author()], topics=[factories.topic()])
    assert shards(client) == [
        "/sitemap-trang.xml",
        "/sitemap-chu-de-1.xml",
        "/sitemap-tac-gia-1.xml",
        "/sitemap-2026-03.xml",
        "/sitemap-2026-01.xml",
    ]
    assert found(client, "/sitemap.xml", "s:sitemap/s:lastmod") == [
        "2026-03-08T15:00:00+07:00",
        "2026-01-31T15:00:00+07:00",
    ]
    assert all(client.get(path).status_code == 200 for path in shards(client))


def test_a_month_is_counted_in_the_papers_time_zone(client, clock):
    clock.move_to(datetime.fromisoformat("2026-02-28T23:59:59+07:00"))
    february = published("Cuối tháng hai")
    clock.move_to(datetime.fromisoformat("2026-03-01T00:00:01+07:00"))
    march = published("Đầu tháng ba")
    assert found(client, "/sitemap-2026-02.xml") == [address(february)]
    assert found(client, "/sitemap-2026-03.xml") == [address(march)]


def test_an_article_stays_in_its_month_whatever_becomes_of_it(client, clock):
    article = published_on(clock, "2026-01-10", "Tên cũ")
    clock.move_to(datetime.fromisoformat("2026-03-08T15:00:00+07:00"))
    publish(factories.edit(article, title="Tên mới", slug="ten-moi"), by=None, bump=True)
    assert months(client) == ["/sitemap-2026-01.xml"]
    assert found(client, "/sitemap-2026-01.xml") == [address(article)]
    assert found(client, "/sitemap-2026-01.xml", "s:url/s:lastmod") == ["2026-03-08T15:00:00+07:00"]


def test_what_is_withdrawn_or_lies_ahead_is_not_told(client, clock):
    gone, ahead = published("Đã gỡ"), factories.article("Mai")
    publish(ahead, by=None, at=timezone.now() + HOUR)
    clock.shift(HOUR / 2)
    withdraw(gone, by=None, reason="x")
    assert found(client, "/sitemap-2026-03.xml") == found(client, "/sitemap-tin-moi.xml") == []


def test_a_full_month_has_further_shards_that_a_withdrawal_does_not_move(client, clock, monkeypatch):
    monkeypatch.setattr(sitemaps, "SHARD", 2)
    articles = []
    for number in range(5):
        clock.shift(timedelta(minutes=1))
        articles.append(published(f"Bài {number}"))
    paths = ["/sitemap-2026-03.xml", "/sitemap-2026-03-2.xml", "/sitemap-2026-03-3.xml"]
    addresses = [address(article) for article in articles]
    assert months(client) == paths
    assert [found(client, path) for path in paths] == [addresses[:2], addresses[2:4], addresses[4:]]
    clock.shift(HOUR)
    withdraw(articles[0], by=None, reason="x")
    publish(factories.edit(articles[1], lead="Mới"), by=None)
    assert [found(client, path) for path in paths] == [addresses[1:2], addresses[2:4], addresses[4:]]
    assert client.get("/sitemap-2026-03-4.xml").status_code == 404


def test_a_picture_is_told_with_its_licence_unless_it_is_withheld(client):
    photo = factories.photo(usage_terms="CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).")
    published("Bài", lead_photo=photo)
    published("Của mình", lead_photo=factories.photo())
    paths = ["s:url/image:image/image:loc", "s:url/image:image/image:license"]
    pictures, licences = (found(client, "/sitemap-2026-03.xml", path) for path in paths)
    assert pictures[0] == "/uploads/" + photo.renditions["w400"]["jpeg"]
    assert licences == ["https://creativecommons.org/licenses/by/4.0/", "/toa-soan/"]
    Photo.objects.update(taken_down_at=timezone.now())
    assert found(client, "/sitemap-2026-03.xml", "s:url/image:image/image:loc") == []


def test_the_pages_are_home_sections_and_those_topics_and_authors_that_have_articles(client):
    top = factories.section("Kinh tế")
    below = factories.section("Ẩn", parent=top, in_menu=False)
    author, topic = factories.author("Lê Thảo"), factories.topic("Gạo")
    factories.author("Chưa viết")
    gone = published("Bài", section=below, authors=[author, factories.author("Đã thôi")], topics=[topic])
    paths = found(client, "/sitemap-trang.xml")
    assert paths[0] == "/"
    about = {"/chu-de/", "/tac-gia/", "/ngay/", "/toa-soan/", "/lien-he/", "/so-do-trang/", "/rss/"}
    assert {"/kinh-te/", "/kinh-te/an/"} | about <= set(paths)
    assert all(client.get(path).status_code == 200 for path in paths)
    assert found(client, "/sitemap-chu-de-1.xml") == [topic.get_absolute_url()]
    assert found(client, "/sitemap-tac-gia-1.xml") == ["/tac-gia/le-thao/", "/tac-gia/da-thoi/"]
    withdraw(gone, by=None, reason="x")
    assert found(client, "/sitemap-chu-de-1.xml") == found(client, "/sitemap-tac-gia-1.xml") == []


# --- News -----------------------------------------------------------------------------


def test_the_news_of_two_days_are_told_newest_first_and_leave_on_time(client, clock):
    published_on(clock, "2026-03-05", "Hôm kia")
    first = published_on(clock, "2026-03-06", "Hôm qua")
    second = published_on(clock, "2026-03-08", "Hôm & nay")
    assert found(client, "/sitemap-tin-moi.xml", ".//news:title") == ["Hôm & nay"]
    clock.move_to(datetime.fromisoformat("2026-03-08T14:30:00+07:00"))
    clock.move_to(datetime.fromisoformat("2026-03-08T15:00:00+07:00"))
    assert found(client, "/sitemap-tin-moi.xml") == [address(second)]
    del first


def test_an_article_leaves_the_news_before_it_is_older_than_48_hours(client, clock):
    begun = timezone.now()
    published("Bài")
    clock.move_to(begun + timedelta(hours=47, minutes=49))
    response = client.get("/sitemap-tin-moi.xml")
    assert found(client, "/sitemap-tin-moi.xml", ".//news:title") == ["Bài"]
    clock.move_to(begun + timedelta(hours=47, minutes=50))
    assert client.get("/sitemap-tin-moi.xml")["ETag"] != response["ETag"]
    assert found(client, "/sitemap-tin-moi.xml", ".//news:title") == []


def test_news_say_the_paper_its_language_and_when(client, clock):
    article = published("Bài")
    clock.shift(HOUR)
    publish(factories.edit(article, lead="Mới"), by=None)
    told = {
        name: found(client, "/sitemap-tin-moi.xml", f".//news:{name}")
        for name in ("name", "language", "publication_date", "title")
    }
    assert told == {
        "name": ["Nhật báo Bình Minh"],
        "language": ["vi"],
        "publication_date": ["2026-03-08T15:00:00+07:00"],
        "title": ["Bài"],
    }


def test_press_releases_and_advertising_are_no_news(client):
    press = factories.section("Thông cáo", kind=Section.Kind.PRESS)
    published("Của hãng", section=press)
    published("Trong mục con", section=factories.section("Sản phẩm", parent=press))
    published("Quảng cáo", section=factories.section("Doanh nghiệp", kind=Section.Kind.COMMERCIAL))
    published("Tài trợ", label="sponsored")
    published("Tin")
    assert found(client, "/sitemap-tin-moi.xml", ".//news:title") == ["Tin"]
    assert len(found(client, "/sitemap-2026-03.xml")) == 5


def test_no_more_than_a_thousand_news_are_told(client, clock, monkeypatch):
    monkeypatch.setattr(sitemaps, "NEWS_ITEMS", 2)
    for number in range(3):
        clock.shift(timedelta(minutes=1))
        published(f"Bài {number}")
    assert found(client, "/sitemap-tin-moi.xml", ".//news:title") == ["Bài 2", "Bài 1"]


# --- How they travel ------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_sitemap_costs_few_queries(client, django_assert_num_queries, count):
    for number in range(count):
        section = factories.section(f"Mục {number}", parent=factories.section())
        published(
            section=section, lead_photo=factories.photo(), topics=[factories.topic()], authors=[factories.author()]
        )
    for path, queries in (
        ("/sitemap.xml", 5),  # the frame, topics, authors, the oldest article, the months of a year
        ("/sitemap-2026-03.xml", 3),  # the frame, whose shard it is, what is live of it
        ("/sitemap-trang.xml", 1),  # the frame
        ("/sitemap-chu-de-1.xml", 3),  # the frame, whether there is any, those with articles
        ("/sitemap-tac-gia-1.xml", 3),
        ("/sitemap-tin-moi.xml", 3),  # the frame, the news, the masthead
        ("/robots.txt", 1),
    ):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200, path


def test_a_sitemap_is_not_sent_twice(client):
    published("Bài")
    for path in ("/sitemap.xml", "/sitemap-2026-03.xml", "/sitemap-tin-moi.xml", "/robots.txt"):
        first = client.get(path)
        assert client.get(path, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304, path


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-2026-13.xml",
        "/sitemap-2026-00.xml",
        "/sitemap-2026-3.xml",
        "/sitemap-0001-01.xml",
        "/sitemap-1000-01.xml",
        "/sitemap-2999-12.xml",
        "/sitemap-2026-03-0.xml",
        "/sitemap-2026-03-1.xml",
        "/sitemap-2026-03-2.xml",
        "/sitemap-2026-03-9999.xml",
        "/sitemap-2026-03-99999999999.xml",
        "/sitemap-chu-de-0.xml",
        "/sitemap-chu-de-999999999.xml",
        "/sitemap-tac-gia-1.xml",
        "/sitemap-x.xml",
        "/sitemap.xml/",
    ],
)
def test_what_is_no_sitemap_is_not_found(client, path):
    published("Bài")
    assert client.get(path).status_code == 404


def test_robots_learn_where_the_sitemaps_are_and_what_is_not_for_them(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /tim-kiem/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
        f"Sitemap: {SITE}/sitemap-tin-moi.xml",
    ]
