"""What was changed between two texts, word by word. Pure.

A text is a list of lines: the lines of a plain text, or of rich text its paragraphs, headings, items and rows of
tables. Words of Vietnamese are written syllable by syllable, so a word is what stands between spaces, without the
punctuation; a bold word is another word than a plain one, and a link's address is a word after its text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

SAME, INSERTED, DELETED = "same", "ins", "del"
END, CELL = "¶", "│"
# Letters with marks of their own, too: not every text comes composed.
_WORD = re.compile(r"(\s*)([\w\u0300-\u036f]+(?:[-.,'’/][\w\u0300-\u036f]+)*|[^\w\s])")
_KINDS = {"tr": "row", "li": "item", "blockquote": "quote", "h2": "head", "h3": "subhead", "caption": "caption"}
_ENDS_LINE = {"p", "br", *_KINDS}
_MARKS = {"strong": "bold", "em": "italic", "sub": "sub", "sup": "sup", "a": "link"}
# A stretch of more pairs of words than this was written anew: searching it for common words would take seconds.
MOST_PAIRS = 4_000_000
# So few words that are the same between two changes belong to one change.
FEW_WORDS = 3


class Word(NamedTuple):
    """A word with its marks ("bold link"), and whether a space stands before it."""

    text: str
    style: str = ""
    is_apart: bool = True

    @property
    def key(self) -> tuple[str, str]:
        return self.text, self.style


class Line(NamedTuple):
    """A line of a text: "p", "item", "row", "quote", "head", "subhead" or "caption"."""

    kind: str
    words: tuple[Word, ...]

    @property
    def key(self) -> tuple:
        return self.kind, tuple(word.key for word in self.words)


class Run(NamedTuple):
    """Words side by side to which the same happened: SAME, INSERTED or DELETED."""

    change: str
    style: str
    text: str

    @property
    def tag(self) -> str:
        """The element that says so."""
        return "span" if self.change == SAME else self.change

    @property
    def is_apart(self) -> bool:
        """Whether a space stands before it, which is no part of the change."""
        return self.text.startswith(" ")

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def count(self) -> int:
        """How many words they are."""
        return sum(any(map(str.isalnum, word)) for word in self.text.split())


@dataclass(frozen=True)
class Marked:
    """A line with its changes."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def is_same(self) -> bool:
        return all(run.change == SAME for run in self.runs)


# --- Text -> lines --------------------------------------------------------------


def plain(text: str) -> list[Line]:
    """The lines of a plain text."""
    lines = (Line("p", tuple(_words(line))) for line in text.splitlines())
    return [line for line in lines if line.words]


def items(texts: Iterable[str]) -> list[Line]:
    """Each text as an item of a list."""
    return [Line("item", tuple(_words(text))) for text in texts]


