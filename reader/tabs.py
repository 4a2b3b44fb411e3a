"""The tabs of the search page: articles, and what others register beside them, such as the ads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.fulltext import Query

from .epoch import Part
from .frame import Frame

MAX_PAGE = 50


@dataclass(frozen=True)
class Finds:
    """One page of what a tab found: its rows, for its own template; how many there are in all, None if not counted."""

    rows: Sequence[Any]
    count: int | None = None
    has_more: bool = False


@dataclass(frozen=True)
class Tab:
    """One more kind of thing to find, registered by `newsroom`.

    `key`: its value of the parameter `the`. `find(query, frame, number)`: the page `number` (from 1 to MAX_PAGE) of
    what is found, never an error, whatever a reader typed; the template prints it as `finds`. `parts`: what finds
    are made of.
    """

    key: str
    name: str
    template: str
    find: Callable[[Query, Frame, int], Finds]
    parts: Iterable[Part] = ()


_tabs: dict[str, Tab] = {}


def register(tab: Tab) -> Tab:
    _tabs[tab.key] = tab
    return tab


def unregister(tab: Tab) -> None:
    del _tabs[tab.key]


def registered() -> list[Tab]:
    return list(_tabs.values())


def called(key: str) -> Tab | None:
    return _tabs.get(key)
