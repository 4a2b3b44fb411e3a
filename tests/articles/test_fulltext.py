"""The index of both engines finds the same, and follows every change of what it holds."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import fulltext
from articles.fulltext import TITLE, matching
from articles.models import Edition
from articles.publishing import publish, withdraw
from kernel import triggers
from kernel.fulltext import Query, follows, indexed, spellings, words
from tests import factories

pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's columns are generated")


def edition(title: str, *paragraphs: str) -> Edition:
    article = factories.article(title, *(factories.text(f"<p>{words}</p>") for words in paragraphs), lead="Sapo.")
    return publish(article, by=None).edition


def found(typed: str, **options: object) -> set[int]:
    return set(matching(Query.parse(typed), **options))


def test_words_phrases_and_words_to_leave_out():
    rice = edition("Giá gạo tăng", "Thông tin từ chợ đầu mối.")
    fish = edition("Cá tra vào vụ", "Tin vui, thông suốt mùa nước.")
    both = {rice.pk, fish.pk}
    assert found("thong tin") == found("THÔNG TIN") == both
    assert found('"thông tin"') == {rice.pk}
    assert found("thông tin -gạo") == {fish.pk}
    assert found('tin -"thông tin"') == {fish.pk}
    assert found("tin", among=[fish.pk, 999]) == {fish.pk}
    assert found("gạo", field=TITLE) == {rice.pk}
    assert found("tin", field=TITLE) == set()
    assert matching(Query.parse("tin"), newest=True, limit=1) == [fish.pk]
    assert matching(Query.parse("tin"), among=[]) == []


def test_words_with_marks_in_quotes_or_left_out_are_found_as_they_are_spelled():
    noodles, town = edition("Phở bò", "Giá một tô."), edition("Phố bỏ hoang", "Gia đình đi xa.")
    assert found("phở bò") == found("phơ bo") == {noodles.pk, town.pk}
    assert found('"phở bò"') == found('"phở"') == {noodles.pk}
    assert found("pho -giá") == {town.pk}
    assert found("pho -gia") == set()
    assert found('"phở" bỏ', field=TITLE) == {noodles.pk}


def test_ids_far_apart_are_looked_among_as_neighbours_are(monkeypatch):
    editions = [edition(f"Bài {number} về gạo") for number in range(5)]
    odd = [row.pk for row in editions[1::2]]
    near = found("gạo", among=odd)
    monkeypatch.setattr(fulltext, "PASSED", 0)
    assert near == found("gạo", among=odd) == set(odd)


def test_it_holds_every_edition_whatever_became_of_it():
    first = edition("Bến phà cũ")
    publish(factories.edit(first.article, title="Bến phà mới"), by=None)
    withdraw(first.article, by=None, reason="x")
    assert len(found("bến phà")) == 2


def test_it_follows_a_change_behind_djangos_back():
    row = edition("Bến phà")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_edition SET search_text = 'cau treo', search_title = 'cau' WHERE id = %s", [row.pk]
        )
    assert (found("phà"), found("cầu treo"), found("cầu", field=TITLE)) == (set(), {row.pk}, {row.pk})


@only_sqlite
def test_what_changed_while_the_triggers_were_gone_is_taken_in():
    old = edition("Bến phà")
    triggers.remove(fulltext.keepers("sqlite"))
    new = edition("Bến phà mới")
    assert [fault.id for fault in fulltext.check(databases=["default"])] == ["newsroom.E103"]
    assert found("bến phà") == {old.pk}
    fulltext.install()
    assert found("bến phà") == {old.pk, new.pk}
    assert fulltext.check(databases=["default"]) == []


@only_sqlite
def test_a_migration_runs_although_the_checks_miss_what_it_is_to_put_in_place():
    triggers.remove(fulltext.keepers("sqlite"))
    call_command("migrate", skip_checks=False, verbosity=0)
    assert fulltext.check(databases=["default"]) == []


def test_a_very_long_and_very_odd_text_can_be_published():
    odd = "".join(chr(0x20000 + number % 40_000) + " " * (number % 3 == 0) for number in range(200_000))
    row = edition("Chữ lạ", odd, "x" * 5_000)
    assert row.pk in found("chữ lạ")
    assert len(row.search_text.encode()) <= 250_000


def test_no_query_is_a_fault(shared):
    for name in ("naughty.jsonl", "xss.jsonl"):
        for line in (shared / "corpora" / name).read_text().splitlines():
            query = Query.parse(json.loads(line)["s"])
            matching(query, limit=5)
            matching(query, among=[1, 2], field=TITLE)


SYLLABLES = st.lists(st.sampled_from(["gạo", "gáo", "cá", "tra", "lúa", "2", "²", "각", "ς"]), max_size=6).map(" ".join)
TYPED = st.one_of(SYLLABLES, SYLLABLES.map('"{}"'.format), SYLLABLES.map("tra -{}".format), st.text())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(SYLLABLES, min_size=1, max_size=4),
    typed=TYPED,
)
def test_both_engines_mean_what_the_words_mean(db, texts, typed):
    section = factories.section()
    article = factories.article(section=section)
    with transaction.atomic():
        rows = [
            Edition.objects.create(
                article=article, number=1000 + number, kind="withdrawal", live_from=f"2026-01-{number + 1:02}T00:00Z",
                created_at="2026-01-01T00:00Z", search_text=indexed(text, 1000),
                search_spelled=indexed(text, 1000, spellings),
            )
            for number, text in enumerate(texts)
        ]  # fmt: skip
        query = Query.parse(typed)
        expected = {
            row.pk
            for row, text in zip(rows, texts, strict=True)
            if query.terms and all(follows(term, words(text)) for term in query.terms)
            and all(follows(term, spellings(text)) for term in query.exact)
            and not any(follows(term, words(text)) for term in query.without)
            and not any(follows(term, spellings(text)) for term in query.exact_without)
        }  # fmt: skip
        assert found(typed, among=[row.pk for row in rows]) == expected
        transaction.set_rollback(True)
