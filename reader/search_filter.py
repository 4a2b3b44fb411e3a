"""The filters of the search page. Parameters: `muc`, `tacgia`, `tu`, `den`, `loai`, `xep`."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import partial

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article, Author, Edition, EditionAuthor, Section
from articles.search import BOUND, Search
from kernel.fulltext import Query, words

from .frame import Frame

BEST, NEWEST = "hop", "moi"
ORDERS = [(BEST, _("Best match")), (NEWEST, _("Newest first"))]
# A name that fits more authors than these says little; names are few, so all are read.
MAX_AUTHORS, MAX_NAMES = 20, 5_000
# The one fault that makes no request malformed: an author who is not known.
NOBODY = "nobody"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)

Label, Kind = Article.Label, Section.Kind
TYPES = {
    "news": (pgettext_lazy("type of article", "News"), Q(label__in=["", Label.NONE])),
    "opinion": (Label.OPINION.label, Q(label=Label.OPINION)),
    "feature": (Label.FEATURE.label, Q(label=Label.FEATURE)),
    "photo-story": (Label.PHOTO_STORY.label, Q(label=Label.PHOTO_STORY)),
    "live": (pgettext_lazy("type of article", "Live"), Q(label__in=["live", "live-ended"])),
    "press": (Kind.PRESS.label, None),
}


class AuthorsField(forms.CharField):
    """A pen name, or words of one; its value are the ids of the authors who have published under it."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.at: datetime | None = None

    def clean(self, value: str | None) -> list[int]:
        wanted = words(super().clean(value))
        if not wanted:
            return []
        known = Author.objects.filter(
            Exists(EditionAuthor.objects.filter(author=OuterRef("pk"), live_from__lte=self.at))
        ).order_by("pk")
        names = known.values_list("pk", "name", "slug")[:MAX_NAMES]
        found = [pk for pk, name, slug in names if set(wanted) <= {*words(name), *words(slug)}]
        if not found:
            raise forms.ValidationError(_("No author has this name."), code=NOBODY)
        return found[:MAX_AUTHORS]


class AuthorsFilter(django_filters.Filter):
    field_class = AuthorsField


class FilterForm(forms.Form):
    def clean(self) -> dict[str, object]:
        values = super().clean()
        if values.get("tu") and values.get("den") and values["den"] < values["tu"]:
            self.add_error("den", _("This day lies before the first one."))
        return values


def _day(label: str, method: str) -> django_filters.DateFilter:
    words = _("Choose a day between 1900 and 2200.")
    limits = [MinValueValidator(FIRST_DAY, words), MaxValueValidator(LAST_DAY, words)]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
    return django_filters.DateFilter(
        label=label, method=method, validators=limits, widget=widget, input_formats=formats
    )


