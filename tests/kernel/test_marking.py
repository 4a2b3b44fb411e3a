"""Marking: exactly the matches, whatever the text, and never broken HTML."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.fulltext import words
from kernel.marking import marked, snippet, spans

# Letters that fold to nothing, to several signs or to others; marks by themselves; what HTML means.
SIGNS = "aáạăđĐ bBcç<>&\"'\u0301\u0323ßİıΣςσ각ﬁ½5 -_\n“”\u200b👍🏽" + "e\u0301"
TEXTS = st.one_of(st.text(), st.text(st.sampled_from(SIGNS), max_size=60))
TERMS = st.lists(
    st.one_of(st.text(st.sampled_from("abcde5 "), min_size=1, max_size=6), TEXTS).map(lambda text: tuple(words(text))),
    max_size=4,
).map(lambda terms: [term for term in terms if term])


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Thông tin mới", [("thong",)], "<mark>Thông</mark> tin mới"),
        ("Thông tin mới", [("thong", "tin")], "<mark>Thông tin</mark> mới"),
        ("Tin thông", [("thong", "tin")], "Tin thông"),
        ("Hoà, hòa và hoa hoè", [("hoa",)], "<mark>Hoà</mark>, <mark>hòa</mark> và <mark>hoa</mark> hoè"),
        ("Đường <b>đi</b>", [("duong",), ("b",)], "<mark>Đường</mark> &lt;<mark>b</mark>&gt;đi&lt;/<mark>b</mark>&gt;"),
        ("a & b", [("a", "b")], "<mark>a &amp; b</mark>"),
        # Written with marks of their own, as some telephones do.
        ("the\u0302\u0301 nao", [("the",)], "<mark>the\u0302\u0301</mark> nao"),
        ("thông tin", [("thong",), ("thong", "tin")], "<mark>thông tin</mark>"),
        ("Thông", [], "Thông"),
    ],
)
def test_words_are_marked_as_they_are_printed(text, terms, expected):
    assert marked(text, terms) == expected


def test_where_a_spelling_is_meant_no_other_is_marked():
    spelling = {("pho",): {("pho73",)}, ("pho", "bo"): {("pho73", "bo2")}}
    terms = [("pho",), ("bo",), ("pho", "bo")]
    html = marked("Phố bỏ, phở bỏ, phở bò", terms, spelling)
    assert html == "Phố <mark>bỏ</mark>, <mark>phở</mark> <mark>bỏ</mark>, <mark>phở bò</mark>"
    assert snippet("Thành phố. " * 40 + "Tô phở.", [("pho",)], 40, spelling).endswith("Tô <mark>phở</mark>.")


@given(TEXTS, TERMS)
def test_marking_changes_nothing_but_marks(text, terms):
    html = marked(text, terms)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare and ">" not in bare
    assert unescape(bare) == text
    assert "<" not in re.sub(r"<mark>[^<]+</mark>", "", html)


@given(TEXTS, TERMS)
def test_exactly_the_matches_are_marked(text, terms):
    found = spans(text, terms)
    assert all(tuple(words(text[begin:end])) in terms for begin, end in found)
    assert all(first[1] <= second[0] for first, second in zip(found, found[1:], strict=False))
    # Every single word that is looked for is marked wherever it stands.
    single = {term[0] for term in terms if len(term) == 1}
    inside = [word for begin, end in found for word in words(text[begin:end])]
    assert sorted(word for word in words(text) if word in single) == sorted(word for word in inside if word in single)


@given(TEXTS, TERMS, st.integers(20, 120))
def test_a_snippet_is_a_bounded_piece_of_the_text_that_has_a_match(text, terms, length):
    html = snippet(text, terms, length)
    assert bool(html) == bool(spans(text, terms))
    if html:
        assert "<mark>" in html
        piece = unescape(html.replace("<mark>", "").replace("</mark>", ""))
        piece = piece.removeprefix("… ").removesuffix(" …")
        assert piece in text
        assert len(piece) <= length + max(end - begin for begin, end in spans(text, terms)) + 40


def test_a_snippet_shows_where_most_of_the_words_stand_rather_together():
    text = "Cá nhân ở xa. " + "Điều tra còn lâu. " * 30 + "Giá cá tra ở Cần Giang lên. " + "Hết chuyện. " * 30
    html = snippet(text, [("ca",), ("tra",), ("ca", "tra")], 80)
    assert "Giá <mark>cá tra</mark> ở Cần Giang lên." in html
    assert html.startswith("… ") and html.endswith(" …")
