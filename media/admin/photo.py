from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.badges import badges
from media.forms import MomentField, MomentInput, PhotoForm
from media.models import Photo
from media.picking import PickerViews
from media.uses import uses_of

from .acts import PhotoActs, may_take_down
from .describing import DescribingPage
from .library import LibraryPage
from .uploading import UploadPage


@admin.register(Photo)
class PhotoAdmin(PickerViews, UploadPage, DescribingPage, PhotoActs, LibraryPage, admin.ModelAdmin):
    """The media library: look, search, upload, describe, point at what matters."""

    form = PhotoForm
    change_form_template = "media/photo_page.html"
    fieldsets = [
        (None, {"fields": ["focal_point"]}),
        (_("What it shows"), {"fields": ["title", "caption", "alt", "place", "people", "keywords", "taken_at"]}),
        (_("Who made it"), {"fields": ["photographer", "source", "copyright"]}),
        (_("What may be done with it"), {"fields": ["licence", "usage_terms", "embargo_until", "rights_end"]}),
    ]
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}}

    class Media:
        css = {"all": ["media/admin.css"]}

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        # Without the transaction that the admin would open here: on SQLite it would make every other writer wait
        # while a picture is being decoded. `Photo.save` leaves things whole.
        return self._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        photo, now = context["adminform"].form.stored, timezone.now()
        context |= {
            "photo": photo,
            "badges": badges(photo, now),
            "uses": uses_of(photo, now),
            "may_take_down": may_take_down(request.user),
            "lookalikes": photo.lookalikes(),
            "replaced": photo.replaces.all(),
            # Photos are added on a page of their own.
            "show_save_and_add_another": False,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:
        """The form has saved it already."""
