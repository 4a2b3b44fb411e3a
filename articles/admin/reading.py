from django.template.loader import render_to_string

from articles.content import Content, moment_of, names_in
from articles.markup import sanitise
from articles.models import Article, Section

from .section import path_of


def reading(content: Content) -> str:
    """An article's content as a plain page to read, in the admin."""
    return render_to_string("articles/admin/revision.html", readable(content))


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
    if block["type"] == "live-entry":
        return block | {"html": sanitise(block["html"]), "moment": moment_of(block)}
    if block["type"] == "text":
        return block | {"html": sanitise(block["html"])}
    if block["type"] == "related":
        return block | {"titles": [titles.get(pk, f"#{pk}") for pk in block["articles"]]}
    return block
