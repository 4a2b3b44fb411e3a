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
    r"(?:"
    r"(?:o?[aăe]|u?[âê]|[iuy]ê|uyê|oo?|ươ|u[oôơy]|[ôơuưiy])(?:ch?|m|nh?|ng|p|t)"
    r"|o?(?:a[iouy]?|eo?)|u?(?:ây|êu?|ya?)|âu|iêu|yêu|iu|ia|oi?|ôi?|ơi?|u[aiơ]?|uôi|uyu|ư[aiu]?|ươ[iu]|i"
    r")"
)
# In the Vietnamese code page tones follow their vowel; in the Western one their bytes are Ì, ì, Þ, Ò, ò.
_TONED_VOWEL = re.compile("([aeiouy][\u0302\u0306\u031b]*)[\u0300\u0301\u0303\u0309\u0323]")
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
    """The Vietnamese code page if most of the words to which it makes a difference are syllables in it; else cp1252."""
    sample = data[:_SAMPLE]
    vietnamese, western = (_words(sample.decode(name, "replace")) for name in (VIETNAMESE, WESTERN))
    vietnamese, western = vietnamese - western, western - vietnamese
    syllables = sum(map(_is_syllable, vietnamese))
    # What may be either ("như", "nhý") is taken for Vietnamese: nobody who writes it has the Western page by choice.
    better = syllables >= sum(map(_is_syllable, western))
    return VIETNAMESE if better and 2 * syllables > len(vietnamese) else WESTERN


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(normalize(text).lower()) if not word.isascii()}


def _is_syllable(word: str) -> bool:
    toneless = _TONED_VOWEL.sub(r"\1", normalize(word, "NFD"))
    return bool(_SYLLABLE.fullmatch(normalize(toneless)))
