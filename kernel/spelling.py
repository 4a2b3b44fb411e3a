"""What a reader may have meant: words typed without an input method, written as one, or with a wrong letter. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise

from .fulltext import Query, spelled, words

# How many words are asked about, and how many different ones they are compared with.
MAX_ASKED, MAX_KNOWN = 4, 6_000
LIKENESS = 0.7
# Of so many that are alike the most frequent is taken.
EQUALS = 8

_SYLLABLE = re.compile(r"([^aeiouy]*)(.*)")
# After a syllable's vowel no Vietnamese word has these: there they are Telex's marks, as digits are VNI's.
_MARKS_IN_TELEX = re.compile(r"[sfrxjwzd0-9]")
_DOUBLED = re.compile(r"([aeo])\1")


def untyped(word: str) -> str:
    """The folded word behind Telex or VNI that nobody took up: "tieesng" and "tie61ng" are "tieng"."""
    onset, rest = _SYLLABLE.fullmatch(word).groups()
    return onset.replace("dd", "d").rstrip("0123456789") + _DOUBLED.sub(r"\1", _MARKS_IN_TELEX.sub("", rest))


def vocabulary(texts: Iterable[str]) -> dict[str, str]:
    """The usual spelling of every folded word of the texts, and of every two in a row, folded and written as one."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        pairs = list(zip(words(text), spelled(text), strict=False))
        counts.update(pairs)
        counts.update((first[0] + second[0], f"{first[1]} {second[1]}") for first, second in pairwise(pairs))
    known: dict[str, str] = {}
    for (folded, spelling), _ in counts.most_common():
        if len(known) == MAX_KNOWN:
            break
        known.setdefault(folded, spelling)
    return known


def correction(query: Query, known: dict[str, str], is_found: Callable[[str], bool]) -> str | None:
    """The query with every word that is found nowhere replaced by the nearest known one; None if nothing is nearer."""
    typed = query.spelled if len(query.spelled) == len(query.words) else query.words
    better = [
        spelling if number >= MAX_ASKED or is_found(word) else _nearest(word, known, is_found) or spelling
        for number, (word, spelling) in enumerate(zip(query.words, typed, strict=True))
    ]
    return " ".join(better) if better != list(typed) else None


def _nearest(word: str, known: dict[str, str], is_found: Callable[[str], bool]) -> str | None:
    form = untyped(word)
    if form and form != word and (form in known or is_found(form)):
        return known.get(form, form)
    # Two words written as one are known as such.
    near = _swapped(word, known) or _alike(word, known)
    return known[near] if near else None


def _swapped(word: str, known: Iterable[str]) -> str | None:
    """The first known word of the same letters in another order: the commonest slip of fast fingers."""
    letters = sorted(word)
    return next((other for other in known if len(other) == len(word) and sorted(other) == letters), None)


def _alike(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like it; of equals the first, which is the most frequent."""
    near = set(get_close_matches(word, known, EQUALS, LIKENESS))
    matcher = SequenceMatcher(b=word)

    def ratio(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.ratio()

    return max((other for other in known if other in near), key=ratio, default=None)
