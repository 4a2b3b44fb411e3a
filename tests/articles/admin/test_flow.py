"""The buttons of the article's form: a click saves what was typed, then does what it says."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from articles import workflow
from articles.models import Article, StatusChange
from tests import factories
from tests.articles.admin.forms import form_url, opened, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(lan: User, binh: User) -> Article:
    """Lan's draft in Bình's section."""
    article = factories.article("Giá điện", created_by=lan)
    article.section.editors.add(binh)
    return article


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(client: Client, article: Article | None, act: str, **typed: str) -> HttpResponse:
    return save(client, article, opened(client, article) | typed | {"_act": act})


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def state(article: Article) -> tuple[str, str]:
    return Article.objects.values_list("title", "status").get(pk=article.pk)


def test_a_click_saves_what_was_typed_and_sends_it(article: Article, lan: User) -> None:
    response = press(browser(lan), article, "submit", title="Giá điện tăng")
    assert state(article) == ("Giá điện tăng", "review")
    assert response.url == form_url(article)
    assert gettext("Sent for review.") in said(response)
    assert StatusChange.objects.get().revision.content["title"] == "Giá điện tăng"


def test_a_new_article_is_saved_and_sent_in_one_click(lan: User) -> None:
    press(browser(lan), None, "submit", title="Bài mới")
    assert state(Article.objects.get()) == ("Bài mới", "review")


def test_what_cannot_be_saved_is_not_sent(article: Article, lan: User) -> None:
    response = press(browser(lan), article, "submit", title="")
    assert response.status_code == 200
    assert state(article) == ("Giá điện", "draft")
    assert not StatusChange.objects.exists()


def test_an_act_that_is_refused_loses_nothing_that_was_typed(article: Article, lan: User) -> None:
    client = browser(lan)
    for act in ("ready", "send-back", "restore", "unreviewed", "x" * 99, "\x00", ""):
        response = press(client, article, act, lead=f"Sapo {act}", _note="Vì thế")
        assert response.status_code == 302
        assert any(message.level_tag == "error" for message in get_messages(response.wsgi_request))
    assert state(article) == ("Giá điện", "draft")


def test_an_editor_sends_back_with_a_reason_that_the_author_reads(article: Article, lan: User, binh: User) -> None:
    workflow.submit(article, by=lan)
    press(browser(binh), article, "send-back")
    assert state(article)[1] == "review"
    press(browser(binh), article, "send-back", _note="Thiếu ý kiến <b>ngành điện</b>")
    page = browser(lan).get(form_url(article)).content.decode()
    assert "Thiếu ý kiến &lt;b&gt;ngành điện&lt;/b&gt;" in page


def buttons(client: Client, article: Article | None = None) -> list[str]:
    return list(client.get(form_url(article)).context["acts"])


def test_buttons_appear_by_role_and_state(article: Article, lan: User, binh: User, thu: User) -> None:
    people = {"lan": browser(lan), "binh": browser(binh), "thu": browser(thu)}
    assert buttons(people["lan"]) == ["SUBMIT"]
    assert {who: buttons(client, article) for who, client in people.items()} == {
        "lan": ["SUBMIT", "BIN"],
        "binh": ["SUBMIT", "MARK_READY", "BIN"],
        "thu": ["SUBMIT", "MARK_READY", "BIN"],
    }
    workflow.mark_ready(article, by=binh)
    assert buttons(people["lan"], article) == []
    workflow.publish(article, by=thu)
    assert {who: buttons(client, article) for who, client in people.items()} == {
        "lan": ["REOPEN"],
        "binh": ["SEND_BACK"],
        "thu": ["SEND_BACK"],
    }


def test_a_page_to_read_has_buttons_too(article: Article, lan: User, binh: User, thu: User) -> None:
    workflow.mark_ready(article, by=binh)
    workflow.publish(article, by=thu)
    client, act = browser(lan), reverse("desk:act", args=[article.pk])
    assert f'formaction="{act}"' in client.get(form_url(article)).content.decode()
    assert client.post(act, {"_act": "reopen"}).url == form_url(article)
    assert state(article)[1] == "draft"
    assert client.post(act, {"_act": "reopen"}).status_code == 302
    assert client.post(reverse("desk:act", args=[10**30]), {"_act": "reopen"}).status_code == 404


def test_the_form_no_longer_offers_the_state_as_a_choice(article: Article, lan: User) -> None:
    client = browser(lan)
    assert "status" not in opened(client, article)
    save(client, article, opened(client, article) | {"status": "ready"})
    assert state(article)[1] == "draft"


def test_what_others_wrote_is_only_read(article: Article, rao: User, thu: User) -> None:
    stranger = User.objects.get(pk=rao.pk)
    stranger.groups.set(thu.groups.model.objects.filter(name="Phóng viên"))
    client = browser(stranger)
    page = client.get(form_url(article))
    assert page.context["reading"]
    assert client.post(form_url(article), {"title": "Tít khác"}).status_code == 403


def test_what_was_typed_while_the_article_was_approved_is_kept(article: Article, lan: User, binh: User) -> None:
    client = browser(lan)
    typed = opened(client, article) | {"title": "Tít Lan đang gõ"}
    workflow.mark_ready(article, by=binh)
    response = save(client, article, typed)
    assert response.url == form_url(article)
    kept = article.revisions.latest("number")
    assert (kept.kind, kept.author, kept.content["title"]) == ("autosave", lan, "Tít Lan đang gõ")
    assert f"/admin/articles/revision/{kept.pk}/change/" in said(response)
    assert state(article) == ("Giá điện", "ready")


def test_nobody_approves_what_he_has_not_seen(article: Article, lan: User, binh: User) -> None:
    client = browser(binh)
    seen = opened(client, article)
    press(browser(lan), article, "submit", lead="Sapo mới của Lan")
    # What becomes of the form itself is told in test_overtaking.
    save(client, article, seen | {"_act": "ready"})
    assert state(article)[1] == "review"


def test_editors_are_assigned_on_the_sections_page(desk: Client, article: Article, binh: User, lan: User) -> None:
    page = reverse("admin:articles_section_change", args=[article.section.pk])
    form = desk.get(page).context["adminform"].form
    assert [str(label) for _value, label in form.fields["editors"].choices] == ["binh", "thu"]
    fields = {"name": "Thời sự", "slug": "thoi-su", "kind": "news", "position": "0"}
    desk.post(page, fields | {"editors": []})
    assert not article.may_be_edited_by(binh)
    assert desk.post(page, fields | {"editors": [str(lan.pk)]}).status_code == 200
    desk.post(page, fields | {"editors": [str(binh.pk)]})
    assert article.may_be_edited_by(binh)
