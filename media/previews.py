"""The small pictures that stand for a file: the first page of a document, a frame of a video."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from .imaging import AVIF_OPTIONS, JPEG_OPTIONS
from .renditions import FORMATS, Renditions

WIDTHS = (400, 800, 1280)
OPTIONS = {"jpeg": JPEG_OPTIONS, "avif": AVIF_OPTIONS}


def keep_previews(picture: Image.Image, folder: str) -> Renditions:
    """Stores the picture in those of WIDTHS that it has pixels for, in `folder`; described as a photo's renditions."""
    largest = min(picture.width, WIDTHS[-1])
    widths = [*(width for width in WIDTHS if width < largest), largest]
    return {f"w{width}": _keep(picture, width, folder) for width in widths}


def _keep(picture: Image.Image, width: int, folder: str) -> dict[str, object]:
    height = max(1, round(width * picture.height / picture.width))
    scaled = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    names = {format: _store(scaled, format, f"{folder}/w{width}{extension}") for format, extension in FORMATS.items()}
    return {"width": width, "height": height, **names}


def _store(picture: Image.Image, format: str, name: str) -> str:
    out = io.BytesIO()
    picture.save(out, format.upper(), **OPTIONS[format])
    return default_storage.save(name, ContentFile(out.getvalue()))
