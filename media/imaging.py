"""Pictures as pure functions: hostile bytes in, a verified sRGB picture out; a picture in, its public renditions out.

Renditions carry no colour profile: a JPEG without one is sRGB by the rules of the web, an AVIF says so in four bytes of
its own, and what we can make costs 600 bytes in every thumbnail and the moment it was made, so that the same picture
would no longer have the same name.

Knows nothing of Django, so that whatever else takes pictures from outside can use it.
"""

import io
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from math import floor, log2
from typing import IO, NamedTuple

from PIL import ExifTags, Image, ImageCms

from .effort import costs_too_much_to_decode, costs_too_much_to_open

MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
CENTRE = "0.5x0.5"


class Crop(NamedTuple):
    """A cut around the focal point; those of one family show the same, at several widths.

    `enlarged_from`: a cut with as many pixels across is enlarged to the full width; 0: none ever is.
    """

    family: str
    ratio: float
    width: int
    enlarged_from: int = 0


# Within a family from small to large.
WIDTHS = {"w400": 400, "w800": 800, "w1200": 1200, "w1600": 1600}
CROPS = {
    "card400": Crop("card", 3 / 2, 400),
    "card800": Crop("card", 3 / 2, 800),
    "square400": Crop("square", 1, 400),
    "hero800": Crop("hero", 16 / 9, 800),
    "hero1600": Crop("hero", 16 / 9, 1600),
    # From 600 pixels on Facebook prints a large card, and wants it in this very size.
    "social1200": Crop("social", 1200 / 630, 1200, enlarged_from=600),
}
# Fetched by social networks, which want a JPEG.
JPEG_ONLY = {"social1200"}

JPEG_OPTIONS = {"quality": 80, "optimize": True, "progressive": True}
AVIF_OPTIONS = {"quality": 58, "speed": 9, "max_threads": 1}

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

# So much wider than its target must a picture be for Lanczos to make a sharp one of it.
_SHARP = 1.5
# From this shorter side on, every crop has pixels enough at half its size.
_HALVED_FROM = 2 * _SHARP * max(WIDTHS.values())

_ORIENTATIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {_ORIENTATIONS[number] for number in (5, 6, 7, 8)}
_FOCAL_POINT = re.compile(r"([0-9]{0,3}\.?[0-9]{1,9})x([0-9]{0,3}\.?[0-9]{1,9})", re.ASCII)
# As an XMP packet has it: escaped text, one language ("any"), a list of creators.
_XMP_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">%s</rdf:Description></rdf:RDF></x:xmpmeta>'
    '<?xpacket end="r"?>'
)
_ANY_LANGUAGE = '<rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt>'
_XMP_PROPERTIES = {
    "creator": "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>",
    "credit": "<photoshop:Credit>%s</photoshop:Credit>",
    "copyright": f"<dc:rights>{_ANY_LANGUAGE}</dc:rights>",
    "terms": f"<xmpRights:UsageTerms>{_ANY_LANGUAGE}</xmpRights:UsageTerms>",
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A JPEG has room for 65,000 bytes of XMP, and the longest escape takes six for one character.
_LONGEST = 2_000
# Decoding the largest pictures takes hundreds of megabytes for a moment: many at once could exhaust a small server.
_one_at_a_time = threading.Lock()
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

logger = logging.getLogger(__name__)


def gettext_noop(text: str) -> str:
    """Marks a reason for translation; the form that shows it translates it."""
    return text


UNREADABLE = gettext_noop("This file is not a picture that we can read. Use a JPEG, PNG, WebP, AVIF, TIFF or GIF file.")
BROKEN = gettext_noop("This picture is damaged or incomplete. Export it again, or use another copy.")
TOO_LARGE = gettext_noop("This picture is too large: at most 60 million pixels, and 20,000 on a side. Make it smaller.")
TOO_COSTLY = gettext_noop(
    "This picture would take too much memory or time to open. Save it as an ordinary JPEG file, not a progressive one."
)
NO_PIXELS = gettext_noop("This picture has no pixels.")
SCIENTIFIC = gettext_noop("This picture's colours are not those of a photograph. Export it as a JPEG file.")


class NotAPicture(ValueError):
    """The bytes are refused; `reason` says why, in English, for the person who sent them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rights:
    """Who made the picture and what may be done with it: all that a rendition says besides its pixels."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    terms: str = ""


_NO_RIGHTS = Rights()


@dataclass(frozen=True)
class Rendition:
    """One public picture in both formats; `avif` is None where only a JPEG is wanted."""

    width: int
    height: int
    jpeg: bytes
    avif: bytes | None


# --- Bytes -> picture ---------------------------------------------------------


def decode(file: bytes | IO[bytes]) -> Image.Image:
    """The first frame as an upright sRGB picture, fully decoded, without metadata.

    `.format` and `.full_size` (upright) are the file's own: a very large picture comes at half its size.
    Raises NotAPicture for everything else. What decoding will take is judged from the header, before it is begun.
    """
    data = file if isinstance(file, bytes) else _all_of(file)
    with _refusing(UNREADABLE):
        if costs_too_much_to_open(data):
            raise NotAPicture(TOO_COSTLY)
        source = Image.open(io.BytesIO(data), formats=_OPENED)
    _check_size(source.size)
    with _one_at_a_time, _refusing(BROKEN):
        if costs_too_much_to_decode(source, data):
            raise NotAPicture(TOO_COSTLY)
        size = _drafted(source)
        source.load()
        # A frame may be larger than its file's header says.
        _check_size(source.size)
        format, profile, turn = source.format, source.info.get("icc_profile"), _turn(source)
        size = size or source.size
        # One name for every state of the picture, lest the largest ones lie in memory three times.
        source = source if turn is None else source.transpose(turn)
        source = _without_alpha(_eight_bit(source))
        source = _in_srgb(source, profile)
        picture = _bare(source)
        if min(picture.size) >= _HALVED_FROM:
            picture = picture.reduce(2)
        picture.format = format
        picture.full_size = size[::-1] if turn in _SIDEWAYS else size
    return picture


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


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


def _drafted(image: Image.Image) -> tuple[int, int] | None:
    """Have a very large JPEG decoded at half its size, to a quarter of the memory; the size that it had, if so.

    That shows no less than halving it afterwards, and more of the colours where they are stored at half the size.
    """
    size = image.size
    if image.format not in ("JPEG", "MPO") or min(size) < _HALVED_FROM:
        return None
    image.draft(None, (size[0] // 2, size[1] // 2))
    return size


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What makes the picture upright, if the camera was held otherwise."""
    try:
        return _ORIENTATIONS.get(image.getexif().get(ExifTags.Base.Orientation))
    except Exception:
        # What the camera noted is broken; the picture need not be.
        return None


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        # Pillow would clip 16-bit values instead of scaling them.
        return image.point(lambda value: value * (1 / 257)).convert("L")
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


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB by its own colour profile, if it has one that is neither broken nor unfitting."""
    if profile:
        try:
            in_place = image.mode == "RGB"
            changed = ImageCms.profileToProfile(image, io.BytesIO(profile), _SRGB, outputMode="RGB", inPlace=in_place)
            return image if in_place else changed
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # It cannot be meant.
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels, not copied, without the comments, profiles and decoders that came with them."""
    picture = image._new(image.im)
    picture.info = {}
    return picture


# --- Picture -> renditions ----------------------------------------------------


class Cut(NamedTuple):
    """A part of the picture (left, top, right, bottom) at a size."""

    box: tuple[int, int, int, int]
    width: int
    height: int


def render(image: Image.Image, focal_point: str = CENTRE, rights: Rights = _NO_RIGHTS) -> dict[str, Rendition]:
    """The public renditions by name: those of WIDTHS and CROPS that the picture has pixels for.

    Hardly any is enlarged: the last of a family is as wide as the picture allows if that is less than its name says.
    """
    xmp = _xmp(rights)
    # A 3:2 picture's cards are its whole at the same widths: nothing is made twice.
    scaled = cache(_scaling(image))
    jpeg = cache(lambda cut: _encoded(scaled(cut), "JPEG", xmp, **JPEG_OPTIONS))
    avif = cache(lambda cut: _encoded(scaled(cut), "AVIF", xmp, **AVIF_OPTIONS))
    return {
        name: Rendition(cut.width, cut.height, jpeg(cut), None if name in JPEG_ONLY else avif(cut))
        for name, cut in cuts(image.size, focal_point).items()
    }


def cuts(size: tuple[int, int], focal_point: str = CENTRE) -> dict[str, Cut]:
    """What each rendition of a picture of this size shows, by name."""
    point = parse_focal_point(focal_point)
    whole = {name: Crop("whole", size[0] / size[1], width) for name, width in WIDTHS.items()}
    found: dict[str, Cut] = {}
    complete = set()
    for name, (family, ratio, width, enlarged_from) in (whole | CROPS).items():
        if family in complete:
            continue
        box = (0, 0, *size) if family == "whole" else crop_box(*size, ratio, point)
        available = box[2] - box[0]
        if width >= available:
            complete.add(family)
        if not 0 < enlarged_from <= available:
            width = min(width, available)
        found[name] = Cut(box, width, max(1, round(width / ratio)))
    return found


def _scaling(image: Image.Image) -> Callable[[Cut], Image.Image]:
    """What scales cuts of the picture: each from the smallest of its halves, quarters… that is still large enough."""
    halves = [image]

    def scaled(cut: Cut) -> Image.Image:
        enough = (cut.box[2] - cut.box[0]) / (cut.width * _SHARP)
        times = max(0, floor(log2(enough)))
        while len(halves) <= times:
            halves.append(halves[-1].reduce(2))
        box = tuple(side / 2**times for side in cut.box)
        return halves[times].resize((cut.width, cut.height), Image.Resampling.LANCZOS, box=box)

    return scaled


def _encoded(image: Image.Image, format: str, xmp: bytes, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, xmp=xmp, **options)
    return out.getvalue()


def _xmp(rights: Rights) -> bytes:
    """The XMP packet in which search engines look for a picture's creator and licence; empty if nothing is known."""
    values = {name: _NOT_XML.sub("", value).strip()[:_LONGEST] for name, value in asdict(rights).items()}
    properties = "".join(_XMP_PROPERTIES[name] % escape(value) for name, value in values.items() if value)
    if not properties:
        return b""
    return (_XMP_PACKET % properties).encode()


def colour(image: Image.Image) -> str:
    """The picture's average as "#rrggbb": what stands in its place until it has loaded."""
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX, reducing_gap=1.0).getpixel((0, 0))
    return f"#{red:02x}{green:02x}{blue:02x}"


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
