"""The full-text index of editions on both engines: FTS5 beside the table on SQLite, tsvector columns on PostgreSQL.

It holds every edition, whatever became of it; who asks filters by what is live. `matching` hides the difference.
"""

from collections.abc import Collection, Iterator

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connection, connections

from kernel import triggers
from kernel.fulltext import Phrase, Query
from kernel.triggers import Trigger

TABLE, INDEX = "articles_edition", "articles_edition_words"
# What is indexed of an edition: its title alone, everything, and everything as it is spelled.
TITLE, TEXT, SPELLED = "search_title", "search_text", "search_spelled"
COLUMNS = (TITLE, TEXT, SPELLED)
VECTORS = {TITLE: "title_vector", TEXT: "text_vector", SPELLED: "spelled_vector"}
# PostgreSQL believes that reading the whole table costs little, and unpacks every text there for a word that none has.
# Several statements sent as one are one transaction: it ends with them, and so do these.
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; "
# SQLite looks at rows one by one, or walks what is between the first and the last: one costs as much as so many passed.
PASSED = 60


def matching(
    query: Query,
    *,
    limit: int | None = None,
    among: Collection[int] | None = None,
    field: str = TEXT,
    newest: bool = False,
) -> list[int]:
    """The ids of editions that satisfy `query`: at most `limit`, only of those `among`, the `newest` if it says so.

    What is exact is looked for in the whole text whatever the `field` of the other words.
    Without `newest` any of them come, in any order: that is what a limit makes cheap on both engines.
    """
    if not query.terms or (among is not None and not among):
        return []
    is_postgresql = connection.vendor == "postgresql"
    sql, values = (_postgresql if is_postgresql else _sqlite)(query, field, among)
    if newest:
        sql += " ORDER BY 1 DESC"
    if limit is not None:
        sql, values = f"{sql} LIMIT %s", [*values, limit]
    with connection.cursor() as cursor:
        if is_postgresql and among is None and not newest:
            cursor.execute(BY_INDEX + sql, values)
            # What SET answers comes first.
            while cursor.nextset():
                pass
        else:
            cursor.execute(sql, values)
        found = [row[0] for row in cursor.fetchall()]
    return found if among is None else [pk for pk in found if pk in among]


Statement = tuple[str, list]


def _postgresql(query: Query, field: str, among: Collection[int] | None) -> Statement:
    def having(field: str, phrases: tuple[Phrase, ...], sign: str) -> str:
        return f'"{VECTORS[field]}" @@ (' + f" {sign} ".join(["phraseto_tsquery('simple', %s)"] * len(phrases)) + ")"

    conditions = [having(field, phrases, "&&") for field, phrases in _wanted(query, field)]
    conditions += [f"NOT {having(field, phrases, '||')}" for field, phrases in _unwanted(query, field)]
    pairs = [*_wanted(query, field), *_unwanted(query, field)]
    values: list = [" ".join(phrase) for _, phrases in pairs for phrase in phrases]
    # Only names of ours are put together here; words are values.
    sql = f"SELECT id FROM {TABLE} WHERE {' AND '.join(conditions)}"  # noqa: S608
    return (sql, values) if among is None else (f"{sql} AND id = ANY(%s)", [*values, list(among)])


def _sqlite(query: Query, field: str, among: Collection[int] | None) -> Statement:
    sql, values = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [_match(query, field)]  # noqa: S608
    if among is None:
        return sql, values
    first, last = min(among), max(among)
    if last - first > PASSED * len(among):
        return f"{sql} AND rowid IN ({', '.join(['%s'] * len(among))})", [*values, *among]
    return f"{sql} AND rowid BETWEEN %s AND %s", [*values, first, last]


def _match(query: Query, field: str) -> str:
    """The query in FTS5's language. Words are letters and digits, and in quotes nothing of them means anything else."""

    def having(field: str, phrases: tuple[Phrase, ...], word: str) -> str:
        return f"{{{field}}} : (" + f" {word} ".join(f'"{" ".join(phrase)}"' for phrase in phrases) + ")"

    found = " AND ".join(having(field, phrases, "AND") for field, phrases in _wanted(query, field))
    without = " OR ".join(having(field, phrases, "OR") for field, phrases in _unwanted(query, field))
    return f"({found}) NOT ({without})" if without else found


Phrases = list[tuple[str, tuple[Phrase, ...]]]


def _wanted(query: Query, field: str) -> Phrases:
    """The columns that must have phrases, and which."""
    return [pair for pair in ((field, query.terms), (SPELLED, query.exact)) if pair[1]]


def _unwanted(query: Query, field: str) -> Phrases:
    """The columns that must not have any of some phrases, and of which."""
    return [pair for pair in ((field, query.without), (SPELLED, query.exact_without)) if pair[1]]


# --- What keeps SQLite's index up to date; PostgreSQL's columns are generated --------


def keepers(vendor: str) -> Iterator[Trigger]:
    """The triggers that carry a change of an edition's words into FTS5."""
    if vendor != "sqlite":
        return
    columns = ", ".join(("rowid", *COLUMNS))
    old, new = (", ".join(f"{row}.{name}" for name in ("id", *COLUMNS)) for row in ("OLD", "NEW"))
    take_out = f"INSERT INTO {INDEX}({INDEX}, {columns}) VALUES ('delete', {old})"  # noqa: S608
    put_in = f"INSERT INTO {INDEX}({columns}) VALUES ({new})"  # noqa: S608
    for event, statement in (
        ("INSERT", put_in),
        (f"UPDATE OF {', '.join(COLUMNS)}", f"{take_out}; {put_in}"),
        # Only the flush of a test database deletes editions.
        ("DELETE", take_out),
    ):
        name = f"{INDEX}_{event.partition(' ')[0].lower()}"
        yield Trigger(name, TABLE, f"AFTER {event}", condition="", statement=statement, function="")


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Put the triggers in place anew; if they were gone, as after a migration, what changed meanwhile is taken in."""
    vendor = connections[using].vendor
    if vendor != "sqlite" or INDEX not in connections[using].introspection.table_names():
        return
    were_gone = missing(using)
    triggers.install(keepers(vendor), function="", using=using)
    if were_gone:
        with connections[using].cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")  # noqa: S608


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of triggers that are absent or not as declared."""
    return triggers.missing(keepers(connections[using].vendor), using)


def check(
    app_configs: object = None, databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """The system check `newsroom.E103`: what is published would not be found."""
    faults = []
    for alias in databases or []:
        is_migrated = INDEX in connections[alias].introspection.table_names()
        absent = missing(alias) if is_migrated else []
        if absent:
            faults.append(
                checks.Error(
                    f"The database lacks the triggers {', '.join(absent)}: search would miss articles.",
                    hint="Run `manage.py migrate`: it puts them in place.",
                    id="newsroom.E103",
                )
            )
    return faults
