"""The plain text of an article page of the paper, read into a title, lead, blocks, byline, related articles and topics.

Pure: bytes in, a `Page` out, nothing stored. The page's lines are read in four steps, each a section below: the bytes
become lines; photos and topics are taken out of them; the byline (bylines.py) splits the rest into body and related
articles; blocks are told apart. Work grows with the length of the page: patterns only meet lines, or ends of lines, of
bounded length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

from .bylines import Byline, find_byline, is_prefixed_byline, parse_byline
from .lines import LONGEST_TITLE, first_that_may_be_related, is_doubled, is_list_line, is_sentence, tidy

MAX_BYTES = 5 * 1024 * 1024


class NotAnArticle(ValueError):
    """The file is not an article page; `str(error)` is the reason in one line of English."""


@dataclass(frozen=True)
class Paragraph:
    type: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Heading:
    type: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class PhotoSlot:
    """Where the page showed a photo; `caption` may be empty, `credit` is "N/TTXVN" of "Ảnh: N/TTXVN"."""

    type: ClassVar[str] = "photo"
    caption: str
    credit: str | None


Block = Paragraph | Heading | PhotoSlot


@dataclass(frozen=True)
class Related:
    title: str
    teaser: str | None


@dataclass(frozen=True)
class Page:
    title: str
    lead: str
    blocks: tuple[Block, ...]
    byline: Byline | None
    related: tuple[Related, ...]
    topics: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The page as JSON values; a block's `type` is "paragraph", "heading" or "photo"."""
        byline = self.byline
        return {
            "title": self.title,
            "lead": self.lead,
            "blocks": [{"type": block.type, **asdict(block)} for block in self.blocks],
            "byline": {**asdict(byline), "authors": list(byline.authors)} if byline else None,
            "related": [asdict(related) for related in self.related],
            "topics": list(self.topics),
        }


def parse_page(data: bytes) -> Page:
    """The article of a page's bytes; raises NotAnArticle where there is none."""
    lines = _lines(_decode(data))
    if not lines:
        raise NotAnArticle("the file is empty")
    parts = _parts(lines)
    texts = parts.texts
    # Photos stand in the body, so a byline or a related article is looked for after the last of them.
    last_photo = max((place for place, _ in parts.photos), default=0)
    signed = find_byline(texts, last_photo)
    if len(texts) < 2 or signed == 1:
        raise NotAnArticle("only a title")
    end = _body_end(parts, last_photo) if signed is None else signed
    return Page(
        title=texts[0],
        lead=texts[1],
        blocks=tuple(_blocks(texts[2:end], [(place - 2, photo) for place, photo in parts.photos])),
        byline=None if signed is None else parse_byline(texts[signed]),
        related=tuple(_related(texts[end if signed is None else signed + 1 :])),
        topics=tuple(dict.fromkeys(parts.topics)),
    )


# Bytes to lines.

# U+2028 breaks a line within a paragraph, so it is white space. Files that went through Windows twice have "\r\r\n".
_LINE_END = re.compile("\r{0,3}\n|[\r\f\x85\u2029]")
_SHARE = re.compile(
    r"chia sẻ\s*(?::\s*(?:(?:facebook|twitter|zalo|messenger|linkedin|telegram|e?-?mail|in bài|sao chép).{0,100})?)?",
    re.IGNORECASE,
)


class _Line(NamedTuple):
    text: str
    gap: int  # blank lines before it


