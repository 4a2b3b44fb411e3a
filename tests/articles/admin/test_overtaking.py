"""Two people at one article: what does not touch is put together, what clashes is asked, and nothing typed is lost."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import gettext

from articles.content import content_of
from articles.models import Article, Revision, Section
from tests import factories
from tests.articles.admin.forms import (
    BYLINE,
    FIGURE,
    QUOTE,
    TEXT,
    Posted,
    add_row,
    errors_of,
    fields_of,
    form_url,
    opened,
    save,
)

pytestmark = pytest.mark.django_db

Desks = tuple[Client, Client]


@pytest.fixture
def article(db: None) -> Article:
    return factories.article("Bài", factories.text("<p>Một hai ba.</p><p>Bốn năm sáu.</p>"), factories.quote("Câu"))


@pytest.fixture
def desks(article: Article, thu: User, binh: User) -> Desks:
    """The browsers of Thu and of Bình."""
    Section.objects.get(slug="thoi-su").editors.add(binh)
    browsers = Client(), Client()
    for browser, person in zip(browsers, (thu, binh), strict=True):
        browser.force_login(person)
    return browsers


def text_of(article: Article) -> str:
    return article.articles_text_set.get().html


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Put together -------------------------------------------------------------------


def test_another_field_and_another_paragraph_are_put_together(desks: Desks, article: Article, thu: User) -> None:
    thu_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    save(
        desks[1],
        article,
        binh_types | {"title": "Tít của Bình", f"{TEXT}-0-html": "<p>Một hai ba bốn.</p><p>Bốn năm sáu.</p>"},
    )
    response = save(desks[0], article, thu_types | {f"{TEXT}-0-html": "<p>Một hai ba.</p><p>Bốn năm sáu bảy.</p>"})

    assert response.status_code == 302
    assert response.url == f"/admin/articles/article/{article.pk}/change/"
    article.refresh_from_db()
    assert article.title == "Tít của Bình"
    assert text_of(article) == "<p>Một hai ba bốn.</p><p>Bốn năm sáu bảy.</p>"
    assert any("binh" in message and "Tiêu đề" in message for message in said(response))
    latest = article.revisions.first()
    assert (latest.author, latest.kind) == (thu, Revision.Kind.SAVE)
    assert "binh" in latest.note
    # As Thu typed it, before anything of Bình's came in.
    kept = article.revisions.get(kind=Revision.Kind.AUTOSAVE)
    assert (kept.author, kept.content["title"]) == (thu, "Bài")


def test_a_block_that_was_deleted_meanwhile_stays_deleted(desks: Desks, article: Article) -> None:
    thu_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    save(desks[1], article, binh_types | {f"{QUOTE}-0-DELETE": "on"})
    add_row(thu_types, FIGURE, photo="", caption="Mới", credit="", alt="", layout="normal", uid=str(uuid4()))
    assert save(desks[0], article, thu_types | {"lead": "Sapo mới"}).status_code == 302
    content = content_of(Article.objects.get())
    assert (content["lead"], [block["type"] for block in content["blocks"]]) == ("Sapo mới", ["text", "figure"])


def test_authors_of_both_sign(desks: Desks, article: Article) -> None:
    thu_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    one, two = factories.author("An"), factories.author("Ba")
    add_row(binh_types, BYLINE, author=str(one.pk), position="1")
    add_row(thu_types, BYLINE, author=str(two.pk), position="1")
    save(desks[1], article, binh_types)
    save(desks[0], article, thu_types)
    assert [entry.author for entry in article.byline.all()] == [one, two]


def test_what_cannot_be_saved_comes_back_put_together_and_is_kept(desks: Desks, article: Article) -> None:
    thu_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    save(desks[1], article, binh_types | {"lead": "Sapo của Bình"})
    response = save(desks[0], article, thu_types | {"title": "ặ" * 300})
    assert list(errors_of(response)) == ["title"]
    again = fields_of(response)
    assert (again["lead"], again["title"]) == ("Sapo của Bình", "ặ" * 300)
    assert save(desks[0], article, again | {"title": "Tít"}).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tít", "Sapo của Bình")
    assert article.revisions.get(kind=Revision.Kind.AUTOSAVE).content["title"] == "ặ" * 300


def test_what_cannot_be_saved_is_kept_also_when_nobody_else_was_there(desks: Desks, article: Article) -> None:
    posted = opened(desks[0], article) | {"title": "ặ" * 300, f"{TEXT}-0-html": "<p>Lâu lắm mới viết xong.</p>"}
    assert save(desks[0], article, posted).status_code == 200
    assert save(desks[0], article, posted).status_code == 200
    kept = article.revisions.get(kind=Revision.Kind.AUTOSAVE)
    assert kept.content["blocks"][0]["html"] == "<p>Lâu lắm mới viết xong.</p>"


# --- The same form twice ------------------------------------------------------------


def test_the_same_text_sent_twice_is_one_save(desks: Desks, article: Article) -> None:
    posted = opened(desks[0], article) | {"title": "Tít mới"}
    add_row(posted, QUOTE, text="Một câu nữa", attribution="")
    for _click in range(2):
        assert save(desks[0], article, posted).status_code == 302
    assert article.revisions.count() == 2
    assert article.articles_quote_set.count() == 2


def test_a_new_article_sent_twice_is_made_once(desk: Client) -> None:
    posted = opened(desk) | {"title": "Bài mới", f"{TEXT}-0-html": "<p>Chữ.</p>"}
    assert save(desk, None, posted).url == save(desk, None, posted).url
    assert Revision.objects.filter(article=Article.objects.get()).count() == 1


def test_back_to_the_form_after_its_save_one_goes_on_where_one_was(desk: Client) -> None:
    posted = opened(desk) | {"title": "Bài mới", f"{TEXT}-0-html": "<p>Chữ.</p>", f"{TEXT}-0-uid": str(uuid4())}
    save(desk, None, posted)
    response = save(desk, None, posted | {"title": "Bài mới hơn", f"{TEXT}-0-html": "<p>Chữ nữa.</p>"})
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.title, text_of(article)) == ("Bài mới hơn", "<p>Chữ nữa.</p>")


def test_in_two_windows_of_ones_own_nothing_is_overwritten(desks: Desks, article: Article) -> None:
    one, two = opened(desks[0], article), opened(desks[0], article)
    save(desks[0], article, one | {"title": "Tít mới"})
    response = save(desks[0], article, two | {"lead": "Sapo mới"})
    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tít mới", "Sapo mới")
    assert any(gettext("you in another window") in message for message in said(response))


def test_after_opening_the_article_again_one_saves_as_usual(desks: Desks, article: Article) -> None:
    save(desks[1], article, opened(desks[1], article) | {"title": "Tít của Bình"})
    response = save(desks[0], article, opened(desks[0], article) | {"lead": "Sapo"})
    assert response.status_code == 302
    assert not any("binh" in message for message in said(response))
    assert article.revisions.filter(kind=Revision.Kind.AUTOSAVE).count() == 0


# --- Clashes ------------------------------------------------------------------------


@pytest.fixture
def clash(desks: Desks, article: Article) -> str:
    """Where Thu is sent, whose title clashes with Bình's, as do a paragraph and a quote; her lead does not."""
    thu_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    changes = {"title": "Tít của Bình", f"{TEXT}-0-html": "<p>Một hai ba Bình.</p><p>Bốn năm sáu.</p>"}
    save(desks[1], article, binh_types | changes | {f"{QUOTE}-0-DELETE": "on"})
    mine = {
        "title": "Tít của Thu",
        f"{TEXT}-0-html": "<p>Một hai ba Thu.</p><p>Bốn năm sáu.</p>",
        "lead": "Sapo của Thu",
    }
    response = save(desks[0], article, thu_types | mine | {f"{QUOTE}-0-text": "Câu dài hơn"}, "_publish")
    assert response.status_code == 302
    return response.url


