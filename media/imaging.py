"""Pictures as pure functions: hostile bytes in, a verified sRGB picture out; a picture in, its public renditions out.

Knows nothing of Django, so that whatever else takes pictures from outside can use it.
"""

import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from PIL import ExifTags, Image, ImageCms

MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
WIDTHS = {"w480": 480, "w960": 960, "w1600": 1600}
CARD = (600, 400)
CENTRE = "0.5x0.5"
JPEG_QUALITY = 82

# What Pillow may try, and the extension under which we keep it. An MPO is a JPEG with more pictures behind it.
# Nothing that is a program: no SVG, no EPS, no WMF.
EXTENSIONS = {
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "TIFF": ".tif",
    "GIF": ".gif",
}
_OPENED = ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"]

_ORIENTATIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FOCAL_POINT = re.compile(r"([0-9]{0,3}\.?[0-9]{1,9})x([0-9]{0,3}\.?[0-9]{1,9})", re.ASCII)
# Decoding the largest pictures takes a gigabyte for a moment: many at once could exhaust a small server.
_one_at_a_time = threading.Lock()
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

logger = logging.getLogger(__name__)


def gettext_noop(text: str) -> str:
    """Marks a reason for translation; the form that shows it translates it."""
    return text


UNREADABLE = gettext_noop("This file is not a picture that we can read. Use a JPEG, PNG, WebP, AVIF, TIFF or GIF file.")
BROKEN = gettext_noop("This picture is damaged or incomplete. Export it again, or use another copy.")
TOO_LARGE = gettext_noop("This picture is too large: at most 60 million pixels, and 20,000 on a side. Make it smaller.")
NO_PIXELS = gettext_noop("This picture has no pixels.")
SCIENTIFIC = gettext_noop("This picture's colours are not those of a photograph. Export it as a JPEG file.")


class NotAPicture(ValueError):
    """The bytes are refused; `reason` says why, in English, for the person who sent them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rendition:
    """One public JPEG."""

    data: bytes
    width: int
    height: int


# --- Bytes -> picture ---------------------------------------------------------


def decode(file: bytes | IO[bytes]) -> Image.Image:
    """The first frame as an upright sRGB picture, fully decoded, without metadata; `.format` is the file's own.

    Raises NotAPicture for everything else. Sizes are judged from the header, before anything is decoded.
    """
    with _refusing(UNREADABLE):
        source = Image.open(io.BytesIO(file) if isinstance(file, bytes) else file, formats=_OPENED)
    _check_size(source.size)
    with _one_at_a_time, _refusing(BROKEN):
        source.load()
        # A frame may be larger than its file's header says.
        _check_size(source.size)
        picture = _as_srgb(_upright(source))
        picture.format = source.format
    return picture


@contextmanager
def _refusing(reason: str) -> Iterator[None]:
    try:
        yield
    except NotAPicture:
        raise
    except Image.DecompressionBombError:
        raise NotAPicture(TOO_LARGE)
    except Exception:
        # Broken files make Pillow raise almost anything, MemoryError and struct.error included.
        logger.info("A picture was refused", exc_info=True)
        raise NotAPicture(reason)


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if min(size) < 1:
        raise NotAPicture(NO_PIXELS)
    if max(size) > MAX_SIDE or width * height > MAX_PIXELS:
        raise NotAPicture(TOO_LARGE)


def _upright(image: Image.Image) -> Image.Image:
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:
        # What the camera noted is broken; the picture need not be.
        return image
    method = _ORIENTATIONS.get(orientation)
    return image if method is None else image.transpose(method)


def _as_srgb(image: Image.Image) -> Image.Image:
    """A new RGB picture that carries nothing but its pixels."""
    profile = image.info.get("icc_profile")
    image = _without_alpha(_eight_bit(image))
    picture = _through_profile(image, profile) or image.convert("RGB")
    # `convert` and `transpose` hand on comments, profiles and whatever else a file carried.
    picture = picture.copy() if picture is image else picture
    picture.info = {}
    return picture


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        # Pillow would clip 16-bit values instead of scaling them.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("I", "F"):
        raise NotAPicture(SCIENTIFIC)
    return image


def _without_alpha(image: Image.Image) -> Image.Image:
    """On white, as print would have it; palettes resolved on the way."""
    if image.mode == "La":
        image = image.convert("LA")
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image)
        return white
    return image.convert("RGB") if image.mode in ("P", "PA", "1") else image


def _through_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """The picture in sRGB by its own colour profile; None if it has none, or a broken or unfitting one."""
    if not profile:
        return None
    try:
        return ImageCms.profileToProfile(image, io.BytesIO(profile), _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


# --- Picture -> renditions ----------------------------------------------------


def render(image: Image.Image, focal_point: str = CENTRE) -> dict[str, Rendition]:
    """The public renditions by name: the widths that the picture has pixels for, and the 3:2 card.

    Never enlarged: the last of the widths is the picture's own if it is smaller than that name says.
    """
    renditions = {}
    for name, width in WIDTHS.items():
        renditions[name] = _scaled(image, (0, 0, *image.size), min(width, image.width))
        if width >= image.width:
            break
    box = crop_box(*image.size, CARD[0] / CARD[1], parse_focal_point(focal_point))
    renditions["card"] = _scaled(image, box, min(CARD[0], box[2] - box[0]))
    return renditions


def _scaled(image: Image.Image, box: tuple[int, int, int, int], width: int) -> Rendition:
    box_width, box_height = box[2] - box[0], box[3] - box[1]
    height = max(1, round(box_height * width / box_width))
    scaled = image.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    out = io.BytesIO()
    scaled.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return Rendition(out.getvalue(), width, height)


def parse_focal_point(text: str) -> tuple[float, float]:
    """The point that "0.25x0.5" names, as shares of width and height; ValueError if it names none inside."""
    match = _FOCAL_POINT.fullmatch(text)
    x, y = (float(match[1]), float(match[2])) if match else (-1, -1)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError("not a focal point")
    return x, y


def crop_box(width: int, height: int, ratio: float, focal_point: tuple[float, float]) -> tuple[int, int, int, int]:
    """The largest box (left, top, right, bottom) of this ratio that fits, its centre as near the point as can be."""
    size = min(width, max(1, round(height * ratio))), min(height, max(1, round(width / ratio)))
    left, top = (
        min(max(0, round(share * whole - part / 2)), whole - part)
        for share, whole, part in zip(focal_point, (width, height), size, strict=True)
    )
    return left, top, left + size[0], top + size[1]
