"""Two people press "save" at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from articles.models import Article
from newsroom.roles import install_roles
from tests import factories
from tests.articles.admin.forms import Posted, opened, save
from tests.conftest import account


@pytest.fixture
def article(transactional_db: None) -> Article:
    return factories.article("Bài", section=factories.section("Kinh tế"))


@pytest.fixture
def people(article: Article) -> list[User]:
    """Two editors of its section; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    people = [account(name, "Biên tập viên") for name in ("binh", "mai")]
    article.section.editors.set(people)
    return people


@pytest.fixture
def browsers(people: list[User]) -> list[Client]:
    found = [Client(), Client()]
    for browser, person in zip(found, people, strict=True):
        browser.force_login(person)
    return found


@pytest.fixture
def press() -> Callable[..., list[HttpResponse]]:
    """Sends forms to the article at the same time; the answers."""

    def press(article: Article, browsers: list[Client], forms: list[Posted]) -> list[HttpResponse]:
        start = Barrier(2)

        def one(browser: Client, posted: Posted) -> HttpResponse:
            try:
                start.wait()
                return save(browser, article, posted)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(one, browsers, forms))

    return press


def test_what_does_not_touch_is_put_together(
    article: Article, browsers: list[Client], press: Callable[..., list[HttpResponse]]
) -> None:
    changes = [{"title": "Tít mới"}, {"lead": "Sapo mới"}]
    forms = [opened(browser, article) | change for browser, change in zip(browsers, changes, strict=True)]
    answers = press(article, browsers, forms)
    assert [answer.status_code for answer in answers] == [302, 302]
    article.refresh_from_db()
    assert (article.title, article.lead, article.version) == ("Tít mới", "Sapo mới", 3)


def test_of_two_that_clash_one_is_saved_and_the_other_is_asked(
    article: Article, browsers: list[Client], people: list[User], press: Callable[..., list[HttpResponse]]
) -> None:
    titles = [f"Tít của {person}" for person in people]
    forms = [opened(browser, article) | {"title": title} for browser, title in zip(browsers, titles, strict=True)]
    answers = press(article, browsers, forms)
    asked = ["/clashes/" in answer.url for answer in answers]
    assert sorted(asked) == [False, True]
    article.refresh_from_db()
    assert (article.title, article.version) == (titles[asked.index(False)], 2)
    assert {row.content["title"] for row in article.revisions.all()} == {"Bài", *titles}


def test_one_form_sent_twice_is_one_save(
    article: Article, browsers: list[Client], press: Callable[..., list[HttpResponse]]
) -> None:
    posted = opened(browsers[0], article) | {"title": "Tít mới"}
    other = Client()
    other.cookies = browsers[0].cookies
    answers = press(article, [browsers[0], other], [posted, posted])
    assert [answer.status_code for answer in answers] == [302, 302]
    assert article.revisions.count() == 2