def decide(client: Client, url: str, *choices: str, **others: str) -> HttpResponse:
    """Decide the clashes of a page, in their order."""
    page = client.get(url)
    decided = {f"clash-{index}-choice": choice for index, choice in enumerate(choices)}
    return client.post(url, {"seen": page.context["seen"].number} | decided | others)


def test_what_clashes_is_shown_side_by_side(desks: Desks, clash: str) -> None:
    page = desks[0].get(clash).content.decode()
    for words in ("Tít của ", "binh", "Tiêu đề", "Một hai ba", "Câu dài hơn"):
        assert words in page
    assert "<ins>Thu</ins>" in page.replace("<ins> ", "<ins>")
    assert page.count("<fieldset") == 3


def test_mine_theirs_or_anew(desks: Desks, article: Article, clash: str) -> None:
    html = {"clash-1-anew": "<p>Một hai ba, cả hai.</p><script>alert(1)</script>"}
    response = decide(desks[0], clash, "mine", "anew", "theirs", **html)
    # On to what the button had asked for.
    assert response.url == f"/admin/articles/article/{article.pk}/publish/"
    content = content_of(Article.objects.get())
    assert (content["title"], content["lead"]) == ("Tít của Thu", "Sapo của Thu")
    assert [block.get("html") for block in content["blocks"]] == ["<p>Một hai ba, cả hai.</p><p>Bốn năm sáu.</p>"]
    assert "binh" in article.revisions.first().note


