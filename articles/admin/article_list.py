from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Expression, Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleAuthor, Edition, Figure

from . import readers
from .article_filter import ArticleFilter, FilterBar
from .bulk import ACTIONS, BulkForm
from .quick import tick
from .section import path_of

# Counting on costs, and nobody turns so many pages: who looks for an older article filters.
MOST_COUNTED = 2_000
NO_PHOTO = SafeString('<span class="no-photo"></span>')


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
    """The articles with what readers see of each, in a constant number of queries.

    The first finds which articles the list has: it reads nothing of them but their numbers, which indexes have. What
    a row says is only asked for the rows of the page.
    """

    def get_results(self, request: HttpRequest) -> None:
        found = request.found.ids
        if found is None:
            found = list(self.queryset.values_list("pk", flat=True)[: MOST_COUNTED + 1])
        self.has_more, self.looked_at = len(found) > MOST_COUNTED, request.found.looked_at
        self.paginator = Paginator(found[:MOST_COUNTED], self.list_per_page)
        self.result_count, self.full_result_count = self.paginator.count, None
        self.multi_page, self.can_show_all = self.paginator.num_pages > 1, False
        self.show_full_result_count, self.show_admin_actions = False, bool(found)
        try:
            page = self.paginator.page(self.page_num)
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        self.result_list = rows_of(page.object_list, readers.moment_of(request))


def rows_of(ids: list[int], now: datetime) -> list[Article]:
    """The articles of these numbers, in their order, with all that the list's columns say of them at `now`."""
    rows = Article.objects.filter(pk__in=ids).defer("lead")
    rows = readers.with_states(rows.annotate(**{name: value() for name, value in _values.items()}), now)
    figures = Figure.objects.filter(photo__isnull=False).select_related("photo").order_by("ordering")
    byline = ArticleAuthor.objects.select_related("author")
    rows = rows.select_related("section__parent", "lead_photo")
    rows = rows.prefetch_related(Prefetch("byline", byline), Prefetch("articles_figure_set", figures))
    return sorted(rows, key=lambda row: ids.index(row.pk))


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

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Django's; the acts offer the sections that the filters have asked for."""
        response = super().changelist_view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if context.get("action_form") and "cl" in context:
            choices = context["cl"].filter_specs[0].filterset.filters["section"].extra["choices"]
            section = context["action_form"].fields["section"]
            section.choices = [("", section.empty_label), *choices]
        return response

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        *shown, address = self.list_display
        return [*shown, *_columns, address]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Ours alone: Django's own deletes."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def action_checkbox(self, article: Article) -> str:
        return tick(article.pk, gettext("Mark: %s") % article.title)

    @admin.display(description=_("photo"))
    def thumbnail(self, article: Article) -> str:
        figure = next(iter(article.articles_figure_set.all()), None)
        photo = article.lead_photo or (figure and figure.photo)
        if not photo or not photo.thumbnail_url:
            return NO_PHOTO
        return format_html('<img src="{}" alt="" width="72" height="48" loading="lazy">', photo.thumbnail_url)

    @admin.display(description=_("state"))
    def state(self, article: Article) -> str:
        return render_to_string("articles/admin/status.html", {"article": article})

    @admin.display(description=_("words"))
    def word_count(self, article: Article) -> str:
        number = f"{article.words:,}".replace(",", ".")
        return format_html('{} <span class="unit">{}</span>', number, pgettext("unit", "words"))

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
