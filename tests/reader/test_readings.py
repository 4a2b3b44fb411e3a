"""A reading is counted, and nothing of who reads; and nobody makes an article look read who does not read."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.publishing import publish, withdraw
from reader import beacon, readings
from reader.models import Reading
from reader.readings import DAYS_KEPT, HOURS_KEPT, add, day_of, flush, hour_of, merge, month_of
from tests import factories
from tests.reader.conftest import NOW
from tests.reader.pages import HOUR, published

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
PHONE = "Mozilla/5.0 (Linux; Android 13; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile"
FROM_HERE = {"User-Agent": FIREFOX, "Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
SPAN = Reading.Span


def read(article: Article, times: int = 1, *, address: str = "203.0.113.7", **headers: str | None) -> None:
    """A reader's browser says that it has read the article; a header that is None is left out."""
    body = str(article.pk).encode()
    for _ in range(times):
        send(Client(), body, address=address, **headers)


def send(client: Client, body: bytes, *, kind: str = "text/plain", address: str = "203.0.113.7", **headers: str | None):
    sent = FROM_HERE | {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in sent.items() if value is not None}
    response = client.post("/luot-doc/", body, content_type=kind, headers=sent, REMOTE_ADDR=address)
    assert (response.status_code, response.content, response["Cache-Control"]) == (204, b"", "no-store")
    return response


@pytest.fixture
def some(clock) -> Callable[[int], list[Article]]:
    """Publishes so many articles, one after another."""

    def some(number: int) -> list[Article]:
        articles = [published() for _ in range(number)]
        clock.shift(timedelta(seconds=5))
        return articles

    return some


def counted(article: Article) -> int:
    """How often the article was read, once everything that waits is written."""
    flush()
    return sum(article.readings.values_list("count", flat=True))


# --- What is kept -------------------------------------------------------------------


def test_a_reading_adds_one_to_the_articles_hour_without_a_query_of_the_request(django_assert_num_queries):
    article = published()
    with django_assert_num_queries(0):
        read(article)
    # Who is live; the transaction's begin and end; the rows.
    with django_assert_num_queries(4):
        flush()
    assert list(Reading.objects.values_list("article", "span", "since", "count")) == [(article.pk, SPAN.HOUR, NOW, 1)]


def test_nothing_is_kept_of_the_reader_even_if_it_is_one_of_us(client, admin_user):
    client.force_login(admin_user)
    response = send(client, str(published().pk).encode(), address="198.51.100.23")
    assert (dict(response.cookies), response.get("Vary")) == ({}, None)
    assert "198.51.100.23" not in repr(vars(beacon.networks))
    assert [field.name for field in Reading._meta.fields] == ["id", "article", "span", "since", "count"]


def test_what_a_process_remembers_of_networks_ends_with_the_hour(clock):
    read(published())
    before = dict(beacon.networks._counts)
    clock.shift(HOUR)
    read(published(), address="192.0.2.1")
    assert before and not before.keys() & beacon.networks._counts.keys()


def test_only_what_is_posted_counts(client):
    for method in ("get", "head", "put", "delete", "options"):
        response = getattr(client, method)("/luot-doc/")
        assert (response.status_code, response["Allow"], response["Cache-Control"]) == (405, "POST", "no-store")


def test_no_section_can_take_the_address(client):
    assert client.get("/luot-doc").status_code == 301
    assert client.get("/luot-doc/x/").status_code == 404


def test_an_articles_page_sends_its_id_and_its_preview_nothing(desk):
    article = published()
    page = desk.get(article.editions.get().get_absolute_url()).text
    assert f'article.js" data-article="{article.pk}" data-counted="/luot-doc/"></script>' in page
    assert "data-article" not in desk.get(reverse("desk:preview", args=[article.pk])).text


# --- Who counts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "agent",
    [
        None,
        "",
        "curl/8.5.0",
        "Wget/1.21",
        "python-requests/2.32",
        "Go-http-client/1.1",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0",
        "facebookexternalhit/1.1",
    ],
)
def test_programs_are_no_readers(agent):
    article = published()
    read(article, User_Agent=agent)
    assert counted(article) == 0


@pytest.mark.parametrize("agent", [FIREFOX, PHONE, "Đọc báo"])
def test_browsers_are_whatever_their_name(agent):
    article = published()
    read(article, User_Agent=agent)
    assert counted(article) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "https://example.com"},
        {"Origin": "http://testserver.example.com"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
    ],
    ids=repr,
)
def test_pages_of_others_cannot_count(headers):
    article = published()
    read(article, **headers)
    assert counted(article) == 0


