"""What a reader may have meant: words typed without an input method, written as one, or with a wrong letter. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from itertools import pairwise

from .fulltext import Query, spelled, words

# How many words are asked about, and how many different ones they are compared with.
MAX_ASKED, MAX_KNOWN = 4, 6_000
LIKENESS = 0.7

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
    near = get_close_matches(word, known, 1, LIKENESS)
    return known[near[0]] if near else None
