"""What stands where on the home page: pure functions over lists, newest first, of things with an `article_id`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from typing import Generic, Protocol, TypeVar

TOP_STORIES = 6
LATEST = 9
PHOTO_STORIES = 4
BLOCK_SIZE = 5
PRESS_SIZE = 4
# Fewer do not make a strip.
FEWEST_PHOTO_STORIES = 3
# A large story beside four; two sections beside each other; five stories in a row.
DESIGNS = ("wide", "pair", "pair", "strip")


class Story(Protocol):
    article_id: int


S = TypeVar("S", bound=Story)
N = TypeVar("N")


@dataclass(frozen=True)
class Block(Generic[N, S]):
    """A part of the page under its heading, the first story the largest; `design` is one of DESIGNS."""

    heading: N
    stories: Sequence[S]
    design: str = DESIGNS[0]


@dataclass(frozen=True)
class Arrangement(Generic[N, S]):
    """The home page from top to bottom; no article stands in it twice, and no block is empty."""

    hero: S | None
    top_stories: Sequence[S]
    latest: Sequence[S]
    photos: Sequence[S]
    blocks: Sequence[Block[N, S]]
    press: Sequence[S]


def arrange(
    newest: Iterable[S],
    by_heading: Iterable[tuple[N, Iterable[S]]],
    *,
    placed: Iterable[S] = (),
    photos: Iterable[S] = (),
    press: Iterable[S] = (),
) -> Arrangement[N, S]:
    """`placed`, then `newest`, lead the page; the others fill their parts with what does not stand above them.

    `press`: what others have sent or paid for.
    """
    taken: set[int] = set()
    newest = list(newest)
    first = _take(chain(placed, newest), 1 + TOP_STORIES, taken)
    strip = _take(photos, PHOTO_STORIES, taken, fewest=FEWEST_PHOTO_STORIES)
    latest = _take(newest, LATEST, taken)
    found = [(heading, _take(stories, BLOCK_SIZE, taken)) for heading, stories in by_heading]
    filled = [(heading, stories) for heading, stories in found if stories]
    return Arrangement(
        hero=first[0] if first else None,
        top_stories=first[1:],
        latest=latest,
        photos=strip,
        blocks=[
            Block(heading, stories, design)
            for (heading, stories), design in zip(filled, _designs(len(filled)), strict=True)
        ],
        press=_take(press, PRESS_SIZE, taken),
    )


def _designs(count: int) -> list[str]:
    """The designs of so many blocks, in turn; no half of a pair is left alone."""
    designs = [design for design, _ in zip(cycle(DESIGNS), range(count), strict=False)]
    if count % len(DESIGNS) == DESIGNS.index("pair") + 1:
        designs[-1] = DESIGNS[0]
    return designs


def _take(stories: Iterable[S], size: int, taken: set[int], *, fewest: int = 1) -> list[S]:
    """The first `size` stories that are not in `taken` yet; they are then. None where there are less than `fewest`."""
    chosen: dict[int, S] = {}
    for story in stories:
        if len(chosen) < size and story.article_id not in taken:
            chosen.setdefault(story.article_id, story)
    if len(chosen) < fewest:
        return []
    taken.update(chosen)
    return list(chosen.values())
