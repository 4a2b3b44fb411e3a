from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dates import in_words
from kernel.paging import Cursor


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 8, 8, 30, tzinfo=UTC), "Chủ nhật, 8/3/2026, 15:30"),
        (datetime(2026, 12, 31, 17, 5, tzinfo=UTC), "Thứ Sáu, 1/1/2027, 00:05"),
    ],
)
def test_a_moment_in_words_is_vietnams(moment, words):
    assert in_words(moment) == words


@given(st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC)), st.integers(0, 2**63 - 1))
def test_a_cursor_is_read_as_it_was_written(moment, id):
    assert Cursor.parse(str(Cursor(moment, id))) == Cursor(moment, id)


@given(st.text())
def test_any_other_text_is_no_cursor(text):
    cursor = Cursor.parse(text)
    assert cursor is None or Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text", ["", "-", "1", "1-", "-1", "1-1-1", "٣-٣", "1" * 30 + "-1", "1-" + "9" * 19, "9" * 20 + "-1"]
)
def test_hostile_cursors_are_refused(text):
    assert Cursor.parse(text) is None
