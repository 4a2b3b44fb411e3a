"""Renditions in the public storage, named by their content: a name never changes what it shows."""

from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from .imaging import render

Renditions = dict[str, dict[str, Any]]


def keep_renditions(image: Image.Image, focal_point: str) -> Renditions:
    """Makes the picture's renditions and stores them; what `Photo.renditions` says of them.

    Files that are no longer named by a photo stay: cached pages and old editions may still show them.
    """
    return {
        name: {"file": _keep(rendition.data), "width": rendition.width, "height": rendition.height}
        for name, rendition in render(image, focal_point).items()
    }


def _keep(data: bytes) -> str:
    digest = sha256(data).hexdigest()[:40]
    name = f"{digest[:2]}/{digest}.jpg"
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return name
        # A crash left half of it.
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(data))
