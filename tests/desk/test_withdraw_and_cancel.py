"""Taking an article from its readers, and calling off what is scheduled."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    """An article that readers see."""
    row = factories.article("Bài")
    publish(row, by=None)
    return row


def withdraw(client: Client, article: Article, **fields: str):
    return client.post(reverse("desk:withdraw", args=[article.pk]), {"when": "now"} | fields)


def test_a_withdrawn_article_is_gone_for_readers(desk: Client, article: Article) -> None:
    address = Edition.objects.get().get_absolute_url()
    assert withdraw(desk, article, reason="Theo yêu cầu của nguồn tin").status_code == 302
    assert Client().get(address).status_code == 410
    assert Edition.objects.latest("number").reason == "Theo yêu cầu của nguồn tin"


@time_machine.travel("2026-03-08T12:00:00+07:00", tick=False)
def test_an_article_is_withdrawn_later(desk: Client) -> None:
    article = factories.article("Bài")
    publish(article, by=None)
    withdraw(desk, article, reason="Hết hạn", when="later", at="2026-03-09T06:00")
    row = Edition.objects.latest("number")
    assert (row.kind, timezone.localtime(row.live_from).isoformat()) == ("withdrawal", "2026-03-09T06:00:00+07:00")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_withdrawal_needs_a_reason(desk: Client, article: Article, reason: str) -> None:
    response = withdraw(desk, article, reason=reason)
    assert response.status_code == 200
    assert "reason" in response.context["dialog"]["form"].errors
    assert Edition.objects.count() == 1


def test_what_readers_do_not_see_cannot_be_withdrawn(desk: Client) -> None:
    response = withdraw(desk, factories.article("Bài"), reason="Vì thế")
    assert response.status_code == 200
    assert response.context["dialog"]["form"].non_field_errors()
    assert "Vì thế" in response.content.decode()


def test_what_is_scheduled_is_called_off_on_confirmation(desk: Client) -> None:
    article = factories.article("Bài")
    publish(article, by=None, at=timezone.now() + timedelta(hours=1), until=timezone.now() + timedelta(hours=2))
    url = reverse("desk:cancel", args=[article.pk])
    assert desk.get(url).content.decode().count("<li>") >= 2
    assert Edition.objects.filter(cancelled_at=None).count() == 2
    assert desk.post(url).status_code == 302
    assert Edition.objects.filter(cancelled_at=None).count() == 0


def test_nothing_to_call_off_is_said_and_no_error(desk: Client, article: Article) -> None:
    url = reverse("desk:cancel", args=[article.pk])
    assert desk.get(url).status_code == 200
    assert desk.post(url).status_code == 302
    assert Edition.objects.filter(cancelled_at=None).count() == 1