def test_a_browser_that_says_only_where_it_comes_from_counts():
    article = published()
    read(article, Sec_Fetch_Site=None)
    assert counted(article) == 1


# --- The same again -----------------------------------------------------------------


def test_a_loop_counts_five_times_an_hour(clock):
    article = published()
    read(article, 40)
    assert counted(article) == 5
    clock.shift(HOUR)
    read(article, 40)
    assert counted(article) == 10


def test_others_count_while_one_loops(some):
    article, other = some(2)
    read(article, 40)
    read(other)
    read(article, address="203.0.113.8")
    assert (counted(article), counted(other)) == (6, 1)


@pytest.mark.parametrize(
    "addresses",
    [
        [f"2001:db8:0:10{n:02x}::1" for n in range(40)],
        [f"::ffff:203.0.113.7%{n}" if n else "203.0.113.7" for n in range(1)] * 40,
        ["unix:", "", "999.1.1.1", "not an address"] * 10,
    ],
    ids=["a household's devices", "one address", "no address at all"],
)
def test_addresses_of_one_network_count_together(addresses):
    article = published()
    for address in addresses:
        read(article, address=address)
    assert counted(article) == 5


def test_one_network_cannot_count_for_every_article(monkeypatch, some):
    monkeypatch.setattr(beacon, "MOST_FROM_A_NETWORK", 7)
    articles = some(10)
    for article in articles:
        read(article)
    assert sum(counted(article) for article in articles) == 7


def test_the_address_is_what_our_own_proxy_saw(settings):
    settings.BEHIND_PROXY = True
    article = published()
    for number in range(40):
        read(article, address="", X_Forwarded_For=f"192.0.2.{number}, 203.0.113.7")
    assert counted(article) == 5
    read(article, address="", X_Forwarded_For="198.51.100.1")
    assert counted(article) == 6


def test_without_a_proxy_nobody_is_believed_to_be_elsewhere():
    article = published()
    for number in range(40):
        read(article, X_Forwarded_For=f"192.0.2.{number}")
    assert counted(article) == 5


def test_a_flood_of_addresses_takes_no_more_than_its_room(monkeypatch):
    monkeypatch.setattr(beacon, "MOST_REMEMBERED", 20)
    article = published()
    for number in range(100):
        read(article, address=f"192.0.2.{number}")
    assert len(beacon.networks._counts) <= 21
    assert counted(article) == 100


# --- Whatever is sent ---------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"0",
        b"-1",
        b"1e3",
        b" 1",
        b"1\n",
        b"9" * 19,
        b"9" * 30,
        b"\x00",
        b"\xff\xfe",
        b'{"id": 1}',
        b"1" * 1_000_000,
    ]
    + ["१".encode(), "１".encode(), "²".encode()],
    ids=lambda body: repr(body[:10]),
)
def test_what_names_no_article_is_answered_alike_and_forgotten(client, body):
    published()
    send(client, body)
    assert not readings.tally.take()


def test_public_test_sets_are_answered_alike_and_forgotten(client, shared):
    for name in ("naughty.jsonl", "xss.jsonl"):
        for line in (shared / "corpora" / name).read_text().splitlines():
            text = json.loads(line)["s"]
            if not text.isdecimal():
                send(client, text.encode("utf-8", "surrogatepass"))
    assert not readings.tally.take()


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "x"])
def test_whatever_the_body_claims_to_be_it_is_no_500(client, kind):
    response = client.post("/luot-doc/", b"a=1&b=%ff", content_type=kind, headers=FROM_HERE)
    assert response.status_code in (204, 400)
    assert not readings.tally.take()


def test_only_what_readers_can_read_now_is_written(clock):
    draft, ahead, gone, live = factories.article(), factories.article(), published(), published()
    publish(ahead, by=None, at=timezone.now() + HOUR)
    clock.shift(timedelta(seconds=5))
    withdraw(gone, by=None, reason="x")
    for article in (draft, ahead, gone, live):
        read(article)
    send(Client(), b"123456789")
    flush()
    assert list(Reading.objects.values_list("article", "count")) == [(live.pk, 1)]


