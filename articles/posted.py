"""A POST of the article's form as content (articles/content.py), and content as such a POST.

Reading binds no formset and touches no working copy. It is tolerant: rows of blocks that have gone, missing management
forms, numbers that are none are never an error, and no text is ever lost. What a valid form says, it reads as a save
would store it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django_prose_editor.fields import ProseEditorField

from kernel.paging import MAX_INTEGER
from kernel.text import clean, one_line, slugify

from . import embeds
from .content import LIBRARY, PARTS, TYPES, Content, blocks_of, canonical, moment_of, renewed
from .markup import as_text, sanitise
from .models import BLOCKS, Article, Embed, RelatedLink, Text
from .models.blocks import this_minute

# A row without a readable place comes last.
LAST = 30_000
BYLINE, RELATED = "byline", "related_links"
# What the form asks for of the article itself, and of a related link.
FIELDS = ("title", "short_title", "lead", "slug", "section", "label", "topics", "byline_prefix", "source", "lead_photo")
LINK_PARTS = ("target", "url", "title", "teaser", "photo")
PREFIXES = {f"articles_{model._meta.model_name}_set": model for model in BLOCKS}
IN_A_ROW = re.compile(rf"({'|'.join([*PREFIXES, BYLINE, RELATED])})-(\d{{1,6}}|[A-Z]+_FORMS)(?:-(\w+))?")
# For uids that the browser did not mint.
NAMESPACE = UUID("0b6c5f0e-5d0c-4f0e-9a39-6d1f6a6f4c11")


# --- POST -> content ------------------------------------------------------------


def content_from(post: QueryDict, base: Content | None = None) -> Content:
    """What the form says. `base` is the content that it was opened on: what was not posted stays as there.

    Asks the library for the photos and files that are named, a query for each kind that there is.
    """
    rows = _rows(post)
    own = Row("", 0, dict(post.lists()))
    value = {name: _value(Article._meta.get_field(name), own, _own_fields(base)) for name in FIELDS}
    title = one_line(value["title"])
    content = {
        "title": title,
        "short_title": one_line(value["short_title"]),
        "lead": value["lead"],
        "slug": value["slug"] or slugify(title),
        "section": value["section"],
        "label": value["label"],
        "topics": value["topics"],
        "byline": {
            "prefix": value["byline_prefix"],
            "authors": base["byline"]["authors"] if base and BYLINE not in rows else _authors(rows.get(BYLINE, [])),
            "source": value["source"],
        },
        "lead_photo": value["lead_photo"],
        "blocks": _blocks(rows, base["blocks"] if base else []),
        "related": base["related"] if base and RELATED not in rows else _links(rows.get(RELATED, [])),
    }
    return _described(content, base)


def with_uids(post: QueryDict) -> QueryDict:
    """The same POST in which every new block has a uid of its own, as `content_from` reads it.

    It follows from what the row says: the same form sent twice by a browser without scripts adds a block once.
    """
    result = post.copy()
    for row, uid in _identified(_rows(post)):
        if row.text("uid") != uid:
            result[f"{row.prefix}-{row.index}-uid"] = uid
    return result


@dataclass(frozen=True)
class Row:
    """What was posted for one row of a formset, or for the article itself: lists of values by name."""

    prefix: str
    index: int
    values: dict[str, list[str]]

    def text(self, name: str) -> str:
        return (self.values.get(name) or [""])[-1]

    def says(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.text(name).lower() not in ("", "false", "0")

    @property
    def pk(self) -> int | None:
        """The stored row that this was when the form was opened; None for a new one."""
        return _key(self.text("id"))

    def place(self, name: str) -> tuple[int, int, int]:
        """By what rows are sorted: the place that the form says, the stored ones of one place first."""
        place = _key(self.text(name))
        return min(LAST if place is None else place, LAST), self.pk or MAX_INTEGER, self.index


def _rows(post: QueryDict) -> dict[str, list[Row]]:
    """The rows of each formset that was posted, also one without rows, whatever its management form counts."""
    found: dict[str, dict[int, dict[str, list[str]]]] = {}
    for name, values in post.lists():
        if match := IN_A_ROW.fullmatch(name):
            rows = found.setdefault(match[1], {})
            if match[3] and match[2].isdigit():
                rows.setdefault(int(match[2]), {})[match[3]] = values
    return {prefix: [Row(prefix, index, rows[index]) for index in sorted(rows)] for prefix, rows in found.items()}


def _blocks(rows: dict[str, list[Row]], before: list[Content]) -> list[Content]:
    known = {block["uid"]: block for block in before}
    posted: set[str] = set()
    found = []
    for row, uid in _identified(rows):
        posted.add(uid)
        block = _block(row, known.get(uid)) | {"uid": uid}
        if not row.says("DELETE") and not _is_dropped(block, is_new=row.pk is None and uid not in known):
            place, *rest = row.place("ordering")
            found.append(((place, BLOCKS.index(PREFIXES[row.prefix]), *rest), block))
    blocks = [block for _place, block in sorted(found, key=lambda pair: pair[0])]
    # What the form did not show, it cannot have taken away.
    return blocks + [block for block in before if block["uid"] not in posted]


def _identified(rows: dict[str, list[Row]]) -> list[tuple[Row, str]]:
    """Each row of a block with its uid: the posted one, or one that follows from the row if that is none or taken."""
    of_blocks = [row for prefix in PREFIXES for row in rows.get(prefix, [])]
    seen: set[str] = set()
    found = []
    for row in sorted(of_blocks, key=lambda row: row.pk is None):
        uid = _uid(row.text("uid"))
        if uid is None or uid in seen:
            said = {name: values for name, values in row.values.items() if name != "uid"}
            uid = str(uuid5(NAMESPACE, canonical([row.prefix, row.index, said])))
        seen.add(uid)
        found.append((row, uid))
    return found


def _block(row: Row, before: Content | None = None) -> Content:
    """The content of a posted block but for its uid."""
    model = PREFIXES[row.prefix]
    kind = TYPES[model]
    before = before if before and before["type"] == kind else None
    block = {"type": kind} | {name: _value(model._meta.get_field(name), row, before) for name in PARTS[kind]}
    return block | {"url": _embeddable(block["url"])} if model is Embed else block


def _is_dropped(block: Content, *, is_new: bool) -> bool:
    """Whether a save drops the block: a text without words, and a new row that nobody wrote into."""
    if block["type"] == TYPES[Text]:
        return not as_text(block["html"])
    blank = _block(Row(_prefix(block["type"]), 0, {}))
    return is_new and all(block[name] == blank[name] for name in blank if name != "moment")


def _authors(rows: Iterable[Row]) -> list[int]:
    kept = sorted((row for row in rows if not row.says("DELETE")), key=lambda row: row.place("position"))
    return list(dict.fromkeys(key for row in kept if (key := _key(row.text("author"))) is not None))


def _links(rows: Iterable[Row]) -> list[Content]:
    kept = sorted((row for row in rows if not row.says("DELETE")), key=lambda row: row.place("position"))
    read = ({name: _value(RelatedLink._meta.get_field(name), row, None) for name in LINK_PARTS} for row in kept)
    links = [(row, {"article": link.pop("target")} | link) for row, link in zip(kept, read, strict=True)]
    return [link for row, link in links if row.pk or any(link.values())]


def _own_fields(content: Content | None) -> Content | None:
    """The content with its byline under the names of the article's fields."""
    if content is None:
        return None
    return content | {"byline_prefix": content["byline"]["prefix"], "source": content["byline"]["source"]}


