"""What is done to one photo: its original downloaded, its file replaced, its pictures taken down and put back."""

import logging
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from kernel.text import slugify
from media.forms import ReplacementForm
from media.models import Photo
from media.uses import uses_of

logger = logging.getLogger(__name__)

PAGE = ["GET", "HEAD", "POST"]
NOT_MOVED = gettext_noop(
    "The storage failed while the files of this photo were being moved: they may still lie where they were."
    " Try again; if it fails, tell the administrator."
)


class PhotoActs:
    """For the ModelAdmin of photos: a page for each act, for who may change photos."""

    def get_urls(self) -> list[URLPattern]:
        def address(part: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(f"<int:pk>/{part}/", self.admin_site.admin_view(view), name=f"media_photo_{name}")

        page = require_http_methods(PAGE)
        return [
            address("original", require_safe(self.original), "original"),
            address("replace", page(self.replace), "replace"),
            address("take-down", page(self.take_down), "take_down"),
            address("restore", page(self.restore), "restore"),
            *super().get_urls(),
        ]

    def original(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file that was uploaded, to keep: never to be shown by the browser."""
        photo = self._changeable(request, pk)
        try:
            file = photo.original.open()
        except OSError:
            self.message_user(request, _("The original file is missing."), messages.ERROR)
            return HttpResponseRedirect(page_of(photo))
        response = FileResponse(file, as_attachment=True, filename=download_name(photo))
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def replace(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another file for the same picture: a new photo that takes over what is written from now on."""
        photo = self._changeable(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if photo.replaced_by_id:
            return self._needless(request, photo, _("This photo was replaced already: replace the one after it."))
        form = ReplacementForm(request.POST or None, request.FILES or None, photo=photo, by=request.user)
        if request.method == "POST" and form.is_valid() and (new := form.save()):
            self.log_addition(request, new, [{"added": {}}])
            self.message_user(request, _("This photo now stands for the one that it replaces."), messages.SUCCESS)
            return HttpResponseRedirect(page_of(new))
        return self._page(request, photo, "media/replace.html", _("Replace the file"), form=form)

    def take_down(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Readers see a placeholder at once, in whatever was published too."""
        photo = self._removable(request, pk)
        if request.method == "POST":
            return self._act(request, photo, photo.take_down, _("The photo was taken down: readers no longer see it."))
        return self._page(request, photo, "media/take_down.html", _("Take the photo down"))

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undoes that."""
        photo = self._removable(request, pk)
        if photo.taken_down_at is None:
            return self._needless(request, photo, _("This photo is not taken down: there is nothing to put back."))
        if request.method == "POST":
            return self._act(request, photo, photo.restore, _("The photo is shown again, within its rights."))
        return self._page(request, photo, "media/restore.html", _("Show the photo again"))

    def _act(self, request: HttpRequest, photo: Photo, act: Callable[[], None], done: str) -> HttpResponse:
        """Move the photo's files between public and private, and say whether that was `done`."""
        try:
            act()
            self.log_change(request, photo, [{"changed": {"fields": ["taken_down_at"]}}])
        except (OSError, OperationalError):
            logger.exception("The files of photo %s could not be moved.", photo.pk)
            self.message_user(request, _(NOT_MOVED), messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(page_of(photo))

    def _needless(self, request: HttpRequest, photo: Photo, why: str) -> HttpResponse:
        """Back to the photo, which says why there is nothing to do."""
        self.message_user(request, why, messages.WARNING)
        return HttpResponseRedirect(page_of(photo))

    def _removable(self, request: HttpRequest, pk: int) -> Photo:
        """The photo; refuses who may not take it from readers."""
        if not may_take_down(request.user):
            raise PermissionDenied
        return self._changeable(request, pk)

    def _changeable(self, request: HttpRequest, pk: int) -> Photo:
        """The photo; refuses who may not change it."""
        photo = Photo.objects.filter(pk=pk).first() if pk < 2**63 else None
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        if photo is None:
            raise Http404
        return photo

    def _page(self, request: HttpRequest, photo: Photo, template: str, title: str, **more: Any) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "photo": photo,
            "uses": uses_of(photo, timezone.now()),
        }
        return TemplateResponse(request, template, context | more)


def may_take_down(user: AbstractBaseUser) -> bool:
    """Whether this person may take photos from readers, and give them back."""
    return user.has_perm("media.take_down_photo")


def page_of(photo: Photo) -> str:
    """Where the photo's own page is."""
    return reverse("admin:media_photo_change", args=[photo.pk])


def download_name(photo: Photo) -> str:
    """What the downloaded original is called: "17-cho-hoa.jpg"."""
    words = photo.title or photo.caption
    name = f"{photo.pk}-{slugify(words)}" if words else str(photo.pk)
    return name + PurePath(photo.original.name).suffix
