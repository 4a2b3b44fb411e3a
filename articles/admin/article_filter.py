"""The filters above the list of articles: one form, whose parameters add up."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField

from articles.models import Article, ArticleAuthor, Author, Edition, Section

from .readers import LIVE, NEVER, WITHDRAWN, moment
from .section import in_tree_order, path_of

AHEAD = "ahead"
FOR_READERS = [
    (LIVE, _("live")),
    (AHEAD, _("scheduled")),
    (WITHDRAWN, _("withdrawn")),
    (NEVER, _("never published")),
]
EMPTY = {"empty_label": _("All")}


class PathField(ModelChoiceField):
    def label_from_instance(self, obj: Section) -> str:
        return path_of(obj)


class SectionChoice(django_filters.ModelChoiceFilter):
    field_class = PathField


def _day(label: str, method: str) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, method=method, widget=widget)


def _tick(label: str, method: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class ArticleFilter(django_filters.FilterSet):
    """What of the articles is listed. What cannot be read is said at its field, and filters nothing."""

    status = django_filters.ChoiceFilter(label=_("State"), choices=Article.Status, **EMPTY)
    section = SectionChoice(label=_("Section"), queryset=lambda request: in_tree_order(), method="in_section", **EMPTY)
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=lambda request: Author.objects.only("name"), method="signed_by", **EMPTY
    )
    readers = django_filters.ChoiceFilter(label=_("For readers"), choices=FOR_READERS, method="for_readers", **EMPTY)
    label = django_filters.ChoiceFilter(label=_("Label"), choices=Article.Label, **EMPTY)
    since = _day(_("Changed from"), "changed_since")
    until = _day(_("to"), "changed_until")
    mine = _tick(_("Mine"), "own")
    alt = _tick(_("Lacks alternative texts"), "lacking_alt")

    def in_section(self, articles: QuerySet[Article], name: str, section: Section) -> QuerySet[Article]:
        """Those of the section and of the ones below it."""
        below = Section.objects.filter(parent=section) | Section.objects.filter(pk=section.pk)
        return articles.filter(section__in=list(below.values_list("pk", flat=True)))

    def signed_by(self, articles: QuerySet[Article], name: str, author: Author) -> QuerySet[Article]:
        return articles.filter(pk__in=ArticleAuthor.objects.filter(author=author).values("article"))

    def for_readers(self, articles: QuerySet[Article], name: str, state: str) -> QuerySet[Article]:
        now, own = moment(), {"article": OuterRef("pk")}
        match state:
            case "ahead":
                return articles.filter(pk__in=Edition.objects.pending(now).order_by().values("article"))
            case "never":
                return articles.filter(~Exists(Edition.objects.valid().filter(live_from__lte=now, **own)))
            case "withdrawn":
                gone = Edition.objects.standing(now).filter(kind=Edition.Kind.WITHDRAWAL)
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

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return list(ArticleFilter.base_filters)

    def choices(self, changelist: Any) -> list:
        return []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        self.form.is_valid()
        return self.filterset.filter_queryset(queryset)
