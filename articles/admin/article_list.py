from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Expression, Prefetch, QuerySet, Value
from django.db.models.functions import Length, Replace
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Figure

from . import readers
from .article_filter import ArticleFilter, FilterBar
from .bulk import ACTIONS, BulkForm
from .section import path_of

# Counting on costs, and nobody turns so many pages: who looks for an older article filters.
MOST_COUNTED = 2_000


class ShortPaginator(Paginator):
    """Pages of the first so many rows: counting goes no further."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()


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
        found = found.annotate(words=words_of("search_text"), **{name: value() for name, value in _values.items()})
        found = readers.with_states(found).select_related("section__parent", "lead_photo")
        figures = Figure.objects.filter(photo__isnull=False).select_related("photo").order_by("ordering")
        return found.prefetch_related("byline__author", Prefetch("articles_figure_set", figures))


def words_of(column: str) -> Expression:
    """How many words a text has, those between single spaces."""
    return Length(column) - Length(Replace(column, Value(" "), Value(""))) + 1


class ArticleColumns:
    """What the list of articles shows, by what it is filtered, and what is done with many at once."""

    list_display = (
        "thumbnail",
        "title",
        "state",
        "section_path",
        "signed_by",
        "for_readers",
        "word_count",
        "updated_at",
        "address",
    )
    list_display_links = ("title",)
    list_filter = (FilterBar,)
    # The one order that an index has, whatever the number of articles.
    sortable_by = ("updated_at",)
    list_per_page = 50
    list_max_show_all = 50
    paginator = ShortPaginator
    show_full_result_count = False
    # Counting each filter's choices reads the whole table once per choice.
    show_facets = admin.ShowFacets.NEVER
    actions = ACTIONS
    action_form = BulkForm
    actions_selection_counter = True

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters': an address that filters otherwise is made up, and may ask for anything."""
        return lookup in ArticleFilter.base_filters

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        *shown, address = self.list_display
        return [*shown, *_columns, address]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Ours alone: Django's own deletes."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    @admin.display(description=_("photo"))
    def thumbnail(self, article: Article) -> str:
        figure = next(iter(article.articles_figure_set.all()), None)
        photo = article.lead_photo or (figure and figure.photo)
        if not photo or not photo.thumbnail_url:
            return ""
        return format_html('<img src="{}" alt="" width="72" height="48" loading="lazy">', photo.thumbnail_url)

    @admin.display(description=_("state"))
    def state(self, article: Article) -> str:
        return render_to_string("articles/admin/status.html", {"article": article})

    @admin.display(description=_("words"))
    def word_count(self, article: Article) -> str:
        return f"{article.words:,}".replace(",", ".")

    @admin.display(description=_("link"))
    def address(self, article: Article) -> str:
        return render_to_string("articles/admin/address.html", {"article": article, "url": url_of(article)})

    @admin.display(description=_("section"))
    def section_path(self, article: Article) -> str:
        return path_of(article.section) if article.section else "–"

    @admin.display(description=_("byline"))
    def signed_by(self, article: Article) -> str:
        return ", ".join(entry.author.name for entry in article.byline.all()) or article.source or "–"

    @admin.display(description=_("for readers"))
    def for_readers(self, article: Article) -> str:
        return render_to_string("articles/admin/for_readers.html", {"article": article})


def url_of(article: Article) -> str:
    """Where readers read an article of the list, whole; "" if they do not."""
    if article.standing_kind != Edition.Kind.PUBLICATION:
        return ""
    return settings.SITE_URL + reverse("reader:article", args=[article.live_section, article.live_slug, article.pk])
