"""Names that one article spells in two ways: "Nguyễn Thị Hoà" here, "Nguyễn Thị Hòa" there. Pure.

A name is a run of capitalised words. Two that are alike but for their marks, as "Hà Thuận" and "Hà Thuân", are one name
until somebody says otherwise. Of two that differ by a letter the one that stands there once may be a slip of the other;
two people's names are often that near, so it must be a long word, with the same first letter, of a name used before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from kernel.text import fold, normalize

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = re.compile(r"[.!?…:;“”\"()\n–-]\s*$")
LONG_WORD = 4
MAX_WORDS = 6

Name = tuple[str, ...]


class TwoSpellings(NamedTuple):
    """A name, the spelling that is used less, and where that stands."""

    usual: str
    other: str
    place: str


def spelled_twice(texts: Iterable[tuple[str, str]]) -> list[TwoSpellings]:
    """The names that the texts spell in two ways, in the order in which the rarer spelling comes.

    Each text comes with the name of its place, which is handed back.
    """
    places: dict[Name, list[str]] = defaultdict(list)
    for place, text in texts:
        for name in _names(normalize(text)):
            places[name].append(place)
    order = {name: number for number, name in enumerate(places)}
    pairs = {
        tuple(sorted(pair, key=lambda name: (-len(places[name]), order[name])))
        for pair in (*_alike(places), *_slips(places))
    }
    found = sorted(pairs, key=lambda pair: order[pair[1]])
    return [TwoSpellings(" ".join(usual), " ".join(other), places[other][0]) for usual, other in _longest(found)]


def _names(text: str) -> Iterator[Name]:
    """Every run of two to six capitalised words; one that begins a sentence also without its first word ("Ông …")."""
    run: list[str] = []
    opens = True
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        end = match.end()
        is_name = match[0][0].isupper() and (match[0][1:].islower() or len(match[0]) == 1)
        if run and (between != " " or not is_name):
            yield from _readings(run, opens)
            run = []
        if is_name:
            if not run:
                opens = match.start() == 0 or bool(_SENTENCE_ENDS.search(between))
            run.append(match[0])
    yield from _readings(run, opens)


def _readings(run: list[str], opens: bool) -> Iterator[Name]:
    if 2 <= len(run) <= MAX_WORDS:
        yield tuple(run)
    if opens and 3 <= len(run) <= MAX_WORDS + 1:
        yield tuple(run[1:])


def _alike(places: dict[Name, list[str]]) -> Iterator[tuple[Name, Name]]:
    """Names that are the same without their marks."""
    groups: dict[Name, list[Name]] = defaultdict(list)
    for name in places:
        groups[tuple(fold(word) for word in name)].append(name)
    for group in groups.values():
        # The usual spelling beside each other one.
        usual = max(group, key=lambda name: len(places[name]))
        yield from ((usual, name) for name in group if name != usual)


def _slips(places: dict[Name, list[str]]) -> Iterator[tuple[Name, Name]]:
    """Names of which one is used once, the other more often, and one long word differs by a letter."""
    groups: dict[tuple, list[Name]] = defaultdict(list)
    for name in places:
        for key in _keys(tuple(fold(word) for word in name)):
            groups[key].append(name)
    for group in groups.values():
        for one, other in combinations(group, 2):
            counts = sorted(len(places[name]) for name in (one, other))
            if counts[0] == 1 < counts[1] and [fold(word) for word in one] != [fold(word) for word in other]:
                yield one, other


def _keys(words: Name) -> Iterator[tuple]:
    """What names have in common that differ by a letter of one word: the others, and that word without a letter."""
    for place, word in enumerate(words):
        if len(word) >= LONG_WORD:
            rest = (*words[:place], "", *words[place + 1 :])
            yield rest, place, word
            for letter in {word[:cut] + word[cut + 1 :] for cut in range(1, len(word))}:
                yield rest, place, letter


def _longest(pairs: list[tuple[Name, Name]]) -> Iterator[tuple[Name, Name]]:
    """Without the pairs that only repeat the end of a longer one."""
    for usual, other in pairs:
        if not any(len(longer) > len(other) and longer[-len(other) :] == other for _usual, longer in pairs):
            yield usual, other
