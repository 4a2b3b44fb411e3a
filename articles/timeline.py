"""The append-only timeline: rows that say "from `live_from` on, this is so", and the one meaning of "live".

A timeline row has `live_from` (when readers begin to see it), `created_at` (when it was inserted; ids follow it)
and `cancelled_at` (set once, while `live_from` still lay ahead). Its model names in `timeline_of` the fields that
tell one timeline from another. All moments are aware datetimes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

# A schedule lies at least this far ahead, and what is nearer can no longer be cancelled: so a clock that is
# skewed between machines cannot make a reader see what the desk believes to be cancelled.
NOTICE = timedelta(seconds=2)
MICROSECOND = timedelta(microseconds=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# The key of PostgreSQL's advisory lock: any number that no other use of this database takes.
LOCK_KEY = 0x6E657773


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are inserted and never change. Only an unpublished article's deletion takes its revisions along."""

    def update(self, **kwargs: object) -> NoReturn:
        raise TypeError("These rows are append-only: insert another instead.")

    def delete(self) -> NoReturn:
        raise TypeError("These rows are append-only: none is ever deleted.")


class AppendOnly(models.Model):
    """A row of a record: it refuses to be saved again or deleted. RECORD names the fields that the guards protect."""

    RECORD: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("This row is append-only: insert another instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("This row is append-only: it is never deleted.")


class TimelineQuerySet(AppendOnlyQuerySet):
    def valid(self) -> "TimelineQuerySet":
        """Rows that were not cancelled."""
        return self.filter(cancelled_at=None)

    def standing(self, at: datetime) -> "TimelineQuerySet":
        """Of each timeline the newest row whose time has come at `at`, whatever it says: at most one row."""
        return self.valid().filter(~Exists(self.successors(at)), live_from__lte=at)

    def pending(self, now: datetime) -> "TimelineQuerySet":
        """Rows that still lie ahead of `now`, next first."""
        return self.valid().filter(live_from__gt=now).order_by("live_from")

    def successors(self, at: datetime) -> models.QuerySet:
        """For EXISTS: the later rows, their time come at `at`, of the timeline that the outer query's row is of."""
        same_timeline = {field: OuterRef(field) for field in self.model.timeline_of}
        return self.model._base_manager.filter(
            cancelled_at=None, live_from__gt=OuterRef("live_from"), live_from__lte=at, **same_timeline
        )

    def cancel(self, now: datetime) -> int:
        """Mark these pending rows as cancelled at `now`; the caller holds the lock and chose rows past NOTICE."""
        return models.QuerySet.update(self, cancelled_at=now)


def timelines() -> Iterator[type[models.Model]]:
    """Every model that is a timeline."""
    return (model for model in apps.get_models() if hasattr(model, "timeline_of"))


def newest_created_at() -> models.Expression:
    """When anything was last inserted into any timeline, as an expression: an index look-up per timeline."""
    newest = [
        Coalesce(Subquery(model._base_manager.order_by("-id").values("created_at")[:1]), Value(BEGINNING))
        for model in timelines()
    ]
    return Greatest(Value(BEGINNING), *newest, output_field=models.DateTimeField())


def reading_moment(newest: datetime | None) -> datetime:
    """The moment that readers see by default: now, and never before `newest`, the last act of the desk."""
    return max(timezone.now(), newest or BEGINNING)


def lock() -> datetime:
    """Take the site-wide publishing lock until the end of this transaction; the moment that counts as now.

    That moment lies after everything that any timeline holds, so ids follow commits and a clock that steps back
    does no harm.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The publishing lock needs a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
    # On SQLite the transaction is immediate: being in it is the lock.
    newest = [model._base_manager.order_by("-id").values_list("created_at", flat=True).first() for model in timelines()]
    return max([database_clock(), *(moment + MICROSECOND for moment in newest if moment)])


def database_clock() -> datetime:
    """The database's own clock: one for all machines of the site. On SQLite this machine's."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def too_soon(now: datetime) -> Q:
    """Rows ahead that come within NOTICE of `now`: too near to be cancelled."""
    return Q(live_from__gt=now, live_from__lt=now + NOTICE)
