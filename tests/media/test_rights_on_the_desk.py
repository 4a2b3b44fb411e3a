"""The desk is warned of rights that end, with the articles that will lose their photo."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.publishing import publish, withdraw
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 8, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def shown(client: Client) -> str:
    page = client.get("/admin/").text
    return page[page.index("endings") : page.index("</section>")] if "endings" in page else ""


def test_the_desk_sees_what_ends_within_seven_days_and_where_it_stands(desk):
    soon = factories.photo(title="Bến cũ", rights_end=NOON + timedelta(days=2))
    factories.photo(title="Chợ nổi", rights_end=NOON + timedelta(days=8))
    factories.photo(title="Đã hết", rights_end=NOON - timedelta(days=1))
    article = factories.article("Bến cũ mở lại", factories.figure(soon))
    publish(article, by=None)
    withdrawn = factories.article("Đã rút", factories.figure(soon))
    publish(withdrawn, by=None)
    withdraw(withdrawn, by=None, reason="Sai")
    text = shown(desk)
    assert "Bến cũ</a>" in text
    assert "12:00 10/03/2026" in text
    assert f'<a href="/admin/articles/article/{article.pk}/change/">Bến cũ mở lại</a>' in text
    assert not any(word in text for word in ("Chợ nổi", "Đã hết", "Đã rút"))


def test_without_such_photos_there_is_no_warning(desk):
    factories.photo(title="Bến cũ")
    assert shown(desk) == ""


def test_who_does_not_look_after_photos_is_not_told(client, rao):
    factories.photo(title="Bến cũ", rights_end=NOON + timedelta(days=2))
    client.force_login(rao)
    assert shown(client) == ""


def test_ten_photos_cost_as_many_queries_as_one(desk):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get("/admin/")
        return len(captured)

    publish(factories.article("Một", factories.figure(factories.photo(rights_end=NOON + timedelta(days=1)))), by=None)
    one = queries()
    for number in range(9):
        photo = factories.photo(rights_end=NOON + timedelta(days=1))
        publish(factories.article(f"Bài {number}", factories.figure(photo)), by=None)
    assert queries() == one
