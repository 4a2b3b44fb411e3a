"""Two people changed one article: a three-way merge of contents (articles/content.py). Pure.

Fields are merged one by one, blocks by their uid, the text of a block by paragraph, heading, table and list item. What
one side alone changed is taken over; where both changed the same to something else there is a clash, for people.
Nothing is thrown away on the way: whatever is in `mine` or `theirs` and not in `base` is in the result or in a clash.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .content import Content
from .pieces import Hunk, are_alike, changes, fitting, is_whole, joined, pieces

# Where something stands in a content: ("title",), ("blocks", uid, "html", 3).
Path = tuple[str | int, ...]

FIELDS = ("title", "short_title", "lead", "slug", "section", "label", "lead_photo")


@dataclass(frozen=True)
class Clash:
    """What both changed. None: it is not there, because somebody deleted it or there is no base."""

    path: Path
    base: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """What tells this clash from the others of the same merge."""
        return "/".join(map(str, self.path))


@dataclass
class Merged:
    """The result. Where there is a clash it holds mine, or theirs if there is nothing of mine."""

    content: Content
    clashes: list[Clash]
    # What of theirs was taken over.
    taken: list[Path]


def merge(base: Content | None, mine: Content, theirs: Content, settled: Mapping[str, Any] | None = None) -> Merged:
    """What `mine` and `theirs` made of `base`, put together; `settled` decides clashes, by their keys.

    Without a base whatever differs is a clash, and no block was deleted.
    """
    work = _Merge(settled or {})
    base = base or {}
    content = {name: work.value((name,), base.get(name), mine[name], theirs[name]) for name in FIELDS}
    content["topics"] = work.members(("topics",), base.get("topics", []), mine["topics"], theirs["topics"])
    content["byline"] = work.byline(base.get("byline", {}), mine["byline"], theirs["byline"])
    sides = [_by_uid(side.get("blocks", [])) for side in (base, mine, theirs)]
    content["blocks"] = work.rows(("blocks",), *sides, work.block)
    sides = [_by_target(side.get("related", [])) for side in (base, mine, theirs)]
    content["related"] = work.rows(("related",), *sides, work.fields)
    return Merged(content, work.clashes, work.taken)


def _by_uid(blocks: Iterable[Content]) -> dict[str, Content]:
    return {block["uid"]: block for block in blocks}


def _by_target(links: Iterable[Content]) -> dict[str, Content]:
    """Related links by where they lead; those that lead to the same one by one."""
    seen: Counter[str] = Counter()
    result = {}
    for link in links:
        target = str(link["article"] or link["url"] or link["title"])
        result[f"{target}#{seen[target]}"] = link
        seen[target] += 1
    return result


@dataclass
class _Merge:
    """One merge at work."""

    settled: Mapping[str, Any]
    clashes: list[Clash] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)

    def clash(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        """What was decided; as long as nothing is, a clash."""
        found = Clash(path, base, mine, theirs)
        if found.key in self.settled:
            return self.settled[found.key]
        self.clashes.append(found)
        return theirs if mine in (None, "") else mine

    # --- One value ----------------------------------------------------------------

    def value(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        # A photo of which the library says something else by now is still the same photo.
        if theirs == base or _named(mine) == _named(theirs) != _named(base):
            return mine
        if _named(mine) == _named(base):
            if _named(theirs) != _named(base):
                self.taken.append(path)
            return theirs
        return mine if _named(theirs) == _named(base) else self.clash(path, base, mine, theirs)

    def members(self, path: Path, base: list, mine: list, theirs: list) -> list:
        """A list without an order: whoever added or took away a member is right."""
        if set(theirs) != set(base):
            self.taken.append(path)
        before, ours, others = set(base), set(mine), set(theirs)
        return sorted((ours & others) | (ours - before) | (others - before))

    def byline(self, base: Content, mine: Content, theirs: Content) -> Content:
        authors = [{key: key for key in side.get("authors", [])} for side in (base, mine, theirs)]
        return {
            "prefix": self.value(("byline", "prefix"), base.get("prefix"), mine["prefix"], theirs["prefix"]),
            "authors": self.rows(("byline", "authors"), *authors, lambda _path, _base, mine, _theirs: mine),
            "source": self.value(("byline", "source"), base.get("source"), mine["source"], theirs["source"]),
        }

    # --- Rows -----------------------------------------------------------------------

    def rows(self, path: Path, base: dict, mine: dict, theirs: dict, merge_row: Callable[..., Any]) -> list:
        """Rows by what tells them apart: inserted, deleted, changed and moved by either side."""
        kept = {}
        for key in {**theirs, **mine}:
            row = self.row((*path, key), base.get(key), mine.get(key), theirs.get(key), merge_row)
            if row is not None:
                kept[key] = row
        common = [key for key in base if key in theirs]
        if common != [key for key in theirs if key in base]:
            self.taken.append((*path, "order"))
        return [kept[key] for key in _in_order(list(base), list(mine), list(theirs), kept)]

    def row(self, path: Path, base: Any, mine: Any, theirs: Any, merge_row: Callable[..., Any]) -> Any:
        """One row; None if it is deleted."""
        if mine is not None and theirs is not None:
            return mine if mine == theirs else merge_row(path, base, mine, theirs)
        if mine is None and base is None:
            self.taken.append(path)
            return theirs
        if theirs is None and base is None:
            return mine
        if _alike(base, mine if theirs is None else theirs):
            if theirs is None:
                self.taken.append(path)
            return None
        return self.clash(path, base, mine, theirs)

    def block(self, path: Path, base: Content | None, mine: Content, theirs: Content) -> Content:
        if mine["type"] != theirs["type"]:
            return self.clash(path, base, mine, theirs)
        return self.fields(path, base, mine, theirs)

    def fields(self, path: Path, base: Content | None, mine: Content, theirs: Content) -> Content:
        """A block or link that both have, field by field."""
        return {name: self.part((*path, name), (base or {}).get(name), mine[name], theirs[name]) for name in mine}

    def part(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        match path[-1]:
            case "html" if base is not None and mine != theirs and base not in (mine, theirs):
                return self.text(path, base, mine, theirs)
            case "articles":
                return self.members(path, base or [], mine, theirs)
        return self.value(path, base, mine, theirs)

    # --- Text -------------------------------------------------------------------------

    def text(self, path: Path, base: str, mine: str, theirs: str) -> str:
        """Rich text that both changed, piece by piece; as one if what came of it could not stand on a page."""
        clashes, taken = len(self.clashes), len(self.taken)
        before = pieces(base)
        result: list[str] = []
        at = 0
        for region in _regions(changes(before, pieces(mine)), changes(before, pieces(theirs))):
            result += before[at : region.start]
            result += self.region(path, before, region)
            at = region.end
        result += before[at:]
        if is_whole(result):
            return "".join(result)
        del self.clashes[clashes:], self.taken[taken:]
        return self.clash(path, base, mine, theirs)

    def region(self, path: Path, before: list[str], region: "Region") -> list[str]:
        """What comes of a stretch of pieces that at least one side changed."""
        if not region.mine:
            self.taken.append((*path, region.start))
            return region.side(before, region.theirs)
        mine = region.side(before, region.mine)
        if not region.theirs:
            return mine
        theirs = region.side(before, region.theirs)
        if mine == theirs:
            return mine
        if region.start == region.end and not are_alike(mine, theirs):
            self.taken.append((*path, region.start))
            return joined(theirs, mine)
        base = before[region.start : region.end]
        decided = self.clash((*path, region.start), "".join(base), "".join(mine), "".join(theirs))
        return fitting(pieces(decided), like=base or theirs)


def _named(value: Any) -> Any:
    """What tells a value from another: of a photo or a file its id, whatever the library says of it."""
    return value["id"] if isinstance(value, dict) and "id" in value else value


def _alike(one: Any, other: Any) -> bool:
    """Whether two rows say the same."""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return one == other
    return {key: _named(value) for key, value in one.items()} == {key: _named(value) for key, value in other.items()}


# --- Order --------------------------------------------------------------------------


def _in_order(base: list, mine: list, theirs: list, kept: Iterable) -> list:
    """The keys in `kept`, in their order: theirs, but what I moved or added follows what it follows in mine.

    Of two who move the same row, I am right; of two who add at one place, they come first.
    """
    kept = set(kept)
    moved = _moved(base, mine)
    ours = [key for key in mine if key in kept]
    others = set(theirs)
    mine_to_place = {key for key in ours if key not in others or key in moved}
    result = [key for key in theirs if key in kept and key not in mine_to_place]
    of_mine = set(ours)
    for before, key in zip([None, *ours], ours, strict=False):
        if key in mine_to_place:
            at = 0 if before is None else result.index(before) + 1
            while at < len(result) and result[at] not in of_mine and result[at] not in base:
                at += 1
            result.insert(at, key)
    return result


def _moved(base: list, other: list) -> set:
    """As few of the keys that both have as must be moved to come from one order to the other."""
    place = {key: index for index, key in enumerate(base)}
    common = [key for key in other if key in place]
    # The longest run that rises: `ends` are the places at which runs of each length end lowest.
    ends: list[int] = []
    lasts: list[Any] = []
    before: dict[Any, Any] = {}
    for key in common:
        at = bisect_left(ends, place[key])
        before[key] = lasts[at - 1] if at else None
        ends[at : at + 1] = [place[key]]
        lasts[at : at + 1] = [key]
    steady, key = set(), lasts[-1] if lasts else None
    while key is not None:
        steady.add(key)
        key = before[key]
    return set(common) - steady


# --- Regions ------------------------------------------------------------------------


@dataclass
class Region:
    """A stretch of the base, from `start` up to `end`, with the hunks of each side that lie in it."""

    start: int
    end: int
    mine: list[Hunk] = field(default_factory=list)
    theirs: list[Hunk] = field(default_factory=list)

    def side(self, before: list[str], hunks: list[Hunk]) -> list[str]:
        """What one side made of the stretch."""
        result, at = [], self.start
        for hunk in hunks:
            result += [*before[at : hunk.start], *hunk.pieces]
            at = hunk.end
        return result + before[at : self.end]


def _regions(mine: list[Hunk], theirs: list[Hunk]) -> list[Region]:
    """The hunks of both sides, in order; those that touch the same pieces or insert at one place together."""
    found: list[Region] = []
    both = [(hunk, True) for hunk in mine] + [(hunk, False) for hunk in theirs]
    for hunk, is_mine in sorted(both, key=lambda pair: (pair[0].start, pair[0].end)):
        last = found[-1] if found else None
        if last is None or not _meet(last, hunk):
            found.append(last := Region(hunk.start, hunk.end))
        last.end = max(last.end, hunk.end)
        (last.mine if is_mine else last.theirs).append(hunk)
    return found


def _meet(region: Region, hunk: Hunk) -> bool:
    is_same_gap = region.start == region.end == hunk.start == hunk.end
    return is_same_gap or hunk.start < region.end
