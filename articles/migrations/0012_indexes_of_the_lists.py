"""Indexes for the desk's lists; the words of articles stand beside them by now."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F

CHANGED = (F("updated_at").desc(), F("id").desc())
FILTERED = ("binned_at", "status", "label", "public_from", "section", "created_by")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_words_of_articles"),
        ("media", "0005_take_down_photo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField("article", "search_text"),
        migrations.RemoveIndex("article", "article_changed"),
        migrations.AddIndex("article", models.Index(*CHANGED, *FILTERED, name="article_list")),
        migrations.AddIndex("article", models.Index("status", *CHANGED, name="article_status")),
        migrations.AddIndex("article", models.Index("section", *CHANGED, "binned_at", name="article_section")),
    ]
