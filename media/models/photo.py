from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from imagefield.fields import PPOIField

from kernel.text import clean, fold

from ..imaging import CENTRE, decode, parse_focal_point
from ..renditions import keep_renditions
from ..uploading import Upload

# More words than anybody remembers of a caption, and far fewer than what makes a database give up.
MAX_SEARCH_WORDS = 12
MAX_SEARCH_LENGTH = 200


def originals_storage():
    return storages["originals"]


def original_name(photo: "Photo", filename: str) -> str:
    """Named by content, in 256 folders: what the photographer called the file never reaches the disk."""
    return f"{photo.sha256[:2]}/{photo.sha256}{PurePath(filename).suffix.lower()[:5]}"


def validate_focal_point(value: str) -> None:
    try:
        parse_focal_point(value)
    except ValueError:
        raise ValidationError(_("This is no point of the picture. The middle is 0.5x0.5."))


class PhotoQuerySet(models.QuerySet):
    def by_sha256(self, hashes: "set[str]") -> "dict[str, Photo]":
        """The photos with these hashes, keyed by hash: one query, none if `hashes` is empty."""
        return {photo.sha256: photo for photo in self.filter(sha256__in=hashes)} if hashes else {}

    def search(self, text: str) -> "PhotoQuerySet":
        """The photos whose caption, alternative text or credit has every word of `text`, accents or not."""
        found = self
        for word in fold(clean(text))[:MAX_SEARCH_LENGTH].split()[:MAX_SEARCH_WORDS]:
            found = found.filter(search_text__contains=word)
        return found

    def add(
        self, file: "bytes | IO[bytes] | Upload", *, focal_point: str = CENTRE, **metadata: str
    ) -> "tuple[Photo, bool]":
        """Takes a picture file into the library: the photo, and whether it is new.

        A file that the library has already gives the photo that is there, unchanged. `metadata` is caption, alt,
        photographer, source. Raises NotAPicture for a file, ValidationError for metadata that cannot be kept;
        then nothing has been written.
        """
        upload = file if isinstance(file, Upload) else Upload(file)
        if known := self.filter(sha256=upload.sha256).first():
            return known, False
        photo = self.model(sha256=upload.sha256, focal_point=focal_point, **metadata)
        photo.width, photo.height = upload.picture.size
        photo.tidy()
        photo.clean_fields(exclude=["original"])
        # Files first: a crash between here and the row leaves a file too many, never a row without its files.
        photo.renditions = keep_renditions(upload.picture, focal_point)
        photo.original.save(upload.filename, ContentFile(upload.data), save=False)
        return self._insert(photo)

    def _insert(self, photo: "Photo") -> "tuple[Photo, bool]":
        """Of two uploads of one file at the same time the unique hash decides; the later one gets the earlier's."""
        name = photo.original.name
        try:
            with transaction.atomic(using=self.db):
                photo.save(force_insert=True)
        except BaseException as error:
            # Ours alone: where the name was taken, the storage chose another.
            photo.original.storage.delete(name)
            earlier = isinstance(error, IntegrityError) and self.filter(sha256=photo.sha256).first()
            if not earlier:
                raise
            return earlier, False
        return photo, True


class Photo(models.Model):
    """A photograph of the library: a private original, what is known of it, and its public renditions."""

    class Licence(models.TextChoices):
        OWN = "own", _("our own")
        AGENCY = "agency", _("agency")
        HANDOUT = "handout", _("handout")
        READER = "reader", _("sent by a reader")
        OPEN = "open", _("open licence")

    original = models.FileField(_("file"), upload_to=original_name, storage=originals_storage, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    focal_point = PPOIField(_("focal point"), validators=[validate_focal_point])
    caption = models.TextField(_("caption"), blank=True)
    alt = models.TextField(
        _("alternative text"), blank=True, help_text=_("What the picture shows, for those who do not see it.")
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    photographer = models.CharField(_("photographer"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    copyright = models.CharField(_("copyright"), max_length=250, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    people = models.CharField(_("people"), max_length=1000, blank=True, help_text=_("Separated by commas."))
    keywords = models.CharField(_("keywords"), max_length=1000, blank=True, help_text=_("Separated by commas."))
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)

    licence = models.CharField(_("licence"), max_length=8, choices=Licence, blank=True)
    usage_terms = models.TextField(_("restrictions of use"), blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    rights_end = models.DateTimeField(_("rights end"), null=True, blank=True)
    taken_down_at = models.DateTimeField(_("taken down"), null=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="replaces", verbose_name=_("replaced by")
    )

    # {"w400": {"width": 400, "height": 267, "jpeg": "ab/…/….jpg", "avif": "ab/…/….avif"}, …}; see media/renditions.py.
    renditions = models.JSONField(default=dict, editable=False)
    # What stands in the picture's place until it has come, as "#rrggbb".
    colour = models.CharField(max_length=7, default="#808080", editable=False)
    search_text = models.TextField(editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.caption[:80] or self.alt[:80] or f"{_('photo')} {self.pk}"

    def save(self, *args, **kwargs) -> None:
        self.tidy()
        fields = kwargs.get("update_fields")
        made = set()
        if (fields is None or "focal_point" in fields) and self._focal_point_moved():
            with self.original.open() as file:
                self.renditions = keep_renditions(decode(file), self.focal_point)
            made = {"renditions"}
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text"} | made
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Clean texts, and what the search reads of them."""
        for name in ("caption", "alt", "photographer", "source"):
            setattr(self, name, clean(getattr(self, name)))
        self.search_text = fold(" ".join([self.caption, self.alt, self.photographer, self.source]))

    def _focal_point_moved(self) -> bool:
        # Asked of the database: what this instance was loaded with may be older than the renditions.
        stored = Photo.objects.filter(pk=self.pk)
        return not self._state.adding and stored.exclude(focal_point=self.focal_point).exists()

    def rendition_url(self, name: str) -> str:
        """The public address of the rendition of this name, or of the largest there is; "" if there is none."""
        widths = [rendition for key, rendition in self.renditions.items() if key != "card"]
        largest = max(widths, key=lambda rendition: rendition["width"], default=None)
        rendition = self.renditions.get(name) or largest
        return default_storage.url(rendition["file"]) if rendition else ""

    @property
    def thumbnail_url(self) -> str:
        """The public address of the smallest rendition, whole; "" if there is none."""
        return self.rendition_url("w480")

    @property
    def credit(self) -> str:
        """As it is printed beside the picture: "photographer/source", or the one that is known."""
        return "/".join(filter(None, [self.photographer, self.source]))
