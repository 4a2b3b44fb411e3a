"""Tables in rich text: one plain form to keep, and what a page needs to print them.

Both work on sanitised HTML. The kept form is the editor's own: a caption of plain text, rows, header cells where the
desk made them. What a browser and a screen reader need besides (a head, scopes, which columns are numbers) follows
from that, and is worked out when the page is printed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from itertools import accumulate, takewhile

from django.utils.safestring import SafeString, mark_safe

# More than any real table has; it bounds the work, because columns are counted one by one.
MAX_COLUMNS = 100

_STRUCTURE = frozenset({"caption", "thead", "tbody", "tr", "th", "td"})
_NOTHING = r"(?:\s|&nbsp;|\u00a0|<br>)*"
_EMPTY_PARAGRAPH = re.compile(rf"<p>{_NOTHING}</p>")
_EMPTY = re.compile(_NOTHING)
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_CELL = re.compile(r"<t[dh][ >]")
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(
    r"[▲▼↑↓]?\s?[+\-−–±~≈]?\s?[$€]?(?:[0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?\s?(?:%|‰|đ|₫|\$|€|°C)?"
)
_NO_VALUE = frozenset({"", "-", "–", "—", "…"})


@dataclass
class Cell:
    """A cell with its inner HTML."""

    is_header: bool
    html: str = ""
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        return " ".join(unescape(_TAG.sub(" ", self.html)).split())


Row = list[Cell]


@dataclass
class Table:
    """A table; its caption is plain text."""

    caption: str = ""
    rows: list[Row] = field(default_factory=list)

    def header_rows(self) -> int:
        """How many rows at the top are all headers; 0 if a cell of theirs reaches below, or if nothing is below."""
        rows = list(takewhile(lambda row: all(cell.is_header for cell in row), self.rows))
        reaches_below = any(index + cell.rowspan > len(rows) for index, row in enumerate(rows) for cell in row)
        return 0 if reaches_below or len(rows) == len(self.rows) else len(rows)

    def columns(self) -> list[list[int]]:
        """The column in which each cell of each row starts, spans counted; MAX_COLUMNS for what lies beyond."""
        taken_until = [0] * MAX_COLUMNS
        return [_place(row, index, taken_until) for index, row in enumerate(self.rows)]

    def number_columns(self) -> set[int]:
        """The columns whose cells below the head are all numbers, or have no value."""
        numbers: dict[int, bool] = {}
        head = self.header_rows()
        for row, columns in zip(self.rows[head:], self.columns()[head:], strict=True):
            for cell, column in zip(row, columns, strict=True):
                if cell.colspan == 1 and column < MAX_COLUMNS and cell.text not in _NO_VALUE:
                    numbers[column] = numbers.get(column, True) and bool(_NUMBER.fullmatch(cell.text))
        return {column for column, all_numbers in numbers.items() if all_numbers}


def _place(row: Row, index: int, taken_until: list[int]) -> list[int]:
    """The column of each cell of the row number `index`; notes in `taken_until` which rows the cells take."""
    columns, column = [], 0
    for cell in row:
        while column < MAX_COLUMNS and taken_until[column] > index:
            column += 1
        columns.append(min(column, MAX_COLUMNS))
        for taken in range(column, min(column + cell.colspan, MAX_COLUMNS)):
            taken_until[taken] = index + cell.rowspan
        column += cell.colspan
    return columns


# --- Reading ------------------------------------------------------------------


def replace_tables(html: str, write: Callable[[Table], str]) -> str:
    """Sanitised `html` with what `write` makes of each table in its place; a table in a cell becomes its words."""
    if "<table" not in html:
        return html
    reader = _Reader(write)
    reader.feed(html)
    reader.close()
    return "".join(reader.out)


class _Reader(HTMLParser):
    """Passes on what lies outside of tables, and collects each table."""

    def __init__(self, write: Callable[[Table], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.write = write
        self.out: list[str] = []
        self.depth = 0
        self.in_head = False
        self.table = Table()
        # Where the pieces between two tags go: the page, a cell, the caption; between cells, nowhere.
        self.target: list[str] = self.out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.table, self.target, self.in_head = Table(), [], False
        elif self.depth == 1 and tag in _STRUCTURE:
            self.open(tag, dict(attrs))
        elif self.depth == 0 or tag not in _STRUCTURE:
            self.target.append(self.get_starttag_text() or "")

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """A part of the table itself begins."""
        self.target = []
        if tag == "thead":
            self.in_head = True
        elif tag == "tr" or (tag in ("td", "th") and not self.table.rows):
            self.table.rows.append([])
        if tag in ("td", "th"):
            cell = Cell(tag == "th" or self.in_head)
            cell.colspan = _span(attributes.get("colspan"), MAX_COLUMNS)
            cell.rowspan = _span(attributes.get("rowspan"), 10**6)
            self.table.rows[-1].append(cell)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.depth -= 1
            if self.depth == 0:
                self.target = self.out
                self.out.append(self.write(_tidy(self.table)))
        elif self.depth == 1 and tag in _STRUCTURE:
            self.shut(tag)
        elif self.depth > 1 and tag in _STRUCTURE:
            self.target.append(" ")
        else:
            self.target.append(f"</{tag}>")

    def shut(self, tag: str) -> None:
        """A part of the table itself ends."""
        inner = "".join(self.target)
        self.target = []
        if tag == "thead":
            self.in_head = False
        elif tag == "caption":
            self.table.caption = " ".join(unescape(_TAG.sub(" ", inner)).split())
        elif tag in ("td", "th"):
            self.table.rows[-1][-1].html = _tidy_cell(inner)

    def handle_data(self, data: str) -> None:
        self.target.append(data)

    def handle_entityref(self, name: str) -> None:
        self.target.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.target.append(f"&#{name};")


def _span(value: str | None, most: int) -> int:
    """A span as written, between 1 and `most`."""
    digits = (value or "").strip()
    # Nobody needs more digits; a very long number is slow to read.
    return max(1, min(int(digits[:7]), most)) if digits.isascii() and digits.isdigit() else 1


def _tidy_cell(html: str) -> str:
    """The inside of a cell without empty paragraphs and last line breaks; a single paragraph is its words."""
    html = _EMPTY_PARAGRAPH.sub("", html).strip()
    if found := _ONE_PARAGRAPH.fullmatch(html):
        html = found[1].strip()
    end = len(html)
    while html.endswith("<br>", 0, end):
        end -= len("<br>")
    return "" if _EMPTY.fullmatch(html) else html[:end].rstrip()


def _tidy(table: Table) -> Table:
    """The table without rows that have no cell; no cell reaches below the last row."""
    kept = [0, *accumulate(1 if row else 0 for row in table.rows)]
    for index, row in enumerate(table.rows):
        for cell in row:
            below = min(index + cell.rowspan, len(table.rows))
            cell.rowspan = kept[below] - kept[index]
    table.rows = [row for row in table.rows if row]
    return table


# --- Writing ------------------------------------------------------------------


def count_cells(html: str) -> int:
    """How many cells the tables of sanitised `html` have, about: an attribute may hold what looks like one."""
    return len(_CELL.findall(html))


def plain(table: Table) -> str:
    """The form in which a table is kept; "" for one without cells."""
    if not table.rows:
        return ""
    caption = f"<caption>{escape(table.caption, quote=False)}</caption>" if table.caption else ""
    rows = "".join(f"<tr>{''.join(map(_written, row))}</tr>" for row in table.rows)
    return f"<table>{caption}<tbody>{rows}</tbody></table>"


def _written(cell: Cell, attributes: str = "") -> str:
    tag = "th" if cell.is_header else "td"
    colspan = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    rowspan = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{colspan}{rowspan}{attributes}>{cell.html}</{tag}>"


def printed_rows(table: Table) -> tuple[list[SafeString], list[SafeString]]:
    """The rows of the table's head (maybe none) and of its body, as a page prints them.

    In Python, not in a template: a table of a thousand cells would take a template four times as long.
    """
    numbers, head = table.number_columns(), table.header_rows()
    rows = [
        _printed_row(row, columns, "col" if index < head else "row", numbers)
        for index, (row, columns) in enumerate(zip(table.rows, table.columns(), strict=True))
    ]
    return rows[:head], rows[head:]


def _printed_row(row: Row, columns: list[int], scope: str, numbers: set[int]) -> SafeString:
    cells = (
        _written(cell, _scope(cell, scope) + (' class="number"' if cell.colspan == 1 and column in numbers else ""))
        for cell, column in zip(row, columns, strict=True)
    )
    return mark_safe(f"<tr>{''.join(cells)}</tr>")  # noqa: S308  (sanitised before it was read)


def _scope(cell: Cell, scope: str) -> str:
    """What a header cell heads: a column or, with `scope` "row", a row; or a group of them."""
    if not cell.is_header:
        return ""
    span = cell.colspan if scope == "col" else cell.rowspan
    return f' scope="{scope}group"' if span > 1 else f' scope="{scope}"'