def _decode(data: bytes) -> str:
    """The bytes as NFC text."""
    if len(data) > MAX_BYTES:
        raise NotAnArticle("larger than 5 MB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAnArticle("not UTF-8")
    if b"\x00" in data:
        raise NotAnArticle("binary data")
    try:
        return tidy(data.decode())
    except UnicodeDecodeError as error:
        raise NotAnArticle("not UTF-8") from error


def _lines(text: str) -> list[_Line]:
    """The lines that say something, up to "Chia sẻ:", white space collapsed."""
    lines: list[_Line] = []
    gap = 0
    for raw in _LINE_END.split(text):
        line = " ".join(raw.split())
        if _SHARE.fullmatch(line):
            break
        if line:
            lines.append(_Line(line, gap))
        gap = 0 if line else gap + 1
    return _halved(lines) if _every_line_end_is_doubled(lines) else lines


def _every_line_end_is_doubled(lines: Sequence[_Line]) -> bool:
    """Lines that touched have one blank between them then, lines with one blank between them three."""
    return len(lines) > 1 and lines[1].gap >= 3 and all(line.gap % 2 for line in lines[1:])


def _halved(lines: Sequence[_Line]) -> list[_Line]:
    return [_Line(line.text, line.gap // 2) for line in lines]


# Lines to parts: photos and topics are taken out, what only labels or repeats is dropped.

_MARKER = re.compile(r"chú thích ảnh\s*(?::\s*(.*))?", re.IGNORECASE)
_TOPICS = re.compile(r"(?:từ kh(?:óa|oá)|tags?|keywords?)\s*(?::\s*(.*))?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:các )?(?:tin|bài|tin,? bài|tin tức|bài viết) (?:liên quan|cùng chuyên mục|cùng chủ đề|khác)"
    r"|xem thêm|đọc thêm|có thể bạn quan tâm)\s*:?",
    re.IGNORECASE,
)
_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
_STAMP = re.compile(
    rf"(?=.*?(?:{_DATE}))(?:(?:{_DATE}|\d{{1,2}}[:h]\d{{2}}(?::\d{{2}})?(?: ?[AP]M)?"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|\(?(?:GMT|UTC) ?\+ ?0?7(?::00)?\)?|ngày|lúc"
    r"|cập nhật|đăng|xuất bản)[\s,|:•–-]*)+",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"(?:\(\s*(?i:nguồn ảnh|nguồn|ảnh)|(?:(?<=[\s.,;!?…”\"–-])|^)(?:Nguồn ảnh|Nguồn|Ảnh|ẢNH))\s*:\s*")
_CREDIT_LENGTH = 80


@dataclass
class _Parts:
    """A page's lines, sorted. Photos stand before `texts[place]`, `marks` are places of labels and topics."""

    texts: list[str] = field(default_factory=list)
    photos: list[tuple[int, PhotoSlot]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)


def _parts(lines: Sequence[_Line]) -> _Parts:
    parts = _Parts()
    apart = _captions_stand_apart(lines)
    at = 0
    while at < len(lines):
        text, place = lines[at].text, len(parts.texts)
        at += 1
        if marker := _MARKER.fullmatch(text):
            photo, at = _photo(lines, at, inline=marker[1], apart=apart)
            parts.photos.append((place, photo))
        elif place and (label := _TOPICS.fullmatch(text)):
            topics, at = _topics(lines, at, inline=label[1])
            parts.topics += topics
            parts.marks.append(place)
        elif place and _LABEL.fullmatch(text):
            parts.marks.append(place)
        elif not _is_above_lead(lines[at - 1], parts.texts):
            parts.texts.append(text)
    return parts


def _captions_stand_apart(lines: Sequence[_Line]) -> bool:
    """Whether a blank after "Chú thích ảnh" means nothing here, as the page sets a blank after every line.

    Usually a blank there is an empty caption, also on a page where no lines happen to touch; so more must
    tell: a line after a blank that can only be a caption, or a doubled title with a blank inside.
    """
    if any(line.gap == 0 for line in lines[1:]):
        return False
    return any(
        after.gap == 1 and (_is_surely_caption(after.text) if _MARKER.fullmatch(line.text) else line.text == after.text)
        for line, after in pairwise(lines)
    )


def _photo(lines: Sequence[_Line], at: int, *, inline: str | None, apart: bool) -> tuple[PhotoSlot, int]:
    """The photo whose marker stands just before `lines[at]`, with the caption that may follow it `inline`.

    Also the place of the line after the photo: its caption is one line, and a credit may touch that line from below.
    """
    if not inline and not _is_caption(lines, at, apart):
        return PhotoSlot("", None), at
    caption, credit = split_credit(inline or lines[at].text)
    at += 0 if inline else 1
    if credit is None and at < len(lines) and lines[at].gap == 0 and not _is_label(lines[at].text):
        rest, below = split_credit(lines[at].text)
        if below and not rest:
            return PhotoSlot(caption, below), at + 1
    return PhotoSlot(caption, credit), at


def _is_caption(lines: Sequence[_Line], at: int, apart: bool) -> bool:
    """Whether `lines[at]`, after a marker, is the caption: it touches the marker, or is surely one."""
    if at == len(lines) or _is_label(lines[at].text):
        return False
    text, gap = lines[at]
    return gap == 0 or (apart and gap == 1) or _is_surely_caption(text)


def _is_label(text: str) -> bool:
    """Whether the line can be no caption and no topics: it marks or labels, or is a byline with "Tin", "Bài"."""
    found = _MARKER.fullmatch(text) or _TOPICS.fullmatch(text) or _LABEL.fullmatch(text)
    return bool(found) or is_prefixed_byline(text)


def _is_surely_caption(text: str) -> bool:
    return split_credit(text)[1] is not None and parse_byline(text) is None


def _topics(lines: Sequence[_Line], at: int, *, inline: str | None) -> tuple[list[str], int]:
    """The topics of a label that stands just before `lines[at]`, and the place of the line after them."""
    words = [inline] if inline else []
    while not inline and at < len(lines) and _is_topics(lines, at, first=not words):
        words.append(lines[at].text)
        at += 1
    found = (topic.strip().removeprefix("#") for line in words for topic in re.split("[,;]", line.removesuffix(".")))
    return [topic for topic in found if topic], at


def _is_topics(lines: Sequence[_Line], at: int, *, first: bool) -> bool:
    """Whether a line under a bare label holds topics: it touches the label, or is a list (`first` only)."""
    text, gap = lines[at]
    is_twice = at + 1 < len(lines) and lines[at + 1].text == text
    return (gap == 0 or (first and "," in text)) and not (is_twice or is_sentence(text) or _is_label(text))


def _is_above_lead(line: _Line, texts: Sequence[str]) -> bool:
    """Whether the line is the page's date, or the title touching its repetition, which come before the lead."""
    if len(texts) > 1:
        return False
    is_stamp = len(line.text) <= 80 and bool(_STAMP.fullmatch(line.text))
    return is_stamp or (texts == [line.text] and line.gap == 0)


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without the credit it ends in, and the credit: "Cầu Rồng. (Ảnh: N/TTXVN)" is "Cầu Rồng.", "N/TTXVN"."""
    caption = " ".join(tidy(caption).split())
    every = list(_CREDIT.finditer(caption, max(0, len(caption) - 2 * _CREDIT_LENGTH)))
    if not every:
        return caption, None
    found = every[-1]
    credit = caption[found.end() :].removesuffix(".")
    if found[0].startswith("("):
        credit = credit.removesuffix(")")
    credit, rest = credit.strip(), caption[: found.start()].rstrip(" -–—|,")
    return (rest, credit) if _is_credit(credit, alone=not rest) else (caption, None)


def _is_credit(text: str, *, alone: bool) -> bool:
    """`alone`: a caption that begins "Ảnh: " may go on to say what the photo shows, so it must be signed."""
    if not 0 < len(text) <= _CREDIT_LENGTH or re.search(r"\w\w[.!?…] ", text):
        return False
    return not alone or "cung cấp" in text or parse_byline(text) is not None


# Related articles: a title, once or twice, and perhaps a teaser.


def _body_end(parts: _Parts, floor: int) -> int:
    """Where a body without a byline ends: at the first label, topics or doubled title before the related articles."""
    texts = parts.texts
    related = range(max(first_that_may_be_related(texts, floor), 2), len(texts))
    doubled = (at for at in related[:-1] if texts[at] == texts[at + 1] and not is_sentence(texts[at]))
    return min((place for place in (*parts.marks, *doubled) if place in related), default=len(texts))


def _related(texts: Sequence[str]) -> Iterator[Related]:
    at = 0
    while at < len(texts):
        title, teaser = texts[at], []
        while at < len(texts) and texts[at] == title:
            at += 1
        while at < len(texts) and _is_teaser(texts, at, goes_on=bool(teaser)):
            teaser.append(texts[at])
            at += 1
        yield Related(title, " ".join(teaser) or None)


def _is_teaser(texts: Sequence[str], at: int, *, goes_on: bool) -> bool:
    """Whether the line after a title is its teaser, or (`goes_on`) after a teaser its second paragraph."""
    is_long = len(texts[at]) > LONGEST_TITLE
    return not is_doubled(texts, at) and (is_long or (is_sentence(texts[at]) and not goes_on))


# Blocks.


def _blocks(texts: Sequence[str], photos: Sequence[tuple[int, PhotoSlot]]) -> Iterator[Block]:
    """The body in order; a photo of place n stands before the n-th text, and beyond the last text at the end."""
    waiting = list(reversed(photos))
    for at in range(len(texts)):
        while waiting and waiting[-1][0] <= at:
            yield waiting.pop()[1]
        yield Heading(texts[at]) if _is_heading(texts, at) else Paragraph(texts[at])
    yield from (photo for _, photo in reversed(waiting))


def _is_heading(texts: Sequence[str], at: int) -> bool:
    """Whether a line heads what follows. First and last are counted among the texts of the body: photos do not
    count, as a heading stands between paragraphs."""
    text = texts[at]
    is_inside = 0 < at < len(texts) - 1
    return is_inside and len(text) <= 100 and text[-1] not in ".:;!…" and not is_list_line(text, texts[at - 1 : at + 2])
