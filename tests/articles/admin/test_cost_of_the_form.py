"""What opening the form costs: as many queries however long the article is, and few templates."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.content import Content
from articles.models import Article
from tests import factories

from .forms import form_url

pytestmark = pytest.mark.django_db

# One for each of the ten kinds of rows, the rest for the article, its way, its past, and who asks.
QUERIES = 31


def ten_blocks() -> list[Content]:
    """Blocks of every kind, each with what it shows from elsewhere."""
    other = factories.article("Bài khác")
    return [
        *[factories.text() for _number in range(3)],
        factories.figure(factories.photo(), "Chú thích"),
        factories.quote("Lời nói"),
        factories.document_block(factories.document()),
        factories.recording_block(factories.recording()),
        factories.embed("https://youtu.be/dQw4w9WgXcQ"),
        factories.live_report(timezone.now(), "Tin mới", "<p>Gió giảm.</p>", factories.photo()),
        factories.related_box(other, title="Đọc thêm"),
    ]


def long_article(count: int) -> Article:
    """An article with so many blocks, and with as many rows beside."""
    blocks = [block for _round in range(count // 10) for block in ten_blocks()]
    return factories.article(
        "Bài dài",
        *blocks,
        authors=[factories.author() for _number in range(count // 10)],
        topics=[factories.topic() for _number in range(count // 10)],
        related=[factories.link(factories.article()) for _number in range(count // 10)],
        lead_photo=factories.photo(),
    )


@pytest.mark.parametrize("count", [10, 60])
def test_a_long_article_costs_as_many_queries_as_a_short_one(
    desk: Client, count: int, django_assert_max_num_queries: object
) -> None:
    article = long_article(count)
    desk.get(form_url(article))
    with django_assert_max_num_queries(QUERIES):
        page = desk.get(form_url(article)).text
    assert page.count(">Bài khác</option>") == count // 10


def test_an_almost_empty_form_is_printed_with_few_templates(desk: Client) -> None:
    assert len(desk.get(form_url(factories.article())).templates) < 200
