"""Days, months and years of the paper's calendar: pure values, in the paper's time zone."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.dates import date_in_words

DAY = timedelta(days=1)
# Further back no newspaper goes, and beyond the other end Python's calendar ends.
YEARS = range(1600, 9999)


@dataclass(frozen=True)
class Period:
    """A year, a month of it or a day of that; `month` and `day` are 0 where it is longer."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, numbers: Mapping[str, str | None]) -> "Period | None":
        """The period that "year", "month" and "day" name in digits; None if the calendar has none such."""
        period = cls(*(int(numbers.get(name) or 0) for name in ("year", "month", "day")))
        # "/00/" names no month.
        named = [bool(numbers.get(name)) for name in ("month", "day")]
        try:
            valid = date(period.year, period.month or 1, period.day or 1)
        except ValueError:
            return None
        return period if valid.year in YEARS and named == [period.month > 0, period.day > 0] else None

    @classmethod
    def of(cls, day: date) -> "Period":
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def end(self) -> date:
        """The day after its last one."""
        if self.day:
            return self.first + DAY
        return date(self.year + 1, 1, 1) if self.month in (0, 12) else date(self.year, self.month + 1, 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins, and when the next one does."""
        begins, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (self.first, self.end))
        return begins, ends

    @property
    def next(self) -> "Period":
        """The one after it, of the same length."""
        return self._around(self.end)

    @property
    def previous(self) -> "Period":
        return self._around(self.first - DAY)

    def _around(self, day: date) -> "Period":
        return Period(day.year, day.month if self.month else 0, day.day if self.day else 0)

    @property
    def longer(self) -> list["Period"]:
        """Those that it lies in, the longest first."""
        return [Period(self.year)] * bool(self.month) + [Period(self.year, self.month)] * bool(self.day)

    @property
    def months(self) -> list["Period"]:
        """The months of its year."""
        return [Period(self.year, month) for month in range(1, 13)]

    def __str__(self) -> str:
        if self.day:
            return date_in_words(self.first)
        if self.month:
            return _("Month %(month)d/%(year)d") % {"month": self.month, "year": self.year}
        return _("Year %(year)d") % {"year": self.year}

    @property
    def month_name(self) -> str:
        """The month without its year."""
        return _("Month %(month)d") % {"month": self.month}

    def get_absolute_url(self) -> str:
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return reverse("reader:archive") + "/".join(parts[: 1 + bool(self.month) + bool(self.day)]) + "/"


@dataclass(frozen=True)
class CalendarDay:
    """A day as the calendar prints it: how many articles it has, and whether it is the one on show, or today."""

    period: Period
    count: int
    is_shown: bool
    is_today: bool


def weeks(shown: Period, counts: Mapping[int, int], today: date) -> Iterator[list[CalendarDay | None]]:
    """The weeks of a month, Monday first; None for days of its neighbours. `counts`: articles by day of the month."""
    for week in calendar.Calendar().monthdays2calendar(shown.year, shown.month):
        days = [Period(shown.year, shown.month, number) if number else None for number, _weekday in week]
        yield [day and CalendarDay(day, counts.get(day.day, 0), day == shown, day.first == today) for day in days]
