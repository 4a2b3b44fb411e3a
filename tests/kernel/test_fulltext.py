"""What a reader's words mean: folded, in quotes, left out; and any text at all means something or nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.fulltext import MAX_LENGTH, MAX_WORDS, WORD_LENGTH, Query, indexed, spelled, spellings, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thông tin, THÔNG-TIN!", ["thong", "tin", "thong", "tin"]),
        ("hoà bình hòa bình", ["hoa", "binh", "hoa", "binh"]),
        ("Đường 7.150 m²_x", ["duong", "7", "150", "u6dc2b2", "x"]),
        ("ΟΔΟΣ οδος", ["ucebfceb4cebfcf83"] * 2),
        ("“…” 🙂 --", []),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text, expected):
    assert words(text) == expected


def test_a_very_long_word_is_cut_alike_in_texts_and_queries():
    assert words("a" * 3_000) == ["a" * WORD_LENGTH] == list(Query.parse("a" * 150).words)


@given(st.text(), st.integers(1, 40))
def test_what_is_indexed_is_words_and_bounded(text, size):
    stored = indexed(text, size)
    assert len(stored.encode()) <= size
    assert words(text)[: len(stored.split())] == stored.split(" ") if stored else True


@pytest.mark.parametrize(
    ("typed", "terms", "without"),
    [
        ("thông tin", [("thong",), ("tin",)], []),
        ('"thông tin" mới', [("thong", "tin"), ("moi",)], []),
        ("“thông tin” «mới nhất»", [("thong", "tin"), ("moi", "nhat")], []),
        ("bóng đá -futsal", [("bong",), ("da",)], [("futsal",)]),
        ('lua -"gia gao"', [("lua",)], [("gia", "gao")]),
        ("covid-19", [("covid", "19")], []),
        ('"thông tin', [("thong", "tin")], []),
        ('a"b c"d', [("a",), ("b", "c"), ("d",)], []),
        ("gạo gạo", [("gao",)], []),
        ("-gao", [], [("gao",)]),
        ("NEAR(a b) OR x* AND y:z", [("near", "a"), ("b",), ("or",), ("x",), ("and",), ("y", "z")], []),
        ('- -- " "" * \' ; : ^ ~ 🙂', [], []),
        ("", [], []),
    ],
)
def test_what_is_typed_means(typed, terms, without):
    query = Query.parse(typed)
    assert (list(query.terms), list(query.without)) == (terms, without)


@pytest.mark.parametrize(
    ("typed", "exact", "exact_without"),
    [
        ("phở -giá", [], [("gia1",)]),
        ('"phở bo" "pho"', [("pho73", "bo")], []),
        ('lúa -"giá gạo" -xe', [], [("gia1", "gao5")]),
    ],
)
def test_in_quotes_or_left_out_marks_are_meant(typed, exact, exact_without):
    query = Query.parse(typed)
    assert (list(query.exact), list(query.exact_without)) == (exact, exact_without)


def test_spellings_are_ascii_and_differ_by_marks_but_not_by_where_the_tone_was_put():
    assert spellings("Phở, đường ậ ề ă 5%") == ["pho73", "d9u7o7ng2", "a65", "e62", "a8", "5"]
    assert spellings("hoà thuỷ") == spellings("HÒA THỦY") == spellings("ho\u0300a thu\u0309y") == ["hoa2", "thuy3"]


@given(st.text())
def test_a_spelling_is_one_word_for_every_engine(text):
    assert all(word.isascii() and word.isalnum() for word in spellings(text))


@pytest.mark.parametrize(
    ("typed", "exactly"),
    [
        ("phở bo", '"phở" bo'),
        ("“phở bò” ngon", '"phở bò" ngon'),
        ("phở -giá", '"phở" -giá'),
        ('bún"bò huế"', '"bún""bò huế"'),
    ],
)
def test_what_to_type_for_no_other_spelling(typed, exactly):
    query = Query.parse(typed)
    assert query.exactly == exactly
    again = Query.parse(exactly)
    assert (again.terms, set(again.exact)) == (query.terms, set(query.as_typed.exact))


def test_marks_are_known_to_be_meant():
    assert [Query.parse(text).has_marks for text in ("thong tin", "thông tin", "THONG TIN", "thong -tín")] == [
        False,
        True,
        False,
        False,
    ]


def test_a_query_is_bounded():
    query = Query.parse("một hai ba " * 5_000)
    assert len(query.text) <= MAX_LENGTH
    assert len(query.words) <= MAX_WORDS
    assert len(Query.parse('"' + "a " * 500).words) == MAX_WORDS


@given(st.text())
def test_any_text_is_a_query(text):
    query = Query.parse(text)
    for phrase in query.terms + query.without:
        assert phrase
        assert all(word == "".join(words(word)) for word in phrase)


def test_public_hostile_strings_are_queries(shared):
    for name in ("naughty.jsonl", "xss.jsonl"):
        for line in (shared / "corpora" / name).read_text().splitlines():
            Query.parse(json.loads(line)["s"])


def test_spelled_keeps_the_marks():
    assert spelled("Giá GẠO, 5%") == ["giá", "gạo", "5"]
