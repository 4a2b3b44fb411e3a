"""What was published in a period, for paying those who made it: pieces by author, photos by photographer.

Tables are streamed row by row: their length costs no memory.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.section import SectionField, in_tree_order, path_of
from articles.content import word_count
from articles.models import Article, Author, Edition, EditionAuthor, PhotoUse, Section
from reader.addresses import absolute

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2200, 1, 1)
SHOWN, AT_ONCE = 50, 200
BOM = "\ufeff"
# What a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Which pieces: of a period, of an author, of a section with those below it."""

    since = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    until = forms.DateField(label=gettext_lazy("to"), widget=DAY)
    author = forms.ModelChoiceField(
        Author.objects.only("name"), required=False, label=gettext_lazy("Author"), empty_label=gettext_lazy("All")
    )
    section = SectionField(
        in_tree_order(), required=False, label=gettext_lazy("Section"), empty_label=gettext_lazy("All")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("since", "until"):
            if cleaned.get(name) and not FIRST_DAY <= cleaned[name] <= LAST_DAY:
                self.add_error(name, _("This year cannot be meant."))
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("This day lies before the first one."))
        return cleaned

    @property
    def choice(self) -> "Choice":
        return Choice(**self.cleaned_data)


@dataclass(frozen=True)
class Choice:
    """What was asked for; both days are within."""

    since: date
    until: date
    author: Author | None = None
    section: Section | None = None

    @property
    def period(self) -> tuple[datetime, datetime]:
        """Its beginning, and its end, which no longer belongs to it."""
        days = (self.since, self.until + timedelta(days=1))
        begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in days)
        return begin, end

    def editions(self) -> QuerySet[Edition]:
        """The first publication of each article that came in the period, the first first."""
        begin, end = self.period
        found = Edition.objects.first_publications(timezone.now())
        found = found.filter(live_from__gte=begin, live_from__lt=end)
        if self.author:
            found = found.filter(pk__in=EditionAuthor.objects.filter(author=self.author).values("edition"))
        if self.section:
            below = Section.objects.filter(parent=self.section) | Section.objects.filter(pk=self.section.pk)
            found = found.filter(section__in=below)
        return found.order_by("live_from", "id")


# --- Tables -----------------------------------------------------------------------

Row = list[str | int]


def pieces(choice: Choice) -> Iterator[Row]:
    """A head, and for each article a row for each of its authors; one without a name for what nobody signed."""
    yield [
        _("First published"), _("Title"), _("Address"), _("Section"), _("Label"), _("Words"), _("Role"), _("Author"),
        _("Number of authors"), _("Source"),
    ]  # fmt: skip
    names, labels = dict(Author.objects.values_list("pk", "name")), dict(Article.Label.choices)
    found = choice.editions().select_related("section__parent", "revision").defer("search_text", "search_spelled")
    for edition in found.iterator(chunk_size=AT_ONCE):
        content = edition.revision.content
        byline = content["byline"]
        authors = [names[pk] for pk in byline["authors"] if pk in names]
        piece = [
            day_and_hour(edition.live_from),
            edition.title,
            absolute(edition.get_absolute_url()),
            path_of(edition.section),
            str(labels.get(edition.label, "")) if edition.label != Article.Label.NONE else "",
            word_count(content),
            byline["prefix"],
        ]
        for author in authors or [""]:
            yield [*piece, author, len(authors), byline["source"]]


def photos(choice: Choice) -> Iterator[Row]:
    """A head, and a row for each photo that those articles showed when they came out."""
    yield [_("Photographer"), _("Source"), _("Photo"), _("Caption"), _("Number of articles"), _("First used")]
    used = PhotoUse.objects.filter(edition__in=choice.editions().order_by().values("pk"))
    rows = used.values_list("photo__photographer", "photo__source", "photo", "photo__caption")
    rows = rows.annotate(uses=Count("edition__article", distinct=True), first=Min("edition__live_from"))
    for who, source, photo, caption, uses, first in rows.order_by(
        "photo__photographer", "photo__source", "photo"
    ).iterator(AT_ONCE):
        yield [
            who,
            source,
            absolute(reverse("admin:media_photo_change", args=[photo])),
            caption,
            uses,
            day_and_hour(first),
        ]


def day_and_hour(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def harmless(cell: str | int) -> str | int:
    """The cell as a text, whatever a spreadsheet would like to compute of it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


class Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as spreadsheets read them: the mark at the beginning says that it is UTF-8."""
    writer = csv.writer(Line())
    yield BOM
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


# --- The page -----------------------------------------------------------------------

TABLES = {"pieces": (pieces, "bai"), "photos": (photos, "anh")}


@require_safe
@permission_required("articles.publish_article", raise_exception=True)
def royalties(request: HttpRequest) -> HttpResponse:
    """The period and its pieces; with `csv` one of the tables as a file."""
    today = timezone.localdate()
    asked = request.GET if "since" in request.GET else {"since": today.replace(day=1), "until": today}
    form = PeriodForm(asked, label_suffix="")
    choice = form.choice if form.is_valid() else None
    if choice and request.GET.get("csv") in TABLES:
        table, name = TABLES[request.GET["csv"]]
        response = StreamingHttpResponse(as_csv(table(choice)), content_type="text/csv; charset=utf-8")
        named = f"nhuan-but-{name}-{choice.since}-{choice.until}.csv"
        response["Content-Disposition"] = f'attachment; filename="{named}"'
        return response
    context = admin.site.each_context(request) | {"title": _("Royalties"), "opts": Article._meta, "form": form}
    if choice:
        shown = choice.editions().select_related("section__parent").defer("search_text", "search_spelled")
        context |= {"count": choice.editions().count(), "shown": shown[:SHOWN], "most": SHOWN}
    return TemplateResponse(request, "desk/royalties.html", context)
