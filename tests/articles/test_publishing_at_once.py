"""Several people publish at the same moment: everyone's act counts, in one order that readers and the ledger share."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles import ledger, publishing
from articles.models import Article, Edition, Ledger, Revision
from articles.publishing import PublishingError
from articles.revising import record
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Run the acts in threads with database connections of their own; what each returned or raised."""

    def run(act):
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_ids_moments_and_ledger_rows_follow_one_order():
    articles = [factories.article() for _ in range(6)]
    outcomes = at_once(*(lambda article=article: publishing.publish(article, by=None) for article in articles))
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    editions = list(Edition.objects.order_by("id"))
    assert len(editions) == 6
    assert len({row.created_at for row in editions}) == 6
    assert [row.created_at for row in editions] == sorted(row.created_at for row in editions)
    assert list(Ledger.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert list(ledger.verify()) == []


def test_one_article_published_and_withdrawn_by_many_has_one_state_and_a_whole_chain():
    article = factories.article()
    publishing.publish(article, by=None)
    acts = [lambda: publishing.publish(article, by=None), lambda: publishing.withdraw(article, by=None, reason="x")] * 4
    outcomes = at_once(*acts)
    assert all(isinstance(outcome, publishing.Outcome | PublishingError) for outcome in outcomes)
    last = Edition.objects.order_by("-id").first()
    assert list(Edition.objects.standing(last.live_from)) == [last]
    assert list(ledger.verify()) == []


def test_two_saves_of_one_article_make_two_revisions_with_their_own_numbers():
    article = factories.article()

    def save(title: str) -> Revision:
        copy = Article.objects.get(pk=article.pk)
        Article.objects.filter(pk=copy.pk).update(title=title)
        copy.refresh_from_db()
        return record(copy, author=None)[0]

    outcomes = at_once(*(lambda number=number: save(f"Tiêu đề {number}") for number in range(4)))
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    numbers = list(Revision.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Article.objects.get().version == len(numbers)


def test_the_same_click_many_times_at_once_publishes_once() -> None:
    article = factories.article()
    outcomes = at_once(*[lambda: publishing.publish(article, by=None, seen=1)] * 6)
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["NothingNew"] * 5 + ["Outcome"]
    assert Edition.objects.count() == 1
    assert not list(ledger.verify())
