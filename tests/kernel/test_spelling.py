"""What may have been meant: typed without an input method, written as one, with a wrong letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.fulltext import Query, words
from kernel.spelling import MAX_KNOWN, correction, untyped, vocabulary

TITLES = ["Tiếng Việt trên cao nguyên", "Giá gạo ở Hà Nội", "Đường lên núi", "Tiếng Việt giàu đẹp"]
KNOWN = vocabulary(TITLES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tieesng", "tieng"),
        ("tie61ng", "tieng"),
        ("vieejt", "viet"),
        ("dduwowngf", "duong"),
        ("ddu7o7ng2", "duong"),
        ("gaoj", "gao"),
        ("nuis", "nui"),
        ("quaan", "quan"),
        ("tieng", "tieng"),
    ],
)
def test_keys_of_an_input_method_that_was_off(typed, meant):
    assert untyped(typed) == meant


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("tieesng vieejt", "tiếng việt"),
        ("hanoi", "hà nội"),
        ("giá gạoo", "giá gạo"),
        ("tieeng viet", "tiếng viet"),
        ("dduwowngf leen", "đường lên"),
        ("tiếng việt", None),
        ("zzzzqq", None),
    ],
)
def test_the_nearest_known_words(typed, better):
    everything = {word for title in TITLES for word in words(title)}
    assert correction(Query.parse(typed), KNOWN, everything.__contains__) == better


@pytest.mark.parametrize(("typed", "better"), [("sông thaun", "sông thuận"), ("sogn thuna", "sông thuận")])
def test_swapped_letters_are_put_right_before_any_are_changed(typed, better):
    titles = ["Thuyền thúng trên sông", "Nước sông Thuận lên", "Lúa bên sông Thuận"]
    everything = {word for title in titles for word in words(title)}
    assert correction(Query.parse(typed), vocabulary(titles), everything.__contains__) == better


def test_of_words_that_are_as_near_the_most_frequent_is_meant():
    titles = ["Thay áo mới", "Thám hiểm", "Thám tử"]
    assert correction(Query.parse("thax"), vocabulary(titles), lambda word: False) == "thám"


def test_the_vocabulary_is_bounded():
    assert len(vocabulary(f"từ{number} số{number}" for number in range(20_000))) == MAX_KNOWN


@given(st.text())
def test_any_query_has_a_better_one_or_none(text):
    query = Query.parse(text)
    assert correction(query, KNOWN, lambda word: False) != query.text or not query.words
