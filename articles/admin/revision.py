from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.content import Content, names_in
from articles.markup import sanitise
from articles.models import Article, Revision, Section

from .records import RecordAdmin
from .section import path_of


@admin.register(Revision)
class RevisionAdmin(RecordAdmin):
    """Every state in which an article was saved, to be read."""

    list_display = ("created_at", "article", "number", "author", "kind", "note")
    list_filter = ("kind",)
    list_select_related = ("article", "author")
    ordering = ("-created_at", "-id")
    fields = ("article", "number", "created_at", "author", "kind", "note", "reading")
    readonly_fields = ("reading",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("article__search_text")

    @admin.display(description=_("content"))
    def reading(self, revision: Revision) -> str:
        """The saved state as a page to read."""
        if not revision.content_json:
            return "–"
        return render_to_string("articles/admin/revision.html", readable(revision.content))


def readable(content: Content) -> dict:
    """The content with names for its numbers, and its texts sanitised once more."""
    authors, topics = names_in(content)
    section = Section.objects.select_related("parent").filter(pk=content["section"]).first()
    ids = {pk for block in content["blocks"] for pk in block.get("articles", [])}
    titles = dict(Article.objects.filter(pk__in=ids).values_list("pk", "title"))
    return {
        "content": content,
        "section": path_of(section) if section else "–",
        "authors": authors,
        "topics": topics,
        "label": dict(Article.Label.choices).get(content["label"]) if content["label"] != Article.Label.NONE else "",
        "blocks": [_readable_block(block, titles) for block in content["blocks"]],
    }


def _readable_block(block: Content, titles: dict[int, str]) -> Content:
    if block["type"] == "text":
        return block | {"html": sanitise(block["html"])}
    if block["type"] == "related":
        return block | {"titles": [titles.get(pk, f"#{pk}") for pk in block["articles"]]}
    return block
