"""Vietnamese text: what comes in is cleaned once, what is compared is folded, what goes into a URL is a slug."""

import re
import unicodedata
from itertools import groupby
from typing import Literal

# C0 controls but tab and newlines, DEL, and lone surrogates: never text, and databases refuse some of them.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
# Half-width katakana's voice marks are the only marks that count as letters.
_LONG_RUN_OF_SIGNS = re.compile(r"[\W\uff9e\uff9f]{31,}")
SLUG_LENGTH = 80
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: place for place, letter in enumerate(ALPHABET)}
# The tones in their order: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {mark: place for place, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_WORD = re.compile(r"[^\W_]+")


def normalize(text: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"] = "NFC") -> str:
    """What `unicodedata.normalize` gives, without its quadratic time on many marks after one letter.

    It sorts the marks by insertion (80,000 take 20 s), which is quick if they are in order; so they are put in order.
    """
    decomposed = "NFKD" if "K" in form else "NFD"
    return unicodedata.normalize(form, _LONG_RUN_OF_SIGNS.sub(lambda run: _in_order(run[0], decomposed), text))


def _in_order(signs: str, form: Literal["NFD", "NFKD"]) -> str:
    """The signs, decomposed one by one, marks in canonical order: sorted by class, stably, between other signs."""
    if signs.isascii():
        return signs
    single = "".join(unicodedata.normalize(form, sign) for sign in signs)
    runs = (run for _, run in groupby(single, key=lambda sign: unicodedata.combining(sign) > 0))
    return "".join(sign for run in runs for sign in sorted(run, key=unicodedata.combining))


def clean(text: str) -> str:
    """`text` as NFC with Unix line ends; what is no text (NUL, controls, lone surrogates) becomes U+FFFD."""
    text = _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return normalize(text)


def one_line(text: str) -> str:
    """`clean(text)` with every run of white space, no-break ones included, as one space."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """`text` as it is searched: lower case, no marks, đ as d. "Thông tin", "THÔNG TIN", "thong tin" are one."""
    text = normalize(text.lower(), "NFD")
    return "".join(char for char in text if not unicodedata.combining(char)).replace("đ", "d")


def slugify(text: str) -> str:
    """The ASCII slug of a title or name, at most 80 characters, cut between words; "bai" if nothing is left."""
    slug = _NOT_IN_SLUG.sub("-", fold(normalize(text, "NFKC"))).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug or "bai"


def alphabetical(text: str) -> tuple:
    """The key that sorts names as Vietnamese dictionaries do: syllable by syllable, by letters, then by tone.

    a < ă < â, d < đ, ba < bà < bả < bã < bá < bạ; capitals count as small letters, signs not at all, digits and
    other scripts come before and after the alphabet.
    """
    text = normalize(text.lower())
    return tuple(_syllable(word) for word in _WORD.findall(text)), text


def _syllable(word: str) -> tuple:
    signs = normalize(word, "NFD")
    letters = normalize("".join(sign for sign in signs if sign not in _TONES))
    return [_place(letter) for letter in letters], [_TONES[sign] for sign in signs if sign in _TONES]


def _place(letter: str) -> tuple[int, int]:
    # A letter that Vietnamese borrows with a mark of its own, such as ç, stands with the plain one.
    place = _PLACES.get(letter, _PLACES.get(fold(letter)))
    if place is not None:
        return 1, place
    return (0 if letter.isdigit() else 2), ord(letter)


def initial(text: str) -> str:
    """The letter under which `text` stands in an index: "Ă", "Đ"; "#" if it begins with none of the alphabet."""
    word = _WORD.search(normalize(text.lower()))
    kind, place = _syllable(word[0])[0][0] if word else (0, 0)
    return ALPHABET[place].upper() if kind == 1 else "#"
