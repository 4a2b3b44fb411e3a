"""What is read most: of a day and of a week, of the paper and of each section, and only news that stands."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Section
from articles.publishing import publish, withdraw
from reader import most_read
from reader.models import Ranking, Reading
from reader.most_read import FEWEST, SHOWN, SHOWN_IN_FRONT, rank
from reader.readings import add, hour_of, merge
from tests import factories
from tests.reader.pages import HOUR, published

DAY = timedelta(days=1)
STEP = timedelta(minutes=10)


def read(article: Article, count: int, at: datetime | None = None) -> None:
    """The article was read so often, by default just now."""
    add({(article.pk, Reading.Span.HOUR, hour_of(at or timezone.now())): count})


def box(client, path: str = "/") -> dict[str, list[str]]:
    """The titles of each list in the box of a page, the most read first."""
    parts = re.findall(r'<div class="most-read__part most-read__part--(\w+)">(.*?)</div>', client.get(path).text, re.S)
    return {window: [unescape(title) for title in re.findall(r"<a [^>]*>(.*?)</a>", html)] for window, html in parts}


@pytest.fixture
def written(clock) -> list[Article]:
    """Articles of some days ago that nobody has read yet."""
    clock.shift(-3 * DAY)
    articles = [published(f"Bài {number}") for number in range(4)]
    clock.shift(3 * DAY)
    return articles


@pytest.fixture
def one_a_page(monkeypatch) -> None:
    """A section lists its newest alone: even one that was read more is worth a box."""
    monkeypatch.setattr("reader.listing.PAGE", 1)
    monkeypatch.setattr("reader.most_read.FEWEST", 1)


# --- Windows ------------------------------------------------------------------------


def test_before_anything_was_read_there_is_no_box(client, written):
    assert "most-read" not in client.get("/").text
    rank(timezone.now())
    assert "most-read" not in client.get("/").text


def test_a_day_and_a_week_have_their_own_order(client, written):
    now = timezone.now()
    old, new, both, unread = written
    read(old, 10, now - 2 * DAY)
    read(new, 3, now - 2 * HOUR)
    read(both, 4, now - 2 * DAY)
    read(both, 1, now - 23 * HOUR)
    rank(now)
    assert box(client) == {"day": ["Bài 1", "Bài 2"], "week": ["Bài 0", "Bài 2", "Bài 1"]}


def test_what_is_older_than_a_window_is_out_of_it(client, written):
    now = timezone.now()
    read(written[0], 5, now - 25 * HOUR)
    rank(now)
    assert box(client) == {"week": ["Bài 0"]}
    Ranking.objects.all().delete()
    Reading.objects.update(since=hour_of(now - 7 * DAY - HOUR))
    rank(now)
    assert box(client) == {}


def test_days_count_for_the_week_when_their_hours_have_been_merged(client, written):
    now = timezone.now()
    read(written[0], 5, now - 4 * DAY)
    read(written[1], 6, now - 5 * DAY)
    merge(now)
    rank(now)
    assert box(client) == {"week": ["Bài 1", "Bài 0"]}


def test_of_two_read_alike_the_newer_comes_first(client, written):
    for article in written:
        read(article, 2)
    rank(timezone.now())
    assert box(client)["day"] == ["Bài 3", "Bài 2", "Bài 1", "Bài 0"]


def test_a_list_is_no_longer_than_the_box(client, one_a_page, clock):
    for number in range(SHOWN + 3):
        read(published(f"Bài {number}"), 100 - number)
    clock.shift(HOUR)
    rank(timezone.now())
    assert box(client, "/thoi-su/")["day"] == [f"Bài {number}" for number in range(SHOWN)]
    assert box(client)["day"] == [f"Bài {number}" for number in range(SHOWN_IN_FRONT)]


def test_a_section_has_no_box_for_fewer_than_three_or_for_what_its_list_shows_anyway(client, clock, monkeypatch):
    for number in range(FEWEST):
        read(published(f"Bài {number}"), 1)
    clock.shift(HOUR)
    rank(timezone.now())
    assert box(client, "/thoi-su/") == {}
    monkeypatch.setattr("reader.listing.PAGE", FEWEST - 1)
    assert len(box(client, "/thoi-su/")["day"]) == FEWEST
    Reading.objects.first().delete()
    clock.shift(STEP)
    rank(timezone.now())
    assert box(client, "/thoi-su/") == {}


# --- Which articles -----------------------------------------------------------------


def test_every_section_has_its_own_with_those_of_its_subsections(client, one_a_page, clock):
    economy, sport = factories.section("Kinh tế"), factories.section("Thể thao")
    market = factories.section("Thị trường", parent=economy)
    for count, section in enumerate((economy, market, sport), 1):
        read(published(f"Của {section}", section=section), count)
    clock.shift(HOUR)
    for section in (market, sport):
        published("Chưa ai đọc", section=section)
    rank(timezone.now())
    assert box(client)["day"] == ["Của Thể thao", "Của Thị trường", "Của Kinh tế"]
    assert box(client, "/kinh-te/")["day"] == ["Của Thị trường", "Của Kinh tế"]
    assert box(client, "/kinh-te/thi-truong/")["day"] == ["Của Thị trường"]
    assert box(client, "/the-thao/")["day"] == ["Của Thể thao"]


def test_press_releases_and_what_is_paid_for_are_left_out(client, one_a_page, clock):
    news = factories.section("Thời sự")
    press = factories.section("Thông cáo", kind="press", parent=news)
    shop = factories.section("Mua sắm", kind="commercial")
    for section in (press, shop, factories.section("Con của mua sắm", parent=shop)):
        read(published(f"Của {section}", section=section), 50)
    read(published("Tài trợ", section=news, label="sponsored"), 50)
    read(published("Tin", section=news), 1)
    clock.shift(HOUR)
    published("Chưa ai đọc", section=news)
    rank(timezone.now())
    assert box(client) == box(client, "/thoi-su/") == {"day": ["Tin"], "week": ["Tin"]}
    assert box(client, "/mua-sam/") == box(client, "/thoi-su/thong-cao/") == {}


def test_a_section_that_becomes_commercial_leaves_the_box_at_once(client, written):
    read(written[0], 1)
    rank(timezone.now())
    Section.objects.update(kind="commercial")
    assert box(client) == {}


def test_what_is_withdrawn_is_out_at_once_and_the_next_moves_up(client, clock):
    articles = [published(f"Bài {number}") for number in range(SHOWN_IN_FRONT + 1)]
    for number, article in enumerate(articles):
        read(article, 100 - number)
    clock.shift(HOUR)
    rank(timezone.now())
    withdraw(articles[0], by=None, reason="x")
    assert box(client)["day"] == [f"Bài {number}" for number in range(1, SHOWN_IN_FRONT + 1)]


def test_what_was_not_live_is_not_ranked(client, written):
    read(factories.article("Nháp"), 9)
    withdraw(written[0], by=None, reason="x")
    read(written[0], 9)
    read(written[1], 1)
    rank(timezone.now() + timedelta(seconds=5))
    assert Ranking.objects.get().lists["day"][""] == [written[1].pk]


def test_an_article_moves_with_its_section(client, written, one_a_page, clock):
    read(written[0], 1)
    rank(timezone.now())
    factories.section("Thể thao")
    publish(factories.edit(written[0], section=Section.objects.get(slug="the-thao")), by=None)
    assert (box(client, "/thoi-su/"), box(client)["day"]) == ({}, ["Bài 0"])
    clock.shift(STEP)
    published("Chưa ai đọc", section=Section.objects.get(slug="the-thao"))
    rank(timezone.now())
    assert box(client, "/the-thao/")["day"] == ["Bài 0"]


# --- When it changes ----------------------------------------------------------------


def test_it_changes_every_ten_minutes_and_the_validator_with_it(client, written, clock):
    read(written[0], 1)
    assert rank(timezone.now())
    paths = ("/", "/thoi-su/")
    before = [client.get(path)["ETag"] for path in paths]
    read(written[1], 9)
    clock.shift(STEP - timedelta(seconds=1))
    assert not rank(timezone.now())
    assert ([client.get(path)["ETag"] for path in paths], box(client)["day"]) == (before, ["Bài 0"])
    clock.shift(timedelta(seconds=1))
    assert rank(timezone.now())
    assert set(before).isdisjoint(client.get(path)["ETag"] for path in paths)
    assert box(client)["day"] == ["Bài 1", "Bài 0"]


def test_pages_without_the_box_do_not_change_with_it(client, written, clock):
    path = written[0].editions.get().get_absolute_url()
    before = client.get(path)["ETag"]
    read(written[1], 9)
    clock.shift(STEP)
    rank(timezone.now())
    assert client.get(path)["ETag"] == before


def test_two_processes_that_rank_at_once_leave_one_ranking(written, monkeypatch):
    read(written[0], 1)
    monkeypatch.setattr(QuerySet, "exists", lambda self: False)
    rank(timezone.now())
    rank(timezone.now())
    assert Ranking.objects.count() == 1


def test_a_ranking_of_days_ago_is_none_of_today(client, written, clock):
    read(written[0], 1)
    rank(timezone.now())
    clock.shift(DAY)
    assert box(client) != {}
    clock.shift(DAY)
    assert box(client) == {}


def test_old_rankings_go(written, clock):
    read(written[0], 1)
    for _ in range(3):
        rank(timezone.now())
        clock.shift(most_read.RANKINGS_KEPT / 2 + HOUR)
    assert Ranking.objects.count() == 2


# --- What it costs ------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_pays_two_queries_for_the_box(client, written, count):
    for article in written[:count]:
        read(article, 1)
    before = {path: queries(client, path) for path in ("/", "/thoi-su/")}
    rank(timezone.now())
    # The ranking; the editions in it.
    assert {path: queries(client, path) for path in before} == {path: count + 2 for path, count in before.items()}


def queries(client, path: str) -> int:
    """How many queries the page costs."""
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return len(caught)


def test_ranking_looks_no_further_than_what_is_read_most(written, monkeypatch):
    monkeypatch.setattr(most_read, "MOST_LOOKED_AT", 2)
    monkeypatch.setattr(most_read, "BATCH", 1)
    for number, article in enumerate(written):
        read(article, 10 - number)
    rank(timezone.now())
    assert Ranking.objects.get().lists["week"][""] == [written[0].pk, written[1].pk]
