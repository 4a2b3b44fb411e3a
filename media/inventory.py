"""What the storages hold against what the library says: files that are missing, left over, or in the wrong place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import Storage, storages
from django.utils import timezone

from .examining import Refused
from .imaging import NotAPicture
from .models import Document, Photo, Recording
from .models.stored_file import StoredFile
from .renditions import files_in, names_of, storage_for

# A file younger than this may belong to an upload whose row is about to be written.
SETTLED = timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and what puts it right."""

    what: str
    file: str
    repair: Callable[[], object] | None = None

    def __str__(self) -> str:
        return f"{self.what}: {self.file}"

    def mend(self) -> bool:
        """Put it right; whether that worked."""
        if self.repair is None:
            return False
        try:
            self.repair()
        except (OSError, NotAPicture, Refused):
            return False
        return True


def findings() -> Iterator[Finding]:
    """Everything that is wrong. Row by row what is missing, then the folders that belong to none."""
    for photo in Photo.objects.order_by("pk").iterator(chunk_size=500):
        yield from _of_photo(photo)
    for model in (Document, Recording):
        for row in model.objects.order_by("pk").iterator(chunk_size=500):
            yield from _of_stored_file(row)
    kept = (Photo, Document, Recording)
    folders = {row.folder for model in kept for row in model.objects.only("sha256").iterator()}
    for limited in (False, True):
        yield from _orphans(storage_for(limited), folders)
    yield from _orphaned_originals(storages["originals"])


def _of_photo(photo: Photo) -> Iterator[Finding]:
    if not photo.original.storage.exists(photo.original.name):
        yield Finding("missing original", photo.original.name)
    there = set(files_in(storage_for(photo.is_limited), photo.folder))
    astray = files_in(storage_for(not photo.is_limited), photo.folder)
    for name in set(names_of(photo.renditions)) - there - set(astray):
        yield Finding("missing rendition", name, lambda: _complete(photo))
    if astray:
        yield Finding("renditions that lie in public or private against the photo's limits", photo.folder, photo.settle)


def _complete(photo: Photo) -> None:
    """All its renditions, once: mending the first that is missing makes the others too."""
    if photo.lacks_renditions():
        photo.render_anew()


def _of_stored_file(row: StoredFile) -> Iterator[Finding]:
    there = set(files_in(row.file.storage, row.folder))
    if row.file.name not in there:
        yield Finding("missing file", row.file.name)
    for name in sorted(set(names_of(row.renditions)) - there):
        # Drawing one draws all.
        yield Finding("missing picture", name, lambda name=name: row.file.storage.exists(name) or row.draw_anew())


def _orphans(storage: Storage, folders: set[str]) -> Iterator[Finding]:
    """Folders of files (two characters, then 32) that belong to no row of the library."""
    for shelf in _folders(storage, ""):
        for folder in _folders(storage, shelf) if len(shelf) == 2 else ():
            path = f"{shelf}/{folder}"
            if len(folder) == 32 and path not in folders:
                for name in files_in(storage, path):
                    if _is_settled(storage, name):
                        yield Finding("left over", name, lambda name=name: storage.delete(name))


def _orphaned_originals(storage: Storage) -> Iterator[Finding]:
    known = set(Photo.objects.values_list("original", flat=True))
    for shelf in _folders(storage, ""):
        for name in files_in(storage, shelf) if len(shelf) == 2 else ():
            if name not in known and _is_settled(storage, name):
                yield Finding("left over", name, lambda name=name: storage.delete(name))


def _folders(storage: Storage, path: str) -> list[str]:
    try:
        return sorted(storage.listdir(path)[0])
    except FileNotFoundError:
        return []


def _is_settled(storage: Storage, name: str) -> bool:
    return storage.get_modified_time(name) < timezone.now() - SETTLED
