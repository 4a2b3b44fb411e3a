"""Moments as Vietnamese people type them: "mai 6:00", "18h30", "8/3 6h", "chiều thứ hai 3h", "30 phút nữa".

What cannot be read, or can be meant in two ways, or has passed, is refused with a sentence that shows how to write it:
nothing is guessed. Words may lack their marks ("chieu mai 3h"); wrong marks are no word.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, NoReturn

from django.utils.translation import gettext as _

from .dates import WEEKDAYS, date_in_words
from .text import fold, one_line

# Nobody plans further: what lies beyond is a year mistyped.
HORIZON = timedelta(days=5 * 366)
# A day without its year is the next one of that name, unless it lies so far ahead that last week's may be meant.
NEAR = timedelta(days=183)
MAX_LENGTH = 60
WEEK = timedelta(days=7)


class UnreadableMoment(Exception):
    """The text names no moment ahead; the message says why, and how to write one."""


def read_moment(text: str, now: datetime) -> datetime:
    """The moment ahead of `now` that the text names, in the time zone of `now`; else UnreadableMoment."""
    typed = _ISO.sub(r"\1 ", one_line(text[: 2 * MAX_LENGTH]).lower())
    if not typed or len(typed) > MAX_LENGTH:
        _refuse(_("No date and time can be read here. Write for example “mai 6:00” or “8/3 18h30”."))
    moment = _in_a_while(typed, now) or _on_a_day(_Said.by(typed), now)
    if moment > now + HORIZON:
        _refuse(_("This year cannot be meant."))
    return moment


def _refuse(sentence: str) -> NoReturn:
    raise UnreadableMoment(sentence)


# --- Words ----------------------------------------------------------------------


def _words(*phrases: str) -> str:
    """A pattern for any of the phrases, each word with its marks or without any."""
    return "(?:" + "|".join(r"\s+".join(_word(word) for word in phrase.split()) for phrase in phrases) + ")"


def _word(word: str) -> str:
    return word if word == fold(word) else f"(?:{word}|{fold(word)})"


_END = r"(?![\w/:.'])"
_MINUTE = rf"\s*{_words('phút', 'ph', 'p')}?"
_HOUR = _words("giờ", "h", "g")
_NUMBERS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
_PARTS = ("sáng", "trưa", "chiều", "tối", "đêm")

# What a text is made of, tried in this order. A token may be said once; "filler" says nothing.
_TOKENS = [
    (name, re.compile(pattern + _END))
    for name, pattern in (
        ("day", r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
        ("day", r"(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4}|\d{2})(?!-)"),
        ("day", r"(?P<d>\d{1,2})[/-](?P<m>\d{1,2})(?!-)"),
        ("day", rf"(?P<d>\d{{1,2}})\s+{_words('tháng')}\s+(?P<m>\d{{1,2}})(?:\s+{_words('năm')}\s+(?P<y>\d{{4}}))?"),
        ("time", r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?h?"),
        ("time", rf"(?P<hour>\d{{1,2}})\s*{_HOUR}\s*(?P<half>{_words('rưỡi')})"),
        ("time", rf"(?P<hour>\d{{1,2}})\s*{_HOUR}(?P<minute>\d{{1,2}}){_MINUTE}"),
        (
            "time",
            rf"(?P<hour>\d{{1,2}})\s*{_HOUR}\s+(?P<minute>\d{{2}}){_MINUTE}(?!\s*{_words('tháng', 'ngày nữa')})(?!-)",
        ),
        ("time", rf"(?P<hour>\d{{1,2}})\s*{_HOUR}"),
        ("ahead", rf"(?P<days>\d{{1,3}})\s+{_words('ngày nữa')}"),
        ("ahead", rf"(?P<today>{_words('hôm nay', 'bữa nay', 'nay')})"),
        ("ahead", rf"(?P<tomorrow>{_words('ngày mai', 'mai')})"),
        ("ahead", _words("ngày kia", "ngày mốt", "mốt")),
        ("weekday", rf"(?:{_words('thứ')}\s*|t)(?P<number>[2-7])"),
        ("weekday", rf"{_words('thứ')}\s+(?P<name>{'|'.join(_word(name) for name in _NUMBERS)})"),
        ("weekday", _words("chủ nhật", "cn")),
        ("week", rf"{_words('tuần')}\s+(?:(?P<next>{_words('sau', 'tới')})|{_words('này')})"),
        ("part", rf"(?P<part>{_words(*_PARTS)})"),
        ("filler", _words("lúc", "vào", "ngày")),
    )
]
_PAUSE = re.compile(r"[\s,]*")
# As computers write moments: "2027-03-08T15:00".
_ISO = re.compile(r"^(\d{4}-\d\d-\d\d)t(?=\d\d:)")


class _Said(NamedTuple):
    """What a text says: its tokens by name, and their order."""

    text: str
    tokens: dict[str, re.Match]

    @classmethod
    def by(cls, text: str) -> "_Said":
        tokens: dict[str, re.Match] = {}
        for name, match in _tokens(text):
            if name in tokens:
                _refuse(_("“%s” can be meant in two ways. Write for example “24/11 18:30”.") % text)
            if name != "filler":
                tokens[name] = match
        return cls(text, tokens)

    def refuse_two_ways(self) -> NoReturn:
        _refuse(_("“%s” can be meant in two ways. Write for example “24/11 18:30”.") % self.text)


def _tokens(text: str) -> Iterator[tuple[str, re.Match]]:
    place = _PAUSE.match(text).end()
    while place < len(text):
        fitting = ((name, pattern.match(text, place)) for name, pattern in _TOKENS)
        name, match = next((found for found in fitting if found[1]), ("", None))
        if match is None:
            _refuse(_("“%s” cannot be read as a date and time. Write for example “mai 6:00” or “8/3 18h30”.") % text)
        yield name, match
        place = _PAUSE.match(text, match.end()).end()


# --- In half an hour --------------------------------------------------------------

_WHILE = re.compile(
    rf"(?:(?P<half>{_words('nửa')})\s*{_words('tiếng', 'giờ')}"
    rf"|(?P<minutes>\d{{1,3}})\s*{_words('phút', 'ph', 'p')}"
    rf"|(?P<hours>\d{{1,3}})\s*(?:{_words('tiếng')}|{_HOUR})"
    rf"(?:\s*(?P<more>\d{{1,2}}){_MINUTE}|\s*(?P<half_more>{_words('rưỡi')}))?)\s*{_words('nữa')}"
)


def _in_a_while(typed: str, now: datetime) -> datetime | None:
    """The moment of "30 phút nữa", on the next full minute; None if the text says no such thing."""
    match = _WHILE.fullmatch(typed)
    if not match:
        return None
    minutes = 60 * int(match["hours"] or 0) + int(match["minutes"] or match["more"] or 0)
    minutes += 30 * bool(match["half"] or match["half_more"])
    if not minutes:
        _refuse(_("The moment must lie ahead."))
    full = now.replace(second=0, microsecond=0)
    return _local(now, (full if full == now else full + timedelta(minutes=1)).astimezone(UTC) + minutes * _A_MINUTE)


_A_MINUTE = timedelta(minutes=1)


def _local(now: datetime, moment: datetime) -> datetime:
    return moment.astimezone(now.tzinfo)


# --- At an hour of a day ------------------------------------------------------------


def _on_a_day(said: _Said, now: datetime) -> datetime:
    hour = _time(said)
    day = _named_day(said, now, hour)
    if not abs(day - now.date()) < HORIZON:
        _refuse(_("This year cannot be meant."))
    moment = datetime.combine(day, hour, tzinfo=now.tzinfo)
    if _local(now, moment.astimezone(UTC)).replace(tzinfo=None) != moment.replace(tzinfo=None):
        _refuse(_("On that day the clock skips this hour."))
    if moment <= now:
        _refuse(_passed(said, moment, now))
    return moment


def _passed(said: _Said, moment: datetime, now: datetime) -> str:
    """That the moment has passed; of a bare hour what may be meant instead."""
    if set(said.tokens) != {"time"}:
        return _("%(day)s, %(hour)s has passed.") % {"day": date_in_words(moment.date()), "hour": f"{moment:%H:%M}"}
    evening = moment + timedelta(hours=12)
    if evening > now and evening.date() == now.date():
        sentence = _("%(hour)s today has passed. Write “mai %(hour)s” for tomorrow, or “%(evening)s”.")
        return sentence % {"hour": f"{moment:%H:%M}", "evening": f"{evening:%H:%M}"}
    return _("%(hour)s today has passed. Write “mai %(hour)s” for tomorrow.") % {"hour": f"{moment:%H:%M}"}


# Of each part of the day the hours that are meant as they stand, and those that are meant twelve hours later.
_HOURS = {
    "sang": (range(12), range(0)),
    "trua": (range(10, 15), range(1, 3)),
    "chieu": (range(13, 19), range(1, 7)),
    "toi": (range(17, 24), range(5, 12)),
    "dem": (range(20, 24), range(8, 12)),
}


def _time(said: _Said) -> time:
    match = said.tokens.get("time")
    if match is None:
        _refuse(_("At what hour? Write for example “mai 6:00” or “8/3 18h30”."))
    found = match.groupdict()
    hour, minute, second = (int(found.get(name) or 0) for name in ("hour", "minute", "second"))
    if "part" in said.tokens:
        plain, shifted = _HOURS[fold(said.tokens["part"]["part"])]
        if hour not in (*plain, *shifted):
            said.refuse_two_ways()
        hour += 12 * (hour in shifted)
    try:
        return time(hour, 30 if found.get("half") else minute, second)
    except ValueError:
        _refuse(_("There is no such hour: %s.") % match[0])


def _named_day(said: _Said, now: datetime, hour: time) -> date:
    """The day that is named by its date, by "mai", by its weekday, or not at all: today. All that is said agrees."""
    named = [_day_of_date(said, now), _day_ahead(said, now)]
    days = {day for day in named if day}
    if not days:
        return _day_of_week(said, now, hour) if {"weekday", "week"} & set(said.tokens) else now.date()
    if len(days) > 1 or "week" in said.tokens:
        said.refuse_two_ways()
    (day,) = days
    if "weekday" in said.tokens and day.weekday() != _weekday(said):
        _refuse(_("%s: the day and the date do not agree.") % date_in_words(day))
    return day


def _day_ahead(said: _Said, now: datetime) -> date | None:
    match = said.tokens.get("ahead")
    if match is None:
        return None
    found = match.groupdict()
    if found.get("days"):
        return now.date() + timedelta(days=int(found["days"]))
    days = 0 if found.get("today") else 1 if found.get("tomorrow") else 2
    return now.date() + timedelta(days=days)


def _day_of_date(said: _Said, now: datetime) -> date | None:
    match = said.tokens.get("day")
    if match is None:
        return None
    found = match.groupdict()
    day, month, year = int(found["d"]), int(found["m"]), int(found.get("y") or 0)
    try:
        if year:
            return date(year if year > 99 else year + 2000, month, day)
        return _next_of_that_name(day, month, now.date())
    except ValueError:
        _refuse(_("There is no such day: %s.") % match[0].strip())


def _next_of_that_name(day: int, month: int, today: date) -> date:
    this_year = _day_in(today.year, month, day)
    if this_year and this_year >= today:
        return this_year
    # 29 February names a day of some years only.
    date(2000, month, day)
    next_year = _day_in(today.year + 1, month, day)
    if next_year is None or next_year > today + NEAR:
        _refuse(_("In which year? Write for example “%(date)s 6:00”.") % {"date": f"{day}/{month}/{today.year + 1}"})
    return next_year


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(said: _Said) -> int:
    """The weekday that is named, Monday 0."""
    found = said.tokens["weekday"].groupdict()
    if found.get("number"):
        return int(found["number"]) - 2
    if found.get("name"):
        return next(number for name, number in _NUMBERS.items() if fold(name) == fold(found["name"]))
    return 6


def _day_of_week(said: _Said, now: datetime, hour: time) -> date:
    """The next day of that name; today's own name, while the hour lies ahead, may mean today or in a week."""
    if "weekday" not in said.tokens:
        said.refuse_two_ways()
    if said.tokens.get("part") and said.tokens["part"][0] == "toi" and _follow(said, "weekday", "part"):
        # "thu hai toi" without marks: Monday evening, or next Monday?
        said.refuse_two_ways()
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    if "week" in said.tokens:
        return monday + WEEK * bool(said.tokens["week"]["next"]) + timedelta(days=_weekday(said))
    days = (_weekday(said) - today.weekday()) % 7
    if days == 0:
        if hour > now.time():
            sentence = _("Today is %(weekday)s: write “hôm nay %(hour)s”, or “%(date)s %(hour)s” for next week.")
            day = today + WEEK
            names = {"weekday": WEEKDAYS[today.weekday()], "date": f"{day.day}/{day.month}"}
            _refuse(sentence % (names | {"hour": f"{hour:%H:%M}"}))
        days = 7
    return today + timedelta(days=days)


def _follow(said: _Said, first: str, second: str) -> bool:
    return said.tokens[first].end() < said.tokens[second].start()
