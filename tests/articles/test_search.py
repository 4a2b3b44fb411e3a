"""Finding: few finds are ranked, many are walked; both ways find the same, and only what readers can read."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import search
from articles.models import Edition
from articles.publishing import publish, withdraw
from articles.search import Search, best, newest
from kernel.fulltext import Query
from tests import factories

NOW = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(params=["few", "many"])
def ways(request, monkeypatch):
    """Every test twice: as for rare words, and as for words that more editions have than are looked at."""
    if request.param == "many":
        monkeypatch.setattr(search, "BOUND", 0)
        monkeypatch.setattr(search, "WINDOWS", (1, 2, 50))
    return request.param


def published(title: str, clock, text: str = "Không có gì.", **fields):
    article = factories.article(title, factories.text(f"<p>{text}</p>"), **fields)
    publish(article, by=None)
    clock.shift(timedelta(hours=1))
    return article


def asked(typed: str, at: datetime | None = None, **conditions) -> Search:
    return Search(Query.parse(typed), at or timezone.now(), **conditions)


def titles(found: search.Found) -> list[str]:
    by_id = {row.pk: row.title for row in Edition.objects.filter(pk__in=found.ids)}
    return [by_id[pk] for pk in found.ids]


def all_newest(asked: Search, size: int = 2) -> list[str]:
    cursor, seen = None, []
    while True:
        found = newest(asked, cursor, size=size)
        seen += titles(found)
        cursor = found.next
        if not found.has_more:
            return seen


def test_best_is_the_title_then_the_order_of_the_words_then_the_newest(ways, clock):
    published("Chuyện tản mạn", clock, "Điều tra ở chợ, giá cá nhân.")
    published("Sông sâu", clock, "Nuôi cá tra ở Cần Giang.")
    published("Tra khảo về cá", clock)
    published("Giá cả trả sau", clock)
    published("Mùa cá tra", clock)
    published("Chuyện khác", clock, "Cá và tra.")
    expected = ["Mùa cá tra", "Tra khảo về cá", "Sông sâu", "Chuyện khác", "Chuyện tản mạn"]
    # Another spelling comes last, but it is found.
    assert titles(best(asked("cá tra"), 1, size=10)) == [*expected, "Giá cả trả sau"]
    assert titles(best(asked("cả trả"), 1, size=10))[:2] == ["Giá cả trả sau", "Mùa cá tra"]
    # Typed without marks no spelling is meant: of equals the newest.
    assert titles(best(asked("ca tra"), 1, size=10)) == [expected[0], "Giá cả trả sau", *expected[1:]]


def test_what_is_spelled_as_typed_comes_before_other_spellings_wherever_it_stands(ways, clock):
    published("Ăn gì hôm nay", clock, "Một tô phở nóng.")
    published("Bữa sáng", clock, lead="Phở và bánh cuốn.")
    for number in range(4):
        published(f"Phố {number}", clock, "Thành phố.")
    assert titles(best(asked("phở"), 1, size=2)) == ["Bữa sáng", "Ăn gì hôm nay"]
    assert titles(best(asked("phở"), 2, size=2)) == ["Phố 3", "Phố 2"]
    assert titles(best(asked("pho"), 1, size=10))[:4] == ["Phố 3", "Phố 2", "Phố 1", "Phố 0"]


def test_in_quotes_or_left_out_a_word_with_marks_is_that_word_only(ways, clock):
    published("Gia đình đông", clock)
    published("Giá gạo", clock)
    published("Gia vị, giá cả", clock)
    assert all_newest(asked('"giá"')) == ["Gia vị, giá cả", "Giá gạo"]
    assert titles(best(asked('"giá gạo"'), 1, size=5)) == ["Giá gạo"]
    assert all_newest(asked('"già"')) == []
    assert all_newest(asked("gia -giá")) == ["Gia đình đông"]
    assert all_newest(asked('gia -"giá gạo"')) == ["Gia vị, giá cả", "Gia đình đông"]
    assert all_newest(asked('"gia"')) == ["Gia vị, giá cả", "Giá gạo", "Gia đình đông"]
    assert all_newest(asked("đông -gia")) == []


def test_a_rare_spelling_of_a_word_that_very_many_have_is_found_however_old(clock, monkeypatch):
    published("Ăn gì hôm nay", clock, "Một tô phở nóng.")
    for number in range(5):
        published(f"Phố {number}", clock)
    monkeypatch.setattr(search, "BOUND", 2)
    monkeypatch.setattr(search, "WINDOWS", (1, 1))
    assert titles(best(asked("phở"), 1, size=1)) == ["Ăn gì hôm nay"]
    assert titles(best(asked('"phở"'), 1, size=9)) == ["Ăn gì hôm nay"]


def test_newest_comes_page_by_page_without_gap_or_repetition(ways, clock):
    for number in range(7):
        published(f"Gạo {number}", clock)
        published(f"Ngô {number}", clock)
    expected = [f"Gạo {number}" for number in range(6, -1, -1)]
    assert all_newest(asked("gạo")) == all_newest(asked("gạo"), size=20) == expected


def test_best_comes_page_by_page(ways, clock):
    for number in range(5):
        published(f"Gạo {number}", clock)
    pages = [best(asked("gạo"), number, size=2) for number in (1, 2, 3)]
    assert [titles(page) for page in pages] == [["Gạo 4", "Gạo 3"], ["Gạo 2", "Gạo 1"], ["Gạo 0"]]
    assert [page.has_more for page in pages] == [True, True, False]


def test_only_what_readers_can_read_at_the_moment_is_found(ways, clock):
    corrected = published("Bến phà cũ", clock)
    gone = published("Bến phà tạm", clock)
    factories.article("Bến phà nháp")
    before = timezone.now()
    clock.shift(timedelta(hours=1))
    publish(factories.edit(corrected, title="Cầu mới"), by=None)
    withdraw(gone, by=None, reason="x")
    publish(factories.article("Bến phà ngày mai"), by=None, at=timezone.now() + timedelta(days=1))
    clock.shift(timedelta(hours=1))
    assert all_newest(asked("bến phà")) == titles(best(asked("bến phà"), 1, size=10)) == []
    assert all_newest(asked("cầu mới")) == ["Cầu mới"]
    assert all_newest(asked("bến phà", at=before)) == ["Bến phà tạm", "Bến phà cũ"]
    assert all_newest(asked("bến phà", at=before + timedelta(days=2))) == ["Bến phà ngày mai"]


def test_words_to_leave_out_and_phrases(ways, clock):
    published("Bóng đá trong nhà", clock, "Giải futsal.")
    published("Bóng đá trên cỏ", clock)
    published("Đá bóng", clock)
    assert all_newest(asked("bóng đá -futsal")) == ["Đá bóng", "Bóng đá trên cỏ"]
    assert all_newest(asked('"bóng đá"')) == ["Bóng đá trên cỏ", "Bóng đá trong nhà"]
    assert titles(best(asked('"đá bóng" -trong'), 1, size=5)) == ["Đá bóng"]


def test_conditions_hold_however_it_is_found(ways, clock):
    for number in range(6):
        published(f"Gạo {number}", clock, label="opinion" if number % 2 else "none")
    later = NOW + timedelta(minutes=90)
    conditions = {
        "drive": lambda rows: rows.filter(listed_at__gte=later),
        "narrow": lambda rows: rows.filter(label="opinion"),
    }
    assert all_newest(asked("gạo", **conditions)) == ["Gạo 5", "Gạo 3"]
    assert titles(best(asked("gạo", **conditions), 1, size=5)) == ["Gạo 5", "Gạo 3"]
    assert all_newest(asked("", **conditions)) == ["Gạo 5", "Gạo 3"]


def test_few_are_counted_and_many_are_not_unless_all_were_seen(clock, monkeypatch):
    for number in range(3):
        published(f"Gạo {number}", clock)
    assert [find.count for find in (newest(asked("gạo"), None, size=2), best(asked("gạo"), 1, size=2))] == [3, 3]
    monkeypatch.setattr(search, "BOUND", 2)
    assert [find.count for find in (newest(asked("gạo"), None, size=2), best(asked("gạo"), 1, size=2))] == [None, None]
    assert newest(asked("gạo"), None, size=3).count == 3


def test_a_walk_that_ends_before_the_page_is_full_goes_on_from_there(clock, monkeypatch):
    published("Gạo cũ", clock)
    for number in range(5):
        published(f"Ngô {number}", clock)
    monkeypatch.setattr(search, "BOUND", 0)
    monkeypatch.setattr(search, "WINDOWS", (1, 2))
    first = newest(asked("gạo"), None, size=2)
    assert (first.ids, first.has_more, first.is_cut) == ([], True, True)
    assert titles(newest(asked("gạo"), first.next, size=2)) == ["Gạo cũ"]


def test_an_authors_few_editions_are_all_looked_at(clock, monkeypatch):
    published("Gạo cũ", clock)
    old = Edition.objects.get()
    for number in range(5):
        published(f"Gạo {number}", clock)
    monkeypatch.setattr(search, "BOUND", 3)
    monkeypatch.setattr(search, "WINDOWS", (1,))
    assert titles(newest(asked("gạo", among=[old.pk]), None, size=2)) == ["Gạo cũ"]
    assert titles(newest(asked("", among=[old.pk]), None, size=2)) == ["Gạo cũ"]


@pytest.mark.parametrize("count", [2, 12])
def test_the_work_is_the_same_however_many_are_found(clock, django_assert_num_queries, monkeypatch, count):
    for number in range(count):
        published(f"Cá tra {number}", clock)
    # 1. the index  2. what of these is live
    with django_assert_num_queries(2):
        newest(asked("cá tra"), None, size=2)
    # 3. what is spelled so
    with django_assert_num_queries(3):
        best(asked("cá tra"), 1, size=2)
    monkeypatch.setattr(search, "BOUND", 1)
    monkeypatch.setattr(search, "WINDOWS", (50,))
    # 1. the index  2. a window of the list  3. what of it matches
    with django_assert_num_queries(3):
        newest(asked("cá tra"), None, size=2)
    # 1. the index  2. titles  3. which of them are live  4. a window of the list  5. what of it matches
    with django_assert_num_queries(5):
        best(asked("ca tra"), 1, size=2)
    # 6.–10. the same of what is spelled so  11. which of them all are
    with django_assert_num_queries(11):
        best(asked("cá tra"), 1, size=2)
