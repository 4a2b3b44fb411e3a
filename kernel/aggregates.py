"""Rows of another table as JSON inside a query, alike on SQLite and PostgreSQL."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Func, JSONField
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler


class JSONRow(JSONObject):
    """Named expressions as a JSON object."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object) -> tuple:
        # Django's first asks SQLite whether it knows JSON, in an immediate transaction on every new connection:
        # a reader's page would wait for every writer.
        return Func.as_sql(self, compiler, connection, **context)


class JSONArray(Aggregate):
    """The values of a group as one JSON array, in no order; on an empty group's subquery it is NULL."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object) -> tuple:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)