def rich(html: str) -> list[Line]:
    """The lines of sanitised rich text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


def _words(text: str, style: str = "") -> Iterator[Word]:
    for match in _WORD.finditer(text):
        yield Word(match[2], style, bool(match[1]))


class _Reader(HTMLParser):
    """Cuts rich text into lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.words: list[Word] = []
        self.open: list[tuple[str, str]] = []

    @property
    def kind(self) -> str:
        open_tags = {tag for tag, _address in self.open}
        return next((kind for tag, kind in _KINDS.items() if tag in open_tags), "p")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.may_end_line(tag)
        if tag != "br":
            self.open.append((tag, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        self.may_end_line(tag)
        if tag in ("td", "th"):
            self.words.append(Word(CELL))
        for index in reversed(range(len(self.open))):
            if self.open[index][0] == tag:
                if address := self.open[index][1]:
                    self.words.append(Word(f"({address})", "address"))
                del self.open[index:]
                break

    def handle_data(self, data: str) -> None:
        style = " ".join(sorted({_MARKS[tag] for tag, _address in self.open if tag in _MARKS}))
        self.words += _words(data, style)

    def may_end_line(self, tag: str) -> None:
        # A row of a table is one line, whatever stands in its cells.
        if tag == "tr" or (tag in _ENDS_LINE and self.kind != "row"):
            self.end_line()

    def end_line(self) -> None:
        if self.words:
            self.lines.append(Line(self.kind, tuple(self.words)))
            self.words = []


# --- Lines -> changes -----------------------------------------------------------


class Step(NamedTuple):
    """From `start` up to `end` the old became what stands from `first` up to `last` in the new."""

    is_same: bool
    start: int
    end: int
    first: int
    last: int

    @property
    def size(self) -> int:
        return max(self.end - self.start, self.last - self.first)


def changed(old: list[Line], new: list[Line]) -> list[Marked]:
    """The new lines and those that are gone, in order, with what was inserted and deleted in them."""
    marked: list[Marked] = []
    for step in _steps([line.key for line in old], [line.key for line in new]):
        if step.is_same:
            marked += [_marked(line, SAME) for line in new[step.first : step.last]]
        else:
            marked += _reworded(old[step.start : step.end], new[step.first : step.last])
    return marked


def _marked(line: Line, change: str) -> Marked:
    return Marked(line.kind, tuple(_runs((change, word) for word in line.words)))


def _reworded(old: list[Line], new: list[Line]) -> list[Marked]:
    """A stretch of lines that changed."""
    if not old or not new:
        return [_marked(line, DELETED) for line in old] + [_marked(line, INSERTED) for line in new]
    before, after = _flat(old), _flat(new)
    if len(before) * len(after) <= MOST_PAIRS:
        return list(_lines(_changes(before, after)))
    if len(old) == len(new) > 1:
        # Something replaced everywhere: each line is still the line that it was.
        return [mark for pair in zip(old, new, strict=True) for mark in _reworded([pair[0]], [pair[1]])]
    return list(_lines(_changes(before, after, search=_nothing)))


def _flat(lines: list[Line]) -> list[Word]:
    """The words of the lines, each line closed by an END that says of what kind it was."""
    return [word for line in lines for word in (*line.words, Word(END, line.kind))]


def _changes(old: list[Word], new: list[Word], search: Callable | None = None) -> Iterator[tuple[str, Word]]:
    """Every word, with what happened to it."""
    keys = [word.key for word in old], [word.key for word in new]
    for step in _smoothed(_steps(*keys, search=search), old):
        if step.is_same:
            yield from ((SAME, word) for word in new[step.first : step.last])
        else:
            yield from ((DELETED, word) for word in old[step.start : step.end])
            yield from ((INSERTED, word) for word in new[step.first : step.last])


def _steps(old: list, new: list, search: Callable | None = None) -> list[Step]:
    """What leads from the old keys to the new ones; what is the same at both ends is not searched."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = (search or _searched)(old[head : len(old) - tail], new[head : len(new) - tail])
    steps = [Step(True, 0, head, 0, head)]
    steps += [Step(same, start + head, end + head, a + head, b + head) for same, start, end, a, b in middle]
    steps.append(Step(True, len(old) - tail, len(old), len(new) - tail, len(new)))
    return [step for step in steps if step.size]


def _searched(old: list, new: list) -> list[Step]:
    # Its heuristic is what keeps it fast: what stands everywhere is not where it begins to look.
    opcodes = SequenceMatcher(None, old, new).get_opcodes()
    return [Step(kind == "equal", *places) for kind, *places in opcodes]


def _nothing(old: list, new: list) -> list[Step]:
    """As if nothing were the same."""
    return [Step(False, 0, len(old), 0, len(new))]


def _shared(one: list, other: list) -> int:
    """How many keys at the beginning are the same."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _smoothed(steps: list[Step], old: list[Word]) -> list[Step]:
    """The steps without lone words that happen to be the same in a passage that was rewritten."""
    result: list[Step] = []
    for index, step in enumerate(steps):
        around = steps[max(0, index - 1) : index + 2]
        changes = sum(other.size for other in around if not other.is_same)
        is_few = step.is_same and len(around) == 3 and step.size < FEW_WORDS and changes >= 4 * step.size
        if is_few and all(word.text != END for word in old[step.start : step.end]):
            step = step._replace(is_same=False)
        if result and not step.is_same and not result[-1].is_same:
            step = Step(False, result[-1].start, step.end, result.pop().first, step.last)
        result.append(step)
    return result


# --- Changes -> lines -----------------------------------------------------------


def _lines(changes: Iterable[tuple[str, Word]]) -> Iterator[Marked]:
    """The words put together to lines again; where the end of a line itself was inserted or deleted, it is seen."""
    waiting: list[tuple[str, Word]] = []
    last: Marked | None = None
    for change, word in changes:
        if word.text != END:
            waiting.append((change, word))
            continue
        sign = () if change == SAME else (Run(change, "end", END),)
        if not waiting and last and sign:
            # The line became one of another kind.
            last = Marked(word.style, last.runs + sign)
            continue
        if last:
            yield last
        last = Marked(word.style, (*_runs(waiting), *sign))
        waiting = []
    if last:
        yield last


def _runs(changes: Iterable[tuple[str, Word]]) -> Iterator[Run]:
    """The words side by side that have the same change and the same marks."""
    for (change, style), group in groupby(changes, lambda pair: (pair[0], pair[1].style)):
        yield Run(change, style, "".join(f"{' ' if word.is_apart else ''}{word.text}" for _change, word in group))
