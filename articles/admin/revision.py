from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Revision

from .reading import reading
from .records import RecordAdmin


@admin.register(Revision)
class RevisionAdmin(RecordAdmin):
    """Every state in which an article was saved, to be read."""

    list_display = ("created_at", "article", "number", "author", "kind", "note")
    list_filter = ("kind",)
    list_select_related = ("article", "author")
    ordering = ("-created_at", "-id")
    fields = ("article", "number", "created_at", "author", "kind", "note", "reading")
    readonly_fields = ("reading",)

    @admin.display(description=_("content"))
    def reading(self, revision: Revision) -> str:
        """The saved state as a page to read."""
        if not revision.content_json:
            return "–"
        return reading(revision.content)
