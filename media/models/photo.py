from datetime import datetime, timedelta
from pathlib import PurePath
from textwrap import shorten
from typing import IO, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_delete
from django.dispatch import Signal, receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from imagefield.fields import PPOIField
from PIL import Image

from kernel.searching import SearchedByText
from kernel.text import clean, fold, one_line

from .. import renditions
from ..imaging import CENTRE, Rights, colour, decode, parse_focal_point
from ..picture import Picture
from ..renditions import Renditions
from ..uploading import Upload

# The desk is warned this long before the rights of a photo end.
WARNED_AHEAD = timedelta(days=7)


# Sent in the transaction in which a photo is replaced, with `old`, `new` and `by`: whoever uses photos follows.
photo_replaced = Signal()


def originals_storage():
    return storages["originals"]


def original_name(photo: "Photo", filename: str) -> str:
    """Named by content, in 256 folders: what the photographer called the file never reaches the disk."""
    return f"{photo.sha256[:2]}/{photo.sha256}{PurePath(filename).suffix.lower()[:5]}"


def in_short(text: str, length: int = 80) -> str:
    """The text in one line, cut after a word if it is longer than that."""
    cut = shorten(text[: 3 * length], length, placeholder="…")
    return f"{text[: length - 1]}…" if cut == "…" else cut


def validate_focal_point(value: str) -> None:
    try:
        parse_focal_point(value)
    except ValueError:
        raise ValidationError(_("This is no point of the picture. The middle is 0.5x0.5."))


