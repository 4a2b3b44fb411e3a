"""What is searched of an edition's title, everything searched as words, and the index on both: see articles/fulltext.py."""

from django.db import migrations, models

from kernel.fulltext import indexed

BATCH = 1_000
SIZE = 250_000
VECTORS = {"title_vector": "search_title", "text_vector": "search_text"}


def fill(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    rows = Edition.objects.filter(kind="publication").only("title", "search_text").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in batch:
            row.search_title = indexed(row.title, SIZE)
            row.search_text = indexed(row.search_text, SIZE)
        Edition.objects.bulk_update(batch, ["search_title", "search_text"], batch_size=200)
        last = batch[-1].pk


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        # Words are stored in ASCII with spaces between.
        schema_editor.execute(
            "CREATE VIRTUAL TABLE articles_edition_words USING fts5("
            "search_title, search_text, content='articles_edition', content_rowid='id', tokenize='ascii', columnsize=0)"
        )
        schema_editor.execute("INSERT INTO articles_edition_words(articles_edition_words) VALUES ('rebuild')")
    if schema_editor.connection.vendor == "postgresql":
        for vector, field in VECTORS.items():
            schema_editor.execute(
                f"ALTER TABLE articles_edition ADD COLUMN {vector} tsvector"
                f" GENERATED ALWAYS AS (to_tsvector('simple', {field})) STORED"
            )
            schema_editor.execute(f"CREATE INDEX articles_edition_{vector} ON articles_edition USING gin ({vector})")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS articles_edition_words_{event}")
        schema_editor.execute("DROP TABLE articles_edition_words")
    if schema_editor.connection.vendor == "postgresql":
        for vector in VECTORS:
            schema_editor.execute(f"ALTER TABLE articles_edition DROP COLUMN {vector}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_published_index")]

    operations = [
        migrations.AddField("edition", "search_title", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make, drop),
    ]
