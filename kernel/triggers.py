"""Database triggers on both engines: declared as values, put in place after every migration, compared by a check.

SQLite drops a table's triggers when a migration remakes the table; so they are no part of the migrations.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True)
class Trigger:
    """What happens at an `event` on a row of `table` ("BEFORE UPDATE OF "name"", "AFTER INSERT").

    `condition`: SQL with OLD and NEW that both engines know, or "" for every row. `statement`: what SQLite does;
    `function`: the call, with its arguments, that PostgreSQL makes instead.
    """

    name: str
    table: str
    event: str
    condition: str
    statement: str
    function: str

    def sql(self, vendor: str) -> str:
        """The statement that creates the trigger."""
        when = f" WHEN ({self.condition})" if self.condition else ""
        head = f'CREATE TRIGGER "{self.name}" {self.event} ON "{self.table}" FOR EACH ROW{when}'
        if vendor == "postgresql":
            return f"{head} EXECUTE FUNCTION {self.function}"
        return f"{head} BEGIN {self.statement}; END"

    def drop(self, vendor: str) -> str:
        """The statement that takes the trigger off, if it is there."""
        on_table = f' ON "{self.table}"' if vendor == "postgresql" else ""
        return f'DROP TRIGGER IF EXISTS "{self.name}"{on_table}'


def changed(columns: Iterable[str], vendor: str) -> str:
    """The condition that any of the columns is now another."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)


def follow_migrations(
    app: AppConfig, name: str, *, install: Callable[[str], None], lift: Callable[[str], None]
) -> None:
    """Have `install` run after every migration, and `lift` before one that goes back.

    A column that a trigger names cannot be dropped on SQLite. An earlier state may lack columns of today's triggers:
    there is none then, as the system checks tell, until a migration of the release that belongs to that state.
    """

    def before(using: str, plan: list, **kwargs: object) -> None:
        if any(goes_back for _migration, goes_back in plan):
            lift(using)

    def after(using: str, plan: list | None = None, **kwargs: object) -> None:
        # A flush, which has no plan, migrates nothing.
        if plan is None or _is_newest(using):
            install(using)

    pre_migrate.connect(before, sender=app, weak=False, dispatch_uid=f"{name}.lift")
    post_migrate.connect(after, sender=app, weak=False, dispatch_uid=name)


def _is_newest(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def install(triggers: Iterable[Trigger], *, function: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every trigger in place anew, whose table is there. `function`: PostgreSQL's, as CREATE FUNCTION goes on."""
    connection = connections[using]
    vendor = connection.vendor
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(f"CREATE OR REPLACE FUNCTION {function}")
        for trigger in triggers:
            if trigger.table in tables:
                cursor.execute(trigger.drop(vendor))
                cursor.execute(trigger.sql(vendor))
                if vendor == "postgresql":
                    # PostgreSQL keeps no text of a trigger; `missing` compares this.
                    note = f'COMMENT ON TRIGGER "{trigger.name}" ON "{trigger.table}" IS %s'
                    cursor.execute(note, [trigger.sql(vendor)])


def remove(triggers: Iterable[Trigger], using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every trigger off, as someone with the database's password could."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(trigger.drop(connection.vendor))


def missing(triggers: Iterable[Trigger], using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of triggers that are absent, switched off, or not as declared."""
    connection = connections[using]
    present = _present(connection)
    return [trigger.name for trigger in triggers if present.get(trigger.name) != trigger.sql(connection.vendor)]


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The statement of every trigger in the database, by name."""
    query = (
        "SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())
