"""The upload page: many files at once, each of which becomes a card to be described."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from media.forms import ACCEPT, FillForm, PictureForm
from media.models import Photo
from media.picking import kept, refused
from media.uploading import MAX_BYTES
from media.uses import in_use

from .describing import Card, describe_url, ids_of

# What one request may bring from a browser without JavaScript; with it each file is a request of its own.
MAX_FILES = 20
MAX_REQUEST = 200 * 1024 * 1024


class UploadPage:
    """For the ModelAdmin of photos: the page, and what its script asks for."""

    def get_urls(self) -> list[URLPattern]:
        def view(function, decorator):
            return self.admin_site.admin_view(decorator(function))

        page = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("upload/", view(self.upload_page, page), name="media_photo_upload"),
            path("upload/one/", view(self.upload_one, require_POST), name="media_photo_upload_one"),
            path("upload/instead/", view(self.instead, require_POST), name="media_photo_upload_instead"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """A photo is added by uploading it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:media_photo_upload"))

    def upload_page(self, request: HttpRequest) -> HttpResponse:
        """The page; without JavaScript it posts its files here, and goes on to describe the photos."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        trouble = ""
        if request.method == "POST":
            trouble = _too_much(request)
            photos = [] if trouble else self._take_in(request)
            if photos:
                return HttpResponseRedirect(describe_url(photos, are_new=True))
        context = self.admin_site.each_context(request) | {
            "title": _("Upload photos"),
            "opts": self.opts,
            "accept": ACCEPT,
            "max_bytes": MAX_BYTES,
            "max_files": MAX_FILES,
            "trouble": trouble,
            "may_describe": self.has_change_permission(request),
            "fill": FillForm(),
        }
        return TemplateResponse(request, "media/upload.html", context, status=413 if trouble else 200)

    def _take_in(self, request: HttpRequest) -> list[Photo]:
        """The photos of the files that could be taken; of each other file a message says why not."""
        if not request.FILES:
            self.message_user(request, _("Choose a file first."), messages.ERROR)
        photos = []
        for file in request.FILES.getlist("file"):
            form = PictureForm({}, MultiValueDict({"file": [file]}))
            photo = self._kept(request, form)
            if photo:
                photos.append(photo)
            else:
                self.message_user(request, f"“{file.name}”: {' '.join(form.errors['file'])}", messages.ERROR)
        return photos

    def _kept(self, request: HttpRequest, form: PictureForm) -> Photo | None:
        """The photo of the form's file; None if the form has an error."""
        return kept(form, lambda photo: self.log_addition(request, photo, [{"added": {}}]))

    def upload_one(self, request: HttpRequest) -> JsonResponse:
        """Takes in one file: {"id", "known", "card"}, 201 if it is new; or {"errors": […]}, 400."""
        if not self.has_add_permission(request):
            return refused()
        form = PictureForm(request.POST, request.FILES)
        photo = self._kept(request, form)
        if not photo:
            return JsonResponse({"errors": [error for errors in form.errors.values() for error in errors]}, status=400)
        return self._answer(request, photo, created=form.created, came_as=request.FILES["file"].name)

    def instead(self, request: HttpRequest) -> JsonResponse:
        """Takes back an upload of one's own that nothing uses yet, for a photo that was there: the card of that one."""
        photos = Photo.objects.in_bulk(ids_of([request.POST.get("new", ""), request.POST.get("existing", "")]))
        if not self.has_add_permission(request) or len(photos) != 2:
            return refused()
        new, existing = (photos[int(request.POST[name])] for name in ("new", "existing"))
        if in_use(new) or not uploaded_by(request.user, new):
            return refused()
        try:
            new.delete()
        except ProtectedError:
            # Somebody put it into an article this very moment.
            return refused()
        return self._answer(request, existing, created=False)

    def _answer(self, request: HttpRequest, photo: Photo, *, created: bool, came_as: str = "") -> JsonResponse:
        may_describe = created and self.has_change_permission(request)
        card = Card(photo, is_new=created, may_describe=may_describe, came_as=came_as)
        html = render_to_string("media/card.html", {"card": card}, request)
        answer = {"id": photo.pk, "known": not created, "card": html}
        return JsonResponse(answer, status=201 if created else 200)


def uploaded_by(user: AbstractBaseUser, photo: Photo) -> bool:
    """Whether this person brought the photo into the library."""
    entries = LogEntry.objects.filter(user=user, action_flag=ADDITION, object_id=str(photo.pk))
    return entries.filter(content_type__app_label="media", content_type__model="photo").exists()


def _too_much(request: HttpRequest) -> str:
    """Why a request brings more than one request may; "" if it does not."""
    files = request.FILES.getlist("file")
    if len(files) > MAX_FILES:
        return _("These are %(count)d files: without JavaScript at most %(limit)d can be sent at once.") % {
            "count": len(files),
            "limit": MAX_FILES,
        }
    if sum(file.size for file in files) > MAX_REQUEST:
        return _("These files are too large together: at most 200 MB can be sent at once.")
    return ""
