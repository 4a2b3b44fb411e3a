"""The archive: what came out on a day, in a month, in a year, in the paper's time zone, and a calendar."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.publishing import publish, withdraw
from tests import factories
from tests.reader.pages import HOUR, part, published, squeezed, stories

DAY = timedelta(days=1)


@pytest.fixture
def years(clock):
    """A few articles from New Year's Eve 2024 to Sunday, 8 March 2026; the clock stands at that afternoon."""
    moments = {
        "Giao thừa": datetime(2024, 12, 31, 16, 59, tzinfo=UTC),  # 23:59 in Hanoi
        "Năm mới": datetime(2024, 12, 31, 17, 0, tzinfo=UTC),  # midnight in Hanoi
        "Tháng hai": datetime(2026, 2, 28, 3, tzinfo=UTC),
        "Đầu tháng": datetime(2026, 3, 1, 3, tzinfo=UTC),
        "Sáng nay": datetime(2026, 3, 8, 1, tzinfo=UTC),
        "Trưa nay": datetime(2026, 3, 8, 5, tzinfo=UTC),
    }
    for title, moment in moments.items():
        clock.move_to(moment)
        published(title)
    clock.move_to(datetime(2026, 3, 8, 8, tzinfo=UTC))


def calendar(response) -> list[str]:
    """The days of the calendar: as a link "[8]", as the page's own "(8)", or plain; "" outside the month."""
    found = re.findall(r"<td.*?>(.*?)</td>", part(response, "<tbody>", "</tbody>"))
    days = [re.sub(r'<a [^>]*aria-current="page"[^>]*>(\d+)</a>', r"(\1)", cell) for cell in found]
    return [re.sub(r"<a [^>]*>(\d+)</a>", r"[\1]", day) for day in days]


def steps(response, label: str) -> list[tuple[str, str]]:
    """Addresses and words of the links to what lies before and after."""
    nav = part(response, f'<nav class="steps" aria-label="{label}">', "</nav>")
    return [
        (path, re.sub("<.*?>|[‹›]", "", words).strip())
        for path, words in re.findall('<a .*?href="(.*?)">(.*?)</a>', nav)
    ]


@pytest.mark.parametrize(
    ("path", "titles", "name"),
    [
        ("/ngay/2026/03/08/", ["Trưa nay", "Sáng nay"], "Chủ nhật, 8/3/2026"),
        ("/ngay/2024/12/31/", ["Giao thừa"], "Thứ Ba, 31/12/2024"),
        ("/ngay/2025/01/01/", ["Năm mới"], "Thứ Tư, 1/1/2025"),
        ("/ngay/2026/03/", ["Trưa nay", "Sáng nay", "Đầu tháng"], "Month 3/2026"),
        ("/ngay/2024/12/", ["Giao thừa"], "Month 12/2024"),
        ("/ngay/2026/", ["Trưa nay", "Sáng nay", "Đầu tháng", "Tháng hai"], "Year 2026"),
        ("/ngay/2024/", ["Giao thừa"], "Year 2024"),
    ],
)
def test_a_period_lists_what_came_out_in_it(client, years, path, titles, name):
    response = client.get(path)
    assert stories(response) == titles
    assert f"<h1>{name}</h1>" in response.text
    assert f"<title>News of {name} | Nhật báo Bình Minh</title>" in response.text


def test_the_calendar_links_the_days_that_have_articles(client, years):
    days = calendar(client.get("/ngay/2026/03/08/"))
    assert days[:7] == ["", "", "", "", "", "", "[1]"]
    assert days[7:14] == ["2", "3", "4", "5", "6", "7", "(8)"]
    assert days[-7:] == ["30", "31", "", "", "", "", ""]
    assert [day for day in calendar(client.get("/ngay/2026/03/")) if "[" in day] == ["[1]", "[8]"]
    assert '<td class="calendar__today"><a href="/ngay/2026/03/08/" title="2 articles">8</a></td>' in squeezed(
        client.get("/ngay/2026/03/").text
    )


def test_it_leads_to_what_lies_before_and_after(client, years):
    day, month, year = (client.get(f"/ngay/2026/{rest}") for rest in ("03/01/", "02/", ""))
    assert steps(day, "Neighbouring periods") == [
        ("/ngay/2026/02/28/", "Thứ Bảy, 28/2/2026"),
        ("/ngay/2026/03/02/", "Thứ Hai, 2/3/2026"),
    ]
    assert steps(day, "Neighbouring months") == [("/ngay/2026/02/", "Month 2/2026")]
    assert steps(month, "Neighbouring months") == [
        ("/ngay/2026/01/", "Month 1/2026"),
        ("/ngay/2026/03/", "Month 3/2026"),
    ]
    assert steps(year, "Neighbouring periods") == [("/ngay/2025/", "Year 2025")]
    breadcrumb = part(day, '<nav class="breadcrumb"', "</nav>")
    assert re.findall('href="(.*?)"', breadcrumb) == ["/ngay/", "/ngay/2026/", "/ngay/2026/03/"]


