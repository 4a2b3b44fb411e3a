"""Makes up how often the demo's articles were read, so that a fresh site shows what is read most."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from articles.models import Edition
from reader.models import Reading
from reader.most_read import rank
from reader.readings import HOURS_KEPT, add, day_of, hour_of

HOUR = timedelta(hours=1)
# How many of a hundred readers come in each hour of the day: few at night, most in the morning and after supper.
OF_THE_DAY = (1, 1, 1, 1, 1, 2, 4, 6, 8, 8, 7, 6, 6, 5, 4, 4, 4, 4, 4, 5, 6, 6, 4, 2)


def load_readings(now: datetime) -> None:
    """Readings of every live article, many when it was new and ever fewer since; then what is read most."""
    counts: Counter[tuple[int, int, datetime]] = Counter()
    for edition in Edition.objects.live(now).only("article", "first_published_at"):
        chance = Random(edition.article_id)  # noqa: S311 (the same for every load)
        liking = chance.paretovariate(1.2) * 40
        for hours in range(int((now - edition.first_published_at) / HOUR) + 1):
            at = edition.first_published_at + hours * HOUR
            count = liking * OF_THE_DAY[timezone.localtime(at).hour] * 0.96**hours
            counts[edition.article_id, *_row_of(at, now)] += int(count + chance.random())
    with transaction.atomic():
        add({key: count for key, count in counts.items() if count})
    rank(now)


def _row_of(at: datetime, now: datetime) -> tuple[int, datetime]:
    """The span in which readings of that age are kept, and when it begins."""
    if hour_of(at) < now - HOURS_KEPT:
        return Reading.Span.DAY, day_of(at)
    return Reading.Span.HOUR, hour_of(at)
