"""What the photo picker asks the server for: its dialog, a page of photos, and to take in a new one."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from .badges import badges
from .forms import NewPhotoForm, PictureForm
from .models import Photo
from .storing import storing

PAGE_SIZE = 24
# Nobody pages further by hand, and no database counts further than it must.
MAX_PAGE = 10_000


class PickerViews:
    """For the ModelAdmin of photos: the picker's addresses under its own, with its permissions."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("picker/", view(self.picker_view), name="media_photo_picker"),
            path("picker/dialog/", view(self.dialog_view), name="media_photo_picker_dialog"),
            path("picker/upload/", view(self.upload_view), name="media_photo_picker_upload"),
            *super().get_urls(),
        ]

    def dialog_view(self, request: HttpRequest) -> HttpResponse:
        """The dialog's markup, in the reader's language, for whoever may look at photos."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = NewPhotoForm(auto_id="photo-dialog-%s") if self.has_add_permission(request) else None
        return TemplateResponse(request, "media/picker_dialog.html", {"form": form})

    def picker_view(self, request: HttpRequest) -> JsonResponse:
        """One page of photos to be used, newest first: {"photos": […], "more": whether there is another page}."""
        if not self.has_view_permission(request):
            return refused()
        start = (_page(request.GET.get("page", "")) - 1) * PAGE_SIZE
        found = Photo.objects.offered(timezone.now()).search(request.GET.get("q", "")).order_by("-pk")
        # One row more than is shown tells whether there is another page, without counting them all.
        photos = list(found[start : start + PAGE_SIZE + 1])
        return JsonResponse(
            {"photos": [described(photo) for photo in photos[:PAGE_SIZE]], "more": len(photos) > PAGE_SIZE}
        )

    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """Takes in one photo: 201 with the photo, 200 if the library had it, 400 with the errors of each field."""
        if request.method != "POST":
            return JsonResponse({"errors": {"__all__": [_("Send a file.")]}}, status=405, headers={"Allow": "POST"})
        if not self.has_add_permission(request):
            return refused()
        form = NewPhotoForm(request.POST, request.FILES)
        photo = kept(form, lambda photo: self.log_addition(request, photo, [{"added": {}}]))
        if not photo:
            return JsonResponse({"errors": form.errors}, status=400)
        return JsonResponse(described(photo), status=201 if form.created else 200)


def kept(form: PictureForm, log: Callable[[Photo], object]) -> Photo | None:
    """The photo of the form's file, logged if it is new; None if the form has an error."""
    photo = form.save() if form.is_valid() else None
    if form.created:
        with storing(form):
            log(photo)
    return None if form.errors else photo


def described(photo: Photo) -> dict[str, Any]:
    """What the picker shows of a photo."""
    return {
        "id": photo.pk,
        "title": str(photo),
        "thumb": photo.thumbnail_url,
        "width": photo.width,
        "height": photo.height,
        "caption": photo.caption,
        "alt": photo.alt,
        "credit": photo.credit,
        "badges": badges(photo, timezone.now()),
    }


def _page(text: str) -> int:
    """The page's number; 1 for anything that is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return min(max(number, 1), MAX_PAGE)


def refused() -> JsonResponse:
    """The answer to a script whose user may not do what it asks."""
    message = _("Your account may not do this. Ask an administrator.")
    return JsonResponse({"errors": {"__all__": [message]}}, status=403)
