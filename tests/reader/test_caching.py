"""How pages travel: 304 while nothing changed, another validator as soon as anything did, never kept past a change."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Author, Section, Topic
from articles.publishing import PublishingError, publish, withdraw
from kernel import triggers
from media.models import Photo
from reader import epoch
from reader.models import Counter
from reader.most_read import rank
from reader.readings import add
from tests import factories
from tests.reader.pages import HOUR, address, published

SECOND = timedelta(seconds=1)


def etag(client: Client, path: str) -> str:
    return client.get(path)["ETag"]


def shared_for(response) -> int:
    """For how many seconds a cache between may answer with it."""
    kept = re.fullmatch(r"public, max-age=0, s-maxage=(\d), must-revalidate", response["Cache-Control"])
    return int(kept[1])


# --- 304 --------------------------------------------------------------------------


def test_who_has_the_page_hears_304_which_costs_one_query(client, django_assert_num_queries):
    for path in ("/", "/thoi-su/", address(published("Bài"))):
        first = client.get(path)
        with django_assert_num_queries(1):
            again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert [again[name] for name in ("ETag", "Cache-Control", "Vary")] == [
            first[name] for name in ("ETag", "Cache-Control", "Vary")
        ]


@pytest.mark.parametrize("known", ['"other"', 'W/"other"', "junk", "", '"a", W/"b"', "\N{SNOWMAN}"])
def test_who_has_another_one_gets_the_page(client, known):
    published("Bài")
    assert client.get("/", HTTP_IF_NONE_MATCH=known).status_code == 200


def test_times_validate_nothing(client):
    """Two changes within one second would give a false 304."""
    published("Bài")
    response = client.get("/", HTTP_IF_MODIFIED_SINCE="Fri, 01 Jan 2100 00:00:00 GMT")
    assert (response.status_code, response.has_header("Last-Modified")) == (200, False)


def test_head_says_what_get_says(client):
    path = address(published("Bài"))
    head, get = client.head(path), client.get(path)
    assert (head["ETag"], head["Cache-Control"], head.content) == (get["ETag"], get["Cache-Control"], b"")


def test_every_address_has_its_own_validator(client):
    published("Bài")
    assert len({etag(client, path) for path in ("/", "/?x=1", "/thoi-su/")}) == 3


def test_the_same_page_compressed_is_still_the_same_page(client):
    path = address(published("Bài"))
    plain, packed = client.get(path), client.get(path, HTTP_ACCEPT_ENCODING="br, gzip")
    assert (packed["Content-Encoding"], packed["ETag"], packed["Vary"]) == ("gzip", plain["ETag"], "Accept-Encoding")
    assert len(packed.content) < len(plain.content) / 2


# --- What makes another one ---------------------------------------------------------


@pytest.fixture
def article() -> Article:
    return published(
        "Bài",
        factories.figure(factories.photo(), "Ảnh"),
        authors=[factories.author("Hà Vy")],
        topics=[factories.topic("Bến phà")],
    )


def rename(model: type) -> Callable[[Article], object]:
    def change(article: Article) -> None:
        row = model.objects.first()
        row.name = "Tên mới"
        row.save()

    return change


CHANGES: dict[str, Callable[[Article], object]] = {
    "published anew": lambda article: publish(factories.edit(article, title="Mới"), by=None),
    "withdrawn": lambda article: withdraw(article, by=None, reason="x"),
    "another article": lambda article: published("Bài khác"),
    "a section is renamed": rename(Section),
    "a section is renamed behind Django's back": lambda article: Section.objects.update(name="Khác"),
    "a section is added": lambda article: factories.section("Mục mới"),
    "an author is renamed": rename(Author),
    "a topic is renamed": rename(Topic),
    "a photo is taken down": lambda article: Photo.objects.update(taken_down_at=timezone.now()),
    "a photo has another credit": lambda article: Photo.objects.update(photographer="Ai đó"),
    "a photo has other terms": lambda article: Photo.objects.update(usage_terms="https://giayphep.example/"),
    "a photo has another owner": lambda article: Photo.objects.update(copyright="Ai đó"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen_at_once(client, article, clock, change):
    path = address(article)
    before = client.get(path)["ETag"]
    clock.shift(SECOND)
    change(article)
    response = client.get(path, HTTP_IF_NONE_MATCH=before, follow=True)
    assert response.status_code in (200, 410)
    assert response["ETag"] != before


def test_time_alone_changes_nothing_within_a_day(client, article, clock):
    path = address(article)
    before = etag(client, path)
    clock.shift(8 * HOUR)
    assert etag(client, path) == before


def test_saving_without_a_change_and_the_desks_drafts_change_nothing(client, article, clock):
    path = address(article)
    before = etag(client, path)
    clock.shift(SECOND)
    Section.objects.first().save()
    Photo.objects.update(place="Bến Đò")
    factories.edit(article, title="Đang viết")
    factories.photo()
    assert etag(client, path) == before


def test_publishing_raises_no_counter(article):
    Counter.objects.all().delete()
    publish(factories.edit(article, title="Mới"), by=None)
    assert not Counter.objects.exists()


# --- Never past the next change -------------------------------------------------------


def test_a_cache_between_may_answer_for_five_seconds(client, article):
    assert shared_for(client.get(address(article))) == 5


@pytest.mark.parametrize(
    "plan",
    [
        lambda article, at: publish(factories.edit(article, title="Mới"), by=None, at=at),
        lambda article, at: publish(article, by=None, until=at),
        lambda article, at: Photo.objects.update(rights_end=at),
        lambda article, at: Photo.objects.update(embargo_until=at),
    ],
    ids=["scheduled", "expires", "rights end", "embargo"],
)
def test_no_cache_answers_past_a_change_that_lies_ahead(client, article, clock, plan):
    clock.shift(SECOND)
    path, moment = address(article), timezone.now() + HOUR
    plan(article, moment)
    clock.shift(SECOND)
    before = etag(client, path)
    clock.move_to(moment - 3.2 * SECOND)
    response = client.get(path)
    assert (response["ETag"], shared_for(response)) == (before, 3)
    clock.move_to(moment)
    assert etag(client, path) != before


def test_a_page_names_the_day_so_it_ends_at_midnight(client, article, clock):
    path = address(article)
    before = etag(client, path)
    clock.move_to(datetime.fromisoformat("2026-03-08T23:59:58.500+07:00"))
    assert (etag(client, path), shared_for(client.get(path))) == (before, 1)
    clock.move_to(datetime.fromisoformat("2026-03-09T00:00:00+07:00"))
    assert etag(client, path) != before


def test_what_is_not_there_yet_is_kept_by_nobody(client, clock):
    article = factories.article("Mai")
    edition = publish(article, by=None, at=timezone.now() + HOUR).edition
    response = client.get(edition.get_absolute_url())
    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")


def test_a_paper_without_sections_is_kept_by_nobody(client):
    assert client.get("/")["Cache-Control"] == "no-store"


# --- Whatever happens -----------------------------------------------------------------


def was_read(article: Article, times: int) -> None:
    """The article is read so often, and what is read most is ranked if it is time."""
    add({(article.pk, 1, timezone.now().replace(minute=0)): times})
    rank(timezone.now())


ACTS = {
    "publish": lambda article, rest: publish(factories.edit(article, title=rest), by=None),
    "schedule": lambda article, rest: publish(
        factories.edit(article, title=rest), by=None, at=timezone.now() + (1 + len(rest)) * HOUR
    ),
    "expire": lambda article, rest: publish(article, by=None, until=timezone.now() + (1 + len(rest)) * HOUR),
    "rename": lambda article, rest: Section.objects.update(name=rest),
    "author": lambda article, rest: Author.objects.update(name=rest),
    "credit": lambda article, rest: Photo.objects.update(photographer=rest),
    "rights": lambda article, rest: Photo.objects.update(rights_end=timezone.now() + len(rest) * HOUR),
    "read": lambda article, rest: was_read(article, len(rest)),
    "wait": lambda article, rest: None,
}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.text("ab", min_size=1, max_size=4)), max_size=10))
def test_one_validator_never_names_two_pages(client, db, acts):
    with time_machine.travel(datetime.fromisoformat("2026-03-08T15:00:00+07:00"), tick=False) as clock:
        article = published(
            "Bài", factories.figure(factories.photo(), "Ảnh"), authors=[factories.author()], section=factories.section()
        )
        paths = ["/", address(article)]
        pages: dict[tuple[str, str], bytes] = {}
        for act, rest in [("wait", "a"), *acts]:
            with suppress(PublishingError):
                ACTS[act](article, rest)
            for path in paths:
                response = client.get(path, follow=True)
                if response.has_header("ETag"):
                    assert pages.setdefault((path, response["ETag"]), response.content) == response.content
            clock.shift(timedelta(minutes=50))


# --- The triggers that count ------------------------------------------------------------


def test_a_missing_counter_is_reported_by_the_system_check_and_mended_by_migrate():
    assert epoch.check(databases=["default"]) == []
    triggers.remove(epoch.counters(connection.vendor))
    assert [fault.id for fault in epoch.check(databases=["default"])] == ["newsroom.E102"]
    call_command("migrate", verbosity=0)
    assert epoch.check(databases=["default"]) == []
