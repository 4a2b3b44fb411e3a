"""What stands where on the home page: pure functions over lists, newest first, of things with an `article_id`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

TOP_STORIES = 5
BLOCK_SIZE = 5


class Story(Protocol):
    article_id: int


S = TypeVar("S", bound=Story)
N = TypeVar("N")


@dataclass(frozen=True)
class Block(Generic[N, S]):
    """A part of the page under its heading, the first story the largest."""

    heading: N
    stories: Sequence[S]


@dataclass(frozen=True)
class Arrangement(Generic[N, S]):
    """The home page from top to bottom; no article stands in it twice, and no block is empty."""

    hero: S | None
    top_stories: Sequence[S]
    blocks: Sequence[Block[N, S]]


def arrange(newest: Iterable[S], by_heading: Iterable[tuple[N, Iterable[S]]]) -> Arrangement[N, S]:
    """Hero and top stories from `newest`, then a block for each heading from what is left of its stories."""
    taken: set[int] = set()
    first = _take(newest, 1 + TOP_STORIES, taken)
    blocks = [Block(heading, _take(stories, BLOCK_SIZE, taken)) for heading, stories in by_heading]
    return Arrangement(first[0] if first else None, first[1:], [block for block in blocks if block.stories])


def _take(stories: Iterable[S], size: int, taken: set[int]) -> list[S]:
    """The first `size` stories that are not in `taken` yet; they are then."""
    chosen: list[S] = []
    for story in stories:
        if len(chosen) < size and story.article_id not in taken:
            chosen.append(story)
            taken.add(story.article_id)
    return chosen
