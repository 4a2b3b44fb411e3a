"""Lists as of a moment walk an index from the newest down: their cost follows the page, not the archive."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from articles.models import Edition
from kernel.paging import Cursor, page

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)


def plan(rows, index: str = "edition_listed") -> str:
    """How the engine would run a query if the table were large."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # An empty table is scanned whole, and sorted, unless that is forbidden.
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )
            if index != "edition_listed":
                # In an empty table the index of the whole paper costs as little as a section's: no reason to choose.
                cursor.execute("DROP INDEX edition_listed")
    return rows.explain()


@pytest.mark.parametrize(
    ("filters", "index"),
    [({"section": 1}, "edition_section"), ({"top_section": 1}, "edition_top"), ({}, "edition_listed")],
)
@pytest.mark.parametrize("cursor", [None, Cursor(AT, 12)])
def test_a_page_of_a_list_is_read_from_its_index_in_order(filters, index, cursor):
    asked = []

    class Watched(type(Edition.objects.all())):
        def __getitem__(self, key):
            asked.append(super().__getitem__(key))
            return []

    rows = Watched(Edition).listed(AT).filter(**filters)
    page(rows, cursor, size=30, moment="listed_at", id="article_id")
    how = plan(asked[0], index)
    assert index in how
    assert "edition_article" in how or "edition_moment" in how  # the look for a newer row of the same article
    assert "TEMP B-TREE" not in how
    assert "Sort" not in how


def test_one_article_is_found_by_its_own_index():
    how = plan(Edition.objects.standing(AT).filter(article=7))
    assert "edition_article" in how or "edition_moment" in how
    assert "SCAN articles_edition\n" not in how
