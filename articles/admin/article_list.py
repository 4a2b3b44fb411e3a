from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Expression, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.models import Article

from . import readers
from .section import SectionFilter, path_of


class MissingAltFilter(admin.SimpleListFilter):
    """The list of what is still to describe for those who do not see the pictures."""

    title = _("alternative texts")
    parameter_name = "alt"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("missing", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.lacking_alt() if self.value() == "missing" else queryset


# Columns that higher parts of the site add: what is selected with each article, and what prints it.
_values: dict[str, Callable[[], Expression]] = {}
_columns: list[Callable[[Article], str]] = []


def add_column(name: str, words: str, value: Callable[[], Expression], text: Callable[[Any], str] = str) -> None:
    """Show a column, too, behind the list's own: `value` of each article, as `text` prints it, under `words`."""

    @admin.display(description=words)
    def column(article: Article) -> str:
        return text(getattr(article, name))

    column.__name__ = name
    _values[name] = value
    _columns.append(column)


class ArticleList(ChangeList):
    """The articles with what readers see of each, in a constant number of queries."""

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet[Article]:
        found = super().get_queryset(request, **kwargs).defer("search_text", "lead")
        found = found.annotate(**{name: value() for name, value in _values.items()})
        return readers.with_states(found).select_related("section__parent").prefetch_related("byline__author")


class ArticleColumns:
    """What the list of articles shows."""

    list_display = ("title", "section_path", "status", "signed_by", "for_readers", "updated_at")
    list_filter = ("status", SectionFilter, "label", MissingAltFilter)
    date_hierarchy = "updated_at"
    list_per_page = 50
    show_full_result_count = False
    # Counting each filter's choices reads the whole table once per choice.
    show_facets = admin.ShowFacets.NEVER

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*self.list_display, *_columns]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    @admin.display(description=_("section"))
    def section_path(self, article: Article) -> str:
        return path_of(article.section) if article.section else "–"

    @admin.display(description=_("byline"))
    def signed_by(self, article: Article) -> str:
        return ", ".join(entry.author.name for entry in article.byline.all()) or article.source or "–"

    @admin.display(description=_("for readers"))
    def for_readers(self, article: Article) -> str:
        return render_to_string("articles/admin/for_readers.html", {"article": article})
