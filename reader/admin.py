from django.contrib import admin
from django.db.models import URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .models import Masthead, Outlet


class OutletInline(admin.TabularInline):
    model = Outlet
    fields = ("name", "url", "position")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    extra = 1


@admin.register(Masthead)
class MastheadAdmin(admin.ModelAdmin):
    """One row: its list is its form. It is never deleted."""

    inlines = (OutletInline,)
    fieldsets = (
        (
            _("Legal identity"),
            {
                "fields": (
                    "name",
                    "governing_body",
                    ("licence_number", "licence_date"),
                    "licence_issuer",
                    "editor_in_chief",
                    "deputies",
                )
            },
        ),
        (
            _("How to reach it"),
            {
                "fields": (
                    "address",
                    ("hotline", "phone"),
                    "email",
                    ("advertising_phone", "advertising_email"),
                    "social_profiles",
                )
            },
        ),
        (_("What it promises"), {"fields": ("reuse_notice", "ethics_policy", "corrections_policy")}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The form of the row, or the empty one."""
        row = Masthead.objects.first()
        if row is None and self.has_add_permission(request):
            return redirect("admin:reader_masthead_add")
        if row and self.has_view_permission(request):
            return redirect("admin:reader_masthead_change", row.pk)
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Masthead.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Masthead | None = None) -> bool:
        return False
