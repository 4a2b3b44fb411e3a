"""A dialog over an article's form: the page is the form with the dialog open, so nothing is left to come back to."""

from copy import copy
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from articles.models import Article


def over_the_form(request: HttpRequest, article: Article, template: str, **parts: Any) -> HttpResponse:
    """The article's form as it was last saved, and over it the dialog of `template`, which gets `parts` as `dialog`.

    Without scripts the dialog stands there too, and its form is a form like any other.
    """
    looked_at = copy(request)
    looked_at.method, looked_at.POST = "GET", QueryDict()
    dialog = parts | {"template": template, "article": article, "back": form_url(article)}
    editor = admin.site.get_model_admin(Article)
    return editor.change_view(looked_at, str(article.pk), form_url(article), {"dialog": dialog})


def form_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def to_form(article: Article) -> HttpResponse:
    """Back to the article's form."""
    return HttpResponseRedirect(form_url(article))
