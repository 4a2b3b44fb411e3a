import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Ledger

from .records import RecordAdmin


@admin.register(Ledger)
class LedgerAdmin(RecordAdmin):
    """Every act that changed what readers see, to be read; `verify_ledger` checks it."""

    list_display = ("number", "at", "act", "about", "actor", "short_digest")
    list_filter = ("act",)
    list_select_related = ("actor",)
    date_hierarchy = "at"
    fields = ("number", "at", "act", "actor", "reading", "previous_digest", "digest")
    readonly_fields = ("reading",)

    @admin.display(description=_("about"))
    def about(self, entry: Ledger) -> str:
        record = json.loads(entry.payload)["record"]
        return f"{record['timeline']} {record['id']}"

    @admin.display(description=_("digest"))
    def short_digest(self, entry: Ledger) -> str:
        return format_html("<code>{}</code>", entry.digest[:12])

    @admin.display(description=_("payload"))
    def reading(self, entry: Ledger) -> str:
        text = json.dumps(json.loads(entry.payload), indent=2, ensure_ascii=False)
        return format_html('<pre class="payload">{}</pre>', text)
