"""How often articles are read: counted in memory, added to the database by a thread, merged as they grow old.

No request waits for the database. What has come together within FLUSH_SECONDS is lost if the process is killed; one
that ends writes it first. docs/readings.md says what is kept and what is not.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from multiprocessing.util import Finalize

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Edition

from .models import Reading
from .most_read import rank

FLUSH_SECONDS = 30
# Different articles that may wait; what comes beyond is not counted.
MOST_WAITING = 20_000
BATCH = 500
# For how long the desk can see hours, and then days.
HOURS_KEPT = timedelta(days=3)
DAYS_KEPT = timedelta(days=62)
# At most so many batches are merged at a time: the others wait for the next time.
MOST_MERGED = 200

UPSERT = """INSERT INTO reader_reading (article_id, span, since, count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (article_id, span, since) DO UPDATE SET count = reader_reading.count + excluded.count"""

Key = tuple[int, int, datetime]

logger = logging.getLogger(__name__)


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def day_of(moment: datetime) -> datetime:
    """The midnight before, as the paper's clock shows it."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


def month_of(moment: datetime) -> datetime:
    return day_of(moment).replace(day=1)


# --- Counting ---------------------------------------------------------------------


class Tally:
    """Counts that wait to be written, for all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()

    def add(self, counts: Mapping[Key, int]) -> None:
        with self._lock:
            for key, count in counts.items():
                if key in self._counts or len(self._counts) < MOST_WAITING:
                    self._counts[key] += count

    def take(self) -> Counter[Key]:
        """Everything that waits, which then waits no longer."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        return counts


class Flusher:
    """Writes what waits: once, FLUSH_SECONDS after it was asked to, however often it is asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def ask(self) -> None:
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(FLUSH_SECONDS, self._run)
                self._timer.daemon = True
                self._timer.start()

    def _run(self) -> None:
        with self._lock:
            self._timer = None
        try:
            flush()
            tend(timezone.now())
        finally:
            connection.close()


tally = Tally()
flusher = Flusher()
_writing = threading.Lock()
_at_exit: list[Finalize] = []


def count_reading(article: int, at: datetime) -> None:
    """Count one reading of what may be the id of an article: whether it is one is asked when it is written."""
    if not _at_exit:
        # Unlike atexit this runs, too, where a server has forked its workers by multiprocessing.
        _at_exit.append(Finalize(None, flush, exitpriority=10))
    tally.add({(article, Reading.Span.HOUR, hour_of(at)): 1})
    flusher.ask()


def flush() -> None:
    """Write what waits. What cannot be written goes on waiting."""
    with _writing:
        counts = tally.take()
        try:
            write(counts)
        except DatabaseError:
            logger.exception("Readings could not be written")
            tally.add(counts)
            flusher.ask()


def write(counts: Mapping[Key, int]) -> None:
    """Add the counts of those articles that readers can read now."""
    live = live_among({article for article, _, _ in counts})
    counted = {key: count for key, count in counts.items() if key[0] in live}
    if counted:
        with transaction.atomic():
            add(counted)


def live_among(articles: Iterable[int]) -> set[int]:
    """Those of these numbers that are ids of live articles."""
    live, wanted = Edition.objects.live(timezone.now()), sorted(articles)
    batches = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return {pk for batch in batches for pk in live.filter(article_id__in=batch).values_list("article_id", flat=True)}


def add(counts: Mapping[Key, int]) -> None:
    """Add the counts to their rows, whoever else does so at the same time. The caller holds a transaction."""
    moment = Reading._meta.get_field("since").get_db_prep_value
    # All in one order: so two processes never wait for each other's rows.
    rows = [
        (article, span, moment(since, connection), count) for (article, span, since), count in sorted(counts.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, rows)


# --- Growing old ------------------------------------------------------------------


def tend(now: datetime) -> None:
    """Rank anew when it is time, whichever process comes first; that one also merges what has grown old."""
    try:
        if rank(now):
            merge(now)
    except DatabaseError:
        logger.exception("Readings could not be ranked")


def merge(now: datetime) -> None:
    """Make days of old hours and months of old days, in short transactions that let others write between them."""
    plans = (
        (Reading.Span.HOUR, now - HOURS_KEPT, Reading.Span.DAY, day_of),
        (Reading.Span.DAY, now - DAYS_KEPT, Reading.Span.MONTH, month_of),
    )
    for span, before, larger, begin in plans:
        old = Reading.objects.filter(span=span, since__lt=before).order_by("since", "article")
        for _ in range(MOST_MERGED):
            if not _merge_batch(old, larger, begin):
                break


def _merge_batch(old: QuerySet[Reading], larger: int, begin: Callable[[datetime], datetime]) -> bool:
    """Merge the first of these rows into those of the larger span; whether there may be more."""
    with transaction.atomic():
        # Rows that another process is merging are left to it.
        rows = list(old.select_for_update(skip_locked=True)[:BATCH])
        counts: Counter[Key] = Counter()
        for row in rows:
            counts[row.article_id, larger, begin(row.since)] += row.count
        add(counts)
        Reading.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows) == BATCH
