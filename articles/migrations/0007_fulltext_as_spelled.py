"""What is searched of an edition as it is spelled, marks and all, and the index on it: see articles/fulltext.py."""

import json

from django.db import migrations, models

from articles.content import searched
from kernel.fulltext import indexed, spellings

BATCH = 500
SIZE = 250_000
BEFORE = ("search_title", "search_text")
NOW = (*BEFORE, "search_spelled")


def fill(apps, schema_editor):
    Edition, Author, Topic = (apps.get_model("articles", name) for name in ("Edition", "Author", "Topic"))
    authors = dict(Author.objects.values_list("pk", "name"))
    # In their own order, as publishing has them.
    topics = {pk: (place, name) for place, (pk, name) in enumerate(Topic.objects.values_list("pk", "name"))}
    rows = (
        Edition.objects.filter(kind="publication").select_related("revision").only("revision__content_json", "revision")
    )
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for row in batch:
            content = json.loads(row.revision.content_json)
            names = [authors[pk] for pk in content["byline"]["authors"] if pk in authors]
            names += [name for _, name in sorted(topics[pk] for pk in content["topics"] if pk in topics)]
            row.search_spelled = indexed(searched(content, names), SIZE, spellings)
        Edition.objects.bulk_update(batch, ["search_spelled"], batch_size=200)
        last = batch[-1].pk


def make(schema_editor, columns):
    """SQLite's table of the index anew, with these columns; its triggers are put in place after every migration."""
    for event in ("insert", "update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS articles_edition_words_{event}")
    schema_editor.execute("DROP TABLE articles_edition_words")
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE articles_edition_words USING fts5({', '.join(columns)}, "
        "content='articles_edition', content_rowid='id', tokenize='ascii', columnsize=0)"
    )
    schema_editor.execute("INSERT INTO articles_edition_words(articles_edition_words) VALUES ('rebuild')")


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        make(schema_editor, NOW)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE articles_edition ADD COLUMN spelled_vector tsvector"
            " GENERATED ALWAYS AS (to_tsvector('simple', search_spelled)) STORED"
        )
        schema_editor.execute(
            "CREATE INDEX articles_edition_spelled_vector ON articles_edition USING gin (spelled_vector)"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        make(schema_editor, BEFORE)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_edition DROP COLUMN spelled_vector")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_embeds_and_live_reports")]

    operations = [
        migrations.AddField(
            "edition", "search_spelled", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(add, drop),
    ]
