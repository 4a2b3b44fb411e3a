from pathlib import PurePath

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from imagefield.fields import PPOIField


def originals_storage():
    return storages["originals"]


def original_name(photo: "Photo", filename: str) -> str:
    """Named by content, in 256 folders: what the photographer called the file never reaches the disk."""
    return f"{photo.sha256[:2]}/{photo.sha256}{PurePath(filename).suffix.lower()[:5]}"


class PhotoQuerySet(models.QuerySet):
    def by_sha256(self, hashes: "set[str]") -> "dict[str, Photo]":
        """The photos with these hashes, keyed by hash: one query, none if `hashes` is empty."""
        return {photo.sha256: photo for photo in self.filter(sha256__in=hashes)} if hashes else {}


class Photo(models.Model):
    """A photograph of the library: a private original, what is known of it, and its public renditions."""

    original = models.FileField(_("file"), upload_to=original_name, storage=originals_storage, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    focal_point = PPOIField(_("focal point"))
    caption = models.TextField(_("caption"), blank=True)
    alt = models.TextField(
        _("alternative text"), blank=True, help_text=_("What the picture shows, for those who do not see it.")
    )
    photographer = models.CharField(_("photographer"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    # {"w480": {"file": "ab/….jpg", "width": 480, "height": 320}, …}; made by media/renditions.py.
    renditions = models.JSONField(default=dict, editable=False)
    search_text = models.TextField(editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.caption[:80] or self.alt[:80] or f"{_('photo')} {self.pk}"

    @property
    def credit(self) -> str:
        """As it is printed beside the picture: "photographer/source", or the one that is known."""
        return "/".join(filter(None, [self.photographer, self.source]))
