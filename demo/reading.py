"""Reads the demo's content files to plain values. Pure: the standard library only."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

from demo.markup import Block, parse_body

CONTENT = Path(__file__).parent / "content"
FENCE = "+++"
LABELS = ("none", "opinion", "feature", "photo-story", "live", "live-ended", "sponsored")
DEFAULT_SIZE = (1600, 1067)
T = TypeVar("T")


@dataclass(frozen=True)
class DemoSection:
    name: str
    slug: str
    kind: str
    description: str
    in_menu: bool
    children: tuple["DemoSection", ...] = ()


@dataclass(frozen=True)
class DemoAuthor:
    name: str
    legal_name: str
    slug: str
    bio: str
    photo: str = ""


@dataclass(frozen=True)
class DemoTopic:
    name: str
    slug: str


@dataclass(frozen=True)
class DemoPhoto:
    key: str
    drawing: str
    seed: int
    caption: str
    alt: str
    photographer: str
    source: str
    size: tuple[int, int] = DEFAULT_SIZE


@dataclass(frozen=True)
class DemoRelated:
    """Points to an article of the demo by its key, or to a URL with a title."""

    article: str = ""
    url: str = ""
    title: str = ""
    teaser: str = ""


@dataclass(frozen=True)
class DemoCorrection:
    hours_after: float
    note: str


@dataclass(frozen=True)
class DemoWithdrawal:
    hours_after: float
    reason: str


@dataclass(frozen=True)
class DemoArticle:
    """An article; `days_ago` counts back from the day of loading (-1 is tomorrow), `time` is Asia/Ho_Chi_Minh."""

    key: str
    title: str
    lead: str
    section: str
    days_ago: int
    time: time
    blocks: tuple[Block, ...]
    short_title: str = ""
    byline_prefix: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    topics: tuple[str, ...] = ()
    label: str = "none"
    lead_photo: str = ""
    related: tuple[DemoRelated, ...] = ()
    corrections: tuple[DemoCorrection, ...] = ()
    withdrawal: DemoWithdrawal | None = None


def sections(content: Path = CONTENT) -> list[DemoSection]:
    return read_tables(content / "sections.toml", "section", section)


def authors(content: Path = CONTENT) -> list[DemoAuthor]:
    return read_tables(content / "authors.toml", "author", lambda row: DemoAuthor(**row))


def topics(content: Path = CONTENT) -> list[DemoTopic]:
    return read_tables(content / "topics.toml", "topic", lambda row: DemoTopic(**row))


def photos(content: Path = CONTENT) -> list[DemoPhoto]:
    return read_tables(content / "photos.toml", "photo", photo)


def articles(content: Path = CONTENT) -> list[DemoArticle]:
    return [read_article(path) for path in sorted((content / "articles").glob("*.md"))]


def section(row: dict[str, Any]) -> DemoSection:
    children = tuple(section(child) for child in row.pop("children", ()))
    return DemoSection(**row, children=children)


def photo(row: dict[str, Any]) -> DemoPhoto:
    width, height = row.pop("size", DEFAULT_SIZE)
    return DemoPhoto(**row, size=(width, height))


def read_tables(path: Path, name: str, build: Callable[[dict[str, Any]], T]) -> list[T]:
    """What `build` makes of each [[name]] table of a TOML file; an error names the line where the table starts."""
    source = path.read_text(encoding="utf-8")
    try:
        rows = tomllib.loads(source)[name]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(f"{path.name}: {error}")
    starts = [number for number, line in enumerate(source.split("\n"), 1) if line.strip() == f"[[{name}]]"]
    built = []
    for row, start in zip(rows, starts, strict=True):
        try:
            built.append(build(row))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path.name}, line {start}: {error}")
    return built


def read_article(path: Path) -> DemoArticle:
    """One article file: TOML between two lines of +++, then the body. If broken: ValueError with file and line."""
    try:
        return parse_article(path.stem, path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name}, {error}")


def parse_article(key: str, source: str) -> DemoArticle:
    head, body, body_line = split(source)
    try:
        fields = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(in_file(str(error), body_line))
    blocks = parse_body(body, body_line)
    try:
        return article(key, fields, blocks)
    except (TypeError, ValueError, KeyError) as error:
        raise ValueError(f"line {line_blamed(error, head)}: {error}")


def split(source: str) -> tuple[str, str, int]:
    """The TOML, the body, and the number of the body's first line."""
    lines = source.split("\n")
    if lines[0] != FENCE:
        raise ValueError(f"line 1: the file does not start with {FENCE}")
    try:
        end = lines.index(FENCE, 1)
    except ValueError:
        raise ValueError(f"line 1: no second {FENCE}")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def in_file(message: str, body_line: int) -> str:
    """tomllib's message, its line counted in the file; what has no line is at the end of the TOML."""
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) + 1 if found else body_line - 2
    return f"line {line}: {message.split(' (at ')[0]}"


def line_blamed(error: Exception, head: str) -> int:
    """The line of the first field that the error's message names; else the file's first."""
    for number, line in enumerate(head.split("\n"), 2):
        name = line.split("=")[0].strip(" []")
        if name and re.search(rf"\b{re.escape(name)}\b", str(error)):
            return number
    return 1


def article(key: str, fields: dict[str, Any], blocks: tuple[Block, ...]) -> DemoArticle:
    """The article from its TOML fields; an unknown, missing or wrong one is an error."""
    withdrawal = fields.pop("withdrawal", None)
    made = DemoArticle(
        key=key,
        blocks=blocks,
        time=clock(fields.pop("time")),
        authors=tuple(fields.pop("authors", ())),
        topics=tuple(fields.pop("topics", ())),
        related=tuple(related(row) for row in fields.pop("related", ())),
        corrections=tuple(DemoCorrection(**row) for row in fields.pop("corrections", ())),
        withdrawal=DemoWithdrawal(**withdrawal) if withdrawal else None,
        **fields,
    )
    check(made)
    return made


def clock(value: str) -> time:
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"time: {value!r} is not like 14:05")


def related(row: dict[str, str]) -> DemoRelated:
    link = DemoRelated(**row)
    if bool(link.article) == bool(link.url) or (link.url and not link.title):
        raise ValueError("related: either an article, or a url with a title")
    return link


def check(made: DemoArticle) -> None:
    """The limits that the types cannot say."""
    if not isinstance(made.days_ago, int) or not -1 <= made.days_ago <= 29:
        raise ValueError(f"days_ago: {made.days_ago!r} is not a whole number from -1 to 29")
    if made.label not in LABELS:
        raise ValueError(f"label: {made.label!r} is not one of {', '.join(LABELS)}")
    if len(made.short_title) > 60:
        raise ValueError(f"short_title: {len(made.short_title)} characters, more than 60")
    for name, most in (("authors", 2), ("topics", 3), ("related", 3)):
        if len(getattr(made, name)) > most:
            raise ValueError(f"{name}: more than {most}")
    if not made.title or not made.lead or not made.blocks:
        raise ValueError("title, lead and body must not be empty")
