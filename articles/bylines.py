"""The byline of an article page: which of its lines it is, and who wrote, photographed or supplied the article.

Pure: text in, a `Byline` or a place among lines out. A byline divides the body from the related articles, so finding it
asks also what the lines after it look like. Work grows with the number of lines: patterns meet only short ones.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from .lines import first_that_may_be_related, is_doubled, is_title, tidy


@dataclass(frozen=True)
class Byline:
    """`raw` is the whole line; "Tin, ảnh: A - B/Báo Tin tức" has a prefix, two authors and a source."""

    raw: str
    prefix: str | None
    authors: tuple[str, ...]
    source: str | None


_ROLE = (
    r"(?:tin|bài(?: viết)?|(?:chùm )?ảnh|video|clip|(?:nhóm )?thực hiện|info(?:graphic)?s?|đồ h(?:ọa|oạ)|thiết kế"
    r"|trình bày|kỹ thuật|tổng hợp|biên (?:soạn|tập|dịch)|lược dịch|dịch|phóng sự|ghi chép|minh h(?:ọa|oạ)|tác giả)"
)
_PREFIX = re.compile(rf"({_ROLE}(?:[ ,&+/–-]*(?:và )?{_ROLE})*)\s*:\s*", re.IGNORECASE)
_OTHER_PREFIX = re.compile(r"([^\W\d_][^.:/()]{1,30}?)\s*:\s*")
_TEXT_ROLES = {"tin", "bài", "thực"}
_FROM = re.compile(r"(?:theo\b\s*:?|nguồn\s*:)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"([^()/]+?)\s*\(([^()]+)\)")
_BETWEEN_AUTHORS = re.compile(r"\s+-\s*|\s*-\s+|\s*[–—,;&]\s*|\s+và\s+")
_AGENCY = re.compile(r"(?:TTXVN|VNA|Thông tấn xã|Báo)\b.*", re.IGNORECASE)
_LOWER_SOURCE = re.compile(r"(?:báo|đài|tạp chí|trang|tổng hợp|lược dịch)\b|\S+\.\S+$")
_STAFF = re.compile(r"P\.?V\.?|BTV|CTV|Phóng viên|Nhóm (?:PV|phóng viên)")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-]+[^\W\d_]*)*")
_SMALL_WORD = re.compile("phóng|viên|nhóm|tổng|hợp|biên|dịch|tập|tức|tại|từ|de|da|van|von|bin|al")
_BYLINE_LENGTH = 200


def parse_byline(text: str) -> Byline | None:
    """The parts of a byline; None for a line that is none. Any bare name is one, so ask only at the end of a body."""
    raw = " ".join(tidy(text[: 4 * _BYLINE_LENGTH]).split())
    if not 0 < len(raw) <= _BYLINE_LENGTH:
        return None
    prefix, rest = _split_prefix(raw.removesuffix("."))
    who, source = _split_source(rest)
    if source is None and _AGENCY.fullmatch(who):
        who, source = "", who
    roles, authors = _split_authors(who)
    if not (authors or source) or not (source is None or _is_source(source)) or not all(map(_is_name, authors)):
        return None
    return Byline(raw, ", ".join(filter(None, [prefix, *roles])) or None, authors, source)


def _split_authors(text: str) -> tuple[list[str], tuple[str, ...]]:
    """The authors of "A - B", and the roles inside: of "A - Ảnh: B" (after "Bài: ") the role is "ảnh"."""
    parts = [_split_prefix(part) for part in _BETWEEN_AUTHORS.split(text) if part]
    return [role.lower() for role, _ in parts if role], tuple(name for _, name in parts)


def _split_prefix(text: str) -> tuple[str | None, str]:
    """ "Tin, ảnh: A" is "Tin, ảnh" and "A"; an unknown prefix counts if a source follows."""
    found = _PREFIX.match(text)
    if not found and not _FROM.match(text):
        found = _OTHER_PREFIX.match(text)
        found = found if found and _split_source(text[found.end() :])[1] else None
    return (found[1], text[found.end() :]) if found else (None, text)


def _split_source(text: str) -> tuple[str, str | None]:
    """Who made it and the source: of "A/S", "A (S)", "A (Theo S)" or "Theo S"."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if found := _FROM.match(text):
        return "", text[found.end() :]
    if found := _IN_BRACKETS.fullmatch(text):
        return found[1], _FROM.sub("", found[2].strip(), count=1)
    who, slash, source = (part.strip() for part in text.partition("/"))
    return who, source if slash else None


