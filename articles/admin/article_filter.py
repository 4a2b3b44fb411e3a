"""The filters above the list of articles: one form, whose parameters add up."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleAuthor, Author, Edition

from .quick import QuickSelect
from .readers import LIVE, NEVER, WITHDRAWN, moment_of
from .section import in_tree_order, path_of

AHEAD = "ahead"
FOR_READERS = [
    (LIVE, _("live")),
    (AHEAD, _("scheduled")),
    (WITHDRAWN, _("withdrawn")),
    (NEVER, _("never published")),
]
EMPTY = {"empty_label": _("All"), "widget": QuickSelect}


def _day(label: str, method: str) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, method=method, widget=widget)


def _tick(label: str, method: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class ArticleFilter(django_filters.FilterSet):
    """What of the articles is listed. What cannot be read is said at its field, and filters nothing."""

    status = django_filters.ChoiceFilter(label=_("State"), choices=Article.Status, **EMPTY)
    section = django_filters.ChoiceFilter(label=_("Section"), method="in_section", **EMPTY)
    author = django_filters.ChoiceFilter(label=_("Author"), method="signed_by", **EMPTY)
    readers = django_filters.ChoiceFilter(label=_("For readers"), choices=FOR_READERS, method="for_readers", **EMPTY)
    label = django_filters.ChoiceFilter(label=_("Label"), choices=Article.Label, **EMPTY)
    since = _day(_("Changed from"), "changed_since")
    until = _day(_("to"), "changed_until")
    mine = _tick(_("Mine"), "own")
    alt = _tick(_("Lacks alternative texts"), "lacking_alt")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The sections and the authors are asked for once, to choose from and to check what was chosen."""
        super().__init__(*args, **kwargs)
        self.sections = list(in_tree_order())
        self.filters["section"].extra["choices"] = [(str(row.pk), path_of(row)) for row in self.sections]
        names = Author.objects.values_list("pk", "name")
        self.filters["author"].extra["choices"] = [(str(pk), name) for pk, name in names]

    def in_section(self, articles: QuerySet[Article], name: str, section: str) -> QuerySet[Article]:
        """Those of the section and of the ones below it."""
        chosen = int(section)
        return articles.filter(section__in=[row.pk for row in self.sections if chosen in (row.pk, row.parent_id)])

    def signed_by(self, articles: QuerySet[Article], name: str, author: str) -> QuerySet[Article]:
        return articles.filter(pk__in=ArticleAuthor.objects.filter(author=int(author)).values("article"))

    def for_readers(self, articles: QuerySet[Article], name: str, state: str) -> QuerySet[Article]:
        now, own = moment_of(self.request), {"article": OuterRef("pk")}
        match state:
            case "ahead":
                return articles.filter(pk__in=Edition.objects.pending(now).order_by().values("article"))
            case "never":
                return articles.filter(Q(public_from=None) | Q(public_from__gt=now))
            case "withdrawn":
                # What only withdrawals lack has an index.
                gone = Edition.objects.standing(now).filter(kind=Edition.Kind.WITHDRAWAL, listed_at=None)
                return articles.filter(pk__in=gone.values("article"))
        return articles.filter(Exists(Edition.objects.live(now).filter(**own)))

    def changed_since(self, articles: QuerySet[Article], name: str, day: date) -> QuerySet[Article]:
        return articles.filter(updated_at__gte=midnight(day))

    def changed_until(self, articles: QuerySet[Article], name: str, day: date) -> QuerySet[Article]:
        return articles.filter(updated_at__lt=midnight(day) + timedelta(days=1))

    def own(self, articles: QuerySet[Article], name: str, ticked: bool) -> QuerySet[Article]:
        return articles.own(self.request.user) if ticked else articles

    def lacking_alt(self, articles: QuerySet[Article], name: str, ticked: bool) -> QuerySet[Article]:
        return articles.lacking_alt() if ticked else articles


def midnight(day: date) -> datetime:
    """When the day begins here; days that no calendar of ours reaches are the nearest one that it does."""
    day = min(max(day, date(1900, 1, 1)), date(2200, 1, 1))
    return timezone.make_aware(datetime.combine(day, time()))


class FilterBar(admin.ListFilter):
    """The form as Django's list knows filters: one that takes all its parameters."""

    title = _("filters")

    def __init__(self, request: HttpRequest, params: dict, model: type[Article], model_admin: admin.ModelAdmin) -> None:
        super().__init__(request, params, model, model_admin)
        data = {name: params.pop(name)[-1] for name in self.expected_parameters() if name in params}
        self.used_parameters = data
        self.filterset = ArticleFilter(data, queryset=Article.objects.none(), request=request)

    @property
    def form(self) -> forms.Form:
        return self.filterset.form

    @property
    def in_use(self) -> int:
        """How many filters narrow the list."""
        return sum(bool(value) for value in self.used_parameters.values())

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return list(ArticleFilter.base_filters)

    def choices(self, changelist: Any) -> list:
        return []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        self.form.is_valid()
        return self.filterset.filter_queryset(queryset)