# --- One value --------------------------------------------------------------------


def _value(field: models.Field, row: Row, before: Content | None) -> Any:
    """What the row says of a field, as a content has it; what is not posted is as before, or blank."""
    text = row.text(field.name)
    match field:
        # These two say "none" by not being posted.
        case models.BooleanField():
            return row.says(field.name)
        case models.ManyToManyField():
            keys = map(_key, row.values.get(field.name, []))
            return sorted({key for key in keys if key is not None})
        case _ if before and field.name not in row.values:
            return before[field.name]
        case models.ForeignKey():
            key = _key(text)
            return {"id": key} if key is not None and field.name.removeprefix("lead_") in LIBRARY else key
        case models.DateTimeField():
            return _moment(text, before)
        case ProseEditorField():
            return sanitise(text.strip())
        case models.URLField():
            return _address(clean(text).strip())
    if field.choices and text not in dict(field.flatchoices):
        return before[field.name] if before else str(field.get_default())
    return clean(text).strip()


def _key(text: str) -> int | None:
    """A posted number that could be a row's key or place."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MAX_INTEGER else None


def _uid(text: str) -> str | None:
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return None


def _moment(text: str, before: Content | None) -> str:
    """A moment as typed; one that cannot be read is as before, or now."""
    try:
        moment = forms.DateTimeField(required=False).clean(text)
        moment = moment and moment.astimezone(UTC)
    except (ValidationError, OverflowError):
        moment = None
    if moment is None and before:
        return before["moment"]
    return (moment or this_minute()).astimezone(UTC).isoformat(timespec="seconds")


def _address(text: str) -> str:
    """An address, with the https:// that nobody types; what is none stays as it is typed."""
    try:
        return forms.URLField(assume_scheme="https").to_python(text)
    except ValidationError:
        return text


