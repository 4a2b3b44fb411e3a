"""Sanitised rich text as the pieces that people change one by one, and what changed between two such texts. Pure.

A piece is a paragraph, a heading, a table, an item of a list, or the tag that opens or closes a list; put together
again the pieces are the text.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from .markup import as_text

# Quoted values may hold what looks like the end of a tag.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>')
_LISTS = frozenset({"ul", "ol"})
_VOID = frozenset({"br"})
_OPENS = re.compile(r"<(ul|ol)\b(?:\"[^\"]*\"|[^\">])*>")
_CLOSES = re.compile(r"</(ul|ol)>")
# Two pieces with fewer words in common than this are not one piece that was changed.
ALIKE = 0.4
# A longer stretch of changed pieces is paired in order, without comparing each with each.
MOST_COMPARED = 2_500


@dataclass(frozen=True)
class Hunk:
    """From `start` up to `end` the pieces became these: none when deleted; an insertion has no length."""

    start: int
    end: int
    pieces: tuple[str, ...]


def pieces(html: str) -> list[str]:
    """The pieces of sanitised `html`."""
    found: list[str] = []
    start, depth, in_list = 0, 0, False
    for tag in _TAG.finditer(html):
        closes, name = bool(tag[1]), tag[2]
        if name in _VOID:
            continue
        is_list = depth == 0 and name in _LISTS and in_list == closes
        if depth == 0 and (is_list or not closes):
            found.append(html[start : tag.start()])
            start = tag.start()
        if is_list:
            in_list = not closes
        else:
            depth = max(0, depth - 1) if closes else depth + 1
        if is_list or (closes and depth == 0):
            found.append(html[start : tag.end()])
            start = tag.end()
    return [piece for piece in [*found, html[start:]] if piece]


def is_whole(found: list[str]) -> bool:
    """Whether the pieces together are a text: every list is closed, items stand in lists, and nothing else does."""
    opened = ""
    for piece in found:
        if match := _OPENS.fullmatch(piece):
            if opened:
                return False
            opened = match[1]
        elif match := _CLOSES.fullmatch(piece):
            if opened != match[1]:
                return False
            opened = ""
        elif piece.strip() and _is_item(piece) != bool(opened):
            return False
    return not opened


def fitting(found: list[str], like: list[str]) -> list[str]:
    """The pieces as they can stand where `like` stood: as items of a list if those were items, else as a text."""
    if not like or not all(map(_is_item, like)):
        return found
    return [piece if _is_item(piece) else f"<li>{piece}</li>" for piece in found if not _is_of_list(piece)]


def as_whole(html: str) -> str:
    """A stretch of pieces as a text of its own: items without their list are given one."""
    found = pieces(html)
    return f"<ul>{html}</ul>" if found and all(map(_is_item, found)) else html


def _is_item(piece: str) -> bool:
    return piece.startswith(("<li>", "<li "))


def _is_of_list(piece: str) -> bool:
    return bool(_OPENS.fullmatch(piece) or _CLOSES.fullmatch(piece))


# --- What changed ---------------------------------------------------------------------


def changes(before: list[str], after: list[str]) -> list[Hunk]:
    """What leads from one text to the other, in order, each piece that was changed by itself."""
    head = _same(before, after)
    tail = _same(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    hunks: list[Hunk] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            hunks += _refined(old[start:end], new[first:last], head + start)
    return hunks


def _same(one: list[str], other: list[str]) -> int:
    """How many pieces at the beginning are the same."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _refined(old: list[str], new: list[str], at: int) -> list[Hunk]:
    """A stretch that changed, as one hunk for each piece; in one if a list begins or ends in it."""
    if not old or any(map(_is_of_list, old + new)):
        return [Hunk(at, at + len(old), tuple(new))]
    became, inserted = _followed(old, new)
    hunks = []
    for index in range(len(old) + 1):
        if inserted[index]:
            hunks.append(Hunk(at + index, at + index, tuple(inserted[index])))
        if index < len(old):
            hunks.append(Hunk(at + index, at + index + 1, tuple(became[index])))
    return hunks


def _followed(old: list[str], new: list[str]) -> tuple[list[list[str]], list[list[str]]]:
    """What each old piece became (two, if it was split; none, if it was deleted), and what was inserted before each."""
    became: list[list[str]] = [[] for _piece in old]
    inserted: list[list[str]] = [[] for _piece in [*old, None]]
    pairs = _paired(old, new)
    last = -1
    for index, piece in enumerate(new):
        if index in pairs:
            last = pairs[index]
            became[last].append(piece)
        elif last >= 0 and became[last] and _holds(old[last], piece):
            became[last].append(piece)
        elif last + 1 < min((pairs[later] for later in pairs if later > index), default=len(old)):
            # Rewritten: it stands where the old one stood.
            last += 1
            became[last].append(piece)
        else:
            inserted[last + 1].append(piece)
    return became, inserted


def _paired(old: list[str], new: list[str]) -> dict[int, int]:
    """New pieces with the old ones that they are likely to come from, in the same order: as alike as possible."""
    if len(old) * len(new) > MOST_COMPARED:
        return {}
    words = [[_words(piece) for piece in side] for side in (old, new)]
    best: dict[tuple[int, int], tuple[float, dict[int, int]]] = {}
    for left in reversed(range(len(old))):
        for right in reversed(range(len(new))):
            likeness = _likeness(words[0][left], words[1][right])
            options = [best.get((left + 1, right), (0.0, {})), best.get((left, right + 1), (0.0, {}))]
            if likeness >= ALIKE:
                score, pairs = best.get((left + 1, right + 1), (0.0, {}))
                options.append((score + likeness, {right: left} | pairs))
            best[left, right] = max(options, key=lambda option: option[0])
    return best.get((0, 0), (0.0, {}))[1]


def are_alike(mine: list[str], theirs: list[str]) -> bool:
    """Whether a piece of one side is likely to be another version of one of the other side."""
    only_mine = [_words(piece) for piece in mine if piece not in theirs]
    only_theirs = [_words(piece) for piece in theirs if piece not in mine]
    if len(only_mine) * len(only_theirs) > MOST_COMPARED:
        return True
    return any(_likeness(one, other) >= ALIKE for one in only_mine for other in only_theirs)


def joined(theirs: list[str], mine: list[str]) -> list[str]:
    """What two people inserted at one place: theirs first, and what both inserted once."""
    if any(map(_is_of_list, mine)):
        return theirs + mine
    return theirs + [piece for piece in mine if piece not in theirs]


def _words(piece: str) -> Counter[str]:
    return Counter(as_text(piece).split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """How many of the words of both are in both, from 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _holds(old: str, piece: str) -> bool:
    """Whether most of the words of a piece come from an old one."""
    words = _words(piece)
    return (_words(old) & words).total() > ALIKE * max(1, words.total())