def test_the_price_of_writing_does_not_grow_with_what_is_written(django_assert_num_queries, some):
    for article in some(10):
        read(article)
    with django_assert_num_queries(4):
        flush()
    assert Reading.objects.count() == 10


def test_so_many_articles_wait_and_no_more(monkeypatch):
    monkeypatch.setattr(readings, "MOST_WAITING", 3)
    known = published()
    read(known)
    for number in range(20):
        send(Client(), str(1000 + number).encode(), address=f"192.0.2.{number}")
    read(known)
    waiting = readings.tally.take()
    assert (len(waiting), waiting[known.pk, SPAN.HOUR, NOW]) == (3, 2)


# --- Writing ------------------------------------------------------------------------


def test_what_cannot_be_written_goes_on_waiting(monkeypatch, caplog):
    article = published()
    read(article)
    with monkeypatch.context() as away:
        away.setattr(readings, "write", Mock(side_effect=DatabaseError))
        flush()
    assert "could not be written" in caplog.text
    read(article)
    assert counted(article) == 2


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_it_and_ranks_what_is_read_most(monkeypatch):
    monkeypatch.setattr(readings, "FLUSH_SECONDS", 0)
    monkeypatch.setattr(readings, "flusher", readings.Flusher())
    article = published()
    read(article, 3)
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert counted(article) == 3


def at_once(act, times: int) -> None:
    """Let it be done in threads with database connections of their own."""

    def run(_: int) -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_what_many_processes_write_at_once_adds_up(some):
    articles = some(20)
    waiting = {(article.pk, SPAN.HOUR, NOW): number for number, article in enumerate(articles, 1)}
    at_once(lambda: readings.write(waiting), 6)
    assert dict(Reading.objects.values_list("article", "count")) == {
        article.pk: 6 * number for number, article in enumerate(articles, 1)
    }


# --- Growing old --------------------------------------------------------------------


def kept(*counts: tuple[Article, datetime, int]) -> None:
    """Rows of hours in the past."""
    add({(article.pk, SPAN.HOUR, hour_of(at)): count for article, at, count in counts})


def rows() -> list[tuple[int, int, datetime, int]]:
    return sorted(Reading.objects.values_list("article", "span", "since", "count"))


def test_hours_become_days_and_days_months_and_no_reading_is_lost():
    article, other = published(), published()
    recent, old, ancient = NOW - HOUR, NOW - HOURS_KEPT - 2 * HOUR, NOW - DAYS_KEPT - timedelta(days=40)
    kept((article, recent, 1), (article, old, 2), (article, old - HOUR, 3), (other, old, 4), (article, ancient, 5))
    merge(NOW)
    assert rows() == sorted(
        [
            (article.pk, SPAN.HOUR, recent, 1),
            (article.pk, SPAN.DAY, day_of(old), 5),
            (other.pk, SPAN.DAY, day_of(old), 4),
            (article.pk, SPAN.MONTH, month_of(ancient), 5),
        ]
    )
    before = rows()
    merge(NOW)
    assert rows() == before


def test_a_day_is_that_of_the_papers_clock():
    article = published()
    midnight = datetime.fromisoformat("2026-03-01T00:00:00+07:00")
    kept((article, midnight - HOUR, 1), (article, midnight, 2))
    merge(NOW)
    assert rows() == [
        (article.pk, SPAN.DAY, midnight - timedelta(days=1), 1),
        (article.pk, SPAN.DAY, midnight, 2),
    ]


def test_merging_takes_more_batches_than_one(monkeypatch):
    monkeypatch.setattr(readings, "BATCH", 2)
    article = published()
    kept(*((article, NOW - HOURS_KEPT - n * HOUR, 1) for n in range(1, 6)))
    merge(NOW)
    assert rows() == [(article.pk, SPAN.DAY, day_of(NOW - HOURS_KEPT), 5)]


@pytest.mark.django_db(transaction=True)
def test_several_processes_merge_at_once_and_no_reading_is_lost_or_counted_twice(monkeypatch):
    monkeypatch.setattr(readings, "BATCH", 3)
    articles = [published() for _ in range(10)]
    kept(*((article, NOW - HOURS_KEPT - n * HOUR, 1) for article in articles for n in range(1, 5)))
    at_once(lambda: merge(NOW), 4)
    merge(NOW)
    day = day_of(NOW - HOURS_KEPT)
    assert rows() == [(article.pk, SPAN.DAY, day, 4) for article in articles]
