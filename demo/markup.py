"""The body of a demo article, as written in its file, to blocks. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape


@dataclass(frozen=True)
class Text:
    """Paragraphs, subheadings, lists and tables that stand together, as HTML."""

    html: str


@dataclass(frozen=True)
class Quote:
    text: str
    attribution: str


@dataclass(frozen=True)
class Figure:
    """A photo's key with the caption for this use, plain text, and the layout: "normal", "gallery" or "wide"."""

    photo: str
    caption: str
    layout: str


@dataclass(frozen=True)
class RelatedBox:
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Embed:
    """A video, audio file or post of another site."""

    url: str
    title: str


@dataclass(frozen=True)
class LiveReport:
    """A report of a live blog, so many minutes after the article came out; a photo by its key, "" for none."""

    minutes: int
    title: str
    is_key: bool
    html: str = ""
    photo: str = ""
    caption: str = ""


Block = Text | Quote | Figure | RelatedBox | Embed | LiveReport

LINK = re.compile(r"\[([^\]]+)\]\(((?:https://|article:)[^\s()]+)\)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
EM = re.compile(r"\*(.+?)\*")
FIGURE = re.compile(r"!\[([a-z0-9-]+)\] (.+?)(?: \| (gallery|wide))?")
RELATED = re.compile(r"@related ([a-z0-9-]+(?:, [a-z0-9-]+)*)")
EMBED = re.compile(r"@embed (https://\S+)(?: \| (.+))?")
LIVE = re.compile(r"@live(!?) \+(\d+) (.+)")
LEFTOVER = re.compile(r"\*|\]\(")


def inline(source: str) -> str:
    """One line with **bold**, *italic* and [text](href) as HTML; everything else is escaped."""
    html = LINK.sub(r'<a href="\2">\1</a>', escape(source))
    html = EM.sub(r"<em>\1</em>", STRONG.sub(r"<strong>\1</strong>", html))
    if LEFTOVER.search(html):
        raise ValueError("unclosed * or a link that is neither https:// nor article:")
    return html


def parse_body(body: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of `body`; a ValueError names the line, counted from `first_line`."""
    blocks: list[Block] = []
    for number, chunk in chunks(body, first_line):
        try:
            append(blocks, parse_chunk(chunk))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}")
    return tuple(blocks)


def chunks(body: str, first_line: int) -> Iterator[tuple[int, list[str]]]:
    """Each run of lines between blank lines, with the number of its first line."""
    chunk: list[str] = []
    for number, line in enumerate([*body.split("\n"), ""], first_line):
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield number - len(chunk), chunk
            chunk = []


def append(blocks: list[Block], block: Block) -> None:
    """Add `block`; text that follows text joins it, and a report takes the text and the photo that follow it."""
    match blocks[-1:], block:
        case [Text(html=before)], Text(html=html):
            blocks[-1] = Text(f"{before}\n{html}")
        case [LiveReport(html=before) as report], Text(html=html):
            blocks[-1] = replace(report, html=f"{before}\n{html}".strip())
        case [LiveReport(photo="") as report], Figure(photo=photo, caption=caption):
            blocks[-1] = replace(report, photo=photo, caption=caption)
        case _:
            blocks.append(block)


def parse_chunk(lines: list[str]) -> Block:
    """One block from its lines: its first character says which kind it is."""
    first = lines[0]
    if first.startswith("> "):
        return quote(lines)
    if first.startswith("- "):
        return bullets(lines)
    if first.startswith("|"):
        return table(lines)
    if len(lines) > 1:
        raise ValueError("a blank line is missing between two blocks")
    if first.startswith("!["):
        return figure(first)
    if first.startswith("@embed"):
        return embed(first)
    if first.startswith("@live"):
        return live_report(first)
    if first.startswith("@"):
        return related_box(first)
    if first.startswith("#"):
        return heading(first)
    return Text(f"<p>{inline(first)}</p>")


def quote(lines: list[str]) -> Quote:
    if len(lines) != 2 or not lines[1].startswith("> — "):
        raise ValueError('a quotation is two lines: "> text", then "> — who"')
    return Quote(lines[0].removeprefix("> "), lines[1].removeprefix("> — "))


def bullets(lines: list[str]) -> Text:
    if not all(line.startswith("- ") for line in lines):
        raise ValueError('every line of a list starts with "- "')
    items = "".join(f"<li>{inline(line.removeprefix('- '))}</li>" for line in lines)
    return Text(f"<ul>{items}</ul>")


def table(lines: list[str]) -> Text:
    """Rows of cells between bars, the first row and the first column headers; maybe a caption above: "| # words"."""
    caption = ""
    if lines[0].startswith("| # "):
        caption = f"<caption>{escape(lines[0].removeprefix('| # '), quote=False)}</caption>"
        lines = lines[1:]
    rows = [cells(line) for line in lines]
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        raise ValueError("a table is two or more rows of as many cells each")
    return Text(
        f"<table>{caption}<tbody>{''.join(row_html(row, index) for index, row in enumerate(rows))}</tbody></table>"
    )


def cells(line: str) -> list[str]:
    if not (line.startswith("| ") and line.endswith(" |")):
        raise ValueError('a row of a table is "| cell | cell |"')
    return [inline(cell.strip()) for cell in line[1:-1].split("|")]


def row_html(row: list[str], index: int) -> str:
    tags = ["th" if index == 0 or column == 0 else "td" for column in range(len(row))]
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for tag, cell in zip(tags, row, strict=True))}</tr>"


def heading(line: str) -> Text:
    if not line.startswith("## "):
        raise ValueError('a subheading starts with "## "')
    return Text(f"<h2>{inline(line.removeprefix('## '))}</h2>")


def figure(line: str) -> Figure:
    found = FIGURE.fullmatch(line)
    if not found:
        raise ValueError('a figure is "![photo-key] caption", optionally with " | gallery" or " | wide"')
    return Figure(found[1], found[2], found[3] or "normal")


def related_box(line: str) -> RelatedBox:
    found = RELATED.fullmatch(line)
    if not found:
        raise ValueError('a related box is "@related article-key, article-key"')
    return RelatedBox(tuple(found[1].split(", ")))


def embed(line: str) -> Embed:
    found = EMBED.fullmatch(line)
    if not found:
        raise ValueError('an embed is "@embed https://…", optionally with " | title"')
    return Embed(found[1], found[2] or "")


def live_report(line: str) -> LiveReport:
    found = LIVE.fullmatch(line)
    if not found:
        raise ValueError('a report is "@live +minutes title", of a key point "@live! +minutes title"')
    return LiveReport(int(found[2]), found[3], is_key=bool(found[1]))
