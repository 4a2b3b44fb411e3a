import json

from django import template
from django.contrib.auth.models import User
from django.template import RequestContext
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from desk.mentions import name_of, pieces
from desk.models import Mention, Note

register = template.Library()
SHOWN = 10

register.filter("name", name_of)


@register.inclusion_tag("desk/notes/button.html")
def notes_button(article: Article) -> dict[str, object]:
    """The button that opens the notes, with the number of threads that are open; one query."""
    counts = Note.objects.open_by_block(article)
    return {"article": article, "open": sum(counts.values()), "counts": json.dumps(counts)}


@register.inclusion_tag("desk/notes/box.html", takes_context=True)
def mentions_box(context: RequestContext) -> dict[str, object]:
    """What notes ask of the one who looks, on the desk's first page; one query."""
    rows = list(Mention.objects.waiting_for(context["request"].user)[: SHOWN + 1])
    return {"mentions": rows[:SHOWN], "has_more": len(rows) > SHOWN, "csrf_token": context.get("csrf_token")}


@register.filter
def as_html(note: Note) -> SafeString:
    """The note's text: names as people are called, addresses as links, everything else escaped."""
    people = [mention.user for mention in note.mentions.all()]
    return format_html_join("", "{}", ((_piece(text, user),) for text, user in pieces(note.text, people)))


def _piece(text: str, user: User | None) -> SafeString:
    if user:
        return format_html('<b class="note__name" title="{}">@{}</b>', text, name_of(user))
    # In a tab of its own: the form must not go away. What people typed is escaped, so every tag is urlize's.
    return mark_safe(urlize(text, nofollow=True, autoescape=True).replace("<a href", '<a target="_blank" href'))  # noqa: S308
