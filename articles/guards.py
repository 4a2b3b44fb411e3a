"""Guards: database triggers that refuse a change to what must never change, whoever asks for it.

Declared here only; a system check compares those present. There is no guard against deletion: it would break the
flush of a test database on SQLite, so deletion is refused in Python and by foreign keys, and found by the ledger.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections

from kernel import triggers
from kernel.triggers import Trigger

MESSAGE = "newsroom: this record never changes"
REFUSAL = (
    "newsroom_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def guard(name: str, table: str, columns: tuple[str, ...], condition: str) -> Trigger:
    """Refuses an update of `table` that makes `condition` true."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    return Trigger(
        name,
        table,
        event=f"BEFORE UPDATE OF {quoted}",
        condition=condition,
        statement=f"SELECT RAISE(ABORT, '{MESSAGE}')",
        function="newsroom_refuse()",
    )


def guards(vendor: str) -> Iterator[Trigger]:
    """Every guard of the site: for each record its columns, for each timeline its single cancellation."""
    for model in apps.get_models():
        table = model._meta.db_table
        columns = record_columns(model)
        if columns:
            yield guard(f"{table}_record", table, columns, triggers.changed(columns, vendor))
        if hasattr(model, "timeline_of"):
            undone = f'OLD."cancelled_at" IS NOT NULL AND {triggers.changed(["cancelled_at"], vendor)}'
            late = (
                'NEW."cancelled_at" IS NOT NULL AND (NEW."cancelled_at" >= OLD."live_from"'
                ' OR NEW."cancelled_at" < OLD."created_at")'
            )
            yield guard(f"{table}_cancel", table, ("cancelled_at",), f"({undone}) OR ({late})")


def record_columns(model: type) -> tuple[str, ...]:
    """The columns of `model` that never change, its key with them; none if it keeps no record."""
    names = getattr(model, "RECORD", ())
    fields = {field.attname: field.column for field in model._meta.concrete_fields}
    return (model._meta.pk.column, *(fields[name] for name in names)) if names else ()


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every guard in place anew."""
    triggers.install(guards(connections[using].vendor), function=REFUSAL, using=using)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every guard off: before a migration goes back, or as someone with the database's password could."""
    triggers.remove(guards(connections[using].vendor), using)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of guards that are absent, switched off, or not as declared here."""
    return triggers.missing(guards(connections[using].vendor), using)


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
