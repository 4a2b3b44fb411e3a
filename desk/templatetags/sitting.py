from django import template
from django.template import RequestContext
from django.urls import reverse

from articles.models import Article
from desk.sittings import offers

register = template.Library()


@register.inclusion_tag("desk/unsaved.html", takes_context=True)
def unsaved_work(context: RequestContext, article: Article | None) -> dict[str, object]:
    """What one left unsaved at this article, or at a new one, offered above its form."""
    request = context["request"]
    rows = offers(request, article) if request.method == "GET" and not context.get("dialog") else []
    return {"rows": rows, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("desk/sitting.html", takes_context=True)
def open_form(context: RequestContext, article: Article | None) -> dict[str, object]:
    """What the form's scripts need to keep what is typed: addresses, words, and the pane of the preview."""
    request = context["request"]
    beat = reverse("desk:beat", args=[article.pk]) if article else reverse("desk:beat_new")
    # A form that came back with errors goes on under its token.
    return {"beat": beat, "token": request.POST.get("_sitting", ""), "user": request.user, "article": article}
