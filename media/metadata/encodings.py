"""Bytes that do not say which text they are: UTF-8 if they can be, else what makes the better Vietnamese."""

import codecs
import re

from kernel.text import normalize

VIETNAMESE = "cp1258"
WESTERN = "cp1252"
# More than enough words to tell by.
_SAMPLE = 10_000

# A syllable without its tone. Loose, for it has only to tell Vietnamese from what the wrong code page makes of it:
# "băo" instead of "bão", "HuêÒ" instead of "Huế".
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:ươ[iu]?|ư[aiu]?|ơi?|uyê|uy[au]?|uôi?|ôi?|uây?|ây|âu?|o?ă|oa[iy]|oeo|o[aeio]?|u[aeêiơ]?|[iy]êu?|i[au]?|y"
    r"|a[iouy]?|eo?|êu?)"
    r"(?:ch?|m|nh?|ng|p|t)?"
)
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+")


def decode(data: bytes, *, legacy: str = "", declared_utf8: bool = False) -> str:
    """The text of `data`; `legacy` is the code page for what is not UTF-8, if `code_page` was asked before."""
    # Fields of limited length cut the last character in two: what is left of it is dropped.
    utf8 = codecs.getincrementaldecoder("utf-8")()
    try:
        text = utf8.decode(data)
    except UnicodeDecodeError:
        return data.decode(legacy or code_page(data), "replace")
    cut = bool(utf8.getstate()[0])
    if cut and text.isascii() and not declared_utf8:
        # "Hà" in a code page looks like "H" and half a character.
        return data.decode(legacy or code_page(data), "replace")
    return text


def code_page(data: bytes) -> str:
    """The code page in which more words of `data` are Vietnamese syllables with marks; Western if that is a tie."""
    return max(WESTERN, VIETNAMESE, key=lambda name: _syllables(data[:_SAMPLE].decode(name, "replace")))


def _syllables(text: str) -> int:
    words = _WORD.findall(normalize(text))
    return sum(1 for word in words if not word.isascii() and _is_syllable(word.lower()))


def _is_syllable(word: str) -> bool:
    base = normalize(normalize(word, "NFD").translate(_TONES))
    return bool(_SYLLABLE.fullmatch(base))
