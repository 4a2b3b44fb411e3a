"""What lies between two contents of an article (articles/content.py): field by field, and block by uid. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .content import TYPES, Content, figure_words, moment_of
from .models import Article, Figure
from .wording import DELETED, INSERTED, SAME, Line, Marked, changed, items, plain, rich

# What rows are called and pictures lie at: {("section", 3): "Thời sự", ("photo", 7): "/media/…"}.
Names = Mapping[tuple[str, int], str]

CHANGED = "changed"
MODELS = {name: model for model, name in TYPES.items()}
# Unchanged lines that are shown on each side of a change; fewer than FOLDED hidden ones are shown too.
AROUND, FOLDED = 1, 3
OPENING = 120


class Shown(NamedTuple):
    """A photo as it is shown; which part of it lists show counts too."""

    id: int
    sha256: str
    focal_point: str
    address: str
    words: str


# What is compared: by its name the lines of a text, or a photo.
Told = dict[str, list[Line] | Shown | None]


class Stretch(NamedTuple):
    """Lines one after the other; those far from any change are folded away."""

    lines: list[Marked]
    is_folded: bool


@dataclass(frozen=True)
class Difference:
    """What changed in one field: its lines, or the photos before and after (SAME: there is only one)."""

    name: str
    lines: tuple[Marked, ...] = ()
    photos: tuple[tuple[str, Shown], ...] = ()

    @property
    def is_same(self) -> bool:
        return all(line.is_same for line in self.lines) and all(change == SAME for change, _photo in self.photos)

    @property
    def stretches(self) -> list[Stretch]:
        """The lines, to be read: what is far from a change is folded away."""
        changes = [index for index, line in enumerate(self.lines) if not line.is_same]
        near = {place for index in changes for place in range(index - AROUND, index + AROUND + 1)}
        groups = groupby(enumerate(self.lines), lambda pair: pair[0] in near)
        found = [(is_near, [line for _place, line in group]) for is_near, group in groups]
        return [Stretch(lines, not is_near and len(lines) >= FOLDED) for is_near, lines in found]

    def count(self, change: str) -> int:
        """How many words were inserted or deleted."""
        return sum(run.count for line in self.lines for run in line.runs if run.change == change)


@dataclass(frozen=True)
class BlockDifference:
    """What became of a block: SAME, CHANGED, INSERTED or DELETED, and whether it stands elsewhere now."""

    name: str
    change: str
    is_moved: bool
    opening: str
    parts: tuple[Difference, ...]

    @property
    def is_untouched(self) -> bool:
        return self.change == SAME and not self.is_moved


class Untouched(NamedTuple):
    """So many blocks, one after the other, with which nothing happened."""

    count: int


@dataclass(frozen=True)
class Comparison:
    """What changed: fields, and all blocks in their order, those that are gone where they stood."""

    fields: tuple[Difference, ...]
    blocks: tuple[BlockDifference, ...]

    @property
    def is_same(self) -> bool:
        return not self.fields and all(block.is_untouched for block in self.blocks)

    @property
    def shown(self) -> Iterator[BlockDifference | Untouched]:
        """The blocks to look at, and how many lie between them."""
        for is_untouched, group in groupby(self.blocks, lambda block: block.is_untouched):
            blocks = list(group)
            yield from [Untouched(len(blocks))] if is_untouched else blocks

    @property
    def inserted(self) -> int:
        """How many words were inserted."""
        return self._count(INSERTED)

    @property
    def deleted(self) -> int:
        """How many words were deleted."""
        return self._count(DELETED)

    def _count(self, change: str) -> int:
        parts = [*self.fields, *(part for block in self.blocks for part in block.parts)]
        return sum(part.count(change) for part in parts)


def compare(old: Content, new: Content, names: Names) -> Comparison:
    """What leads from `old` to `new`, with what rows are called now."""
    fields = _differences(_told(old, names), _told(new, names))
    changes = tuple(part for part in fields if not part.is_same)
    return Comparison(changes, tuple(_blocks(old["blocks"], new["blocks"], names)))


def _differences(old: Told, new: Told) -> tuple[Difference, ...]:
    return tuple(_difference(name, old.get(name), new.get(name)) for name in {**new, **old})


def _difference(name: str, old: Any, new: Any) -> Difference:
    if isinstance(old, Shown) or isinstance(new, Shown):
        both = ((SAME, new),) if old == new else ((DELETED, old), (INSERTED, new))
        return Difference(name, photos=tuple((change, photo) for change, photo in both if photo))
    return Difference(name, tuple(changed(old or [], new or [])))


# --- Blocks -----------------------------------------------------------------------


def _blocks(old: list[Content], new: list[Content], names: Names) -> Iterator[BlockDifference]:
    before, after = ({(block["uid"], block["type"]): block for block in side} for side in (old, new))
    moved = _moved(list(before), list(after))
    for key in _in_order(list(before), list(after)):
        yield _block(before.get(key), after.get(key), names, is_moved=key in moved)


def _block(old: Content | None, new: Content | None, names: Names, *, is_moved: bool) -> BlockDifference:
    block = new or old
    name = str(MODELS[block["type"]]._meta.verbose_name)
    told = _told_block(block, names)
    opening = _opening(told)
    if old == new:
        return BlockDifference(name, SAME, is_moved, opening, ())
    parts = _differences(_told_block(old, names), _told_block(new, names))
    change = DELETED if new is None else INSERTED if old is None else CHANGED
    if change == CHANGED and all(part.is_same for part in parts):
        return BlockDifference(name, SAME, is_moved, opening, ())
    # The photo stays beside the words that changed, so that one sees what they speak of.
    telling = tuple(part for part in parts if part.photos or not part.is_same)
    return BlockDifference(name, change, is_moved, opening, telling)


def _opening(told: Told) -> str:
    """The first words of a block, by which one knows it again."""
    lines = [line for value in told.values() if isinstance(value, list) for line in value]
    words = "".join(f"{' ' if word.is_apart else ''}{word.text}" for line in lines[:1] for word in line.words).strip()
    return words if len(words) <= OPENING else f"{words[:OPENING].rsplit(' ', 1)[0]}…"


def _moved(old: list, new: list) -> set:
    """The keys of both that do not stand in the order that they had."""
    kept_before, kept_now = [key for key in old if key in set(new)], [key for key in new if key in set(old)]
    steady = SequenceMatcher(None, kept_before, kept_now, autojunk=False).get_matching_blocks()
    return set(kept_now) - {key for run in steady for key in kept_now[run.b : run.b + run.size]}


def _in_order(old: list, new: list) -> list:
    """The new keys in their order, and those that are gone after what they stood after."""
    result = list(new)
    there = set(new)
    for before, key in zip([None, *old], old, strict=False):
        if key not in there:
            result.insert(0 if before is None else result.index(before) + 1, key)
    return result


# --- Content -> what is compared ----------------------------------------------------


def _told(content: Content, names: Names) -> Told:
    """The fields of an article, by their names."""
    byline = content["byline"]
    label = content["label"] if content["label"] != Article.Label.NONE else ""
    told = {
        "title": plain(content["title"]),
        "lead": plain(content["lead"]),
        "section": items(_named("section", [content["section"]], names)),
        "label": plain(str(dict(Article.Label.choices).get(label, label))),
        "topics": items(_named("topic", content["topics"], names)),
        "byline_prefix": plain(byline["prefix"]),
        "authors": items(_named("author", byline["authors"], names)),
        "source": plain(byline["source"]),
        "lead_photo": _shown(content["lead_photo"], names),
        "short_title": plain(content["short_title"]),
        "slug": plain(content["slug"]),
    }
    named = {str(Article._meta.get_field(name).verbose_name): value for name, value in told.items()}
    return named | {_("Related links"): items(_told_link(link, names) for link in content["related"])}


def _told_link(link: Content, names: Names) -> str:
    target = _named("article", [link["article"]], names)
    photo = link["photo"] and (link["photo"]["caption"] or f"#{link['photo']['id']}")
    return " · ".join(filter(None, [link["title"], *target, link["url"], link["teaser"], photo]))


def _told_block(block: Content | None, names: Names) -> Told:
    """The fields of a block, by their names; nothing of one that is not there."""
    if block is None:
        return {}
    model = MODELS[block["type"]]
    if model is Figure:
        block = block | figure_words(block)
    values = {name: value for name, value in block.items() if name not in ("type", "uid")}
    if "moment" in values:
        values["moment"] = date_format(localtime(moment_of(block)), "H:i j/n/Y")
    # In the order in which the form asks for them.
    fields = [field for field in model._meta.get_fields() if field.name in values]
    return {str(field.verbose_name): _told_value(field.name, values[field.name], names) for field in fields}


def _told_value(name: str, value: Any, names: Names) -> list[Line] | Shown | None:
    match name:
        case "html":
            return rich(value)
        case "photo":
            return _shown(value, names)
        case "document" | "recording":
            return plain(" · ".join(filter(None, [value["title"], value.get("name")])) if value else "")
        case "articles":
            return items(_named("article", value, names))
        case "layout":
            return plain("" if value == Figure.Layout.NORMAL else str(dict(Figure.Layout.choices).get(value, value)))
        case "decorative" | "is_key":
            return plain(_("yes") if value else "")
    return plain(value)


def _named(kind: str, ids: list[int | None], names: Names) -> list[str]:
    return [names.get((kind, pk), f"#{pk}") for pk in ids if pk is not None]


def _shown(photo: Content | None, names: Names) -> Shown | None:
    if photo is None:
        return None
    words = photo["caption"] or photo["alt"] or f"#{photo['id']}"
    return Shown(photo["id"], photo["sha256"], photo["focal_point"], names.get(("photo", photo["id"]), ""), words)
