"""The full-text indexes on both engines: FTS5 beside the table on SQLite, tsvector columns on PostgreSQL.

One holds every edition, whatever became of it, for readers: who asks filters by what is live. The other holds every
article as it was last saved, for the desk. `matching` hides the engines' difference.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connection, connections

from kernel import triggers
from kernel.fulltext import Phrase, Query
from kernel.triggers import Trigger

# What is indexed: a title alone, everything, and everything as it is spelled.
TITLE, TEXT, SPELLED = "search_title", "search_text", "search_spelled"
VECTORS = {TITLE: "title_vector", TEXT: "text_vector", SPELLED: "spelled_vector"}


@dataclass(frozen=True)
class Index:
    """The words of a table: which columns are indexed, and by which key their rows are told."""

    table: str
    columns: tuple[str, ...]
    key: str = "id"

    @property
    def name(self) -> str:
        """What SQLite's index is called."""
        return f"{self.table}_words"


EDITIONS = Index("articles_edition", (TITLE, TEXT, SPELLED))
ARTICLES = Index("articles_articlewords", (TEXT,), key="article_id")
INDEXES = (EDITIONS, ARTICLES)
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
    index: Index = EDITIONS,
) -> list[int]:
    """The keys of rows that satisfy `query`: at most `limit`, only of those `among`, the `newest` if it says so.

    What is exact is looked for in the whole text whatever the `field` of the other words.
    Without `newest` any of them come, in any order: that is what a limit makes cheap on both engines.
    """
    if not query.terms or (among is not None and not among):
        return []
    is_postgresql = connection.vendor == "postgresql"
    sql, values = (_postgresql if is_postgresql else _sqlite)(index, query, field, among)
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


def _postgresql(index: Index, query: Query, field: str, among: Collection[int] | None) -> Statement:
    def having(field: str, phrases: tuple[Phrase, ...], sign: str) -> str:
        return f'"{VECTORS[field]}" @@ (' + f" {sign} ".join(["to_tsquery('simple', %s)"] * len(phrases)) + ")"

    conditions = [having(field, phrases, "&&") for field, phrases in _wanted(query, field)]
    conditions += [f"NOT {having(field, phrases, '||')}" for field, phrases in _unwanted(query, field)]
    pairs = [*_wanted(query, field), *_unwanted(query, field)]
    values: list = [_tsquery(phrase, query) for _, phrases in pairs for phrase in phrases]
    # Only names of ours are put together here; words are values.
    sql = f"SELECT {index.key} FROM {index.table} WHERE {' AND '.join(conditions)}"  # noqa: S608
    return (sql, values) if among is None else (f"{sql} AND {index.key} = ANY(%s)", [*values, list(among)])


def _tsquery(phrase: Phrase, query: Query) -> str:
    """The phrase in PostgreSQL's language, where words, being letters and digits, mean nothing else."""
    return " <-> ".join(phrase) + (":*" if phrase == query.begun else "")


def _sqlite(index: Index, query: Query, field: str, among: Collection[int] | None) -> Statement:
    name = index.name
    sql, values = f"SELECT rowid FROM {name} WHERE {name} MATCH %s", [_match(query, field)]  # noqa: S608
    if among is None:
        return sql, values
    first, last = min(among), max(among)
    if last - first > PASSED * len(among):
        return f"{sql} AND rowid IN ({', '.join(['%s'] * len(among))})", [*values, *among]
    return f"{sql} AND rowid BETWEEN %s AND %s", [*values, first, last]


def _match(query: Query, field: str) -> str:
    """The query in FTS5's language. Words are letters and digits, and in quotes nothing of them means anything else."""

    def having(field: str, phrases: tuple[Phrase, ...], word: str) -> str:
        return f"{{{field}}} : (" + f" {word} ".join(quoted(phrase) for phrase in phrases) + ")"

    def quoted(phrase: Phrase) -> str:
        return f'"{" ".join(phrase)}"' + ("*" if phrase == query.begun else "")

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


def keepers(vendor: str, index: Index = EDITIONS) -> Iterator[Trigger]:
    """The triggers that carry a change of a row's words into FTS5."""
    if vendor != "sqlite":
        return
    columns = ", ".join(("rowid", *index.columns))
    old, new = (", ".join(f"{row}.{name}" for name in (index.key, *index.columns)) for row in ("OLD", "NEW"))
    take_out = f"INSERT INTO {index.name}({index.name}, {columns}) VALUES ('delete', {old})"  # noqa: S608
    put_in = f"INSERT INTO {index.name}({columns}) VALUES ({new})"  # noqa: S608
    for event, statement in (
        ("INSERT", put_in),
        (f"UPDATE OF {', '.join(index.columns)}", f"{take_out}; {put_in}"),
        # Of editions only the flush of a test database deletes any.
        ("DELETE", take_out),
    ):
        name = f"{index.name}_{event.partition(' ')[0].lower()}"
        yield Trigger(name, index.table, f"AFTER {event}", condition="", statement=statement, function="")


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put the triggers in place anew; if they were gone, as after a migration, what changed meanwhile is taken in."""
    vendor = connections[using].vendor
    tables = connections[using].introspection.table_names() if vendor == "sqlite" else []
    for index in INDEXES:
        if index.name not in tables:
            continue
        were_gone = triggers.missing(keepers(vendor, index), using)
        triggers.install(keepers(vendor, index), function="", using=using)
        if were_gone:
            with connections[using].cursor() as cursor:
                cursor.execute(f"INSERT INTO {index.name}({index.name}) VALUES ('rebuild')")  # noqa: S608


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every trigger off; `install` then takes in what changed without them."""
    triggers.remove(_all_keepers(using), using)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of triggers that are absent or not as declared."""
    return triggers.missing(_all_keepers(using), using)


def _all_keepers(using: str) -> Iterator[Trigger]:
    return (keeper for index in INDEXES for keeper in keepers(connections[using].vendor, index))


def check(
    app_configs: object = None, databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """The system check `newsroom.E103`: what is written would not be found."""
    faults = []
    for alias in databases or []:
        is_migrated = ARTICLES.name in connections[alias].introspection.table_names()
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
