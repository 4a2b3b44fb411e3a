"""The dialog over the article's form: what is asked, in people's words, and what stays as it was."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.ledger import verify
from articles.models import Edition
from articles.publishing import publish, reschedule, withdraw
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-08T12:00:00+07:00"


def press(client: Client, article, **fields: str):
    return client.post(reverse("desk:publish", args=[article.pk]), {"when": "now", "urgent": "1"} | fields)


def moments() -> list[str]:
    rows = Edition.objects.filter(cancelled_at=None).order_by("live_from")
    return [f"{timezone.localtime(row.live_from):%d/%m %H:%M}" for row in rows]


def test_the_dialog_stands_over_the_form_which_saves_to_its_own_address(desk: Client) -> None:
    article = factories.article("Bài")
    html = desk.get(reverse("desk:publish", args=[article.pk])).text
    form = f"/admin/articles/article/{article.pk}/change/"
    assert '<dialog class="desk-dialog" open' in html
    assert f'action="{form}" method="post" id="article_form"' in html
    assert f'action="/admin/articles/article/{article.pk}/publish/"' in html
    assert "desk-dialog" not in desk.get(form).text.replace("desk/dialog", "")


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("asked", "moment"),
    [
        ({"when": "later", "at": "mai 6:00"}, "09/03 06:00"),
        ({"when": "later", "at": "tối nay 8h"}, "08/03 20:00"),
        ({"when": "2026-03-09T06:00"}, "09/03 06:00"),
    ],
)
def test_a_moment_is_typed_as_people_write_it_or_chosen(desk: Client, asked: dict, moment: str) -> None:
    assert press(desk, factories.article("Bài"), **asked).status_code == 302
    assert moments() == [moment]


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"when": "now", "at": "mai 6:00"}, "when"),
        ({"when": "2026-03-08T11:00"}, "when"),
        ({"when": "T"}, "when"),
        ({"when": "later", "at": "6:00"}, "at"),
        ({"when": "later", "at": "mai 6:00", "until": "hôm nay 20:00"}, "until"),
        ({"change": "correction", "correction": " "}, "correction"),
        ({"change": "quiet", "correction": "Tên đúng là Hà."}, "change"),
    ],
)
def test_what_is_unclear_is_asked_again(desk: Client, asked: dict, field: str) -> None:
    with time_machine.travel("2026-03-07T12:00:00+07:00", tick=False):
        article = factories.article("Bài")
        publish(article, by=None)
    factories.edit(article, title="Bài sửa")
    response = press(desk, article, **asked)
    assert set(response.context["dialog"]["form"].errors) == {field}
    assert Edition.objects.count() == 1


def test_nobody_publishes_what_he_has_not_seen(desk: Client) -> None:
    article = factories.article("Bài")
    factories.edit(article, title="Bài người khác sửa")
    response = press(desk, article, revision="1")
    assert "2" in str(response.context["dialog"]["form"].non_field_errors())
    assert 'name="revision" value="2"' in response.text
    assert not Edition.objects.exists()
    assert press(desk, article, revision="2").status_code == 302


def test_one_stays_on_the_article_with_its_link_to_copy(desk: Client, settings) -> None:
    settings.SITE_URL = "https://binhminh.example"
    article = factories.article("Bài")
    response = press(desk, article)
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert f'data-copy="https://binhminh.example{Edition.objects.get().get_absolute_url()}"' in said
    assert gettext("Copy link") in said


@time_machine.travel(NOON, tick=False)
def test_the_first_request_after_the_click_and_after_the_second_sees_it(desk: Client, client: Client) -> None:
    now, later = factories.article("Ngay"), factories.article("Hẹn")
    press(desk, now)
    press(desk, later, when="later", at="12h30")
    address = {edition.title: edition.get_absolute_url() for edition in Edition.objects.all()}
    assert Client().get(address["Ngay"]).status_code == 200
    with time_machine.travel("2026-03-08T12:29:59+07:00", tick=False):
        assert Client().get(address["Hẹn"]).status_code == 404
    with time_machine.travel("2026-03-08T12:30:00+07:00", tick=False):
        assert Client().get(address["Hẹn"]).status_code == 200
        assert "Hẹn" in Client().get("/").text


@time_machine.travel(NOON, tick=False)
def test_a_typed_moment_is_echoed(desk: Client, client: Client) -> None:
    url = reverse("desk:moment")
    assert desk.get(url, {"text": "mai 6:00"}).json() == {"words": "Thứ Hai, 9/3/2026, 06:00"}
    assert set(desk.get(url, {"text": "hôm qua"}).json()) == {"error"}
    assert desk.get(url).status_code == 200
    assert Client().get(url).status_code == 302


def test_a_mended_letter_is_not_announced_an_update_is(desk: Client, client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = factories.article("Bài")
        press(desk, article)
        address = Edition.objects.get().get_absolute_url()
        told = []
        for hour, change in enumerate(("quiet", "update", "quiet")):
            clock.shift(3600)
            factories.edit(article, lead=f"Sapo lần {hour}.")
            press(desk, article, change=change)
            html = Client().get(address).text
            assert f"Sapo lần {hour}." in html
            told.append([f"{hour}:00" for hour in range(12, 16) if f"8/3/2026, {hour}:00" in html])
    assert told == [["12:00"], ["12:00", "14:00"], ["12:00", "14:00"]]


def test_two_clicks_on_a_correction_tell_it_once(desk: Client) -> None:
    article = factories.article("Bài")
    publish(article, by=None)
    factories.edit(article, title="Bài sửa")
    for _click in range(2):
        asked = {"change": "correction", "correction": "Tên đúng là Hà.", "bump": "on", "revision": "2"}
        assert press(desk, article, **asked).status_code == 302
    assert Edition.objects.count() == 2
    assert not list(verify())


def test_readers_of_a_withdrawn_article_see_the_notice_and_not_the_reason(desk: Client) -> None:
    article = factories.article("Bài")
    publish(article, by=None)
    url = reverse("desk:withdraw", args=[article.pk])
    asked = {"when": "now", "reason": "Nguồn tin rút lời", "notice": "Bài được gỡ để kiểm chứng <thêm>."}
    address = Edition.objects.get().get_absolute_url()
    for _click in range(2):
        assert desk.post(url, asked).status_code == 302
    response = Client().get(address)
    assert response.status_code == 410
    assert "<p>Bài được gỡ để kiểm chứng &lt;thêm&gt;.</p>" in response.text
    assert "rút lời" not in response.text
    assert Edition.objects.count() == 2
    html = desk.get(reverse("desk:publish", args=[article.pk])).text
    assert f'<h2 id="dialog-title">{gettext("Publish again")}</h2>' in html
    press(desk, article)
    assert Client().get(address).status_code == 200
    assert not list(verify())


def test_what_is_moved_to_another_time_says_the_same(thu, db) -> None:
    article = factories.article("Bài")
    publish(article, by=None)
    hour = timezone.now() + timedelta(hours=1)
    edition = publish(article, by=None, at=hour, quiet=True).edition
    assert reschedule(edition, by=thu, at=hour + timedelta(hours=1)).edition.quiet
    gone = withdraw(article, by=None, reason="Hết hạn", notice="Đã hết hạn.", at=hour).edition
    assert reschedule(gone, by=thu, at=hour + timedelta(hours=1)).edition.notice == "Đã hết hạn."
