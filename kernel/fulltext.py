"""Words as the search knows them, and what a reader asks of it: pure, the same for every database engine.

A word is a run of letters and digits, folded: "Thông tin-2" is "thong", "tin", "2". What is stored for the index is
words with single spaces between, so that no engine's own idea of a letter or a word matters. Beside them the same words
are stored as they are spelled, marks and all, for who typed marks: those are meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple, Self, TypeVar

from .text import fold, normalize, one_line

# A longer word is cut, in texts and in queries alike: engines refuse or ignore very long ones.
WORD_LENGTH = 64
# More than anybody types, and few enough for every engine.
MAX_LENGTH = 200
MAX_WORDS = 12

WORD = re.compile(r"[^\W_]+")
_DECOMPOSED = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
# The marks as VNI, a Vietnamese way of typing, has them: 1 to 5 the tones, 6 to 9 what makes another letter.
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_MARKS = str.maketrans(_TONES + "\u0302\u031b\u0306", "12345678") | {ord("đ"): "d9"}
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans("“”„‟«»＂″", '""""""""')

Phrase = tuple[str, ...]
T = TypeVar("T")


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


def spellings(text: str) -> list[str]:
    """The words of `text` as their spelling is stored and compared."""
    return [_as_spelled(word) for word in _DECOMPOSED.findall(normalize(text.lower().replace("ς", "σ"), "NFD"))]


@lru_cache(maxsize=16_384)
def _as_spelled(word: str) -> str:
    """A decomposed word as its spelling is stored: "phở" is "pho73". The tones last: "hoà" is "hòa"."""
    return as_key("".join(sorted(word, key=_TONES.__contains__)).translate(_MARKS))


def indexed(text: str, size: int, split: Callable[[str], list[str]] = words) -> str:
    """What an index stores of `text`: its words with single spaces between, at most `size` bytes, cut between words."""
    joined = " ".join(split(text))
    if len(joined.encode()) <= size:
        return joined
    return joined.encode()[: size + 1].decode(errors="ignore").rpartition(" ")[0]


class Part(NamedTuple):
    """A word, or several that follow each other, as they were typed: folded, and as they are spelled."""

    is_out: bool
    is_quoted: bool
    words: Phrase
    spelling: Phrase

    @property
    def has_marks(self) -> bool:
        return self.spelling != self.words


@dataclass(frozen=True)
class Query:
    """What a reader looks for: rows that have every one of `terms` and none of `without`.

    A term is one word or several that follow each other. `text`: as it was typed, in one line, cut to MAX_LENGTH.
    `exact` and `exact_without`: the same of words as they are spelled. `typed`: every term with its spelling.
    """

    text: str = ""
    terms: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    exact: tuple[Phrase, ...] = ()
    exact_without: tuple[Phrase, ...] = ()
    typed: tuple[tuple[Phrase, Phrase], ...] = ()
    # Of the terms the one, if any, whose last word may be the beginning of a longer one.
    begun: Phrase = ()

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Words, "words in quotes", -words to leave out. Any text is a query: what means nothing is passed over.

        Marks are meant: "phở" in quotes is only "phở", and -giá leaves "gia đình" in. Without quotes they are a wish:
        other spellings are found, too, see `as_typed`.
        """
        text = one_line(typed[: 4 * MAX_LENGTH])[:MAX_LENGTH].strip()
        parts = list(_parts(text))
        sought = [part for part in parts if not part.is_out]
        out = [part for part in parts if part.is_out]
        return cls(
            text,
            terms=_unique(part.words for part in sought),
            without=_unique(part.words for part in out if not part.has_marks),
            exact=_unique(part.spelling for part in sought if part.is_quoted and part.has_marks),
            exact_without=_unique(part.spelling for part in out if part.has_marks),
            typed=_unique((part.words, part.spelling) for part in sought),
        )

    @property
    def words(self) -> Phrase:
        """Every word looked for, in the order typed."""
        return tuple(word for term in self.terms for word in term)

    @property
    def loose(self) -> Self:
        """What every find of this query satisfies, without regard to order: cheap for any engine to tell."""
        return replace(self, terms=_singly(self.terms), exact=_singly(self.exact), without=(), exact_without=())

    @property
    def is_loose(self) -> bool:
        """Whether the order of its words does not matter, and nothing is left out."""
        is_out = self.without or self.exact_without
        return not is_out and all(len(term) == 1 for term in (*self.terms, *self.exact))

    @property
    def phrase(self) -> Self:
        """The same words as one phrase, spelled as typed if they have marks."""
        exact = (self.spelling,) if self.has_marks else ()
        return replace(self, terms=(self.words,), exact=exact, without=(), exact_without=())

    # --- Marks

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with diacritics: then they are meant."""
        return bool(self.meant)

    @property
    def meant(self) -> tuple[Phrase, ...]:
        """The spelling of every term that was typed with marks."""
        return tuple(spelling for words, spelling in self.typed if spelling != words)

    @property
    def spelling(self) -> Phrase:
        """Every word looked for as it is spelled, in the order typed."""
        return tuple(word for _, spelling in self.typed for word in spelling)

    @property
    def as_typed(self) -> Self:
        """The same, but what has marks is found in this spelling only."""
        return replace(self, exact=self.meant)

    @property
    def exactly(self) -> str:
        """What to type for `as_typed`: words with marks in quotes."""
        return _TERM.sub(_in_quotes, self.text.translate(_QUOTES))

    @cached_property
    def spelled(self) -> list[str]:
        """The words as typed, marks and all, those to leave out not among them."""
        return [word for minus, *parts in _TERM.findall(self.text.translate(_QUOTES)) if not minus
                for part in parts for word in spelled(part)]  # fmt: skip


def _parts(text: str) -> Iterator[Part]:
    """What was typed, part by part, MAX_WORDS words at most."""
    left = MAX_WORDS
    for minus, quoted, plain in _TERM.findall(text.translate(_QUOTES)):
        # Signs within a word split it: "covid-19" looks for "covid 19".
        phrase = tuple(words(quoted or plain)[:left])
        if phrase:
            yield Part(bool(minus), bool(quoted), phrase, tuple(spellings(quoted or plain)[:left]))
        left -= len(phrase)


def _in_quotes(typed: re.Match) -> str:
    minus, _, plain = typed.groups()
    return f'"{plain}"' if plain and not minus and spellings(plain) != words(plain) else typed[0]


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _singly(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Every word of the phrases as a term of its own."""
    return _unique((word,) for phrase in phrases for word in phrase)


def follows(phrase: Iterable[str], text: Iterable[str]) -> bool:
    """Whether the words of `text` have those of `phrase` one after the other."""
    return f" {' '.join(phrase)} " in f" {' '.join(text)} "
