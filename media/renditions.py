"""Renditions in their storage: one folder per photo, named by content, so that a name never changes what it shows.

Free photos' renditions lie in the public storage, where any web server may hand them out for ever. Those of a photo
with limits (an embargo, an end, taken down) lie in the private "limited" storage; media/serving.py hands them out
while readers may see them.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from PIL import Image

from .imaging import Rights, render

# {"w400": {"width": 400, "height": 267, "jpeg": "ab/…/….jpg", "avif": "ab/…/….avif" or None}, …}
Renditions = dict[str, dict[str, Any]]
FORMATS = {"jpeg": ".jpg", "avif": ".avif"}


def folder_of(sha256: str) -> str:
    """Where the renditions of the photo with this hash lie, in whichever storage."""
    return f"{sha256[:2]}/{sha256[:32]}"


def storage_for(limited: bool) -> Storage:
    """Where renditions of photos with limits, or without, lie."""
    return storages["limited" if limited else "default"]


def keep_renditions(image: Image.Image, *, folder: str, focal_point: str, rights: Rights, limited: bool) -> Renditions:
    """Makes the picture's renditions and stores them; what `Photo.renditions` says of them.

    Earlier ones stay in the folder: cached pages and old editions may still show them.
    """
    storage = storage_for(limited)
    return {
        name: {
            "width": rendition.width,
            "height": rendition.height,
            **{format: _keep(storage, folder, name, getattr(rendition, format), format) for format in FORMATS},
        }
        for name, rendition in render(image, focal_point, rights).items()
    }


def _keep(storage: Storage, folder: str, rendition: str, data: bytes | None, format: str) -> str | None:
    if data is None:
        return None
    name = f"{folder}/{rendition}-{sha256(data).hexdigest()[:16]}{FORMATS[format]}"
    return _put(storage, name, data)


def _put(storage: Storage, name: str, data: bytes) -> str:
    if storage.exists(name) and storage.size(name) == len(data):
        return name
    return storage.save(name, ContentFile(data))


def files_in(storage: Storage, folder: str) -> list[str]:
    """The names of all renditions that the storage holds for a photo, those of earlier focal points included."""
    return sorted(storage.sizes(folder))


def whole_files_in(storage: Storage, folder: str) -> list[str]:
    """Those of them that hold anything: a machine that loses its power may leave files without a byte."""
    return sorted(name for name, size in storage.sizes(folder).items() if size)


def copy(folder: str, *, limited: bool) -> None:
    """Copy a photo's renditions to where they belong with these limits, or without; what is there stays."""
    source, target = storage_for(not limited), storage_for(limited)
    for name in whole_files_in(source, folder):
        with source.open(name) as file:
            _put(target, name, file.read())


def remove(folder: str, *, limited: bool) -> None:
    """Remove a photo's renditions from the storage for photos with these limits, or without."""
    storage = storage_for(limited)
    for name in files_in(storage, folder):
        storage.delete(name)


def names_of(renditions: Renditions) -> Iterator[str]:
    """Every file that `renditions` names."""
    for rendition in renditions.values():
        yield from (rendition[format] for format in FORMATS if rendition.get(format))
