"""What nobody may do, whatever is posted. Who may see which page: tests/newsroom/test_role_table.py."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article, Edition, Ledger, Section
from articles.publishing import publish
from articles.workflow import put_into_bin
from tests import factories

pytestmark = pytest.mark.django_db

OK, NO, SIGN_IN = 200, 403, 302


@pytest.fixture
def rows(db: None) -> dict[str, int]:
    """A published article with all that hangs on it; the id of one row of each kind."""
    article = factories.article("Bài", authors=[factories.author()], topics=[factories.topic()])
    publish(article, by=None)
    return {
        "article": article.pk,
        "section": Section.objects.get().pk,
        "author": article.authors.get().pk,
        "topic": article.topics.get().pk,
        "revision": article.revisions.get().pk,
        "edition": Edition.objects.get().pk,
        "ledger": Ledger.objects.get().pk,
        "desk": article.pk,
    }


@pytest.mark.parametrize("who", ["lan", "binh", "rao", None])
@pytest.mark.parametrize("act", ["publish", "withdraw", "cancel"])
def test_no_one_else_changes_what_readers_see(
    who: str | None, act: str, client: Client, rows: dict[str, int], request: pytest.FixtureRequest
) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))
    response = client.post(reverse(f"desk:{act}", args=[rows["article"]]), {"when": "now", "reason": "Vì thế"})
    assert response.status_code == (NO if who else SIGN_IN)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("noun", ["revision", "edition", "ledger"])
def test_records_are_only_read(noun: str, client: Client, admin_user: User, rows: dict[str, int]) -> None:
    client.force_login(admin_user)
    change = reverse(f"admin:articles_{noun}_change", args=[rows[noun]])
    assert client.get(change).status_code == OK
    assert client.post(change, {"number": 7, "note": "x"}).status_code == NO
    assert client.post(reverse(f"admin:articles_{noun}_delete", args=[rows[noun]]), {"post": "yes"}).status_code == NO
    marked = {"action": "delete_selected", "_selected_action": [rows[noun]], "post": "yes"}
    client.post(reverse(f"admin:articles_{noun}_changelist"), marked)
    assert client.get(change).status_code == OK


def test_an_article_that_was_published_is_not_deleted(client: Client, admin_user: User, rows: dict[str, int]) -> None:
    client.force_login(admin_user)
    article = Article.objects.get()
    assert client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code == NO
    marked = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    client.post(reverse("admin:articles_article_changelist"), marked)
    assert Article.objects.get() == article


def test_an_article_in_the_bin_is_deleted_with_all_its_parts(client: Client, thu: User) -> None:
    client.force_login(thu)
    box = factories.related_box(factories.article("Bài khác"))
    article = factories.article("Bài nháp", factories.text(), box, authors=[factories.author()])
    put_into_bin(article, by=thu)
    page = reverse("admin:articles_article_delete", args=[article.pk])
    assert "Bài nháp" in client.get(page).content.decode()
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert [row.title for row in Article.objects.all()] == ["Bài khác"]


def test_an_article_that_another_one_points_to_is_not_deleted(client: Client, thu: User) -> None:
    client.force_login(thu)
    article = factories.article("Đích")
    factories.article("Nguồn", related=[factories.link(article)])
    put_into_bin(article, by=thu)
    response = client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert response.status_code == 200
    assert Article.objects.filter(pk=article.pk).exists()
