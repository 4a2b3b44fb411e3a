"""The library page: photos as cards, with search and filters that stay quick however many there are."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.badges import badges
from media.models import Photo
from media.uses import last_used, never_used, used

# The names offered as filters are the most frequent of so many photos: enough for what the desk works with now.
RECENT, OFFERED = 2_000, 20
YEARS = range(1900, 2200)
Narrowing = Callable[[QuerySet[Photo]], QuerySet[Photo]]


class Days(admin.ListFilter):
    """Photos of some days: from a day to a day, both included."""

    template = "media/days_filter.html"
    name = ""
    field = ""

    def __init__(self, request: HttpRequest, params: dict[str, list[str]], *args: Any) -> None:
        super().__init__(request, params, *args)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        self.first, self.last = (_day(self.used_parameters.get(name, "")) for name in self.expected_parameters())

    def expected_parameters(self) -> list[str]:
        return [f"{self.name}_from", f"{self.name}_to"]

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        if self.first:
            queryset = queryset.filter(**{f"{self.field}__gte": _midnight(self.first)})
        if self.last:
            queryset = queryset.filter(**{f"{self.field}__lt": _midnight(self.last + timedelta(days=1))})
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        today = timezone.localdate()
        periods = [
            (_("Any day"), None),
            (_("Today"), today),
            (_("Last 7 days"), today - timedelta(days=6)),
            (_("Last 30 days"), today - timedelta(days=29)),
            (_("This year"), today.replace(month=1, day=1)),
        ]
        first, last = self.expected_parameters()
        for display, since in periods:
            since_then = {first: since.isoformat()} if since else {}
            query = changelist.get_query_string(since_then, [first, last])
            yield {"display": display, "query_string": query, "selected": (self.first, self.last) == (since, None)}

    @property
    def rest(self) -> list[tuple[str, str]]:
        """What else the address asks for, to be kept when days are typed."""
        mine = {*self.expected_parameters(), "p"}
        return [(name, value) for name, values in self.request.GET.lists() if name not in mine for value in values]


class Added(Days):
    title = _("date added")
    name, field = "added", "created_at"


class Taken(Days):
    title = _("date taken")
    name, field = "taken", "taken_at"


def _day(text: str) -> date | None:
    """The day that "2026-03-08" names; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class Names(admin.SimpleListFilter):
    """Photos of one photographer or source: offers the most frequent ones of late, and whichever is chosen."""

    template = "media/folded_filter.html"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        names = [name for name, _count in _recent(request)[self.parameter_name].most_common(OFFERED)]
        chosen = self.value()
        if chosen and chosen not in names:
            names.insert(0, chosen)
        return [(name, name) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class Photographers(Names):
    title = _("photographer")
    parameter_name = "photographer"


class Sources(Names):
    title = _("source")
    parameter_name = "source"


def _recent(request: HttpRequest) -> dict[str, Counter]:
    """How often each name stands beside the newest photos; asked for once per page."""
    if not hasattr(request, "recent_names"):
        rows = list(Photo.objects.order_by("-pk").values_list("photographer", "source")[:RECENT])
        columns = zip(("photographer", "source"), zip(*rows, strict=True), strict=False)
        request.recent_names = {name: Counter(filter(None, column)) for name, column in columns}
    return {"photographer": Counter(), "source": Counter()} | request.recent_names


class Choice(admin.SimpleListFilter):
    """A filter of a few fixed choices: what the address says, what people read, and what it asks for."""

    template = "media/folded_filter.html"
    OFFERED: dict[str, tuple[str, Narrowing]] = {}

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(value, name) for value, (name, _narrow) in self.OFFERED.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        choice = self.OFFERED.get(self.value())
        return choice[1](queryset) if choice else queryset


class Orientation(Choice):
    title = _("orientation")
    parameter_name = "shape"
    OFFERED = {
        "landscape": (_("landscape"), lambda photos: photos.filter(width__gt=F("height"))),
        "portrait": (_("portrait"), lambda photos: photos.filter(width__lt=F("height"))),
        "square": (_("square"), lambda photos: photos.filter(width=F("height"))),
    }


class Usage(Choice):
    title = _("use")
    parameter_name = "used"
    OFFERED = {
        "yes": (_("published"), lambda photos: photos.filter(used())),
        "no": (_("never used"), never_used),
    }


def _ending(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    return photos.filter(pk__in=Photo.objects.ending(timezone.now()).order_by().values("pk"))


class Rights(Choice):
    title = _("rights")
    parameter_name = "rights"
    OFFERED = {
        "ending": (_("ending within 7 days"), _ending),
        "ended": (_("ended"), lambda photos: photos.filter(rights_end__lte=timezone.now())),
        "embargo": (_("under embargo"), lambda photos: photos.filter(embargo_until__gt=timezone.now())),
        "down": (_("taken off the site"), lambda photos: photos.exclude(taken_down_at=None)),
        "terms": (_("restricted"), lambda photos: photos.exclude(usage_terms="")),
        "credit": (_("without a credit"), lambda photos: photos.filter(photographer="", source="")),
        "alt": (_("without alternative text"), lambda photos: photos.filter(alt="")),
    }


class LibraryPage:
    """For the ModelAdmin of photos: its list."""

    change_list_template = "media/library.html"
    list_display = ["card"]
    list_filter = [Added, Taken, Photographers, Sources, Orientation, Usage, Rights]
    list_per_page = 48
    ordering = ["-pk"]
    search_fields = ["search_text"]
    search_help_text = _("Words of the title, caption, place, people, keywords or credit, with or without accents.")
    show_full_result_count = False
    # Counting each filter's choices reads the whole table once per choice.
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Library

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """As the picker searches: every word, accents or not."""
        return queryset.search(term), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters': an address that filters otherwise is made up, and may ask for anything."""
        days = {name for each in (Added, Taken) for name in (f"{each.name}_from", f"{each.name}_to")}
        return lookup in days | {each.parameter_name for each in self.list_filter if not issubclass(each, Days)}

    @admin.display(description=_("photo"))
    def card(self, photo: Photo) -> str:
        """The photo as the list shows it."""
        return render_to_string("media/photo_card.html", {"photo": photo, "badges": badges(photo, timezone.now())})


class Library(ChangeList):
    """The photos with when each was last used, in the same query."""

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet[Photo]:
        return (
            super().get_queryset(request, **kwargs).defer("search_text").annotate(last_used=last_used(timezone.now()))
        )
