"""The desk's first page: what waits for whom, and what readers get next."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Edition
from articles.publishing import publish, reschedule
from reader.models import Ranking
from tests import factories

pytestmark = pytest.mark.django_db

MORNING = datetime.fromisoformat("2026-03-08T08:00:00+07:00")
HOUR = timedelta(hours=1)


def page(client: Client, user: User | None = None):
    if user:
        client.force_login(user)
    return client.get(reverse("admin:index"))


def titles(response, box: str) -> list[str]:
    return [article.title for article in getattr(response.context["page"], box).articles]


def test_a_reporter_sees_his_own(client: Client, lan: User, thu: User) -> None:
    factories.article("Bài của Lan", created_by=lan)
    factories.article("Bài của Thư", created_by=thu)
    sent = factories.article("Bài gửi duyệt", created_by=lan)
    workflow.submit(sent, by=lan)
    response = page(client, lan)
    assert titles(response, "mine") == ["Bài của Lan"]
    assert titles(response, "waiting") == ["Bài gửi duyệt"]


def test_what_was_sent_back_comes_first_with_its_reason(client: Client, lan: User, thu: User) -> None:
    article = factories.article("Giá điện", created_by=lan)
    workflow.submit(article, by=lan)
    workflow.send_back(article, by=thu, reason="Thiếu ý kiến của ngành điện")
    factories.article("Bài mới hơn", created_by=lan)
    response = page(client, lan)
    assert titles(response, "mine") == ["Giá điện", "Bài mới hơn"]
    assert "Thiếu ý kiến của ngành điện" in response.text


def test_an_editor_sees_what_waits_in_his_sections_the_oldest_first(client: Client, binh: User, lan: User) -> None:
    his, other = factories.section("Kinh tế"), factories.section("Văn hóa")
    his.editors.add(binh)
    for hour, (name, section) in enumerate([("Cà phê", his), ("Hội họa", other), ("Lúa gạo", his)]):
        with time_machine.travel(MORNING + hour * HOUR, tick=False):
            workflow.submit(factories.article(name, section=section, created_by=lan), by=lan)
    with time_machine.travel(MORNING + 5 * HOUR, tick=False):
        response = page(client, binh)
    assert titles(response, "waiting") == ["Cà phê", "Lúa gạo"]
    assert "5 giờ" in response.text


def test_what_is_approved_waits_until_it_is_published_or_scheduled(desk: Client, thu: User) -> None:
    ready, out, ahead = (factories.article(name) for name in ("Đợi đăng", "Đã đăng", "Đã hẹn"))
    for article in (ready, out, ahead):
        workflow.mark_ready(article, by=thu)
    publish(out, by=thu)
    publish(ahead, by=thu, at=timezone.now() + HOUR)
    assert titles(page(desk), "ready") == ["Đợi đăng"]


def test_what_went_out_before_its_review_is_asked_for(desk: Client, admin_user: User) -> None:
    workflow.publish(factories.article("Cháy chợ"), by=admin_user, urgent=True)
    assert titles(page(desk), "waiting") == ["Cháy chợ"]


def test_who_may_vouch_for_what_went_out_unreviewed_does_it_here(
    client: Client, thu: User, binh: User, lan: User
) -> None:
    section = factories.section("Thời sự")
    section.editors.add(binh)
    article = factories.article("Cháy chợ", section=section, created_by=lan)
    workflow.publish(article, by=thu, urgent=True)
    button = 'value="afterwards"'
    assert button not in page(client, thu).text, "who published it does not vouch for it"
    assert button not in page(client, lan).text
    assert button in page(client, binh).text
    act = {"_act": "afterwards", "_next": "desk"}
    response = client.post(reverse("desk:act", args=[article.pk]), act, follow=True)
    assert response.redirect_chain == [(reverse("admin:index"), 302)]
    assert titles(response, "waiting") == []
    article.refresh_from_db()
    assert article.review_owed_since is None


def test_what_is_published_and_read_stands_there(desk: Client) -> None:
    first, second = factories.article("Bài một"), factories.article("Bài hai")
    for article in (first, second):
        publish(article, by=None)
    now = timezone.now()
    Ranking.objects.create(at=now, lists={"day": {"": [first.pk, second.pk]}})
    shown = page(desk).context["page"]
    assert [edition.title for edition in shown.published] == ["Bài hai", "Bài một"]
    assert [edition.title for edition in shown.most_read] == ["Bài một", "Bài hai"]


def test_the_page_says_in_words_what_is_empty(desk: Client) -> None:
    assert page(desk).text.count('<p class="quiet">') >= 6


def test_who_has_no_part_in_articles_is_shown_none(client: Client, rao: User) -> None:
    factories.article("Bài")
    response = page(client, rao)
    assert (response.status_code, response.context["page"]) == (200, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    desk: Client, thu: User, admin_user: User, count: int, django_assert_num_queries: object
) -> None:
    now = timezone.now()
    for number in range(count):
        factories.article(f"Nháp {number}", created_by=thu)
        workflow.submit(factories.article(f"Chờ {number}", created_by=thu), by=thu)
        workflow.mark_ready(factories.article(f"Duyệt {number}"), by=thu)
        workflow.publish(factories.article(f"Gấp {number}"), by=admin_user, urgent=True)
        publish(factories.article(f"Hẹn {number}"), by=None, at=now + HOUR)
    Ranking.objects.create(at=now, lists={"day": {"": list(Edition.objects.values_list("article", flat=True))}})
    # The session, the user, the permissions (own, groups'); the newest edition, for the moment; drafts, waiting,
    # ready; scheduled, published, the ranking, its articles; photos whose rights end; the masthead, and
    # whether there is one, for the menu; mentions.
    with django_assert_num_queries(16):
        page(desk)


# --- Another time ---------------------------------------------------------------


@pytest.fixture
def morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def scheduled(db: None, morning: None) -> Edition:
    """An article that comes at ten."""
    return publish(factories.article("Lễ hội"), by=None, at=MORNING + 2 * HOUR).edition


def move(client: Client, edition: Edition, at: str):
    return client.post(reverse("desk:move", args=[edition.pk]), {"at": at}, follow=True)


def pending() -> list[datetime]:
    return list(Edition.objects.pending(timezone.now()).values_list("live_from", flat=True))


@pytest.mark.parametrize("typed", ["2026-03-08T18:15", "18h15", "hôm nay 18:15"])
def test_something_scheduled_is_moved(morning: None, scheduled: Edition, desk: Client, typed: str) -> None:
    response = move(desk, scheduled, typed)
    assert pending() == [MORNING + 10.25 * HOUR]
    assert "18:15" in response.text and "10:00" in response.text


@pytest.mark.parametrize("typed", ["", "bao giờ cũng được", "7:00", "\x00", "9" * 500])
def test_what_cannot_be_a_time_moves_nothing_and_is_said(
    morning: None, scheduled: Edition, desk: Client, typed: str
) -> None:
    response = move(desk, scheduled, typed)
    assert pending() == [scheduled.live_from]
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_moved_twice_at_once_it_moves_once(morning: None, scheduled: Edition, desk: Client) -> None:
    move(desk, scheduled, "12:00")
    response = move(desk, scheduled, "13:00")
    assert pending() == [MORNING + 4 * HOUR]
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_an_end_does_not_pass_its_beginning(morning: None, desk: Client) -> None:
    done = publish(factories.article("Bài"), by=None, at=MORNING + HOUR, until=MORNING + 3 * HOUR)
    move(desk, done.until, "8:30")
    move(desk, done.edition, "12:00")
    assert pending() == [MORNING + HOUR, MORNING + 3 * HOUR]
    move(desk, done.until, "10:00")
    assert pending() == [MORNING + HOUR, MORNING + 2 * HOUR]


def test_a_moved_publication_says_the_same(morning: None, thu: User) -> None:
    article = factories.article("Bài")
    with time_machine.travel(MORNING - HOUR, tick=False):
        publish(article, by=thu)
    before = publish(
        article, by=thu, at=MORNING + HOUR, correction="Đúng ra là 3 km.", bump=True, approved_by=thu
    ).edition
    after = reschedule(before, by=thu, at=MORNING + 2 * HOUR).edition
    kept = ("revision_id", "correction", "first_published_at", "approved_by_id", "title")
    assert {name: getattr(after, name) for name in kept} == {name: getattr(before, name) for name in kept}
    assert after.listed_at == after.live_from


@pytest.mark.parametrize("who", ["lan", "binh", "rao"])
def test_only_who_publishes_moves(scheduled: Edition, client: Client, who: str, request) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.post(reverse("desk:move", args=[scheduled.pk]), {"at": "12:00"}).status_code == 403


def test_what_does_not_exist_is_not_found(desk: Client) -> None:
    for pk in (4711, 10**30):
        assert desk.post(f"/admin/scheduled/{pk}/move/", {"at": "12:00"}).status_code == 404


@time_machine.travel(MORNING, tick=False)
def test_the_schedule_shows_hours_and_what_is_later(desk: Client) -> None:
    soon, late = factories.article("Bản tin trưa"), factories.article("Số Tết")
    publish(soon, by=None, at=MORNING + 4.5 * HOUR)
    publish(late, by=None, at=MORNING + 60 * HOUR)
    schedule = page(desk).context["page"].schedule
    assert [
        (f"{timezone.localtime(hour.begins):%H}", item.title) for hour in schedule.hours for item in hour.items
    ] == [("12", "Bản tin trưa")]
    assert [item.title for item in schedule.later] == ["Số Tết"]
