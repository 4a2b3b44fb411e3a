"""The files that articles offer beside photos, found by their content."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import PositiveIntegerField, Value

from .models import Document, Recording
from .picture import Picture
from .renditions import Renditions


@dataclass(frozen=True)
class AttachedFile:
    """A document or recording as pages show it; width and height are those of a video, else None."""

    file: str
    renditions: Renditions
    width: int | None
    height: int | None

    @property
    def url(self) -> str:
        return default_storage.url(self.file)

    @property
    def picture(self) -> Picture:
        """The first page, or a frame; false if there is none."""
        return Picture(self.renditions)


def attached_files(hashes: set[str]) -> dict[str, AttachedFile]:
    """The documents and recordings with these hashes, by hash: one query, none if `hashes` is empty."""
    if not hashes:
        return {}
    columns = ("sha256", "file", "renditions", "width", "height")
    recordings = Recording.objects.order_by().filter(sha256__in=hashes).values_list(*columns)
    documents = Document.objects.order_by().filter(sha256__in=hashes)
    no_size = {name: Value(None, output_field=PositiveIntegerField()) for name in columns[3:]}
    documents = documents.annotate(**no_size).values_list(*columns)
    return {row[0]: AttachedFile(*row[1:]) for row in recordings.union(documents, all=True)}
