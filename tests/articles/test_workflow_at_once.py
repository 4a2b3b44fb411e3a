"""Two people at one article in the same moment: one act is done, the other is refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections

from articles import workflow
from articles.models import Article
from articles.workflow import WorkflowError
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    """Two managing editors; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return [account(name, "Thư ký tòa soạn") for name in ("thu", "mai")]


def test_a_double_click_is_recorded_once(people: list[User]) -> None:
    article = factories.article("Bài")
    start = Barrier(2)

    def click(_number: int) -> bool:
        try:
            start.wait()
            workflow.mark_ready(Article.objects.get(pk=article.pk), by=people[0])
        except WorkflowError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == [False, True]
    assert article.status_changes.count() == 1


def test_an_article_is_thrown_away_or_published_never_both(people: list[User]) -> None:
    article = factories.article("Bài")
    start = Barrier(2)

    def race(verb: str) -> bool:
        try:
            start.wait()
            if verb == "bin":
                workflow.put_into_bin(article, by=people[0])
            else:
                workflow.publish(article, by=people[1], urgent=True)
        except WorkflowError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, ["bin", "publish"])) == [False, True]
    assert Article.objects.binned().exists() != article.editions.exists()
