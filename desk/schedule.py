"""What is scheduled: the coming 24 hours, where an item is dropped on another time, or given one in a field."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import publishing
from articles.models import Edition
from articles.publishing import PublishingError
from kernel.dates import hour_in_words
from kernel.paging import MAX_INTEGER

from .forms import MomentField

HOUR = timedelta(hours=1)
HOURS = 24
# More than any paper schedules.
MOST = 200


class MoveForm(forms.Form):
    """The other moment of something scheduled."""

    at = MomentField(label=_("New time"), error_messages={"required": _("Say when.")})

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["at"].required = True
        self.fields["at"].widget.is_required = True


@dataclass(frozen=True)
class Item:
    """Something scheduled: readers will get an article, or lose it."""

    edition: Edition

    @property
    def ends(self) -> bool:
        """Whether readers lose the article then."""
        return self.edition.kind == Edition.Kind.WITHDRAWAL

    @property
    def title(self) -> str:
        return self.edition.title or self.edition.article.title

    @cached_property
    def form(self) -> MoveForm:
        """With ids of its own: a page shows many."""
        return MoveForm(auto_id=f"move_{self.edition.pk}_%s")


@dataclass(frozen=True)
class Hour:
    """An hour that has not ended, and what is scheduled in it."""

    begins: datetime
    items: list[Item]


@dataclass(frozen=True)
class Schedule:
    """The coming hours, the one that runs first, and what comes after them."""

    hours: list[Hour]
    later: list[Item]

    @classmethod
    def of(cls, now: datetime) -> "Schedule":
        """What is pending at `now`; one query."""
        pending = Edition.objects.pending(now).select_related("article", "section__parent")
        pending = pending.only("kind", "title", "live_from", "article__title", "section__name", "section__parent__name")
        items = [Item(edition) for edition in pending[:MOST]]
        first = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
        begins = [first + n * HOUR for n in range(HOURS + 1)]
        hours = [
            Hour(hour, [item for item in items if hour <= item.edition.live_from < hour + HOUR]) for hour in begins
        ]
        return cls(hours, [item for item in items if item.edition.live_from >= begins[-1] + HOUR])

    def __bool__(self) -> bool:
        return bool(self.later) or any(hour.items for hour in self.hours)


@require_POST
@permission_required("articles.publish_article", raise_exception=True)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let something scheduled come at another time, and go back to the first page."""
    edition = Edition.objects.filter(pk=pk).select_related("article").first() if pk <= MAX_INTEGER else None
    if edition is None:
        raise Http404
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            done = publishing.reschedule(edition, by=request.user, at=form.cleaned_data["at"])
        except PublishingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, moved_message(edition, done.edition))
    else:
        messages.error(request, " ".join(form.errors["at"]))
    return HttpResponseRedirect(reverse("admin:index") + "#schedule")


def moved_message(before: Edition, after: Edition) -> str:
    """What comes when now, and when it was to come: so that a slip of the hand can be undone."""
    now = timezone.now()
    moments = (hour_in_words(edition.live_from, now) for edition in (after, before))
    return format_html(_("Moved to {}, it was {}: {}"), *moments, before.title or before.article.title)
