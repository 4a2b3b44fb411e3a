"""The epoch: whether anything that readers may see has changed, and until when it will not change by itself.

Pages are made of parts. Each part has a version, which any change of what it shows makes another one, whoever
makes the change; and boundaries, the moments ahead at which time alone changes what it shows. Three things make up
a part: timelines, whose rows are only inserted and come into force by themselves; tables that are edited, whose
changes triggers count; and moments in rows, such as the end of a photo's rights. All moments are aware, UTC.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Subquery

from articles.models import Author, Edition, Section, Topic
from kernel import triggers
from kernel.triggers import Trigger
from media.models import Document, Photo, Recording

from .models import Counter, Masthead, Outlet, Ranking

COUNT_ON = "ON CONFLICT (part) DO UPDATE SET changes = reader_counter.changes + 1"
# Nothing in it comes from outside.
COUNTING = f"""newsroom_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO reader_counter (part, changes) VALUES (TG_ARGV[0], 1) {COUNT_ON};
    RETURN NULL;
END $$"""  # noqa: S608


@dataclass(frozen=True)
class Part:
    """What pages are made of.

    `timelines`: models that are timelines. `tables`: models whose every row and change shows; a model with names
    of columns shows only theirs, of rows that something else has brought in. `moments`: date fields of a model at
    which what it shows changes.
    """

    name: str
    timelines: tuple[type, ...] = ()
    tables: Mapping[type, tuple[str, ...]] = field(default_factory=dict)
    moments: Mapping[type, tuple[str, ...]] = field(default_factory=dict)

    def version(self, at: datetime) -> Iterator[tuple[str, Expression]]:
        """Expressions, by name, that make up its version at a moment: each an index look-up."""
        for model in self.timelines:
            name, rows = f"{self.name}_{model._meta.model_name}", model._base_manager
            come = rows.filter(cancelled_at=None, live_from__lte=at).order_by("-live_from")
            yield f"{name}_live_from", Subquery(come.values("live_from")[:1])
            yield f"{name}_id", Subquery(rows.order_by("-id").values("id")[:1])
        for model, names in self.moments.items():
            for name in names:
                passed = model._base_manager.filter(**{f"{name}__lte": at}).order_by(f"-{name}")
                yield f"{self.name}_{model._meta.model_name}_{name}", Subquery(passed.values(name)[:1])
        if self.tables:
            yield f"{self.name}_changes", Subquery(Counter.objects.filter(part=self.name).values("changes")[:1])

    def boundaries(self, after: datetime) -> Iterator[tuple[str, Expression]]:
        """Expressions, by name, for the first moments after `after` at which it changes by itself."""
        timelines = ((model, "live_from", {"cancelled_at": None}) for model in self.timelines)
        moments = ((model, name, {}) for model, names in self.moments.items() for name in names)
        for model, name, valid in (*timelines, *moments):
            ahead = model._base_manager.filter(**{f"{name}__gt": after}, **valid).order_by(name)
            yield f"{self.name}_{model._meta.model_name}_next_{name}", Subquery(ahead.values(name)[:1])

    def triggers(self, vendor: str) -> Iterator[Trigger]:
        """What counts the changes of its tables."""
        for model, names in self.tables.items():
            table = model._meta.db_table
            every = [column.column for column in model._meta.concrete_fields]
            columns = [model._meta.get_field(name).column for name in names] or every
            differ = triggers.changed(columns, vendor)
            yield self._trigger(table, "UPDATE OF " + ", ".join(f'"{column}"' for column in columns), differ)
            if not names:
                yield self._trigger(table, "INSERT")
                yield self._trigger(table, "DELETE")

    def _trigger(self, table: str, event: str, condition: str = "") -> Trigger:
        return Trigger(
            f"{table}_{event.partition(' ')[0].lower()}_shows",
            table,
            event=f"AFTER {event}",
            condition=condition,
            statement=f"INSERT INTO reader_counter (part, changes) VALUES ('{self.name}', 1) {COUNT_ON}",  # noqa: S608
            function=f"newsroom_changed('{self.name}')",
        )


NEWS = Part(
    "news",
    timelines=(Edition,),
    # Of editions only what `rebuild_editions` may write; publishing inserts rows and raises no counter.
    tables={
        Section: (),
        Author: (),
        Topic: (),
        Document: (),
        Recording: (),
        Masthead: (),
        Outlet: (),
        Edition: Edition.DERIVED,
    },
)
PHOTOS = Part(
    "photos",
    # A photo is shown by an edition; afterwards these say whether and how it still may be.
    tables={
        Photo: (
            "embargo_until",
            "rights_end",
            "taken_down_at",
            "photographer",
            "source",
            "usage_terms",
            "copyright",
            "renditions",
            "colour",
        )
    },
    moments={Photo: ("embargo_until", "rights_end")},
)
# What is read most: a row every ten minutes.
READINGS = Part("readings", moments={Ranking: ("at",)})

_parts: dict[str, Part] = {}


def register(part: Part) -> Part:
    """Make a part known, so that its tables are watched. `newsroom` registers those that reader cannot know."""
    _parts[part.name] = part
    return part


register(NEWS)
register(PHOTOS)
register(READINGS)


@dataclass(frozen=True)
class Epoch:
    """What stands at a moment: the version of every part, and the next boundary of each (None: there is none)."""

    versions: Mapping[str, tuple[object, ...]]
    boundaries: Mapping[str, datetime | None]

    @staticmethod
    def expressions(at: datetime) -> dict[str, Expression]:
        """What a query must select so that `read` can tell the epoch at `at`."""
        parts = _parts.values()
        return {f"epoch_{name}": found for part in parts for name, found in (*part.version(at), *part.boundaries(at))}

    @classmethod
    def read(cls, row: object, at: datetime) -> "Epoch":
        """The epoch from any row of such a query."""

        def values(pairs: Iterable[tuple[str, Expression]]) -> tuple:
            return tuple(getattr(row, f"epoch_{name}") for name, _ in pairs)

        return cls(
            {part.name: values(part.version(at)) for part in _parts.values()},
            {part.name: min(filter(None, values(part.boundaries(at))), default=None) for part in _parts.values()},
        )

    def version(self, parts: Iterable[Part]) -> tuple[object, ...]:
        return tuple(self.versions[part.name] for part in parts)

    def boundary(self, parts: Iterable[Part]) -> datetime | None:
        """The earliest boundary of these parts."""
        return min(filter(None, (self.boundaries[part.name] for part in parts)), default=None)


# --- The triggers that count ------------------------------------------------------


def counters(vendor: str) -> list[Trigger]:
    return [trigger for part in _parts.values() for trigger in part.triggers(vendor)]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every counting trigger in place anew."""
    triggers.install(counters(connections[using].vendor), function=COUNTING, using=using)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every counting trigger off."""
    triggers.remove(counters(connections[using].vendor), using)


def check(
    app_configs: object = None, databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """The system check `newsroom.E102`: changes are not counted, so that caches would keep old pages."""
    faults = []
    for alias in databases or []:
        vendor = connections[alias].vendor
        tables = connections[alias].introspection.table_names()
        absent = triggers.missing(counters(vendor), alias) if Counter._meta.db_table in tables else []
        if absent:
            faults.append(
                checks.Error(
                    f"The database lacks the counters {', '.join(absent)}.",
                    hint="Run `manage.py migrate`: it puts them in place.",
                    id="newsroom.E102",
                )
            )
    return faults
