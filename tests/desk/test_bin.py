"""The bin: what was thrown away, and who may take it out."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.binning import KEPT
from articles.models import Article
from tests import factories
from tests.conftest import account

pytestmark = pytest.mark.django_db


def titles(client: Client) -> list[str]:
    return [article.title for article in client.get(reverse("desk:bin")).context["page"]]


def thrown(title: str, by: User) -> Article:
    article = factories.article(title, created_by=by)
    workflow.put_into_bin(article, by=by)
    return article


def test_each_sees_what_he_may_take_out(client: Client, lan: User, thu: User) -> None:
    thrown("Của Lan", lan)
    thrown("Của Mai", account("mai", "Phóng viên"))
    client.force_login(lan)
    assert titles(client) == ["Của Lan"]
    client.force_login(thu)
    assert titles(client) == ["Của Mai", "Của Lan"]


def test_lists_and_search_pass_over_what_lies_there(desk: Client, lan: User) -> None:
    article = thrown("Của Lan", lan)
    url = reverse("admin:articles_article_changelist")
    assert "Của Lan" not in desk.get(url).content.decode()
    assert "Của Lan" not in desk.get(url, {"q": "của lan"}).content.decode()
    pointed = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "lan"}
    assert desk.get(reverse("admin:autocomplete"), pointed).json()["results"] == []
    assert desk.get(reverse("admin:articles_article_change", args=[article.pk])).context["reading"]


def test_it_is_taken_out_in_one_click(desk: Client, lan: User) -> None:
    article = thrown("Của Lan", lan)
    back = desk.post(reverse("desk:act", args=[article.pk]), {"_act": "restore", "_next": "bin"})
    assert back.url == reverse("desk:bin")
    assert titles(desk) == []
    assert article.may_be_edited_by(lan)


def test_looking_deletes_what_is_expired(desk: Client, lan: User) -> None:
    article = thrown("Của Lan", lan)
    Article.objects.filter(pk=article.pk).update(binned_at=timezone.now() - KEPT)
    assert titles(desk) == []
    assert not Article.objects.exists()


def test_an_odd_page_is_the_nearest(desk: Client, lan: User) -> None:
    thrown("Của Lan", lan)
    for page in ("0", "99", "x", "9" * 40, "\x00"):
        assert desk.get(reverse("desk:bin"), {"page": page}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_its_queries_do_not_grow(desk: Client, lan: User, count: int, django_assert_max_num_queries) -> None:
    for number in range(count):
        thrown(f"Bài {number}", lan)
    with django_assert_max_num_queries(11):
        desk.get(reverse("desk:bin"))
