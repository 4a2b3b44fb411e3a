"""Words as the search knows them, and what a reader asks of it: pure, the same for every database engine.

A word is a run of letters and digits, folded: "Thông tin-2" is "thong", "tin", "2". What is stored for the index is
words with single spaces between, so that no engine's own idea of a letter or a word matters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from .text import fold, one_line

# A longer word is cut, in texts and in queries alike: engines refuse or ignore very long ones.
WORD_LENGTH = 64
# More than anybody types, and few enough for every engine.
MAX_LENGTH = 200
MAX_WORDS = 12

WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans("“”„‟«»＂″", '""""""""')

Phrase = tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of `text`, folded, in order."""
    # A sigma at a word's end is another letter; which one stands there depends on what follows.
    return [as_key(word) for word in WORD.findall(fold(text).replace("ς", "σ"))]


def as_key(word: str) -> str:
    """A folded word as it is stored and compared: cut, and in ASCII, so that every engine takes it for one word.

    Vietnamese is ASCII once it is folded; words of other scripts become the digits of their bytes.
    """
    word = word[:WORD_LENGTH]
    return word if word.isascii() else f"u{word.encode().hex()}"


def spelled(text: str) -> list[str]:
    """The words of `text` as they are spelled, but for capitals."""
    return WORD.findall(one_line(text).lower())


def indexed(text: str, size: int) -> str:
    """What an index stores of `text`: its words with single spaces between, at most `size` bytes, cut between words."""
    joined = " ".join(words(text))
    if len(joined.encode()) <= size:
        return joined
    return joined.encode()[: size + 1].decode(errors="ignore").rpartition(" ")[0]


@dataclass(frozen=True)
class Query:
    """What a reader looks for: rows that have every one of `terms` and none of `without`.

    A term is one word or several that follow each other. `text`: as it was typed, in one line, cut to MAX_LENGTH.
    """

    text: str = ""
    terms: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Words, "words in quotes", -words to leave out. Any text is a query: what means nothing is passed over."""
        text = one_line(typed[: 4 * MAX_LENGTH])[:MAX_LENGTH].strip()
        terms: list[Phrase] = []
        without: list[Phrase] = []
        left = MAX_WORDS
        for minus, quoted, plain in _TERM.findall(text.translate(_QUOTES)):
            # Signs within a word split it: "covid-19" looks for "covid 19".
            phrase = tuple(words(quoted or plain)[:left])
            if phrase:
                (without if minus else terms).append(phrase)
            left -= len(phrase)
        return cls(text, tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(without)))

    @property
    def words(self) -> Phrase:
        """Every word looked for, in the order typed."""
        return tuple(word for term in self.terms for word in term)

    @property
    def loose(self) -> Self:
        """What every find of this query satisfies, without regard to order: cheap for any engine to tell."""
        return replace(self, terms=tuple((word,) for word in dict.fromkeys(self.words)), without=())

    @property
    def is_loose(self) -> bool:
        """Whether the order of its words does not matter, and nothing is left out."""
        return not self.without and all(len(term) == 1 for term in self.terms)

    @property
    def phrase(self) -> Self:
        """The same words as one phrase."""
        return replace(self, terms=(self.words,), without=())

    @cached_property
    def spelled(self) -> list[str]:
        """The words as typed, marks and all, those to leave out not among them."""
        return [word for minus, *parts in _TERM.findall(self.text.translate(_QUOTES)) if not minus
                for part in parts for word in spelled(part)]  # fmt: skip

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with diacritics: then they are meant."""
        return tuple(self.spelled) != self.words


def follows(phrase: Iterable[str], text: Iterable[str]) -> bool:
    """Whether the words of `text` have those of `phrase` one after the other."""
    return f" {' '.join(phrase)} " in f" {' '.join(text)} "
