"""Two people at one article: the second save is refused, kept on the screen, and kept as a revision."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client

from articles.models import Article, Revision
from tests import factories
from tests.articles.admin.forms import QUOTE, TEXT, add_row, errors_of, opened, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(lan: User, binh: User) -> Article:
    """Lan's article, in Bình's section."""
    article = factories.article("Bài", factories.text("<p>Một.</p>"), factories.text("<p>Hai.</p>"), created_by=lan)
    article.section.editors.add(binh)
    return article


@pytest.fixture
def desks(lan: User, binh: User) -> tuple[Client, Client]:
    """The browsers of Lan and of Bình."""
    browsers = Client(), Client()
    for browser, person in zip(browsers, (lan, binh), strict=True):
        browser.force_login(person)
    return browsers


def test_the_second_save_overwrites_nothing_and_says_who_was_first(desks: tuple, article: Article, binh: User) -> None:
    lan_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    save(desks[1], article, binh_types | {"title": "Tít của Bình"})
    response = save(desks[0], article, lan_types | {"title": "Tít của Lan", "lead": "Sapo của Lan"})

    assert response.status_code == 200
    [message] = errors_of(response)[""]
    assert "binh" in message
    article.refresh_from_db()
    assert (article.title, article.version) == ("Tít của Bình", 2)
    page = response.content.decode()
    assert "Tít của Lan" in page
    assert "Sapo của Lan" in page


def test_what_was_typed_is_kept_as_a_revision_beside(desks: tuple, article: Article, lan: User) -> None:
    lan_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    save(desks[1], article, binh_types | {"title": "Tít của Bình"})
    add_row(lan_types, QUOTE, text="Câu của Lan", attribution="", uid=str(uuid4()))
    posted = lan_types | {"title": "Tít của Lan", f"{TEXT}-1-html": "<p>Hai, Lan viết.</p>"}
    response = save(desks[0], article, posted)
    save(desks[0], article, posted)

    kept = Revision.objects.get(kind=Revision.Kind.AUTOSAVE)
    assert (kept.number, kept.author, kept.content["title"]) == (3, lan, "Tít của Lan")
    assert [block.get("html") or block["text"] for block in kept.content["blocks"]] == [
        "<p>Một.</p>",
        "Câu của Lan",
        "<p>Hai, Lan viết.</p>",
    ]
    assert f"/admin/articles/revision/{kept.pk}/change/" in [str(m) for m in get_messages(response.wsgi_request)][0]
    assert article.articles_quote_set.count() == 0


def test_text_in_a_block_that_was_deleted_meanwhile_stays_on_the_screen(desks: tuple, article: Article) -> None:
    lan_types, binh_types = opened(desks[0], article), opened(desks[1], article)
    save(desks[1], article, binh_types | {f"{TEXT}-0-DELETE": "on"})
    posted = lan_types | {f"{TEXT}-0-html": "<p>Lan viết tiếp.</p>", f"{TEXT}-1-html": "<p>Và ở đây.</p>"}
    response = save(desks[0], article, posted)
    assert "binh" in errors_of(response)[""][0]
    page = response.content.decode()
    assert "Lan viết tiếp." in page
    assert "Và ở đây." in page


def test_the_same_text_sent_twice_is_no_conflict(desks: tuple, article: Article) -> None:
    posted = opened(desks[0], article) | {"title": "Tít của Lan"}
    assert save(desks[0], article, posted).status_code == 302
    response = save(desks[0], article, posted)
    assert response.status_code == 302
    assert article.revisions.count() == 2


def test_after_opening_the_article_again_one_saves_as_usual(desks: tuple, article: Article) -> None:
    save(desks[1], article, opened(desks[1], article) | {"title": "Tít của Bình"})
    assert save(desks[0], article, opened(desks[0], article) | {"lead": "Sapo của Lan"}).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.lead, article.version) == ("Tít của Bình", "Sapo của Lan", 3)


@pytest.mark.parametrize("based_on", ["", "-1", "99", "một", "9" * 40])
def test_a_version_that_was_tampered_with_is_refused(desks: tuple, article: Article, based_on: str) -> None:
    posted = opened(desks[0], article) | {"title": "Tít của Lan", "based_on": based_on}
    assert save(desks[0], article, posted).status_code == 200
    article.refresh_from_db()
    assert article.title == "Bài"
