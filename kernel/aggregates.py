from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, JSONField
from django.db.models.sql.compiler import SQLCompiler


class JSONArray(Aggregate):
    """The values of a group as one JSON array, in no order; on an empty group's subquery it is NULL."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object) -> tuple:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)
