"""Names in the order of a Vietnamese dictionary."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.text import ALPHABET, alphabetical, initial

TONES = ["", *"\u0300\u0309\u0303\u0301\u0323"]
TONED = [letter for letter in ALPHABET if letter in "aăâeêioôơuưy"]


@pytest.mark.parametrize(
    "names",
    [
        ["An", "Ăn", "Ân", "Ba", "Da", "Đa", "Em", "Ếm", "Ô", "Ơ", "U", "Ư", "Y"],
        ["ba", "bà", "bả", "bã", "bá", "bạ"],
        # A tone weighs less than a later letter of its syllable, and more than the next syllable.
        ["Há", "Hạ", "Hai", "Hài"],
        ["Ha Bình", "Hà An", "Hà Bình", "Hạ An", "Han"],
        ["“An”", "An Bình", "Ân"],
        ["2026", "Bầu cử", "Bầu cử 2026", "Çelik", "Con", "Zét", "Москва"],
    ],
)
def test_names_stand_where_a_dictionary_has_them(names):
    # Code points order them otherwise, so that no order is kept by chance.
    assert sorted(sorted(names), key=alphabetical) == names


syllables = st.tuples(
    st.text(ALPHABET, max_size=3), st.sampled_from(TONED), st.sampled_from(TONES), st.text(ALPHABET, max_size=3)
)


def written(syllable: tuple[str, str, str, str]) -> str:
    return unicodedata.normalize("NFC", "".join(syllable))


def in_the_dictionary(syllable: tuple[str, str, str, str]) -> tuple:
    before, vowel, tone, after = syllable
    return [ALPHABET.index(letter) for letter in before + vowel + after], TONES.index(tone)


@given(st.lists(syllables, max_size=6))
def test_any_syllables_are_sorted_by_their_letters_and_then_by_their_tones(found):
    expected = [written(syllable) for syllable in sorted(found, key=in_the_dictionary)]
    assert sorted((written(syllable) for syllable in found), key=alphabetical) == expected


@given(st.text())
def test_capitals_and_composition_make_no_difference(text):
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))
    assert alphabetical(decomposed) == alphabetical(unicodedata.normalize("NFC", text))
    assert alphabetical("ĐẶNG Thị") == alphabetical("đặng thị")


@given(st.lists(st.text(max_size=8), max_size=8))
def test_texts_of_any_kind_can_be_sorted(names):
    assert sorted(map(alphabetical, reversed(names))) == list(map(alphabetical, sorted(names, key=alphabetical)))


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Ấm áp", "Â"), ("đỗ", "Đ"), ("“Ư”", "Ư"), ("ệ", "Ê"), ("Ça", "C"), ("2026", "#"), ("", "#"), ("…", "#")],
)
def test_a_name_stands_under_its_first_letter(name, letter):
    assert initial(name) == letter


@given(st.text())
def test_every_name_stands_under_some_letter(text):
    assert initial(text) in [*ALPHABET.upper(), "#"]
