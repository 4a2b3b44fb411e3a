"""Reads an admin form as a browser would post it, so that a test says only what it changes."""

from typing import Any

from django.db.models import Model
from django.forms import BoundField, ModelMultipleChoiceField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article

TEXT, FIGURE, QUOTE = "articles_text_set", "articles_figure_set", "articles_quote_set"
BOX, BYLINE, LINKS = "articles_relatedbox_set", "byline", "related_links"

Posted = dict[str, Any]


def form_url(article: Article | None = None) -> str:
    """Where the form of an article is; without one, that of a new article."""
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article.pk])


def opened(client: Client, article: Article | None = None) -> Posted:
    """What the form would post if it were sent as it was opened."""
    return fields_of(client.get(form_url(article)))


def fields_of(response: HttpResponse) -> Posted:
    """What the form of a page would post."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    posted = {field.html_name: _plain(field) for form in forms for field in form}
    return {name: value for name, value in posted.items() if value is not None}


def _plain(field: BoundField) -> Any:
    """A field's value as text; None for a box that is not ticked."""
    value = field.value()
    if isinstance(field.field, ModelMultipleChoiceField):
        return [str(item.pk if isinstance(item, Model) else item) for item in value or []]
    if value is False:
        return None
    return "" if value is None else str(value)


def add_row(posted: Posted, prefix: str, **fields: Any) -> int:
    """Add a row to a formset, as the page's script does; its number."""
    number = int(posted[f"{prefix}-TOTAL_FORMS"])
    posted[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    blank = {"uid": "", "region": "body", "ordering": str(10 * (number + 1))} if prefix.startswith("articles_") else {}
    for name, value in (blank | fields).items():
        posted[f"{prefix}-{number}-{name}"] = value
    return number


def save(client: Client, article: Article | None, posted: Posted, button: str = "_continue") -> HttpResponse:
    """Send the form with one of its buttons; the page that comes back, before any redirect is followed."""
    return client.post(form_url(article), posted | {button: "1"})


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """Every error that the form shows, by the name of its field; "" for those of no field."""
    found: dict[str, list[str]] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        found.setdefault("", []).extend(inline.formset.non_form_errors())
        forms += inline.formset.forms
    for form in forms:
        for name, messages in form.errors.items():
            found.setdefault("" if name == "__all__" else form[name].html_name, []).extend(messages)
    return {name: messages for name, messages in found.items() if messages}
