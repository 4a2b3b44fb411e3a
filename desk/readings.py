"""How often an article is read, told to the desk: sums, and a plot over time as numbers that a template draws."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Expression, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article
from kernel.dates import day_in_words, in_words
from reader.models import Reading
from reader.readings import day_of, hour_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# How many hours or days are shown: as many as there are readings of, within these limits.
HOURS, DAYS = (24, 48), (14, 30)
# In the units of the drawing.
STEP, HEIGHT = 10, 100


@dataclass(frozen=True)
class Bar:
    """How often it was read in an hour or a day, and where this stands in the drawing."""

    words: str
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Readings:
    """An article's readings: of the last 24 hours, of seven days, in all, and bars over time, the oldest first."""

    day: int
    week: int
    total: int
    by_hour: bool
    bars: list[Bar]

    @property
    def width(self) -> int:
        return STEP * len(self.bars)

    @property
    def highest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.count)


def readings_of(article: Article, now: datetime | None = None) -> Readings | None:
    """How often the article was read; None if it never was. One query."""
    now = now or timezone.now()
    rows = [(since, count) for since, count in article.readings.order_by("since").values_list("since", "count")]
    if not rows:
        return None
    # While it is new its hours matter, later its days.
    first = rows[0][0]
    by_hour = first > now - max(HOURS) * HOUR

    def since(age: timedelta) -> int:
        return sum(count for moment, count in rows if moment > now - age)

    return Readings(
        day=since(DAY),
        week=since(7 * DAY),
        total=sum(count for _, count in rows),
        by_hour=by_hour,
        bars=_bars(rows, _hours(first, now), hour_of, in_words)
        if by_hour
        else _bars(rows, _days(first, now), day_of, day_in_words),
    )


def _hours(first: datetime, now: datetime) -> list[datetime]:
    return [hour_of(now) - n * HOUR for n in reversed(range(_within(HOURS, (now - first) // HOUR + 1)))]


def _days(first: datetime, now: datetime) -> list[datetime]:
    today = day_of(now)
    return [day_of(today - n * DAY) for n in reversed(range(_within(DAYS, (today - day_of(first)) // DAY + 1)))]


def _within(limits: tuple[int, int], number: int) -> int:
    return sorted([*limits, number])[1]


def _bars(
    rows: list[tuple[datetime, int]],
    moments: list[datetime],
    begin: Callable[[datetime], datetime],
    words: Callable[[datetime], str],
) -> list[Bar]:
    """A bar for each of the moments, as high as what was read in what begins there."""
    counts = dict.fromkeys(moments, 0)
    for since, count in rows:
        if begin(since) in counts:
            counts[begin(since)] += count
    most = max(counts.values()) or 1
    heights = [-(-count * HEIGHT // most) for count in counts.values()]
    return [
        Bar(words(moment), count, x=n * STEP, y=HEIGHT - height, height=height)
        for n, ((moment, count), height) in enumerate(zip(counts.items(), heights, strict=True))
    ]


def sum_of_readings() -> Expression:
    """How often an article was read, as part of a query for articles."""
    own = Reading.objects.filter(article=OuterRef("pk")).order_by().values("article")
    return Coalesce(Subquery(own.annotate(sum=Sum("count")).values("sum")), Value(0))


def grouped(number: int) -> str:
    """The number with its thousands apart, as Vietnamese newspapers print it."""
    return f"{number:,}".replace(",", ".")
