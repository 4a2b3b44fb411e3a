"""How often an article is read, told to the desk: sums, and plots over time as numbers that a template draws."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Expression, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article
from kernel.dates import day_in_words, in_words
from reader.models import Reading
from reader.periods import Period
from reader.readings import day_of, hour_of, month_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# So many bars are shown, at least and at most; between them as many as the article's life has days or months.
HOURS, DAYS, MONTHS = 24, (7, 30), (6, 24)
# In the units of the drawing: its width, the plot's upper and lower edge, the least that can be seen, a mark's room.
WIDTH, TOP, BOTTOM, LEAST, MARK = 960, 48, 288, 4, 120

Rows = list[tuple[datetime, int]]


class Unit(StrEnum):
    """How long a bar of a plot is."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Bar:
    """How often it was read in an hour, a day or a month, and where this stands in the drawing."""

    words: str
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Mark:
    """What the axis says where a bar begins."""

    words: str
    x: int


@dataclass(frozen=True)
class Plot:
    """Bars over time, the oldest first, and marks under some of them."""

    unit: Unit
    bars: list[Bar]
    marks: list[Mark]

    @property
    def bar_width(self) -> int:
        return WIDTH // len(self.bars) * 4 // 5

    @property
    def highest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.count)


@dataclass(frozen=True)
class Readings:
    """An article's readings: of the last 24 hours, of seven days, in all; plots, that of the shortest bars first."""

    day: int
    week: int
    total: int
    plots: list[Plot]


def readings_of(article: Article, now: datetime | None = None) -> Readings | None:
    """How often the article was read; None if it never was. One query."""
    now = now or timezone.now()
    rows = [(since, count) for since, count in article.readings.order_by("since").values_list("since", "count")]
    if not rows:
        return None

    def since(age: timedelta) -> int:
        return sum(count for moment, count in rows if moment > now - age)

    plots = [_by_hour(rows, now), _by_day(rows, now), _by_month(rows, now)]
    return Readings(
        day=since(DAY),
        week=since(7 * DAY),
        total=sum(count for _, count in rows),
        plots=[plot for plot in plots if plot and plot.highest.count],
    )


def _by_hour(rows: Rows, now: datetime) -> Plot:
    """The last day, marked at midnight, in the morning, at noon and in the evening."""
    hours = _beginnings(hour_of, HOURS, now)
    marks = {hour: f"{hour:%H:%M}" for hour in map(timezone.localtime, hours) if hour.hour % 6 == 0}
    return _plot(Unit.HOUR, rows, dict(zip(hours, map(in_words, hours), strict=True)), hour_of, marks)


def _by_day(rows: Rows, now: datetime) -> Plot | None:
    """The days of its life, or the last of them; None on its first."""
    age = (day_of(now) - day_of(rows[0][0])) // DAY + 1
    if age == 1:
        return None
    days = _beginnings(day_of, _within(DAYS, age), now)
    marks = {day: f"{day.day}/{day.month}" for day in _some(days)}
    return _plot(Unit.DAY, rows, {day: day_in_words(day) for day in days}, day_of, marks)


def _by_month(rows: Rows, now: datetime) -> Plot | None:
    """The months of its life, or the last of them; None while the days tell all of it."""
    first, last = month_of(rows[0][0]), month_of(now)
    if now - rows[0][0] < max(DAYS) * DAY:
        return None
    age = (last.year - first.year) * 12 + last.month - first.month + 1
    months = _beginnings(month_of, _within(MONTHS, age), now)
    marks = {month: f"{month.month}/{month.year}" for month in _some(months)}
    return _plot(Unit.MONTH, rows, {month: str(Period(month.year, month.month)) for month in months}, month_of, marks)


def _beginnings(begin: Callable[[datetime], datetime], number: int, now: datetime) -> list[datetime]:
    """When the last so many hours, days or months began, the oldest first."""
    found = [begin(now)]
    while len(found) < number:
        found.append(begin(found[-1] - timedelta.resolution))
    return found[::-1]


def _within(limits: tuple[int, int], number: int) -> int:
    return sorted([*limits, number])[1]


def _some(moments: list[datetime]) -> list[datetime]:
    """About five of them, evenly."""
    return moments[:: -(-len(moments) // 5)]


def _plot(
    unit: Unit,
    rows: Rows,
    words: dict[datetime, str],
    begin: Callable[[datetime], datetime],
    marks: dict[datetime, str],
) -> Plot:
    """A bar for each moment of `words`, as high as what was read in what begins there."""
    counts = dict.fromkeys(words, 0)
    for since, count in rows:
        if begin(since) in counts:
            counts[begin(since)] += count
    most, step = max(counts.values()) or 1, WIDTH // len(counts)
    places = {moment: n * step for n, moment in enumerate(counts)}
    heights = {moment: max(count * (BOTTOM - TOP) // most, LEAST) for moment, count in counts.items() if count}
    bars = [
        Bar(words[moment], count, places[moment], BOTTOM - heights.get(moment, 0), heights.get(moment, 0))
        for moment, count in counts.items()
    ]
    # The last bars leave no room for words beside them.
    return Plot(unit, bars, [Mark(mark, places[at]) for at, mark in marks.items() if places[at] + MARK <= WIDTH])


def sum_of_readings() -> Expression:
    """How often an article was read, as part of a query for articles."""
    own = Reading.objects.filter(article=OuterRef("pk")).order_by().values("article")
    return Coalesce(Subquery(own.annotate(sum=Sum("count")).values("sum")), Value(0))


def grouped(number: int) -> str:
    """The number with its thousands apart, as Vietnamese newspapers print it."""
    return f"{number:,}".replace(",", ".")
