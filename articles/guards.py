"""Guards: database triggers that refuse a change to what must never change, whoever asks for it.

Declared here only. They are installed after every migration, because SQLite drops a table's triggers when a
migration remakes it; a system check compares those present. There is no guard against deletion: it would break the
flush of a test database on SQLite, so deletion is refused in Python and by foreign keys, and found by the ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "newsroom: this record never changes"


@dataclass(frozen=True)
class Guard:
    """Refuses an update of `table` that makes `condition` true (written with OLD and NEW, in SQL both engines know)."""

    name: str
    table: str
    columns: tuple[str, ...]
    condition: str

    def sql(self, vendor: str) -> str:
        """The statement that creates the trigger."""
        event = f'BEFORE UPDATE OF {", ".join(self.columns)} ON "{self.table}" FOR EACH ROW WHEN ({self.condition})'
        if vendor == "postgresql":
            return f'CREATE TRIGGER "{self.name}" {event} EXECUTE FUNCTION newsroom_refuse()'
        return f"CREATE TRIGGER \"{self.name}\" {event} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def guards(vendor: str) -> Iterator[Guard]:
    """Every guard of the site: for each record its columns, for each timeline its single cancellation."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    for model in apps.get_models():
        table = model._meta.db_table
        columns = record_columns(model)
        if columns:
            changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
            yield Guard(f"{table}_record", table, columns, changed)
        if hasattr(model, "timeline_of"):
            undone = 'OLD."cancelled_at" IS NOT NULL AND OLD."cancelled_at" ' + differs + ' NEW."cancelled_at"'
            late = (
                'NEW."cancelled_at" IS NOT NULL AND (NEW."cancelled_at" >= OLD."live_from"'
                ' OR NEW."cancelled_at" < OLD."created_at")'
            )
            yield Guard(f"{table}_cancel", table, ("cancelled_at",), f"({undone}) OR ({late})")


def record_columns(model: type) -> tuple[str, ...]:
    """The columns of `model` that never change, its key with them; none if it keeps no record."""
    names = getattr(model, "RECORD", ())
    fields = {field.attname: field.column for field in model._meta.concrete_fields}
    return (model._meta.pk.column, *(fields[name] for name in names)) if names else ()


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Put every guard in place anew."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION newsroom_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for guard in guards(connection.vendor):
            if guard.table in tables:
                cursor.execute(_drop(connection, guard))
                cursor.execute(guard.sql(connection.vendor))
                if connection.vendor == "postgresql":
                    # PostgreSQL keeps no text of a trigger; the check compares this.
                    note = f'COMMENT ON TRIGGER "{guard.name}" ON "{guard.table}" IS %s'
                    cursor.execute(note, [guard.sql(connection.vendor)])


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every guard off, as someone with the database's password could."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in guards(connection.vendor):
            cursor.execute(_drop(connection, guard))


def _drop(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    on_table = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{guard.name}"{on_table}'


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of guards that are absent, switched off, or not as declared here."""
    connection = connections[using]
    query = (
        "SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = dict(cursor.fetchall())
    declared = guards(connection.vendor)
    return [guard.name for guard in declared if present.get(guard.name) != guard.sql(connection.vendor)]


def check(
    app_configs: object = None, databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """The system check `newsroom.E101`: guards are missing from a migrated database."""
    faults = []
    for alias in databases or []:
        tables = connections[alias].introspection.table_names()
        absent = missing(alias) if "articles_edition" in tables else []
        if absent:
            faults.append(
                checks.Error(
                    f"The database lacks the guards {', '.join(absent)}.",
                    hint="Run `manage.py migrate`: it puts them in place.",
                    id="newsroom.E101",
                )
            )
    return faults
