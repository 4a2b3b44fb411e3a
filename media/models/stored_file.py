from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from PIL import Image

from kernel.searching import SearchedByText
from kernel.text import fold, one_line

from ..picture import Picture
from ..previews import keep_previews
from ..receiving import Received
from ..renditions import folder_of, remove


def public_name(row: "StoredFile", filename: str) -> str:
    """Named by content, so that it can be kept for ever; the last part is what a download is called."""
    return f"{folder_of(row.sha256)}/{filename}"


class StoredFileQuerySet(SearchedByText):
    def add(self, file: IO[bytes], **words: Any) -> "tuple[StoredFile, bool]":
        """Takes a file into the library: the row, and whether it is new.

        A file that the library has already gives the row that is there, unchanged. Raises Refused for the file,
        ValidationError for words that cannot be kept; then nothing has been written.
        """
        with Received(file, limit=self.model.max_bytes()) as received:
            if known := self.filter(sha256=received.sha256).first():
                return known, False
            finding = received.examine(self.model.EXAMINED_BY)
            row = self.model(sha256=received.sha256, size=received.size, **words)
            extension = row.take(finding.facts)
            row.tidy()
            row.clean_fields(exclude=["file"])
            try:
                return self._store(row, received, finding.picture, extension)
            except BaseException:
                if not self.filter(sha256=row.sha256).exists():
                    row.remove_files()
                raise

    def _store(
        self, row: "StoredFile", received: Received, picture: Image.Image | None, extension: str
    ) -> "tuple[StoredFile, bool]":
        """Files first: a crash between them and the row leaves a file too many, never a row without its file."""
        if picture:
            row.renditions = keep_previews(picture, row.folder)
        row.file.save(received.public_name(extension), received.file, save=False)
        try:
            with transaction.atomic(using=self.db):
                row.save(force_insert=True)
        except IntegrityError:
            # Of two uploads of one file at the same time the unique hash decides; the later one gets the earlier's.
            earlier = self.filter(sha256=row.sha256).first()
            if not earlier:
                raise
            if earlier.file.name != row.file.name:
                default_storage.delete(row.file.name)
            return earlier, False
        return row, True


class StoredFile(models.Model):
    """A file that readers may fetch as it is: verified when it came, named by content, with a picture of it.

    A kind of file says besides its own fields: `max_bytes()`, the largest file that is taken; `take(facts)`, which
    fills the fields that the file itself decides and returns its extension; and `facts`, for people, in a few words
    what the file is, how large and how long.
    """

    # The module that looks at such a file; see media/examining.py.
    EXAMINED_BY = ""
    WORDS = ("title",)

    title = models.CharField(_("title"), max_length=250)
    file = models.FileField(_("file"), upload_to=public_name, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    # As of Photo, without crops; empty if there is no picture.
    renditions = models.JSONField(default=dict, editable=False)
    search_text = models.TextField(editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        """With what tells two files of one title apart, where one of them is chosen."""
        if self._state.adding:
            return self.title
        return f"{self.title} · {self.facts} · {date_format(localtime(self.created_at), 'SHORT_DATE_FORMAT')}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Clean texts, and what the search reads of them."""
        self.title = one_line(self.title)
        self.search_text = fold(" ".join([*(getattr(self, name) for name in self.WORDS), self.name]))

    @property
    def folder(self) -> str:
        """Where the file and its pictures lie, and nothing else."""
        return folder_of(self.sha256)

    @property
    def name(self) -> str:
        """What the file is called when it is downloaded."""
        return self.file.name.rpartition("/")[2] if self.file else ""

    @property
    def picture(self) -> Picture:
        """The first page, or a frame; false if there is none."""
        return Picture(self.renditions)

    @property
    def thumbnail_url(self) -> str:
        """The address of a small picture of it, for the desk; "" if there is none."""
        sizes = self.picture.shape("w")
        return sizes[0].jpeg if sizes else ""

    def draw_anew(self) -> None:
        """Make the files of its picture again. Raises OSError, or Refused if the file is no longer what it was."""
        with self.file.open() as file, Received(file, limit=self.max_bytes()) as received:
            picture = received.examine(self.EXAMINED_BY).picture
        if picture:
            keep_previews(picture, self.folder)

    def remove_files(self) -> None:
        """Take the file and its pictures from the public storage."""
        remove(self.folder, limited=False)


def remove_files_with_row(sender: type, instance: StoredFile, using: str, **kwargs: Any) -> None:
    """Receiver of `post_delete`: what nobody may find any more must not stay in public."""
    transaction.on_commit(instance.remove_files, using=using, robust=True)