def test_it_ends_with_the_papers_first_article_and_today(client, years):
    assert steps(client.get("/ngay/2024/12/31/"), "Neighbouring periods") == [("/ngay/2025/01/01/", "Thứ Tư, 1/1/2025")]
    assert steps(client.get("/ngay/2026/03/08/"), "Neighbouring periods") == [
        ("/ngay/2026/03/07/", "Thứ Bảy, 7/3/2026")
    ]
    outside = ["2024/12/30/", "2024/11/", "2023/", "2026/03/09/", "2026/04/", "2027/"]
    assert {client.get(f"/ngay/{path}").status_code for path in outside} == {404}


def test_tomorrow_is_found_once_it_has_come(client, years, clock):
    publish(factories.article("Mai"), by=None, at=timezone.now() + DAY)
    assert client.get("/ngay/2026/03/09/").status_code == 404
    clock.move_to(datetime(2026, 3, 8, 17, 0, tzinfo=UTC))
    assert "Nothing was published on this day." in client.get("/ngay/2026/03/09/").text
    clock.shift(DAY)
    assert stories(client.get("/ngay/2026/03/09/")) == ["Mai"]


def test_a_day_without_articles_says_so(client, years, clock):
    empty = client.get("/ngay/2026/03/05/")
    assert (empty.status_code, stories(empty)) == (200, [])
    assert "Nothing was published on this day." in empty.text
    assert "Nothing was published in this time." in client.get("/ngay/2025/06/").text


def test_what_was_withdrawn_leaves_its_day_and_the_calendar(client, clock):
    published("Bài ở lại")
    clock.shift(DAY)
    article = published("Bài gỡ")
    clock.shift(DAY)
    withdraw(article, by=None, reason="x")
    clock.shift(HOUR)
    response = client.get("/ngay/2026/03/09/")
    assert stories(response) == []
    assert [day for day in calendar(response) if "[" in day] == ["[8]"]


def test_years_and_months_lead_to_all_that_there_is(client, years):
    html = squeezed(client.get("/ngay/").text)
    assert re.findall(r'<h2 id="year-\d+"><a href="(.*?)">', html) == ["/ngay/2026/", "/ngay/2025/", "/ngay/2024/"]
    months = re.findall(r'<a href="(/ngay/\d+/\d+/)">(.*?)</a>', html)
    assert months[:3] == [(f"/ngay/2026/0{month}/", f"Month {month}") for month in (1, 2, 3)]
    assert (len(months), months[-1]) == (3 + 12 + 1, ("/ngay/2024/12/", "Month 12"))
    assert "No article has been published yet." not in html


def test_before_the_first_article_there_is_no_archive(client):
    factories.section("Kinh tế")
    assert "No article has been published yet." in client.get("/ngay/").text
    assert client.get("/ngay/2026/03/08/").status_code == 404


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/ngay", "/ngay/"),
        ("/ngay/2026", "/ngay/2026/"),
        ("/ngay/2026/3", "/ngay/2026/03/"),
        ("/ngay/2026/03/8/", "/ngay/2026/03/08/"),
        ("/ngay/2026/3/08?sau=x", "/ngay/2026/03/08/"),
    ],
)
def test_any_other_spelling_redirects_for_good(client, years, path, target):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize(
    "path",
    [
        "0/", "0000/", "0001/01/01/", "9999/12/31/", "2026/00/", "2026/13/", "2026/02/30/", "2026/03/00/",
        "2026/00/01/", "20260308/", "2026-03-08/", "2026/03/08/09/", "2026/03/08.html", "٢٠٢٦/", "%00/", "-1/",
        "2026/03/08/?sau=x", "2026/03/08/?sau=0-0", "hom-nay/",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_found(client, years, path):
    assert client.get(f"/ngay/{path}", follow=True).status_code == 404


def test_a_busy_day_goes_on_page_by_page(client, clock, monkeypatch):
    monkeypatch.setattr("reader.listing.PAGE", 3)
    titles = []
    for number in range(7):
        titles.insert(0, f"Bài {number}")
        published(titles[0])
        clock.shift(60)
    path, seen = "/ngay/2026/03/08/", []
    while path:
        response = client.get(path)
        seen += stories(response)
        link = re.search(r'rel="next" href="(\?[^"]*)"', response.text)
        path = link and f"/ngay/2026/03/08/{link[1]}"
    assert seen == titles


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 3), ("2026/", 4), ("2026/03/", 5), ("2026/03/08/", 5)])
def test_its_price_does_not_depend_on_the_articles(client, django_assert_num_queries, clock, path, queries, count):
    for _ in range(count):
        published(lead_photo=factories.photo(), section=factories.section())
    # 1. the frame  2. the first article  3. the editions of the page  4. the calendar's counts  5. the masthead
    with django_assert_num_queries(queries):
        client.get(f"/ngay/{path}")