class PhotoQuerySet(SearchedByText):
    def by_sha256(self, hashes: "set[str]") -> "dict[str, Photo]":
        """The photos with these hashes, keyed by hash: one query, none if `hashes` is empty."""
        return {photo.sha256: photo for photo in self.filter(sha256__in=hashes)} if hashes else {}

    def offered(self, now: datetime) -> "PhotoQuerySet":
        """The photos to be used from now on: none that was replaced or taken down, or whose rights have ended.

        Those under embargo are among them: what is being written now may be published after it.
        """
        lasting = models.Q(rights_end=None) | models.Q(rights_end__gt=now)
        return self.filter(lasting, replaced_by=None, taken_down_at=None)

    def ending(self, now: datetime, *, within: timedelta = WARNED_AHEAD) -> "PhotoQuerySet":
        """The photos whose rights end within that time after `now`, first to end first."""
        return self.filter(rights_end__gt=now, rights_end__lte=now + within).order_by("rights_end", "pk")

    def next_boundary(self, after: datetime) -> datetime | None:
        """When next the rights of any photo begin or end: until then what readers may see of photos stays."""
        moments = [
            self.filter(**{f"{name}__gt": after}).order_by(name).values_list(name, flat=True).first()
            for name in ("embargo_until", "rights_end")
        ]
        return min(filter(None, moments), default=None)

    def add(
        self, file: "bytes | IO[bytes] | Upload", *, focal_point: str = CENTRE, **metadata: Any
    ) -> "tuple[Photo, bool]":
        """Takes a picture file into the library: the photo, and whether it is new.

        A file that the library has already gives the photo that is there, unchanged. `metadata` is any of
        Photo.METADATA; what it leaves empty is read from the file. Raises NotAPicture for a file, ValidationError
        for metadata that cannot be kept, OSError where files cannot be stored; then nothing has been kept.
        """
        upload = file if isinstance(file, Upload) else Upload(file)
        if known := self.filter(sha256=upload.sha256).first():
            return known, False
        read = upload.facts if not all(metadata.get(name) for name in Photo.METADATA) else {}
        given = {name: value for name, value in metadata.items() if value}
        photo = self.model(sha256=upload.sha256, focal_point=focal_point, **read | given)
        photo.width, photo.height = upload.picture.full_size
        photo.colour = colour(upload.picture)
        photo.tidy()
        photo.clean_fields(exclude=["original"])
        photo.clean()
        try:
            self._store(photo, upload)
        except BaseException as error:
            earlier = self.filter(sha256=photo.sha256).first()
            photo.discard_files(earlier)
            # Of two uploads of one file at the same time the unique hash decides; the later one gets the earlier's.
            if earlier and isinstance(error, IntegrityError):
                return earlier, False
            raise
        return photo, True

    def _store(self, photo: "Photo", upload: Upload) -> None:
        """Files first: a crash between them and the row leaves a file too many, never a row without its files."""
        photo.render(upload.picture)
        photo.original.save(upload.filename, ContentFile(upload.data), save=False)
        with transaction.atomic(using=self.db):
            photo.save(force_insert=True)
            photo.remember_looks(upload.picture)


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
    place = models.CharField(_("where it was taken"), max_length=200, blank=True)
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

    # What is known of a photo besides its pixels: what a file says of itself, and what people type.
    METADATA = (
        "title", "caption", "alt", "photographer", "source", "copyright", "place", "people", "keywords", "taken_at",
        "usage_terms",
    )  # fmt: skip
    LINES = ("title", "photographer", "source", "copyright", "place", "people", "keywords")
    TEXTS = ("caption", "alt", "usage_terms")
    # What its renditions depend on: the crops, and what is written into every file.
    RENDERED = ("focal_point", "photographer", "source", "copyright", "usage_terms")
    # What no list prints.
    LONG = ("caption", "alt", "people", "keywords", "usage_terms", "renditions", "search_text")
    LIMITS = ("embargo_until", "rights_end", "taken_down_at")

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-id"]
        indexes = [
            # When the rights of any photo begin or end next: few photos have such a moment.
            models.Index(fields=[name], name=f"photo_{name}", condition=models.Q((f"{name}__isnull", False)))
            for name in ("embargo_until", "rights_end")
        ]
        # It empties pages that readers see, so it takes more than being allowed to describe photos.
        permissions = [("take_down_photo", _("Can take photos off the site and put them back"))]

    def __str__(self) -> str:
        words = self.title or self.caption or self.alt
        return in_short(words) if words else f"{_('photo')} {self.pk}"

    # --- Its files ------------------------------------------------------------

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves; renditions that no longer fit are made anew, and lie where the photo's limits want them.

        The new files are there before the row says so, and the old ones go after it: a crash leaves a file too
        many, which `check_media` mends. Raises NotAPicture if the original can no longer be read.
        """
        stored = None if self._state.adding else Photo.objects.filter(pk=self.pk).first()
        fields = kwargs.get("update_fields")
        if stored and fields is not None:
            # What is not saved now stands as it is stored, not as this instance was loaded.
            for name in {*self.METADATA, *self.RENDERED, *self.LIMITS} - set(fields):
                setattr(self, name, getattr(stored, name))
        self.tidy()
        moved = stored is not None and stored.is_limited != self.is_limited
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text", "renditions"}
        try:
            if moved:
                renditions.copy(self.folder, limited=self.is_limited)
            if stored and any(getattr(stored, name) != getattr(self, name) for name in self.RENDERED):
                self._render_if_there()
            super().save(*args, **kwargs)
        except BaseException:
            if moved:
                # They might lie in public by now, although the stored limits still forbid it.
                renditions.remove(self.folder, limited=self.is_limited)
            raise
        if moved:
            renditions.remove(self.folder, limited=not self.is_limited)

    def clean(self) -> None:
        if self.embargo_until and self.rights_end and self.embargo_until >= self.rights_end:
            raise ValidationError({"rights_end": _("The rights must end after the embargo.")})

    def render(self, picture: Image.Image) -> None:
        """Make and store its renditions from the decoded original; the row is not saved."""
        rights = Rights(creator=self.photographer, credit=self.credit, copyright=self.copyright, terms=self.usage_terms)
        self.renditions = renditions.keep_renditions(
            picture, folder=self.folder, focal_point=self.focal_point, rights=rights, limited=self.is_limited
        )

    def _render_if_there(self) -> None:
        """A photo whose original was lost keeps the renditions it has, whatever is now known of it."""
        if self.original.storage.exists(self.original.name):
            with self.original.open() as file:
                self.render(decode(file))

    def render_anew(self) -> None:
        """Make its renditions again from the original, and what it looks like; saves them.

        Raises OSError without the original, NotAPicture where it can no longer be read.
        """
        with self.original.open() as file:
            picture = decode(file)
        self.colour = colour(picture)
        self.render(picture)
        self.save(update_fields=["colour", "renditions"])
        self.remember_looks(picture)

    def lacks_renditions(self) -> bool:
        """Whether any file is missing or empty that its renditions name, or a size is that its pixels allow."""
        there = set(renditions.whole_files_in(renditions.storage_for(self.is_limited), self.folder))
        named = set(renditions.names_of(self.renditions))
        return not named or not named <= there or not {"w400", "card400", "social1200"} <= set(self.renditions)

    def discard_files(self, earlier: "Photo | None") -> None:
        """Remove the files of a photo that was not kept, except for those of an `earlier` one of the same hash."""
        name = self.original.name
        try:
            if name and not (earlier and earlier.original.name == name):
                self.original.storage.delete(name)
            if not earlier:
                renditions.remove(self.folder, limited=self.is_limited)
        except OSError:
            # The storage is in trouble, which its caller is being told: check_media finds what is left over.
            pass

    def settle(self) -> None:
        """Bring its renditions to where its limits want them, and nowhere else."""
        renditions.copy(self.folder, limited=self.is_limited)
        renditions.remove(self.folder, limited=not self.is_limited)

    def tidy(self) -> None:
        """Clean texts, and what the search reads of them."""
        for name in self.LINES:
            setattr(self, name, one_line(getattr(self, name)))
        for name in self.TEXTS:
            setattr(self, name, clean(getattr(self, name)))
        words = [getattr(self, name) for name in ("title", "caption", "alt", *self.LINES[1:])]
        self.search_text = fold(" ".join(filter(None, words)))

    @property
    def folder(self) -> str:
        """Where its renditions lie, in the storage that its limits choose."""
        return renditions.folder_of(self.sha256)

    def replace(self, file: "bytes | IO[bytes] | Upload", *, by: AbstractBaseUser | None = None) -> "Photo":
        """Takes in another file for the same picture: the photo that takes over what is used from now on.

        It inherits what is known of this one. Articles that are being written use it at once; what was published
        keeps this one, until it is published anew. Raises NotAPicture, or ValidationError if the file is this very
        one; whatever is raised, no new photo has been kept.
        """
        known = {name: getattr(self, name) for name in (*self.METADATA, "licence", "embargo_until", "rights_end")}
        new, created = Photo.objects.add(file, **known)
        if new == self:
            raise ValidationError(_("This is the file that the photo has already."))
        try:
            with transaction.atomic():
                self.replaced_by = new
                self.save(update_fields=["replaced_by"])
                photo_replaced.send(Photo, old=self, new=new, by=by)
        except BaseException:
            # The file would otherwise be refused at the next try, as one that the library has.
            if created:
                new.delete()
            raise
        return new

    # --- What it looks like -----------------------------------------------------

    def remember_looks(self, picture: Image.Image) -> None:
        """Keep what the picture looks like, so that a crop or a re-save of it is recognised."""
        self.hashes.all().delete()
        self.hashes.model.objects.remember(self, picture)

    def lookalikes(self, limit: int = 6) -> "list[Photo]":
        """Other photos that look like this one (re-saves, crops), nearest first."""
        return self.hashes.model.objects.lookalikes(self, limit)

    # --- Its rights -------------------------------------------------------------

    @property
    def is_limited(self) -> bool:
        """Whether readers may see it only at times, so that its files must not lie in public."""
        return any(getattr(self, name) is not None for name in self.LIMITS)

    def is_available(self, now: datetime) -> bool:
        """Whether readers may see it at `now`: not taken down, its embargo over, its rights not yet ended."""
        return (
            self.taken_down_at is None
            and (self.embargo_until is None or self.embargo_until <= now)
            and (self.rights_end is None or now < self.rights_end)
        )

    def take_down(self) -> None:
        """Remove its renditions from public storage at once; readers see a placeholder. The original is kept."""
        self.taken_down_at = self.taken_down_at or timezone.now()
        self.save(update_fields=["taken_down_at"])
        # Also what an attempt before this one could not remove.
        self.settle()

    def restore(self) -> None:
        """Undo `take_down`; other limits still hold."""
        self.taken_down_at = None
        self.save(update_fields=["taken_down_at"])

    # --- What pages show ----------------------------------------------------------

    @property
    def picture(self) -> Picture:
        """What pages show of it now."""
        return self.picture_of(self.renditions)

    def picture_of(self, kept: Renditions) -> Picture:
        """What pages show of it now, with renditions that were kept from earlier."""
        withheld = not self.is_available(timezone.now())
        return Picture(kept, self.credit, self.colour, self.pk if self.is_limited else None, withheld)

    def rendition_url(self, name: str) -> str:
        """The address of the JPEG of this name, or of the largest there is; "" if there is none. For the desk."""
        widths = [rendition for key, rendition in self.renditions.items() if key.startswith("w")]
        largest = max(widths, key=lambda rendition: rendition["width"], default=None)
        rendition = self.renditions.get(name) or largest
        return self.picture.url(rendition["jpeg"]) if rendition else ""

    @property
    def thumbnail_url(self) -> str:
        """The address of the smallest rendition, whole; "" if there is none."""
        return self.rendition_url("w400")

    @property
    def credit(self) -> str:
        """As it is printed beside the picture: "photographer/source", or the one that is known."""
        return "/".join(filter(None, [self.photographer, self.source]))


@receiver(post_delete, sender=Photo)
def remove_files(instance: Photo, **kwargs: object) -> None:
    """A deleted photo was never in an edition (PhotoUse protects it): nothing shows its files once that is final."""

    def remove() -> None:
        instance.original.storage.delete(instance.original.name)
        for limited in (False, True):
            renditions.remove(instance.folder, limited=limited)

    # Robust: a storage in trouble undoes no deletion; it is logged, and check_media finds what is left over.
    transaction.on_commit(remove, robust=True)
