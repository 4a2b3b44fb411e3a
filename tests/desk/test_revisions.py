"""The history of an article: read, compared, brought back."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.content import apply, content_of
from articles.models import Article, Revision
from articles.publishing import publish, withdraw
from articles.revising import keep, record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    """Saved three times; readers see the second."""
    row = factories.article("Chợ nổi", factories.text("<p>Ghe về sáng nay.</p>"))
    factories.edit(row, title="Chợ nổi vào mùa")
    publish(row, by=None)
    return factories.edit(row, lead="Sapo mới của bài chợ.")


def address(name: str, article: Article) -> str:
    return reverse(f"desk:{name}", args=[article.pk])


def restore(client: Client, article: Article, number: object, seen: object) -> HttpResponse:
    return client.post(address("restore_revision", article), {"number": number, "seen": seen})


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# --- The history ---


def test_the_history_tells_every_save(desk: Client, article: Article) -> None:
    rows = desk.get(address("history", article)).context["page"].rows
    assert [(row.revision.number, row.words, row.change) for row in rows] == [(3, 4, 0), (2, 4, 0), (1, 4, None)]
    assert [len(row.stays) for row in rows] == [0, 1, 0]


def test_the_history_tells_until_when_readers_saw_a_save(desk: Client, article: Article) -> None:
    withdraw(article, by=None, reason="Sai")
    rows = desk.get(address("history", article)).context["page"].rows
    (stay,) = rows[1].stays
    assert stay.until == article.editions.latest("number").live_from


def test_a_text_that_was_only_kept_is_no_step_of_the_history(desk: Client, article: Article) -> None:
    keep(article, content_of(article) | {"lead": "Bị vượt"}, author=None, note="Giữ lại")
    factories.edit(article, title="Chợ nổi tan mùa")
    rows = desk.get(address("history", article)).context["page"].rows
    assert [(row.revision.number, row.previous.number) for row in rows[:2]] == [(5, 3), (4, 3)]


def test_a_long_history_has_pages_and_costs_the_same(desk: Client, django_assert_max_num_queries) -> None:
    article = factories.article("Bài")
    for number in range(30):
        factories.edit(article, title=f"Bài {number}")
    with django_assert_max_num_queries(12):
        first = desk.get(address("history", article)).context["page"]
    second = desk.get(address("history", article), {"before": first.next}).context["page"]
    numbers = [row.revision.number for row in (*first.rows, *second.rows)]
    assert numbers == list(range(31, 0, -1))
    assert second.next is None


# --- Two compared ---


def test_two_revisions_are_compared_whichever_is_named_first(desk: Client, article: Article) -> None:
    page = desk.get(address("compare", article), {"old": 3, "new": 1}).content.decode()
    assert " <ins>vào mùa</ins>" in page
    assert page.count("vào mùa") > 1


def test_nothing_that_was_typed_becomes_markup(desk: Client) -> None:
    article = factories.article("Bài <script>alert(1)</script>", factories.text("<p>a &lt;img src=x&gt;</p>"))
    factories.edit(article, title="Bài", lead="<b>Sapo</b>")
    page = desk.get(address("compare", article), {"old": 1, "new": 2}).content.decode()
    assert "<script>alert" not in page
    assert "<b>Sapo</b>" not in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 302),
        ({"old": "1"}, 302),
        ({"old": "1", "new": "1"}, 302),
        ({"old": "x", "new": "-1"}, 302),
        ({"old": "9" * 50, "new": "1"}, 302),
        ({"old": "1", "new": "99"}, 404),
    ],
)
def test_numbers_that_make_no_sense_are_told(desk: Client, article: Article, query: dict, status: int) -> None:
    assert desk.get(address("compare", article), query).status_code == status
    assert desk.get(address("history", article), {"before": "x"}).status_code == 200


def test_comparing_asks_the_database_a_few_times(desk: Client, django_assert_max_num_queries) -> None:
    photos = [factories.photo() for _number in range(12)]
    article = factories.article("Bài", *(factories.figure(photo, "Chú thích") for photo in photos))
    factories.edit(article, title="Bài mới")
    with django_assert_max_num_queries(20):
        desk.get(address("compare", article), {"old": 1, "new": 2})


# --- One restored ---


def test_an_earlier_state_is_brought_back_as_a_save(desk: Client, thu: User, article: Article) -> None:
    before = article.version
    response = restore(desk, article, 1, seen=3)
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    article.refresh_from_db()
    latest = article.revisions.latest("number")
    assert (article.title, latest.number, latest.author) == ("Chợ nổi", 4, thu)
    assert latest.digest == article.revisions.get(number=1).digest
    assert "1" in latest.note
    # A form that is still open somewhere is overtaken by it, as by any save.
    assert article.version == before + 1


def test_what_readers_see_stays_until_it_is_published(desk: Client, article: Article) -> None:
    restore(desk, article, 1, seen=3)
    assert article.editions.get().revision.number == 2


def test_nothing_is_overwritten_unseen(desk: Client, article: Article, lan: User) -> None:
    article.title = "Chợ nổi ngày rằm"
    article.save()
    record(article, author=lan)
    response = restore(desk, article, 1, seen=3)
    assert "lan" in said(response)
    assert response.url.endswith("?old=1&new=4")
    assert Article.objects.get().title == "Chợ nổi ngày rằm"
    assert restore(desk, article, 1, seen=4).status_code == 302
    assert Article.objects.get().title == "Chợ nổi"


def test_a_restored_state_and_what_it_replaced_are_both_kept(desk: Client, article: Article, lan: User) -> None:
    article.title = "Chợ nổi ngày rằm"
    article.save()
    replaced = record(article, author=lan)[0]
    response = restore(desk, article, 1, seen=4)
    assert ("1" in said(response), "5" in said(response)) == (True, True)
    assert replaced.content["title"] == "Chợ nổi ngày rằm"
    page = desk.get(address("history", article)).context["page"]
    assert [row.revision.number for row in page.rows] == [5, 4, 3, 2, 1]
    restore(desk, article, 4, seen=5)
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Chợ nổi ngày rằm", "Sapo mới của bài chợ.")


def test_a_second_click_makes_no_second_save(desk: Client, article: Article) -> None:
    restore(desk, article, 1, seen=3)
    restore(desk, article, 1, seen=3)
    restore(desk, article, 1, seen=4)
    assert article.revisions.count() == 4


def test_what_is_gone_is_told(desk: Client) -> None:
    photo = factories.photo(caption="Mưa trên sông")
    article = factories.article("Bài", factories.figure(photo, "Mưa"), topics=[factories.topic("Mùa mưa")])
    bare = content_of(article) | {"blocks": [], "topics": [], "lead_photo": None}
    apply(bare, article)
    record(article, author=None)
    photo.delete()
    response = restore(desk, article, 1, seen=2)
    assert "Mưa trên sông" in said(response)
    assert "Mùa mưa" not in said(response)


def test_only_who_may_edit_the_article_restores(client: Client, lan: User, article: Article) -> None:
    client.force_login(lan)
    page = client.get(address("compare", article), {"old": 1, "new": 3}).content.decode()
    assert address("restore_revision", article) not in page
    assert restore(client, article, 1, seen=3).status_code == 403
    assert Article.objects.get().title == "Chợ nổi vào mùa"


@pytest.mark.parametrize(("number", "status"), [("", 302), ("x", 302), ("99", 404), ("9" * 30, 302)])
def test_a_revision_that_is_not_there_is_not_restored(desk: Client, article: Article, number: str, status: int) -> None:
    assert restore(desk, article, number, seen="x").status_code == status
    assert Revision.objects.count() == 3


def test_the_form_leads_to_the_history_and_to_comparing(desk: Client, article: Article) -> None:
    page = desk.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert address("history", article) in page
    assert f"{address('compare', article)}?old=1&amp;new=3" in page