class SearchFilter(django_filters.FilterSet):
    """The filters that an address asks for. Those of DRIVING enter the lists' indexes, the others are seen to later."""

    muc = django_filters.ChoiceFilter(label=_("Section"), method="in_section", empty_label=_("All sections"))
    loai = django_filters.ChoiceFilter(
        label=_("Type"),
        method="of_type",
        empty_label=_("All types"),
        choices=[(key, capfirst(name)) for key, (name, _condition) in TYPES.items()],
    )
    tacgia = AuthorsFilter(label=_("Author"), method="by_authors", max_length=100)
    tu = _day(pgettext_lazy("first day", "From"), "since")
    den = _day(pgettext_lazy("last day", "To"), "until")
    xep = django_filters.ChoiceFilter(label=_("Order"), method="in_order", choices=ORDERS, empty_label=None)

    DRIVING = ("muc", "tu", "den")

    class Meta:
        model = Edition
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: QueryDict, frame: Frame) -> None:
        super().__init__(_respelled(data, frame), Edition.objects.none())
        self.frame = frame
        self.filters["muc"].extra["choices"] = [
            (row.slug, f"– {row.name}" if row.parent_id else row.name) for row in _in_order(frame)
        ]
        self.form.fields["tacgia"].at = frame.moment

    @property
    def values(self) -> dict[str, object]:
        """What the address asks for, of what is valid."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name != "xep"}

    @property
    def is_malformed(self) -> bool:
        """Whether anything is wrong that is more than a name which nobody bears."""
        faults = [fault for faults in self.form.errors.as_data().values() for fault in faults]
        return any(fault.code != NOBODY for fault in faults)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is at work, or wrong."""
        return bool(self.form.errors or self.values)

    @property
    def described(self) -> list[tuple[str, str]]:
        """The filters at work, as names and values for people; none if any is wrong."""
        if self.form.errors:
            return []
        return [(self.form.fields[name].label, self._in_words(name, value)) for name, value in self.values.items()]

    def _in_words(self, name: str, value: object) -> str:
        if isinstance(value, date):
            return f"{value.day}/{value.month}/{value.year}"
        choices = dict(getattr(self.form.fields[name], "choices", ()))
        return str(choices[value]).removeprefix("– ") if choices else self.data[name]

    @property
    def order(self) -> str:
        return self.form.cleaned_data["xep"] or BEST

    def search(self, query: Query) -> Search:
        """What is looked for when the query meets these filters. One query if an author is asked for."""
        others = [name for name in self.values if name not in self.DRIVING]
        narrow = partial(self._filter, others) if others else None
        return Search(query, self.frame.moment, partial(self._filter, self.DRIVING), narrow, self._among())

    def _filter(self, names: Iterable[str], rows: QuerySet) -> QuerySet:
        for name in names:
            rows = self.filters[name].filter(rows, self.form.cleaned_data[name])
        return rows

    def _among(self) -> list[int] | None:
        """The only editions that can be meant, if an author is asked for who has few; their ids."""
        authors = self.form.cleaned_data["tacgia"]
        if not authors:
            return None
        ids = EditionAuthor.objects.filter(author__in=authors).values_list("edition_id", flat=True)[: BOUND + 1]
        return list(set(ids)) if len(ids) <= BOUND else None

    # --- The filters' conditions

    def in_section(self, rows: QuerySet, name: str, slug: str) -> QuerySet:
        section = self.frame.section_called(slug)
        return rows.filter(section=section) if section.parent_id else rows.filter(top_section=section)

    def of_type(self, rows: QuerySet, name: str, key: str) -> QuerySet:
        of_kind = {kind: [row.pk for row in self.frame.sections.values() if kind in (row.kind, row.top.kind)]
                   for kind in Kind}  # fmt: skip
        if key == "press":
            return rows.filter(section__in=of_kind[Kind.PRESS])
        rows = rows.filter(TYPES[key][1])
        return rows.exclude(section__in=of_kind[Kind.PRESS] + of_kind[Kind.COMMERCIAL]) if key == "news" else rows

    def by_authors(self, rows: QuerySet, name: str, authors: list[int]) -> QuerySet:
        return rows.filter(Exists(EditionAuthor.objects.filter(edition=OuterRef("pk"), author__in=authors)))

    def since(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(listed_at__gte=_midnight(day))

    def until(self, rows: QuerySet, name: str, day: date) -> QuerySet:
        return rows.filter(listed_at__lt=_midnight(day + timedelta(days=1)))

    def in_order(self, rows: QuerySet, name: str, order: str) -> QuerySet:
        # Which order is the search's own affair.
        return rows


def _respelled(data: QueryDict, frame: Frame) -> QueryDict:
    """The parameters, the section's name spelled as it is today, however it was capitalised."""
    section = frame.section_called(data.get("muc", ""))
    if section is None:
        return data
    data = data.copy()
    data["muc"] = section.slug
    return data


def _in_order(frame: Frame) -> list[Section]:
    """The sections, each top one before its own."""
    tops = [row for row in frame.sections.values() if not row.parent_id]
    return [row for top in tops for row in (top, *(sub for sub in frame.sections.values() if sub.parent_id == top.pk))]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
