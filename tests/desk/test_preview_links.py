"""Links that show a draft to somebody without an account."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article
from articles.workflow import put_into_bin
from desk.models import PreviewLink
from tests import factories

pytestmark = pytest.mark.django_db


def address_of(article: Article, by: User) -> str:
    return reverse("guest_preview", args=[PreviewLink.objects.make(article, by=by)[1]])


def test_a_stranger_reads_the_draft_as_last_saved(client: Client, lan: User) -> None:
    photo = factories.photo()
    article = factories.article("Bản nháp về cầu mới", factories.figure(photo, "Cây cầu."), created_by=lan)
    address = address_of(article, lan)
    factories.edit(article, title="Tít đã sửa sau đó")
    response = client.get(address)
    page = response.text
    assert "Tít đã sửa sau đó" in page
    assert "Cây cầu." in page
    assert photo.rendition_url("w400") in page
    assert gettext("Preview – not published") in page


def test_it_is_kept_indexed_and_counted_by_nobody(client: Client, lan: User) -> None:
    response = client.get(address_of(factories.article("Bài", created_by=lan), lan))
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}
    for left_out in ("ld+json", 'rel="canonical"', "og:title", "data-counted", 'class="share"'):
        assert left_out not in response.text


def test_links_that_do_not_open_are_all_the_same_404(client: Client, lan: User, thu: User) -> None:
    article = factories.article("Bài", created_by=lan)
    revoked, expired, binned = (
        address_of(article, lan),
        address_of(article, lan),
        factories.article("Bỏ", created_by=lan),
    )
    first, second = PreviewLink.objects.order_by("pk")
    first.revoke()
    PreviewLink.objects.filter(pk=second.pk).update(expires_at=second.created_at)
    thrown_away = address_of(binned, lan)
    put_into_bin(binned, by=thu)
    wrong = reverse("guest_preview", args=["x" * 32])
    answers = [client.get(address) for address in (revoked, expired, thrown_away, wrong)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_link_lasts_seven_days(client: Client, lan: User) -> None:
    with time_machine.travel("2026-03-08T12:00:00+07:00", tick=False) as clock:
        address = address_of(factories.article("Bài", created_by=lan), lan)
        clock.shift(timedelta(days=7, seconds=-1))
        assert client.get(address).status_code == 200
        clock.shift(1)
        assert client.get(address).status_code == 404


def test_only_the_digest_is_kept(lan: User) -> None:
    link, token = PreviewLink.objects.make(factories.article("Bài"), by=lan)
    assert token not in str(PreviewLink.objects.values().get(pk=link.pk))


def test_a_draft_without_section_or_words_can_be_shown(client: Client, lan: User) -> None:
    article = factories.article("Bài", factories.text(""), lead="", created_by=lan)
    factories.edit(article, section=None)
    assert client.get(address_of(article, lan)).status_code == 200


def test_it_is_made_listed_and_revoked_on_the_form(client: Client, lan: User) -> None:
    article = factories.article("Bài", created_by=lan)
    client.force_login(lan)
    made = client.post(reverse("desk:make_link", args=[article.pk]), {"link_name": "Ông Bảy"})
    (said,) = get_messages(made.wsgi_request)
    link = PreviewLink.objects.get()
    form = client.get(made.url).text
    assert "/xem-truoc/" in str(said)
    assert "Ông Bảy" in form
    client.post(reverse("desk:revoke_link", args=[article.pk, link.pk]))
    assert "Ông Bảy" not in client.get(made.url).text


def test_the_forms_script_gets_the_card(client: Client, lan: User) -> None:
    article = factories.article("Bài", created_by=lan)
    client.force_login(lan)
    answer = client.post(reverse("desk:make_link", args=[article.pk]), headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    assert "/xem-truoc/" in answer.text
    assert "<html" not in answer.text


def test_who_may_not_change_the_article_makes_and_revokes_no_links(
    client: Client, lan: User, rao: User, thu: User
) -> None:
    article = factories.article("Bài", created_by=thu)
    link, _token = PreviewLink.objects.make(article, by=thu)
    for stranger in (lan, rao):
        client.force_login(stranger)
        assert client.post(reverse("desk:make_link", args=[article.pk])).status_code == 403
        assert client.post(reverse("desk:revoke_link", args=[article.pk, link.pk])).status_code in (403, 404)
    assert PreviewLink.objects.valid(link.created_at).count() == 1


@pytest.mark.parametrize("token", ["a", "%00", "x" * 5000, "ệ"])
def test_hostile_tokens_are_just_not_found(client: Client, db: None, token: str) -> None:
    assert client.get(f"/xem-truoc/{token}/").status_code == 404
    assert client.post(f"/xem-truoc/{token}/").status_code in (404, 405)
