"""The words of articles beside them, with an index on both engines (see articles/finding.py); how many they are, and when
readers first get them."""

import json

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from articles.content import search_text, word_count

BATCH = 500
TABLE = "articles_articlewords"


def fill(apps, schema_editor):
    names = ("Article", "ArticleWords", "Author", "Edition", "Revision", "Topic")
    Article, ArticleWords, Author, Edition, Revision, Topic = (apps.get_model("articles", name) for name in names)
    first = Edition.objects.filter(article=OuterRef("pk"), kind="publication", cancelled_at=None).order_by("live_from")
    Article.objects.update(public_from=Subquery(first.values("live_from")[:1]))
    authors, topics = (dict(model.objects.values_list("pk", "name")) for model in (Author, Topic))
    saves = Revision.objects.filter(article=OuterRef("pk")).exclude(kind="autosave").order_by("-number")
    rows = Article.objects.annotate(saved=Subquery(saves.values("content_json")[:1])).only("pk").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        found = []
        for row in batch:
            content = json.loads(row.saved) if row.saved else None
            row.words = word_count(content) if content else 0
            if content:
                signed = [authors[pk] for pk in content["byline"]["authors"] if pk in authors]
                about = [topics[pk] for pk in content["topics"] if pk in topics]
                found.append(ArticleWords(article_id=row.pk, search_text=search_text(content, signed + about)))
        Article.objects.bulk_update(batch, ["words"])
        ArticleWords.objects.bulk_create(found)
        last = batch[-1].pk


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        # Its triggers are put in place, and what there is is taken in, after every migration.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {TABLE}_words USING fts5("
            f"search_text, content='{TABLE}', content_rowid='article_id', tokenize='ascii', columnsize=0)"
        )
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN text_vector tsvector"
            " GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED"
        )
        schema_editor.execute(f"CREATE INDEX {TABLE}_text_vector ON {TABLE} USING gin (text_vector)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_words_{event}")
        schema_editor.execute(f"DROP TABLE {TABLE}_words")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_quiet_and_notice"),
    ]

    operations = [
        migrations.CreateModel(
            "ArticleWords",
            [
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="found_by",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("search_text", models.TextField()),
            ],
            {"verbose_name": "words of an article", "verbose_name_plural": "words of articles"},
        ),
        migrations.AddField(
            "article", "words", models.PositiveIntegerField(default=0, editable=False, verbose_name="words")
        ),
        migrations.AddField("article", "public_from", models.DateTimeField(editable=False, null=True)),
        migrations.RunPython(make, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
