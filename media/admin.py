from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .forms import DESCRIPTION, NewPhotoForm, PhotoForm
from .models import Photo
from .picking import PickerViews


@admin.register(Photo)
class PhotoAdmin(PickerViews, admin.ModelAdmin):
    """The library's first cut: look, search, upload, describe, point at what matters."""

    list_display = ["card"]
    list_per_page = 48
    ordering = ["-pk"]
    search_fields = ["search_text"]
    search_help_text = _("Words of the caption, the alternative text or the credit, with or without accents.")
    show_full_result_count = False

    class Media:
        css = {"all": ["media/admin.css"]}

    # --- The list -------------------------------------------------------------

    @admin.display(description=_("photo"))
    def card(self, photo: Photo) -> str:
        """The photo as the list shows it."""
        return render_to_string("media/photo_card.html", {"photo": photo})

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """As the picker searches: every word, accents or not."""
        return queryset.search(term), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The list has no filters: an address that filters all the same is made up, and may ask for anything."""
        return False

    # --- One photo ------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Photo | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_form(request, obj, **kwargs | {"form": PhotoForm if obj else NewPhotoForm})

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        return ["focal_point", *DESCRIPTION, "facts"] if obj else ["file", *DESCRIPTION]

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        return ["facts"] if obj else []

    @admin.display(description=_("file"))
    def facts(self, photo: Photo) -> str:
        """What cannot be changed. The original itself has no address."""
        return render_to_string("media/photo_facts.html", {"photo": photo})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        # Without the transaction that the admin would open here: on SQLite it would make every other writer wait
        # while a picture is being decoded. `Photo.objects.add` and `Photo.save` each leave things whole.
        return self._changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Photo, form: forms.ModelForm, change: bool) -> None:
        """A new photo has been saved by its form already, files first."""
        if change:
            super().save_model(request, obj, form, change)
        elif not form.created:
            obj.typed_for_known = form.typed()

    def log_addition(self, request: HttpRequest, obj: Photo, message: Any) -> Any:
        """Nothing is logged when nothing was added."""
        return None if hasattr(obj, "typed_for_known") else super().log_addition(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Photo, *args: Any) -> HttpResponse:
        """A file that the library has leads to the photo that is there, and shows what was typed beside it."""
        if not hasattr(obj, "typed_for_known"):
            return super().response_add(request, obj, *args)
        self.message_user(request, _("The library has this file already: here it is, unchanged."), messages.WARNING)
        if obj.typed_for_known:
            self.message_user(request, _("You had typed: %s") % " · ".join(obj.typed_for_known), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:media_photo_change", args=[obj.pk]))
