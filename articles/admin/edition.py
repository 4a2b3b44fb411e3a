from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.models import Edition

from . import readers
from .records import RecordAdmin


class TimeFilter(admin.SimpleListFilter):
    """The editions that readers read now, those that lie ahead, and those that were called off."""

    title = _("time")
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("scheduled", _("scheduled")), ("live", _("live now")), ("cancelled", _("cancelled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Edition]) -> QuerySet[Edition]:
        match self.value():
            case "scheduled":
                return queryset.filter(cancelled_at=None, live_from__gt=readers.moment())
            case "live":
                return queryset.filter(pk__in=Edition.objects.live(readers.moment()).values("pk"))
            case "cancelled":
                return queryset.exclude(cancelled_at=None)
        return queryset


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    """The public timeline of every article, to be read."""

    list_display = ("live_from", "headline", "kind", "state", "number", "created_at")
    list_filter = (TimeFilter, "kind")
    list_select_related = ("article",)
    date_hierarchy = "live_from"
    ordering = ("-live_from", "-id")
    fields = (
        "article",
        "number",
        "kind",
        "state",
        "live_from",
        "revision",
        "correction",
        "quiet",
        "reason",
        "notice",
        "first_published_at",
        "listed_at",
        "created_at",
        "approved_by",
        "cancelled_at",
    )
    readonly_fields = ("state",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).for_lists().defer("search_text")

    @admin.display(description=_("article"))
    def headline(self, edition: Edition) -> str:
        return edition.title or edition.article.title

    @admin.display(description=_("state"))
    def state(self, edition: Edition) -> str:
        return render_to_string("articles/admin/edition_state.html", {"edition": edition, "now": readers.moment()})
