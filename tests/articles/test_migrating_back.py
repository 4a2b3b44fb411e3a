"""Going back to an earlier release: its migrations can be undone and done again, on both engines."""

import pytest
from django.core.management import call_command

from articles import fulltext, guards
from articles.models import Article
from articles.publishing import publish
from kernel.fulltext import Query
from newsroom.roles import install_roles
from reader import epoch
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newest(transactional_db: None) -> None:
    """Whatever a test makes of the database, the next one finds it as it is to be."""
    yield
    call_command("migrate", verbosity=0)
    install_roles()


def test_migrations_are_undone_and_done_again(newest: None) -> None:
    article = factories.article("Bến phà", factories.text("<p>Phà ngừng chạy từ đêm qua.</p>"))
    publish(article, by=None)
    call_command("migrate", "articles", "0006", verbosity=0)
    assert [fault.id for fault in guards.check(databases=["default"])] == ["newsroom.E101"]

    call_command("migrate", verbosity=0)
    for part in (guards, fulltext, epoch):
        assert part.check(databases=["default"]) == []
    assert Article.objects.get().title == "Bến phà"
    assert fulltext.matching(Query.parse("phà ngừng")) == [article.editions.get().pk]
