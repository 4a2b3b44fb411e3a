"""Publishing, withdrawing, cancelling: what readers see from when on, and what the desk is told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles import publishing
from articles.models import Article, Edition, EditionAuthor, EditionTopic, Ledger, PhotoUse
from articles.publishing import Past, PublishingError
from articles.revising import latest_revision
from tests import factories

NOW = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def titles(at: datetime) -> list[str]:
    return sorted(Edition.objects.live(at).values_list("title", flat=True))


def test_a_draft_is_seen_by_nobody():
    factories.article("Bản nháp")
    assert titles(NOW + 100 * HOUR) == []


def test_publishing_now_shows_the_article_from_now_on(thu):
    article = factories.article("Cầu mới thông xe")
    outcome = publishing.publish(article, by=thu)
    assert titles(NOW) == ["Cầu mới thông xe"]
    assert titles(NOW - timedelta(microseconds=1)) == []
    assert (outcome.edition.live_from, outcome.edition.created_at, outcome.edition.listed_at) == (NOW, NOW, NOW)
    assert (outcome.cancelled, outcome.until) == ([], None)


def test_an_edition_is_what_was_saved_whatever_happens_to_the_draft(thu):
    article = factories.article("Bản đã đăng")
    publishing.publish(article, by=thu)
    factories.edit(article, title="Bản đang sửa")
    assert titles(NOW + HOUR) == ["Bản đã đăng"]


def test_a_scheduled_article_appears_to_the_second_and_a_limited_one_ends_to_the_second(thu):
    article = factories.article("Cấm đường")
    publishing.publish(article, by=thu, at=NOW + HOUR, until=NOW + 3 * HOUR)
    second = timedelta(seconds=1)
    seen = [titles(NOW + HOUR - second), titles(NOW + HOUR), titles(NOW + 3 * HOUR - second), titles(NOW + 3 * HOUR)]
    assert seen == [[], ["Cấm đường"], ["Cấm đường"], []]


def test_publishing_now_cancels_tonights_schedule_and_says_so(thu, clock):
    article = factories.article("Bản buổi tối")
    tonight = publishing.publish(article, by=thu, at=NOW + 8 * HOUR).edition
    clock.shift(HOUR)
    factories.edit(article, title="Bản đính chính buổi sáng")
    outcome = publishing.publish(article, by=thu, correction="Sửa số liệu.")
    assert [row.pk for row in outcome.cancelled] == [tonight.pk]
    assert titles(NOW + 9 * HOUR) == ["Bản đính chính buổi sáng"]


def test_a_pending_end_stays_unless_a_new_one_is_given(thu, clock):
    article = factories.article("Khuyến cáo")
    publishing.publish(article, by=thu, until=NOW + 5 * HOUR)
    clock.shift(HOUR)
    publishing.publish(article, by=thu, correction="Sửa một chữ.")
    assert titles(NOW + 6 * HOUR) == []
    publishing.publish(article, by=thu, until=NOW + 9 * HOUR)
    assert titles(NOW + 6 * HOUR) == ["Khuyến cáo"]
    assert titles(NOW + 9 * HOUR) == []


def test_a_correction_keeps_the_articles_place_and_a_bump_puts_it_on_top(thu, clock):
    article = factories.article()
    first = publishing.publish(article, by=thu).edition
    clock.shift(HOUR)
    corrected = publishing.publish(article, by=thu, correction="Tên đúng là Hòa.").edition
    clock.shift(HOUR)
    bumped = publishing.publish(article, by=thu, bump=True).edition
    assert [first.listed_at, corrected.listed_at, bumped.listed_at] == [NOW, NOW, NOW + 2 * HOUR]
    assert {row.first_published_at for row in (first, corrected, bumped)} == {NOW}
    assert [row.was_updated for row in (first, corrected)] == [False, True]


def test_a_withdrawn_article_can_come_back(thu, clock):
    article = factories.article("Trở lại")
    publishing.publish(article, by=thu)
    clock.shift(HOUR)
    publishing.withdraw(article, by=thu, reason="Chờ xác minh")
    clock.shift(HOUR)
    publishing.publish(article, by=thu)
    assert [titles(NOW), titles(NOW + HOUR), titles(NOW + 2 * HOUR)] == [["Trở lại"], [], ["Trở lại"]]


def test_a_withdrawal_takes_a_pending_update_with_it(thu):
    article = factories.article()
    publishing.publish(article, by=thu)
    publishing.publish(article, by=thu, at=NOW + 5 * HOUR)
    outcome = publishing.withdraw(article, by=thu, reason="Sai nguồn")
    assert len(outcome.cancelled) == 1
    assert titles(NOW + 10 * HOUR) == []


def test_what_comes_within_two_seconds_can_only_be_withdrawn(thu, clock):
    article = factories.article("Sát giờ")
    publishing.publish(article, by=thu, at=NOW + timedelta(seconds=10))
    clock.shift(timedelta(seconds=9))
    with pytest.raises(PublishingError):
        publishing.cancel_pending(article, by=thu)
    with pytest.raises(PublishingError):
        publishing.publish(article, by=thu)
    publishing.withdraw(article, by=thu, reason="Đăng nhầm")
    assert titles(NOW + timedelta(seconds=10)) == ["Sát giờ"]
    assert titles(NOW + timedelta(seconds=11)) == []


@pytest.mark.parametrize("ahead", [-HOUR, timedelta(0), timedelta(seconds=1.9)])
def test_a_schedule_lies_two_seconds_ahead_at_least(thu, ahead):
    with pytest.raises(PublishingError):
        publishing.publish(factories.article(), by=thu, at=NOW + ahead)
    assert not Edition.objects.exists()


def test_an_end_before_the_beginning_is_refused(thu):
    with pytest.raises(PublishingError):
        publishing.publish(factories.article(), by=thu, at=NOW + HOUR, until=NOW + HOUR)
    assert not Edition.objects.exists()


def test_there_is_nothing_to_withdraw_or_cancel_in_a_draft(thu):
    article = factories.article()
    for act in (
        lambda: publishing.withdraw(article, by=thu, reason="x"),
        lambda: publishing.cancel_pending(article, by=thu),
    ):
        with pytest.raises(PublishingError):
            act()
    assert not Ledger.objects.exists()


def test_a_withdrawal_without_a_reason_is_refused(thu):
    article = factories.article()
    publishing.publish(article, by=thu)
    with pytest.raises(PublishingError):
        publishing.withdraw(article, by=thu, reason="  ")


def test_an_article_without_a_lead_is_refused(thu):
    with pytest.raises(PublishingError):
        publishing.publish(factories.article(lead=""), by=thu)


def test_a_photo_without_a_credit_stops_publishing(thu):
    nameless = factories.photo(photographer="", source="")
    with pytest.raises(PublishingError):
        publishing.publish(factories.article("Ảnh", factories.text(), factories.figure(nameless, "Chú thích")), by=thu)


def test_a_clock_that_steps_back_neither_reorders_nor_hides(thu, clock):
    first, second = factories.article("Trước"), factories.article("Sau")
    earlier = publishing.publish(first, by=thu).edition
    clock.shift(-HOUR)
    later = publishing.publish(second, by=thu).edition
    assert later.created_at == earlier.created_at + timedelta(microseconds=1)
    assert titles(later.created_at) == ["Sau", "Trước"]


def test_lists_of_authors_topics_and_photos_know_the_edition(thu):
    author, topic, photo = factories.author("Hà My"), factories.topic("Cầu đường"), factories.photo()
    article = factories.article(
        "Cầu",
        factories.text(),
        factories.figure(photo, "Cây cầu"),
        authors=[author],
        topics=[topic],
        source="Bình Minh",
    )
    edition = publishing.publish(article, by=thu).edition
    assert edition.byline == "Hà My/Bình Minh"
    assert edition.thumbnail == {
        "alt": "Một khoảng màu",
        "caption": "Cây cầu",
        "credit": "Minh Hà/Bình Minh",
        "renditions": photo.renditions,
    }
    assert EditionAuthor.objects.values_list("edition", "author", "listed_at").get() == (edition.pk, author.pk, NOW)
    assert EditionTopic.objects.values_list("edition", "topic", "listed_at").get() == (edition.pk, topic.pk, NOW)
    assert PhotoUse.objects.values_list("edition", "photo").get() == (edition.pk, photo.pk)


def test_records_cannot_be_changed_or_deleted_in_python(thu):
    edition = publishing.publish(factories.article(), by=thu).edition
    revision, ledger = edition.revision, Ledger.objects.get()
    for forbidden in (
        edition.save,
        edition.delete,
        revision.save,
        ledger.save,
        ledger.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(title="x"),
        Ledger.objects.all().delete,
        lambda: Ledger.objects.update(act="publish"),
        lambda: type(revision).objects.update(note="x"),
    ):
        with pytest.raises(TypeError):
            forbidden()


def test_backfill_writes_a_past_once(thu):
    article = factories.article("Chuyện cũ")
    revision = latest_revision(article)
    rows = [
        Past(article, NOW - HOUR, reason="Hết thời hạn"),
        Past(article, NOW - 3 * HOUR, revision),
    ]
    assert publishing.backfill(rows, by=thu) == 2
    assert [titles(NOW - 3 * HOUR), titles(NOW)] == [["Chuyện cũ"], []]
    with pytest.raises(PublishingError):
        publishing.backfill([Past(article, NOW - HOUR / 2, revision)], by=thu)


def test_backfill_refuses_the_future(thu):
    article = factories.article()
    with pytest.raises(PublishingError):
        publishing.backfill([Past(article, NOW + HOUR, latest_revision(article))], by=thu)
    assert not Edition.objects.exists()


def test_an_article_that_was_published_cannot_be_deleted(thu):
    article = factories.article()
    publishing.publish(article, by=thu)
    with pytest.raises(Exception, match=r"(?i)protect|append-only"):
        article.delete()
    assert Article.objects.filter(pk=article.pk).exists()