def _is_source(text: str) -> bool:
    """One to eight words; what stands between commas begins like a name, an agency's or a site's."""
    words = text.split()
    if not 0 < len(words) <= 8 or len(text) > 80 or text[-1] in ".:;!?…":
        return False
    parts = [part.strip() for part in text.split(",")]
    return all(part[:1].isupper() or _LOWER_SOURCE.match(part) for part in parts)


def _is_name(text: str) -> bool:
    """At most eight words that begin with a capital, but for a few such as in "Nhóm phóng viên" or "PV Tin tức"."""
    words = text.split()
    return (
        0 < len(words) <= 8
        and words[0][0].isupper()
        and all(_NAME_WORD.fullmatch(word) and (word[0].isupper() or _SMALL_WORD.fullmatch(word)) for word in words)
    )


def _is_full_byline(text: str) -> bool:
    """Whether the line is a byline wherever it stands: it names who wrote ("Tin", "Bài"), an agency, or a reporter."""
    byline = parse_byline(text)
    if not byline:
        return False
    if byline.prefix:
        return not _TEXT_ROLES.isdisjoint(re.findall(r"\w+", byline.prefix.lower()))
    if byline.source:
        return bool(_AGENCY.search(byline.source) or _FROM.search(text))
    return bool(_STAFF.fullmatch(text))


def is_prefixed_byline(text: str) -> bool:
    """Whether the line is such a byline and begins with what was made: "Tin", "Bài"."""
    return _split_prefix(text[:_BYLINE_LENGTH])[0] is not None and _is_full_byline(text)


def find_byline(texts: Sequence[str], floor: int) -> int | None:
    """The place of the byline in `texts`, at least 1; what is no full byline counts only from `floor` on."""
    first_related = first_that_may_be_related(texts, floor)
    near_end = range(max(first_related - 1, floor, 1), len(texts))
    may_end = (at for at in near_end if at + 1 == len(texts) or is_title(texts, at + 1))
    bylines = {at: byline for at in may_end if (byline := parse_byline(texts[at]))}
    full = {at for at in bylines if _is_full_byline(texts[at])}
    signed = full | {at for at, byline in bylines.items() if byline.prefix or byline.source}
    if signed:
        return _last_in_a_row(min(full or signed), signed)
    anywhere = (at for at in range(len(texts) - 1, 1, -1) if _is_full_byline(texts[at]))
    until_doubled = takewhile(lambda at: not is_doubled(texts, at), range(max(first_related - 1, 2), len(texts)))
    lone = (at for at in until_doubled if at in bylines and _is_lone_name(texts, at))
    return next(chain(anywhere, lone), None)


def _last_in_a_row(place: int, places: Collection[int]) -> int:
    """The last of the `places` that follow `place` without a gap: of "Bài: A" above "Ảnh: B" the second."""
    while place + 1 in places:
        place += 1
    return place


def _is_lone_name(texts: Sequence[str], at: int) -> bool:
    """Whether a line, made of names only, has names of up to five words and is not one of a list of names."""
    is_short = all(len(name.split()) <= 5 for name in _split_authors(texts[at])[1])
    return is_short and not any(map(parse_byline, (*texts[max(at - 1, 2) : at], *texts[at + 1 : at + 2])))
