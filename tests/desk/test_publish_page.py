"""The desk's page that publishes an article: what it asks, what it says, what readers get."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Edition
from articles.publishing import publish
from tests import factories
from tests.articles.admin.forms import opened, save

pytestmark = pytest.mark.django_db

NOON = "2026-03-08T12:00:00+07:00"


def page(article: Article) -> str:
    return reverse("desk:publish", args=[article.pk])


def press(client: Client, article: Article, **fields: str) -> HttpResponse:
    """Press the button of the page, with `when` as "now" unless told otherwise."""
    return client.post(page(article), {"when": "now", "urgent": "1"} | fields)


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_an_article_is_published_now(desk: Client, client: Client) -> None:
    article = factories.article("Giá cà phê lập đỉnh")
    assert desk.get(page(article)).status_code == 200
    response = press(desk, article)
    edition = Edition.objects.get()
    assert response.url == f"/admin/articles/article/{article.pk}/change/"
    assert f'<a href="{edition.get_absolute_url()}">Giá cà phê lập đỉnh</a>' in said(response)
    assert "Giá cà phê lập đỉnh" in Client().get(edition.get_absolute_url()).content.decode()


@time_machine.travel(NOON, tick=False)
def test_an_article_is_published_later_and_until(desk: Client) -> None:
    article = factories.article("Bài")
    press(desk, article, when="later", at="2026-03-08T18:30", until="2026-03-09T06:00")
    rows = Edition.objects.order_by("live_from")
    moments = [(row.kind, timezone.localtime(row.live_from).isoformat()) for row in rows]
    assert moments == [("publication", "2026-03-08T18:30:00+07:00"), ("withdrawal", "2026-03-09T06:00:00+07:00")]


def test_errors_stop_and_warnings_do_not(desk: Client) -> None:
    bad = factories.article("Bài", lead="")
    response = press(desk, bad)
    assert response.status_code == 200
    assert [problem.field for problem in response.context["dialog"]["draft"].errors] == ["lead"]
    assert 'class="desk-form"' not in response.content.decode()
    warned = factories.article("Bài không ảnh")
    assert [problem.field for problem in desk.get(page(warned)).context["dialog"]["draft"].warnings] == ["lead_photo"]
    assert press(desk, warned).status_code == 302
    assert [edition.article for edition in Edition.objects.all()] == [warned]


def test_a_second_click_publishes_nothing_twice(desk: Client) -> None:
    article = factories.article("Bài")
    press(desk, article)
    assert gettext("Nothing was published: readers get this very revision already.") in said(press(desk, article))
    assert Edition.objects.count() == 1


@time_machine.travel(NOON, tick=False)
def test_a_second_click_schedules_nothing_twice(desk: Client) -> None:
    article = factories.article("Bài")
    for _click in range(2):
        assert press(desk, article, when="later", at="2026-03-08T18:30").status_code == 302
    assert Edition.objects.count() == 1


@time_machine.travel(NOON, tick=False)
def test_publishing_now_calls_off_what_was_scheduled_and_says_so(desk: Client) -> None:
    article = factories.article("Bài")
    press(desk, article, when="later", at="2026-03-08T18:30")
    assert "8/3/2026, 18:30" in said(press(desk, article))
    assert Edition.objects.exclude(cancelled_at=None).count() == 1


def test_a_correction_and_a_bump_are_offered_once_readers_saw_the_article(desk: Client) -> None:
    article = factories.article("Bài")
    assert set(desk.get(page(article)).context["dialog"]["form"].fields) == {"when", "at", "revision", "until"}
    publish(article, by=None)
    factories.edit(article, title="Bài đã sửa")
    fields = {"when", "at", "revision", "until", "change", "correction", "bump"}
    assert set(desk.get(page(article)).context["dialog"]["form"].fields) == fields
    press(desk, article, change="correction", correction="Tên đúng là Hà.", bump="on")
    edition = Edition.objects.latest("number")
    assert (edition.correction, edition.listed_at) == ("Tên đúng là Hà.", edition.live_from)
    assert "Tên đúng là Hà." in Client().get(edition.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", ""),
        ("at", "hôm qua"),
        ("at", "2026-03-08"),
        ("at", "2026-02-30T10:00"),
        ("at", "0001-01-01T00:00"),
        ("at", "9999-12-31T23:59"),
        ("at", "2206-03-08T10:00"),
        ("at", "2026-03-08T11:00"),
        ("at", "2026-03-08T12:00"),
        ("at", "\x00"),
        ("at", "9" * 5000),
        ("until", "2026-03-08T18:00"),
        ("until", "hôm qua"),
        ("when", "bao giờ"),
        ("correction", "x" * 2001),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_bad_answer_is_an_error_and_keeps_the_others(desk: Client, field: str, value: str) -> None:
    article = factories.article("Bài")
    with time_machine.travel("2026-03-07T12:00:00+07:00", tick=False):
        publish(article, by=None)
    factories.edit(article, title="Bài đã sửa")
    asked = {
        "when": "later",
        "at": "2026-03-08T18:30",
        "change": "correction",
        "correction": "Lời đính chính đã gõ.",
    } | {field: value}
    response = press(desk, article, **asked)
    assert response.status_code == 200
    assert response.context["dialog"]["form"].errors
    assert asked["correction"] in response.content.decode()
    assert Edition.objects.count() == 1


def test_what_is_published_is_what_was_saved_last(desk: Client) -> None:
    article = factories.article("Bài")
    Article.objects.filter(pk=article.pk).update(title="Chưa lưu")
    press(desk, article)
    assert Edition.objects.get().title == "Bài"


def test_a_credit_given_to_the_photo_afterwards_lets_the_article_go(desk: Client) -> None:
    photo = factories.photo(photographer="", source="", alt="", caption="Chợ nổi sáng sớm")
    article = factories.article("Bài", factories.figure(photo, alt="Ghe bán dưa hấu"))
    open_form = opened(desk, article)
    assert desk.get(page(article)).context["dialog"]["draft"].errors
    photo.photographer, photo.alt = "Thu Sương", "Ghe trên sông"
    photo.save()
    saved = article.revisions.get()
    shown = desk.get(page(article))
    assert (shown.context["dialog"]["draft"].errors, article.revisions.get()) == ([], saved)
    press(desk, article)
    edition = Edition.objects.get()
    figure = edition.revision.content["blocks"][0]
    assert (figure["photo"]["credit"], figure["photo"]["alt"]) == ("Thu Sương", "Ghe trên sông")
    assert (figure["alt"], edition.revision.number, edition.revision.author.username) == ("Ghe bán dưa hấu", 2, "thu")
    html = Client().get(edition.get_absolute_url()).text
    assert "Thu Sương" in html
    assert 'alt="Ghe bán dưa hấu"' in html
    assert article.revisions.get(number=1).digest == saved.digest
    # Whoever has the article open may still save it.
    assert save(desk, article, open_form | {"lead": "Sapo mới"}).url == f"/admin/articles/article/{article.pk}/change/"
    article.refresh_from_db()
    assert article.lead == "Sapo mới"


def test_a_published_article_takes_a_new_credit_over_when_it_is_published_again(desk: Client) -> None:
    photo = factories.photo(photographer="Minh Hà", source="")
    article = factories.article("Bài", factories.figure(photo), lead_photo=photo)
    press(desk, article)
    photo.photographer = "Thu Sương"
    photo.save()
    address = Edition.objects.get().get_absolute_url()
    assert "Minh Hà" in Client().get(address).text
    press(desk, article)
    assert "Thu Sương" in Client().get(address).text
    assert gettext("Nothing was published: readers get this very revision already.") in said(press(desk, article))
    assert (Edition.objects.count(), article.revisions.count()) == (2, 2)


def test_an_article_that_was_never_saved_is_not_published(desk: Client) -> None:
    article = Article.objects.create(title="Bài")
    assert press(desk, article).status_code == 200
    assert not Edition.objects.exists()


def test_other_verbs_are_refused(desk: Client) -> None:
    article = factories.article("Bài")
    for name in ("publish", "withdraw", "cancel"):
        url = reverse(f"desk:{name}", args=[article.pk])
        assert [desk.put(url).status_code, desk.delete(url).status_code] == [405, 405]
    assert desk.post(reverse("desk:preview", args=[article.pk])).status_code == 405


def test_a_schedule_that_comes_too_soon_is_a_sentence_and_no_error_page(desk: Client) -> None:
    article = factories.article("Bài")
    publish(article, by=None, at=timezone.now() + timedelta(seconds=2.5))
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        response = press(desk, article, when="now")
    assert response.status_code == 200
    assert response.context["dialog"]["form"].non_field_errors()
