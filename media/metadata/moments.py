"""When a picture was taken, by what its file says in three notations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

EARLIEST = date(1826, 1, 1)  # of that year is the oldest photograph that is left
_FARTHEST = timedelta(hours=14)

# 2026-11-20T08:30:00+07:00 (XMP), 20261120T083000+0700 (IIM), 2026:11:20 08:30:00+07:00 (EXIF)
_MOMENT = re.compile(
    r"\s*(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)"
    r"(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d{1,9})?\s*(?:(Z)|([+-])(\d\d):?(\d\d))?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Moment:
    """A day, with as much of the time as was noted."""

    day: date
    clock: time | None = None
    offset: timezone | None = None

    def agrees_with(self, other: "Moment") -> bool:
        """Whether this may be the same moment, and notes all that the other one does."""
        return self.day == other.day and other.clock in (None, self.clock) and other.offset in (None, self.offset)


def taken_at(texts: Iterable[str], zone: tzinfo) -> datetime | None:
    """The first sensible moment, with the time and the offset that later ones know of it; in `zone` without offset."""
    tomorrow = datetime.now(zone).date() + timedelta(days=1)
    known = None
    for moment in map(_moment, texts):
        if moment and EARLIEST <= moment.day <= tomorrow and (known is None or moment.agrees_with(known)):
            known = moment
    return known and datetime.combine(known.day, known.clock or time(), known.offset or zone)


def _moment(text: str) -> Moment | None:
    match = _MOMENT.match(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    try:
        return Moment(day, time(int(match[4]), int(match[5]), int(match[6] or 0)), _offset(match))
    except (TypeError, ValueError):
        return Moment(day)


def _offset(match: re.Match[str]) -> timezone | None:
    if match[7]:
        return UTC
    if not match[8]:
        return None
    offset = timedelta(hours=int(match[9]), minutes=int(match[10]))
    return timezone(-offset if match[8] == "-" else offset) if offset <= _FARTHEST else None
