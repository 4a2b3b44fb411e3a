"""Who may do what: every page of the desk, asked for by everyone."""

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

# The page, and what a reporter, an editor, the managing editor, a moderator and a stranger are answered.
PAGES = {
    "admin:articles_article_changelist": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_article_add": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_article_change": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_article_history": (OK, OK, OK, NO, SIGN_IN),
    # Published: nobody deletes it.
    "admin:articles_article_delete": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_section_changelist": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_section_add": (NO, NO, OK, NO, SIGN_IN),
    "admin:articles_section_change": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_section_delete": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_author_changelist": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_author_add": (NO, NO, OK, NO, SIGN_IN),
    "admin:articles_author_change": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_topic_changelist": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_topic_add": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_topic_change": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_topic_delete": (NO, NO, OK, NO, SIGN_IN),
    "admin:articles_revision_changelist": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_revision_add": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_revision_change": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_revision_delete": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_edition_changelist": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_edition_add": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_edition_change": (OK, OK, OK, NO, SIGN_IN),
    "admin:articles_edition_delete": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_ledger_changelist": (NO, NO, OK, NO, SIGN_IN),
    "admin:articles_ledger_add": (NO, NO, NO, NO, SIGN_IN),
    "admin:articles_ledger_change": (NO, NO, OK, NO, SIGN_IN),
    "admin:articles_ledger_delete": (NO, NO, NO, NO, SIGN_IN),
    "desk:preview": (OK, OK, OK, NO, SIGN_IN),
    "desk:publish": (NO, NO, OK, NO, SIGN_IN),
    "desk:withdraw": (NO, NO, OK, NO, SIGN_IN),
    "desk:cancel": (NO, NO, OK, NO, SIGN_IN),
}
EVERYONE = ("lan", "binh", "thu", "rao", None)


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


@pytest.mark.parametrize("who", EVERYONE)
def test_every_page_for_everyone(
    who: str | None, client: Client, rows: dict[str, int], request: pytest.FixtureRequest
) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))
    column = EVERYONE.index(who)
    answers = {name: client.get(address(name, rows)).status_code for name in PAGES}
    assert answers == {name: row[column] for name, row in PAGES.items()}


def address(name: str, rows: dict[str, int]) -> str:
    """The address of a page, with the row it is about if it is about one."""
    noun = "desk" if name.startswith("desk:") else name.split("_")[1]
    has_row = not name.endswith(("_changelist", "_add"))
    return reverse(name, args=[rows[noun]] if has_row else [])


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
