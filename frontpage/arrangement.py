"""What stands where on the home page: pure functions over lists, newest first, of things with an `article_id`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, zip_longest
from typing import Generic, Protocol, TypeVar

TOP_STORIES = 6
LATEST = 8
PHOTO_STORIES = 4
BLOCK_SIZE = 5
PRESS_SIZE = 4
# The designs of blocks: a large story with the others beside it; all in a row; two blocks beside each other.
WIDE, STRIP, PAIR = "wide", "strip", "pair"
# From so many stories on a block looks well alone in its row.
FULL = 4


class Story(Protocol):
    article_id: int


S = TypeVar("S", bound=Story)
N = TypeVar("N")


@dataclass(frozen=True)
class Block(Generic[N, S]):
    """A part of the page under its heading, the first story the largest; `design` says how they stand."""

    heading: N
    stories: Sequence[S]
    design: str = WIDE


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
    strip = _take(photos, PHOTO_STORIES, taken)
    latest = _take(newest, LATEST, taken)
    found = [(heading, _take(stories, BLOCK_SIZE, taken)) for heading, stories in by_heading]
    filled = [(heading, stories) for heading, stories in found if stories]
    designs = _designs([len(stories) for _, stories in filled])
    return Arrangement(
        hero=first[0] if first else None,
        top_stories=first[1:],
        latest=latest,
        photos=strip,
        blocks=[Block(heading, stories, design) for (heading, stories), design in zip(filled, designs, strict=True)],
        press=_take(press, PRESS_SIZE, taken),
    )


def in_turn(lists: Iterable[Iterable[S]]) -> Iterator[S]:
    """The first of each list, then the second of each, and so on."""
    for row in zip_longest(*lists):
        yield from (story for story in row if story is not None)


def _designs(sizes: Sequence[int]) -> list[str]:
    """How blocks of so many stories stand: full ones wide and as a strip in turn, a pair after each of them."""
    designs: list[str] = []
    alone = cycle((WIDE, STRIP))
    for number, size in enumerate(sizes):
        if len(designs) > number:
            continue  # the second of a pair
        if number == len(sizes) - 1:
            designs.append(WIDE)
        elif size >= FULL and designs[-1:] in ([], [PAIR]):
            designs.append(next(alone))
        else:
            designs += [PAIR, PAIR]
    return designs


def _take(stories: Iterable[S], size: int, taken: set[int]) -> list[S]:
    """The first `size` stories that are not in `taken` yet; they are then."""
    chosen: list[S] = []
    for story in stories:
        if len(chosen) < size and story.article_id not in taken:
            chosen.append(story)
            taken.add(story.article_id)
    return chosen
