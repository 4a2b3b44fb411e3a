"""What was published in a period, as a table for the accounts."""

import csv
import io
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2026-03-08T12:00:00+07:00")
MARCH = {"since": "2026-03-01", "until": "2026-03-31"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def out(days: int, title: str, *blocks, **fields):
    """An article that came out so many days ago."""
    with time_machine.travel(NOON - timedelta(days=days), tick=False):
        article = factories.article(title, *blocks, **fields)
        publish(article, by=None)
    return article


def table(client: Client, which: str, **query: object) -> list[list[str]]:
    response = client.get(reverse("desk:royalties"), MARCH | {"csv": which} | query)
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))[1:]


def test_the_pieces_of_a_period(desk: Client) -> None:
    author = factories.author("Hà My")
    out(20, "Tháng trước")
    out(1, "Cầu mới", factories.text("<p>Một hai ba bốn.</p>"), authors=[author], prefix="Tin, ảnh", source="TTX")
    [row] = table(desk, "pieces")
    assert row[:2] == ["07/03/2026 12:00", "Cầu mới"]
    assert row[2].startswith("http") and row[3] == "Thời sự"
    assert row[5:] == ["4", "Tin, ảnh", "Hà My", "1", "TTX"]


def test_each_of_two_authors_has_a_row(desk: Client) -> None:
    out(2, "Không ai ký")
    out(1, "Cầu mới", authors=[factories.author("Hà My"), factories.author("Lê Na")])
    assert [row[7:9] for row in table(desk, "pieces")] == [["", "0"], ["Hà My", "2"], ["Lê Na", "2"]]


def test_a_piece_counts_once_however_often_it_is_corrected(desk: Client) -> None:
    article = out(10, "Tháng trước")
    publish(article, by=None)
    assert table(desk, "pieces") == []
    assert len(table(desk, "pieces", since="2026-02-01")) == 1


def test_it_is_narrowed_to_an_author_and_a_section(desk: Client) -> None:
    top, author = factories.section("Kinh tế"), factories.author()
    below = factories.section("Thị trường", parent=top)
    out(1, "Đúng", section=below, authors=[author])
    out(1, "Khác mục", authors=[author])
    out(1, "Khác người", section=below)
    assert [row[1] for row in table(desk, "pieces", author=author.pk, section=top.pk)] == ["Đúng"]


def test_the_photos_and_how_many_articles_show_them(desk: Client) -> None:
    photo = factories.photo(photographer="Quang Vũ", source="Bình Minh", caption="Chợ nổi")
    for title in ("Một", "Hai"):
        out(1, title, factories.figure(photo, "Chợ nổi"))
    [row] = table(desk, "photos")
    assert row[:2] + row[3:] == ["Quang Vũ", "Bình Minh", "Chợ nổi", "2", "07/03/2026 12:00"]
    assert row[2].endswith(f"/photo/{photo.pk}/change/")


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(desk: Client, title: str) -> None:
    out(1, title)
    assert table(desk, "pieces")[0][1] == f"'{title}"


@pytest.mark.parametrize(
    "query",
    [
        {"since": "hôm qua", "until": "2026-03-31"},
        {"since": "2026-03-31", "until": "2026-03-01"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"since": "2026-03-01", "until": "2026-03-31", "author": "\x00"},
        {"since": ""},
    ],
)
def test_what_cannot_be_a_period_is_said(desk: Client, query: dict[str, str]) -> None:
    response = desk.get(reverse("desk:royalties"), query | {"csv": "pieces"})
    assert (response.status_code, "errorlist" in response.text) == (200, True)


@pytest.mark.parametrize("who", ["lan", "binh", "rao"])
def test_it_is_for_the_managing_editors(client: Client, who: str, request) -> None:
    user: User = request.getfixturevalue(who)
    client.force_login(user)
    assert client.get(reverse("desk:royalties"), MARCH).status_code == 403


def test_the_page_shows_what_it_counts(desk: Client) -> None:
    assert desk.get(reverse("desk:royalties")).status_code == 200
    out(1, "Cầu mới")
    assert "Cầu mới" in desk.get(reverse("desk:royalties")).text