def _embeddable(text: str) -> str:
    try:
        return embeds.parse(text).address
    except embeds.NotEmbeddable:
        return text


def _described(content: Content, base: Content | None) -> Content:
    """The content with what the library knows of what it names; a number that never was in there names nothing."""
    known = renewed(content)
    before = {(part, held[part]["id"]): held[part] for held in _holders(base) for part in LIBRARY if held.get(part)}

    def described(holder: Content) -> Content:
        unknown = [part for part in LIBRARY if holder.get(part) and "sha256" not in holder[part]]
        return holder | {part: before.get((part, holder[part]["id"])) for part in unknown}

    lead, *rest = map(described, _holders(known))
    count = len(known["blocks"])
    return known | {"lead_photo": lead["photo"], "blocks": rest[:count], "related": rest[count:]}


def _holders(content: Content | None) -> list[Content]:
    """The parts of a content that may name a photo or a file."""
    return [{"photo": content["lead_photo"]}, *content["blocks"], *content["related"]] if content else []


# --- Content -> POST ------------------------------------------------------------


def posted_as(post: QueryDict, content: Content, article: Article) -> QueryDict:
    """The same POST, its buttons and all, saying `content` instead, with the rows that the article has by now.

    A block, an author, a link that the content lacks is ticked for deletion.
    """
    result = QueryDict(mutable=True)
    for name, values in post.lists():
        if name not in FIELDS and not IN_A_ROW.fullmatch(name):
            result.setlist(name, values)
    own = _own_fields(content)
    _write(result, "", {name: own[name] for name in FIELDS})
    _write_blocks(result, content["blocks"], article)
    _write_authors(result, content["byline"]["authors"], article)
    _write_links(result, content["related"], article)
    return result


def _write_blocks(post: QueryDict, blocks: list[Content], article: Article) -> None:
    wanted: dict[str, dict[str, Content]] = {prefix: {} for prefix in PREFIXES}
    for index, block in enumerate(blocks):
        said = {name: block[name] for name in PARTS[block["type"]]}
        if "moment" in said:
            said["moment"] = timezone.localtime(moment_of(block)).strftime("%Y-%m-%dT%H:%M:%S")
        said |= {"uid": block["uid"], "region": "body", "ordering": min(10 * (index + 1), LAST)}
        wanted[_prefix(block["type"])][block["uid"]] = said
    stored: dict[str, dict[str, int]] = {prefix: {} for prefix in PREFIXES}
    for block in blocks_of(article):
        stored[_prefix(TYPES[type(block)])][str(block.uid)] = block.pk
    for prefix in PREFIXES:
        _write_rows(post, prefix, wanted[prefix], stored[prefix])


def _write_authors(post: QueryDict, authors: list[int], article: Article) -> None:
    wanted = {key: {"author": key, "position": index + 1} for index, key in enumerate(authors)}
    _write_rows(post, BYLINE, wanted, dict(article.byline.values_list("author", "pk")))


def _write_links(post: QueryDict, links: list[Content], article: Article) -> None:
    said = ({"target": link["article"]} | {name: link[name] for name in LINK_PARTS[1:]} for link in links)
    wanted = {index: link | {"position": index + 1} for index, link in enumerate(said)}
    _write_rows(post, RELATED, wanted, dict(enumerate(article.related_links.values_list("pk", flat=True))))


def _write_rows(post: QueryDict, prefix: str, wanted: dict[Any, Content], stored: dict[Any, int]) -> None:
    """The rows of a formset, the stored ones first, as Django wants them; both by what tells the rows apart."""
    names = [*stored, *(name for name in wanted if name not in stored)]
    counts = {"TOTAL": len(names), "INITIAL": len(stored), "MIN_NUM": 0, "MAX_NUM": 1000}
    for count, number in counts.items():
        post[f"{prefix}-{count}_FORMS"] = str(number)
    for index, name in enumerate(names):
        row = {"id": stored.get(name)} | wanted.get(name, {"DELETE": True})
        _write(post, f"{prefix}-{index}-", row)


def _write(post: QueryDict, prefix: str, values: Content) -> None:
    for name, value in values.items():
        if isinstance(value, list):
            post.setlist(prefix + name, [str(each) for each in value])
        elif value is not False:
            post[prefix + name] = _as_posted(value)


def _as_posted(value: Any) -> str:
    match value:
        case None:
            return ""
        case True:
            return "on"
        case dict():
            return str(value["id"])
    return str(value)


def _prefix(kind: str) -> str:
    """The prefix of the form's rows for a type of block."""
    return next(prefix for prefix, model in PREFIXES.items() if TYPES[model] == kind)
