"""What the storages hold against what the library says: files that are missing, left over, or in the wrong place."""

import re
from collections.abc import Callable, Iterable, Iterator
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
# How the library names what it stores; see media/renditions.py and media/models/photo.py.
FOLDER = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
ORIGINAL = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}[^/]*")
# Each storage as operators know it, its alias, and what is named as it names things.
PLACES = (("uploads", "default", FOLDER), ("limited", "limited", FOLDER), ("originals", "originals", ORIGINAL))


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


def unknown_files() -> Iterator[str]:
    """Files that the library would never have named so, with where they lie: not ours to remove."""
    for place, alias, ours in PLACES:
        yield from (f"{name} ({place})" for name in _named_otherwise(storages[alias], ours))


# --- What is missing ------------------------------------------------------------


def _of_photo(photo: Photo) -> Iterator[Finding]:
    if fault := _fault(_size(photo.original.storage, photo.original.name)):
        yield Finding(f"{fault} original", photo.original.name)
    here, elsewhere = storage_for(photo.is_limited), storage_for(not photo.is_limited)
    sizes, astray = here.sizes(photo.folder), elsewhere.sizes(photo.folder)
    for name in sorted(names_of(photo.renditions)):
        if not astray.get(name) and (fault := _fault(sizes.get(name))):
            yield Finding(f"{fault} rendition", name, lambda: _complete(photo))
    if astray:
        where = "renditions that lie in public or private against the photo's limits"
        yield Finding(where, photo.folder, photo.settle)
    yield from _unfinished(here, sizes)


def _complete(photo: Photo) -> None:
    """All its renditions, once: mending the first that is missing makes the others too."""
    if photo.lacks_renditions():
        photo.render_anew()


def _of_stored_file(row: StoredFile) -> Iterator[Finding]:
    storage = row.file.storage
    sizes = storage.sizes(row.folder)
    if fault := _fault(sizes.get(row.file.name), row.size):
        yield Finding(f"{fault} file", row.file.name)
    for name in sorted(names_of(row.renditions)):
        if fault := _fault(sizes.get(name)):
            # Drawing one draws all.
            yield Finding(f"{fault} picture", name, lambda name=name: _size(storage, name) or row.draw_anew())
    yield from _unfinished(storage, sizes)


def _fault(size: int | None, due: int | None = None) -> str:
    """What is wrong with a file of this size (None: there is none), of which so many bytes are due; "" if nothing."""
    if size is None:
        return "missing"
    if not size:
        return "empty"
    return "damaged" if due is not None and size != due else ""


def _size(storage: Storage, name: str) -> int | None:
    try:
        return storage.size(name)
    except FileNotFoundError:
        return None


# --- What is left over ----------------------------------------------------------


def _orphans(storage: Storage, folders: set[str]) -> Iterator[Finding]:
    """What lies in folders that are named as ours are, and belong to no row of the library."""
    for shelf in _folders(storage, ""):
        for folder in _folders(storage, shelf) if len(shelf) == 2 else ():
            path = f"{shelf}/{folder}"
            if FOLDER.fullmatch(path) and path not in folders:
                yield from _left_over(storage, files_in(storage, path))


def _orphaned_originals(storage: Storage) -> Iterator[Finding]:
    known = set(Photo.objects.values_list("original", flat=True))
    for shelf in _folders(storage, ""):
        names = files_in(storage, shelf) if len(shelf) == 2 else ()
        yield from _left_over(storage, (name for name in names if ORIGINAL.fullmatch(name) and name not in known))


def _unfinished(storage: Storage, names: Iterable[str]) -> Iterator[Finding]:
    """What a crash left of files that were being written."""
    yield from _left_over(storage, (name for name in names if name.endswith(".part")))


def _left_over(storage: Storage, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        if _is_settled(storage, name):
            yield Finding("left over", name, lambda name=name: storage.delete(name))


def _is_settled(storage: Storage, name: str) -> bool:
    try:
        return storage.get_modified_time(name) < timezone.now() - SETTLED
    except FileNotFoundError:
        # It got its name, or went, this very moment.
        return False


def _named_otherwise(storage: Storage, ours: re.Pattern, path: str = "") -> Iterator[str]:
    """Every file, at whatever depth, that neither has a name of this kind nor lies in a folder that has."""
    folders, files = _listed(storage, path)
    for name in sorted(files):
        if not ours.fullmatch(f"{path}{name}"):
            yield f"{path}{name}"
    for folder in sorted(folders):
        if not ours.fullmatch(f"{path}{folder}"):
            yield from _named_otherwise(storage, ours, f"{path}{folder}/")


def _folders(storage: Storage, path: str) -> list[str]:
    return sorted(_listed(storage, path)[0])


def _listed(storage: Storage, path: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(path)
    except (FileNotFoundError, PermissionError):
        # Not made yet; or another's, as the "lost+found" of a disk.
        return [], []