def test_the_other_way_round(desks: Desks, article: Article, clash: str) -> None:
    decide(desks[0], clash, "theirs", "theirs", "mine")
    content = content_of(Article.objects.get())
    assert (content["title"], content["lead"]) == ("Tít của Bình", "Sapo của Thu")
    assert [block.get("html") or block["text"] for block in content["blocks"]] == [
        "<p>Một hai ba Bình.</p><p>Bốn năm sáu.</p>",
        "Câu dài hơn",
    ]


def test_both_texts_are_kept_before_anything_is_decided(desks: Desks, article: Article, clash: str) -> None:
    article.refresh_from_db()
    assert article.title == "Tít của Bình"
    titles = [revision.content["title"] for revision in article.revisions.all()]
    assert titles == ["Tít của Thu", "Tít của Bình", "Bài"]


def test_what_is_not_decided_is_asked_for_again(desks: Desks, article: Article, clash: str) -> None:
    response = decide(desks[0], clash, "mine")
    assert response.status_code == 200
    assert response.content.decode().count("errornote") == 2
    assert article.revisions.count() == 3


def test_who_leaves_the_page_is_led_back_until_it_is_decided(desks: Desks, article: Article, clash: str) -> None:
    form = form_url(article)
    assert "/clashes/" in desks[0].get(form).text
    assert "/clashes/" not in desks[1].get(form).text
    decide(desks[0], clash, "mine", "mine", "mine")
    assert "/clashes/" not in desks[0].get(form).text


def test_a_third_save_meanwhile_is_put_together_too(desks: Desks, article: Article, clash: str) -> None:
    page = desks[0].get(clash)
    save(desks[1], article, opened(desks[1], article) | {"source": "TTXVN"})
    decided = {f"clash-{index}-choice": "mine" for index in range(3)}
    response = desks[0].post(clash, {"seen": page.context["seen"].number} | decided)
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.source) == ("Tít của Thu", "TTXVN")


def test_a_third_save_that_clashes_is_asked_about(desks: Desks, article: Article, clash: str) -> None:
    page = desks[0].get(clash)
    save(desks[1], article, opened(desks[1], article) | {"title": "Tít thứ ba"})
    decided = {f"clash-{index}-choice": "mine" for index in range(3)}
    response = desks[0].post(clash, {"seen": page.context["seen"].number} | decided)
    assert "/clashes/" in response.url
    again = desks[0].get(response.url)
    assert "once more" in again.text or "thêm một lần" in again.text
    assert [shown.place for shown in again.context["shown"]] == ["Tiêu đề"]
    decide(desks[0], response.url, "theirs")
    content = content_of(Article.objects.get())
    assert (content["title"], content["blocks"][0]["html"][:16]) == ("Tít thứ ba", "<p>Một hai ba Th")


def test_only_who_may_change_the_article_decides(article: Article, clash: str, rao: User, lan: User) -> None:
    for person in (rao, lan):
        browser = Client()
        browser.force_login(person)
        assert browser.get(clash).status_code == 403
        assert browser.post(clash, {"seen": "2"}).status_code == 403


@pytest.mark.parametrize("query", ["base=99", "base=x", "", "base=1&base=2", "seen=1"])
@pytest.mark.parametrize("number", ["1", "99", "9" * 30])
def test_other_numbers_are_no_error(desks: Desks, article: Article, number: str, query: str) -> None:
    url = f"/admin/articles/article/{article.pk}/clashes/{number}/?{query}"
    assert desks[0].get(url).status_code in (200, 404)
    assert desks[0].post(url, {"seen": "9" * 30}).status_code in (200, 302, 404)


# --- What a form says of itself -------------------------------------------------------


@pytest.mark.parametrize("based_on", ["", "-1", "99", "một", "9" * 40])
def test_without_knowing_what_it_was_opened_on_what_differs_is_asked(
    desks: Desks, article: Article, based_on: str
) -> None:
    posted: Posted = opened(desks[0], article) | {"title": "Tít của Thu", "based_on": based_on}
    response = save(desks[0], article, posted)
    assert "/clashes/" in response.url
    article.refresh_from_db()
    assert article.title == "Bài"
    decide(desks[0], response.url, "mine")
    article.refresh_from_db()
    assert article.title == "Tít của Thu"
