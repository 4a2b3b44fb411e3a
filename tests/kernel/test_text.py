import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.text import clean, fold, normalize, one_line, slugify

VOWELS = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
    "d": "dđ",
}
LETTERS = [(letter, plain) for plain, letters in VOWELS.items() for letter in letters + letters.upper()]


@pytest.mark.parametrize(("letter", "plain"), LETTERS)
def test_every_vietnamese_letter_folds_and_slugs_composed_and_decomposed(letter, plain):
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, letter)
        assert (fold(written), slugify(f"x{written}x")) == (plain, f"x{plain}x")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đà Nẵng", "da-nang"),
        ("Thủy sản & THỦY điện: 50% – 3.500 tỷ", "thuy-san-thuy-dien-50-3-500-ty"),
        ("“Câu chuyện”…", "cau-chuyen"),
        ("???", "bai"),
        ("", "bai"),
        ("北京", "bai"),
    ],
)
def test_titles_become_slugs(title, slug):
    assert slugify(title) == slug


def test_a_long_slug_is_cut_between_words():
    slug = slugify("đường " * 40)
    assert slug == "-".join(["duong"] * 13)
    assert slugify("a" * 200) == "a" * 80


def test_the_tone_mark_may_stand_on_either_vowel():
    assert fold("Hòa bình, thúy") == fold("Hoà bình, thuý") == "hoa binh, thuy"


@given(st.text())
def test_clean_text_is_nfc_without_controls_and_cleaning_again_changes_nothing(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)
    assert not any(char in cleaned for char in "\x00\x07\r\x7f\ud800\udfff")
    cleaned.encode()


@pytest.mark.parametrize("text", ["Đường về Thừa Thiên – Huế, nguyễn ĐẮC lộ", *VOWELS.values()])
def test_clean_composes_vietnamese_letters(text):
    assert clean(unicodedata.normalize("NFD", text)) == clean(text) == unicodedata.normalize("NFC", text)


# Marks above and below, letters that compose with them, a sign that is two marks, voice marks that count as letters.
SIGNS = "a\u1ebfd \n–\u0301\u0323\u0327\u031b\u0344\u0345\u034f\u0f73\u05b0\u3099\uff9e\uff76\U0001d15e😀"


@given(st.lists(st.text(SIGNS) | st.text("\u0301\u0323\u0f73\uff9e", min_size=40)).map("".join))
def test_normalizing_gives_what_unicode_says(text):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert normalize(text, form) == unicodedata.normalize(form, text)


# With the sorting of unicodedata these would take from ten seconds to minutes.
@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0f73", "\u0301\uff9e"])
def test_a_letter_with_100_000_marks_does_no_harm(marks):
    text = "a" + marks * (100_000 // len(marks))
    assert clean(clean(text)) == clean(text)
    assert fold(text)[0] == slugify(text)[0] == "a"


def test_what_is_no_text_leaves_a_mark_in_its_place():
    assert clean("a\x00b\ud800c\r\nd") == "a\ufffdb\ufffdc\nd"


@given(st.text())
def test_slugs_are_plain_and_bounded(text):
    slug = slugify(text)
    assert 1 <= len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")


def test_one_line_collapses_every_kind_of_space():
    assert one_line(" a\u00a0\t b\n\u2003c ") == "a b c"


def test_hostile_strings_do_no_harm(shared):
    for line in (shared / "corpora" / "naughty.jsonl").read_text().splitlines():
        text = json.loads(line)["s"]
        clean(text).encode()
        fold(text).encode("utf-8", "surrogatepass")
        assert slugify(text)
