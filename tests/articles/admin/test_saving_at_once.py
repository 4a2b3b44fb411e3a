"""Two people press "save" at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from articles.models import Article
from newsroom.roles import install_roles
from tests import factories
from tests.articles.admin.forms import Posted, opened, save
from tests.conftest import account


@pytest.fixture
def article(transactional_db: None) -> Article:
    return factories.article("Bài")


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    """Two managing editors; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return [account(name, "Thư ký tòa soạn") for name in ("binh", "mai")]


def test_one_is_saved_and_the_other_is_told(article: Article, people: list[User]) -> None:
    browsers = [Client(), Client()]
    for browser, person in zip(browsers, people, strict=True):
        browser.force_login(person)
    forms = [
        opened(browser, article) | {"title": f"Tít của {person}"}
        for browser, person in zip(browsers, people, strict=True)
    ]
    start = Barrier(2)

    def press(browser: Client, posted: Posted) -> int:
        try:
            start.wait()
            return save(browser, article, posted).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, browsers, forms))

    assert sorted(answers) == [200, 302]
    winner = people[answers.index(302)]
    article.refresh_from_db()
    assert (article.title, article.version) == (f"Tít của {winner}", 2)
    assert {row.content["title"] for row in article.revisions.all()} == {"Bài", "Tít của binh", "Tít của mai"}
