"""The ledger and the guards: a change behind the desk's back is refused, and found where the guards were taken off."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles import guards, ledger, publishing
from articles.models import Edition, Ledger
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(thu):
    """An article published, corrected, scheduled, cancelled, and withdrawn: seven acts."""
    article = factories.article("Hồ chứa nước")
    publishing.publish(article, by=thu)
    factories.edit(article, title="Hồ chứa nước Suối Lành")
    publishing.publish(article, by=thu, correction="Tên hồ là Suối Lành.")
    publishing.publish(
        article, by=thu, at=timezone.now() + timedelta(hours=1), until=timezone.now() + timedelta(hours=2)
    )
    publishing.cancel_pending(article, by=thu)
    publishing.withdraw(article, by=thu, reason="Theo đề nghị")
    return article


def run(sql: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


TAMPERING = [
    "UPDATE articles_edition SET correction = 'khác' WHERE number = 2",
    "UPDATE articles_edition SET live_from = '2031-01-01 00:00:00+00' WHERE number = 1",
    "UPDATE articles_edition SET kind = 'publication', article_id = article_id + 1 WHERE number = 5",
    "UPDATE articles_edition SET id = id + 1000 WHERE number = 1",
    "UPDATE articles_edition SET cancelled_at = NULL WHERE number = 3",
    "UPDATE articles_edition SET cancelled_at = '2030-01-01 00:00:00+00' WHERE number = 1",
    "UPDATE articles_ledger SET payload = replace(payload, 'publish', 'Publish') WHERE number = 1",
    "UPDATE articles_ledger SET actor_id = NULL WHERE number = 2",
    "UPDATE articles_revision SET kind = 'import' WHERE number = 1",
    "UPDATE articles_revision SET author_id = (SELECT min(id) FROM auth_user) WHERE number = 2",
    "UPDATE articles_edition SET cancelled_at = '2001-01-01 00:00:00+00' WHERE number = 1",
    "UPDATE articles_revision SET content = replace(content, 'Hồ', 'Hò') WHERE number = 1",
]


def test_the_chain_verifies_and_the_command_prints_its_last_digest(published):
    assert list(ledger.verify()) == []
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    last = Ledger.objects.order_by("number").last()
    assert out.getvalue().split() == [str(last.number), last.digest]
    acts = list(Ledger.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["publish", "publish", "publish", "withdraw", "cancel", "cancel", "withdraw"]


@pytest.mark.parametrize("sql", TAMPERING)
def test_a_change_behind_djangos_back_is_refused_by_the_database(published, sql):
    with pytest.raises(DatabaseError, match="never changes"):
        run(sql)


@pytest.mark.parametrize("sql", [sql for sql in TAMPERING if "article_id" not in sql and "id = id" not in sql])
def test_the_same_change_is_found_when_the_guards_are_off(published, sql):
    guards.remove()
    run(sql)
    guards.install()
    faults = list(ledger.verify())
    assert faults
    with pytest.raises(CommandError, match="does not verify"):
        call_command("verify_ledger", stderr=StringIO())


def test_a_single_changed_byte_is_named_by_its_row(published):
    guards.remove()
    run("UPDATE articles_ledger SET payload = replace(payload, 'Suối Lành', 'Suối Lanh') WHERE number = 2")
    guards.install()
    first = next(ledger.verify())
    assert (first.number, str(first)) == (2, "ledger row 2: its digest does not fit its payload and the row before it")


def test_a_row_taken_out_of_the_middle_is_missed(published):
    run("DELETE FROM articles_ledger WHERE number = 3")
    assert next(ledger.verify()).number == 4


def test_a_tail_that_was_cut_off_is_found_by_a_published_digest(published, tmp_path):
    last = Ledger.objects.order_by("number").last()
    expected = tmp_path / "digests"
    expected.write_text(f"{last.number} {last.digest}\n")
    call_command("verify_ledger", expect=expected, stdout=StringIO())
    run("DELETE FROM articles_ledger WHERE number = %s", last.number)
    assert any(fault.message == "was published, and is missing" for fault in ledger.verify({last.number: last.digest}))
    with pytest.raises(CommandError):
        call_command("verify_ledger", expect=expected, stderr=StringIO())


def test_a_change_to_a_revision_that_was_never_published_is_found(published):
    unpublished = factories.article("Chưa đăng").revisions.get()
    guards.remove()
    run("UPDATE articles_revision SET content = replace(content, 'Chưa', 'Chua') WHERE id = %s", unpublished.pk)
    guards.install()
    assert [str(fault) for fault in ledger.verify()] == [
        f"the content of revision {unpublished} does not fit its digest"
    ]


def test_an_edition_slipped_in_is_found(published):
    edition = Edition.objects.get(number=5)
    edition.pk, edition.number, edition._state.adding = None, 99, True
    edition.live_from += timedelta(hours=5)
    Edition.objects.bulk_create([edition])
    assert [str(fault) for fault in ledger.verify()] == [f"articles.edition {edition.pk} stands in no ledger row"]


def test_a_missing_guard_is_reported_by_the_system_check_and_mended_by_migrate(db):
    assert guards.check(databases=["default"]) == []
    guards.remove()
    assert [fault.id for fault in guards.check(databases=["default"])] == ["newsroom.E101"]
    call_command("migrate", stdout=StringIO())
    assert guards.check(databases=["default"]) == []


def test_a_guard_that_was_replaced_by_a_lame_one_is_reported(db):
    guard = next(guards.guards(connection.vendor))
    guards.remove()
    guards.install()
    with connection.cursor() as cursor:
        cursor.execute(guard.drop(connection.vendor))
        lame = replace(guard, condition="1 = 0")
        cursor.execute(lame.sql(connection.vendor))
    assert guards.missing() == [guard.name]


def test_the_derived_part_is_rebuilt_from_the_revisions(published):
    good = {row.pk: (row.title, row.search_text, row.thumbnail) for row in Edition.objects.all()}
    run("UPDATE articles_edition SET title = 'hỏng', search_text = '' WHERE kind = 'publication'")
    out = StringIO()
    call_command("rebuild_editions", stdout=out)
    assert out.getvalue() == "3 edition(s) changed\n"
    assert {row.pk: (row.title, row.search_text, row.thumbnail) for row in Edition.objects.all()} == good
    assert list(ledger.verify()) == []
