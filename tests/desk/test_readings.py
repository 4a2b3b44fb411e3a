"""The desk sees how often an article is read: sums, and a plot over time that can be read as a table too."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.publishing import publish
from desk.readings import readings_of
from reader.models import Reading
from reader.readings import DAYS_KEPT, add, merge
from tests import factories

pytestmark = pytest.mark.django_db

# Three in the afternoon in Hanoi.
NOW = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def article() -> Article:
    row = factories.article("Cầu mới")
    publish(row, by=None)
    return row


def read(article: Article, count: int, age: timedelta) -> None:
    add({(article.pk, Reading.Span.HOUR, NOW - age): count})


def table(response) -> dict[str, str]:
    """The plot's numbers, as its table says them, without what was never read."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', response.content.decode())
    return {unescape(words): count for words, count in rows if count != "0"}


def plots(article: Article) -> dict[str, list[int]]:
    """What each plot counts, from bar to bar."""
    return {plot.unit: [bar.count for bar in plot.bars] for plot in readings_of(article).plots}


def marks(article: Article) -> dict[str, list[str]]:
    """What stands under the axis of each plot."""
    return {plot.unit: [mark.words for mark in plot.marks] for plot in readings_of(article).plots}


def form(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def test_a_new_article_is_told_by_the_hour(desk: Client, article: Article) -> None:
    read(article, 1200, 2 * HOUR)
    read(article, 34, timedelta())
    response = desk.get(form(article))
    assert table(response) == {"Chủ nhật, 8/3/2026, 13:00": "1.200", "Chủ nhật, 8/3/2026, 15:00": "34"}
    found = readings_of(article)
    assert (found.day, found.week, found.total) == (1234, 1234, 1234)
    assert plots(article) == {"hour": [0] * 21 + [1200, 0, 34]}
    assert marks(article) == {"hour": ["18:00", "00:00", "06:00", "12:00"]}


def test_an_older_one_is_told_by_the_day_too_whether_hours_were_merged_or_not(desk: Client, article: Article) -> None:
    read(article, 5, 6 * DAY)
    read(article, 7, 6 * DAY - HOUR)
    read(article, 2, HOUR)
    expected = {"Chủ nhật, 8/3/2026, 14:00": "2", "Thứ Hai, 2/3/2026": "12", "Chủ nhật, 8/3/2026": "2"}
    assert plots(article)["day"] == [12, 0, 0, 0, 0, 0, 2]
    assert marks(article)["day"] == ["2/3", "4/3", "6/3", "8/3"]
    assert table(desk.get(form(article))) == expected
    merge(NOW)
    assert table(desk.get(form(article))) == expected


def test_one_of_months_is_told_by_the_month_too_and_where_nobody_read_it_there_is_no_plot(article: Article) -> None:
    read(article, 9, DAYS_KEPT + 40 * DAY)
    read(article, 4, 2 * DAY)
    merge(NOW)
    found = readings_of(article)
    assert (found.day, found.week, found.total) == (0, 4, 13)
    assert plots(article) == {"day": [0] * 27 + [4, 0, 0], "month": [0, 9, 0, 0, 0, 4]}
    assert marks(article)["month"] == ["10/2025", "12/2025", "2/2026"]


def test_the_past_of_years_counts_in_the_sum(article: Article) -> None:
    read(article, 9, 3000 * DAY)
    merge(NOW)
    assert (readings_of(article).total, plots(article)) == (9, {})


def test_the_highest_bar_fills_the_plot_and_a_single_reading_can_be_seen(article: Article) -> None:
    read(article, 5000, 3 * HOUR)
    read(article, 1, HOUR)
    bars = {bar.count: (bar.y, bar.height) for bar in readings_of(article).plots[0].bars}
    assert bars == {0: (288, 0), 1: (284, 4), 5000: (48, 240)}


def test_what_nobody_has_read_has_no_plot(desk: Client, article: Article) -> None:
    assert "card--readings" not in desk.get(form(article)).content.decode()
    assert "card--readings" not in desk.get(reverse("admin:articles_article_add")).content.decode()


def test_the_plot_has_words_for_who_does_not_see_it(desk: Client, article: Article) -> None:
    read(article, 3, HOUR)
    html = desk.get(form(article)).content.decode()
    assert re.search(r'<svg [^>]* role="img" aria-labelledby="readings-hour">', html)
    assert re.search(r'(?s)<figcaption id="readings-hour">.*3 \(Chủ nhật, 8/3/2026, 14:00\).*</figcaption>', html)


def test_the_list_has_a_column_of_sums(desk: Client, article: Article) -> None:
    unread = factories.article("Nháp")
    read(article, 1200, HOUR)
    read(article, 34, 5 * DAY)
    html = desk.get(reverse("admin:articles_article_changelist")).content.decode()
    sums = re.findall(r'<td class="field-readings_sum">(.*?)</td>', html)
    assert sorted(sums) == ["0", "1.234"], unread


def test_only_who_may_see_articles_sees_how_they_are_read(client: Client, article: Article, lan, rao) -> None:
    read(article, 3, HOUR)
    client.force_login(lan)
    assert "card--readings" in client.get(form(article)).content.decode()
    client.force_login(rao)
    assert client.get(form(article)).status_code == 403
    assert client.get(reverse("admin:articles_article_changelist")).status_code == 403
