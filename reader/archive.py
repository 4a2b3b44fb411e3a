"""The archive: what came out on a day, in a month, in a year, and a calendar to find the day in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractDay
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition
from kernel.dates import WEEKDAYS, WEEKDAYS_SHORT

from .caching import public
from .frame import Frame
from .head import Head, head_of_page
from .listing import Listing
from .pages import page
from .periods import CalendarDay, Period, weeks


@dataclass(frozen=True)
class Span:
    """From the day of the paper's oldest article to the day of the page: the archive holds nothing else."""

    first: date
    today: date

    @classmethod
    def of(cls, frame: Frame) -> "Span | None":
        """None if nothing has been published yet. One query."""
        listed = Edition.objects.listed(frame.moment).order_by("listed_at", "article_id")
        oldest = listed.values_list("listed_at", flat=True).first()
        return cls(timezone.localdate(oldest), timezone.localdate(frame.moment)) if oldest else None

    def __contains__(self, period: Period) -> bool:
        return self.first < period.end and period.first <= self.today

    def known(self, periods: Iterable[Period]) -> list[Period]:
        return [period for period in periods if period in self]

    @property
    def years(self) -> list[Period]:
        """The newest first."""
        return [Period(year) for year in range(self.today.year, self.first.year - 1, -1)]


@public
def archive(request: HttpRequest, frame: Frame) -> HttpResponse:
    """All years and their months."""
    span = Span.of(frame)
    years = [(year, span.known(year.months)) for year in span.years] if span else []
    head = head_of_page(
        request.path,
        _("News by date"),
        _("Everything that %(paper)s published, day by day.") % {"paper": frame.paper_name},
        frame,
    )
    return page("reader/archive.html", frame, head=head, years=years)


@public
def period(request: HttpRequest, frame: Frame, **numbers: str | None) -> HttpResponse:
    """What came out in a period, newest first; a day without articles says so. What never was is not found."""
    shown, span = Period.parse(numbers), Span.of(frame)
    if not shown or not span or shown not in span:
        raise Http404
    if request.path != shown.get_absolute_url():
        return HttpResponsePermanentRedirect(shown.get_absolute_url())
    listing = Listing.read(request, frame, _listed(shown, frame).for_lists())
    month = Period(shown.year, shown.month) if shown.month else None
    return page(
        "reader/period.html",
        frame,
        period=shown,
        listing=listing,
        head=_head(shown, listing, frame),
        neighbours=_neighbours(shown, span),
        month=month,
        month_neighbours=_neighbours(month, span) if month else None,
        weekdays=list(zip(WEEKDAYS_SHORT, WEEKDAYS, strict=True)),
        weeks=_weeks(shown, frame, span) if month else None,
        months=span.known(shown.months) if not month else None,
    )


def _head(shown: Period, listing: Listing, frame: Frame) -> Head:
    told = _("Everything that %(paper)s published: %(period)s.") % {"paper": frame.paper_name, "period": shown}
    name = _("News of %(period)s") % {"period": shown}
    above = [(_("News by date"), reverse("reader:archive"))]
    above += [(str(longer), longer.get_absolute_url()) for longer in shown.longer]
    return head_of_page(listing.address(shown.get_absolute_url()), name, told, frame, above)


def _listed(period: Period, frame: Frame):
    begins, ends = period.moments
    return Edition.objects.listed(frame.moment).filter(listed_at__gte=begins, listed_at__lt=ends)


def _weeks(shown: Period, frame: Frame, span: Span) -> list[list[CalendarDay | None]]:
    """The calendar of the period's month. One query, over the articles of that month alone."""
    month = _listed(Period(shown.year, shown.month), frame).annotate(day=ExtractDay("listed_at"))
    counts = dict(month.order_by().values("day").annotate(count=Count("pk")).values_list("day", "count"))
    return list(weeks(shown, counts, span.today))


def _neighbours(period: Period, span: Span) -> dict[str, Period | None]:
    """The periods before and after, of the same length, where the archive holds them."""
    found = {"previous": period.previous, "next": period.next}
    return {name: near if near in span else None for name, near in found.items()}
