"""Two people at one note in the same moment, or one with a quick finger: no error, and nothing twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.utils import timezone

from articles import binning
from articles.models import Article
from desk import noting
from desk.models import Mention, Note
from desk.noting import NoteError
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    """Two managing editors; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return [account(name, "Thư ký tòa soạn") for name in ("thu", "mai")]


@pytest.fixture
def article(people: list[User]) -> Article:
    return factories.article("Bài")


def at_once(*verbs: Callable[[], object]) -> list[str]:
    """What each verb was refused with, "" if it was done."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> str:
        try:
            start.wait()
            verb()
        except NoteError as error:
            return str(error)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def test_a_double_click_writes_once(people: list[User], article: Article) -> None:
    key = uuid4()

    def click() -> Note:
        return noting.write(article, "@mai xem giúp", by=people[0], key=key)

    assert at_once(click, click) == ["", ""]
    assert Note.objects.count() == Mention.objects.count() == 1


def test_two_resolve_and_one_is_named(people: list[User], article: Article) -> None:
    note = noting.write(article, "Xong chưa?", by=people[0], key=uuid4())
    assert at_once(*(lambda by=by: noting.resolve(note, by=by) for by in people)) == ["", ""]
    assert Note.objects.get().resolved_by in people


def test_an_answer_meets_a_deletion(people: list[User], article: Article) -> None:
    thu, mai = people
    note = noting.write(article, "Hỏi", by=thu, key=uuid4())
    answered, deleted = at_once(
        lambda: noting.answer(note, "Đáp", by=mai, key=uuid4()), lambda: noting.delete(note, by=thu)
    )
    assert bool(answered) != bool(deleted)
    assert Note.objects.count() in (0, 2)


def test_an_answer_meets_the_emptying_of_the_bin(people: list[User], article: Article) -> None:
    note = noting.write(article, "Còn đây", by=people[0], key=uuid4())
    Article.objects.update(binned_at=timezone.now() - 2 * binning.KEPT)
    _answered, emptied = at_once(lambda: noting.answer(note, "Đáp", by=people[1], key=uuid4()), binning.empty)
    assert emptied == ""
    assert not Note.objects.exists()
