from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..file_forms import FileWordsForm, NewDocumentForm, NewRecordingForm
from ..models import Document, Recording
from ..models.stored_file import StoredFile
from ..widgets import PicksPhotos


class StoredFileAdmin(admin.ModelAdmin):
    """Files that readers fetch as they are: searched, uploaded, described."""

    new_form: type[forms.ModelForm]
    words: tuple[str, ...]

    list_display = ["card"]
    list_per_page = 48
    search_fields = ["search_text"]
    search_help_text = _("Words of the title or the caption, with or without accents.")
    show_full_result_count = False

    class Media:
        css = {"all": ["media/files.css"]}

    # --- The list -------------------------------------------------------------

    @admin.display(description=_("file"))
    def card(self, row: StoredFile) -> str:
        """The file as the list shows it."""
        return render_to_string("media/file_card.html", {"row": row})

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """Every word, accents or not; the choice of a file in an article's form asks here too."""
        return queryset.search(term), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The list has no filters: an address that filters all the same is made up, and may ask for anything."""
        return False

    # --- One file -------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: StoredFile | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_form(request, obj, **kwargs | {"form": FileWordsForm if obj else self.new_form})

    def get_fields(self, request: HttpRequest, obj: StoredFile | None = None) -> list[str]:
        return [*self.words, "facts"] if obj else ["file", *self.words]

    def get_readonly_fields(self, request: HttpRequest, obj: StoredFile | None = None) -> list[str]:
        return ["facts"] if obj else []

    @admin.display(description=_("file"))
    def facts(self, row: StoredFile) -> str:
        """What cannot be changed, with the file itself to look at."""
        return render_to_string("media/file_facts.html", {"row": row})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        # Without the admin's transaction, as for photos: a large file is looked at and stored meanwhile.
        return self._changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: StoredFile, form: forms.ModelForm, change: bool) -> None:
        """A new file has been saved by its form already."""
        if change:
            super().save_model(request, obj, form, change)
        elif not form.created:
            obj.was_known = True

    def log_addition(self, request: HttpRequest, obj: StoredFile, message: Any) -> Any:
        """Nothing is logged when nothing was added."""
        return None if hasattr(obj, "was_known") else super().log_addition(request, obj, message)

    def response_add(self, request: HttpRequest, obj: StoredFile, *args: Any) -> HttpResponse:
        """A file that the library has leads to the row that is there; from an article's form it is simply chosen."""
        if not hasattr(obj, "was_known") or IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, *args)
        self.message_user(request, _("The library has this file already: here it is, unchanged."), messages.WARNING)
        return HttpResponseRedirect(reverse(f"admin:media_{obj._meta.model_name}_change", args=[obj.pk]))


@admin.register(Document)
class DocumentAdmin(StoredFileAdmin):
    new_form = NewDocumentForm
    words = ("title",)


@admin.register(Recording)
class RecordingAdmin(PicksPhotos, StoredFileAdmin):
    new_form = NewRecordingForm
    words = ("title", "caption", "credit", "poster")
    list_select_related = ["poster"]
