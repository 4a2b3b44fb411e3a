"""Which field of each standard is which of ours: the mapping of the IPTC Photo Metadata Standard."""

from PIL.ExifTags import IFD, Base

from . import iim, xmp
from .carrier import Carrier
from .encodings import code_page, decode
from .texts import without_names

# What one source says: texts by field of PhotoFacts, best first, not clean yet.
Found = dict[str, list[str]]


# --- XMP ----------------------------------------------------------------------


def from_xmp(carrier: Carrier) -> Found:
    packet = carrier.xmp()
    if not packet:
        return {}
    said = xmp.read(packet)
    creators = said.texts("dc:creator")
    return {
        # A headline is written to be read, a title often is a file's name.
        "title": [said.text("photoshop:Headline"), said.text("dc:title")],
        "caption": [said.text("dc:description")],
        "alt": [said.text("Iptc4xmpCore:AltTextAccessibility")],
        "photographer": creators,
        "source": without_names([said.text("photoshop:Credit"), said.text("photoshop:Source")], creators),
        "copyright": [said.text("dc:rights")],
        "usage_terms": [said.text("xmpRights:UsageTerms"), said.text("photoshop:Instructions")],
        "place": _place(said),
        "people": said.texts("Iptc4xmpExt:PersonInImage"),
        "keywords": said.texts("dc:subject"),
        "taken_at": [said.text("photoshop:DateCreated"), said.text("exif:DateTimeOriginal")],
    }


def _place(said: xmp.Xmp) -> list[str]:
    """What the picture shows, else what the older fields say (they mean the same), else where the camera stood."""
    older = [said.text(name) for name in ("Iptc4xmpCore:Location", "photoshop:City", "photoshop:Country")]
    shown, created = (
        [place.text(f"Iptc4xmpExt:{part}") for part in ("Sublocation", "City", "CountryName")]
        for place in (said.structure("Iptc4xmpExt:LocationShown"), said.structure("Iptc4xmpExt:LocationCreated"))
    )
    return next((place for place in (shown, older, created) if any(place)), [])


# --- IPTC-IIM -----------------------------------------------------------------


def from_iim(carrier: Carrier) -> Found:
    said = iim.read(carrier.iim())

    def texts(*numbers: int) -> list[str]:
        return [text for number in numbers for text in said.get(number, [])]

    creators = texts(80)
    return {
        "title": texts(105, 5),
        "caption": texts(120),
        "photographer": creators,
        "source": without_names(texts(110, 115), creators),
        "copyright": texts(116),
        "usage_terms": texts(40),
        "place": texts(92, 90, 101),
        "keywords": texts(25),
        # The time must have an offset: programs that know none write this one.
        "taken_at": ["T".join(texts(55)[:1] + texts(60)[:1]).removesuffix("+0000")],
    }


# --- EXIF ---------------------------------------------------------------------


def from_exif(carrier: Carrier) -> Found:
    exif = carrier.exif()
    plain = {tag: _c_string(exif.get(tag)) for tag in (Base.ImageDescription, Base.Artist, Base.Copyright)}
    legacy = code_page(b"\n".join(plain.values()))
    said = {tag: decode(value, legacy=legacy) for tag, value in plain.items()}
    # What Windows' own dialogue writes.
    said |= {tag: _utf16(exif.get(tag)) for tag in (Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords)}
    return {
        "title": [said[Base.XPTitle]],
        "caption": [said[Base.ImageDescription], said[Base.XPComment]],
        "photographer": (said[Base.Artist] or said[Base.XPAuthor]).split(";"),
        "copyright": [said[Base.Copyright]],
        "keywords": [said[Base.XPKeywords]],
    }


def from_camera(carrier: Carrier) -> Found:
    """The moment of the exposure. Apart from the other tags: its directory may be broken where they are not."""
    tags = carrier.exif().get_ifd(IFD.Exif)
    moment, offset = (decode(_c_string(tags.get(tag))) for tag in (Base.DateTimeOriginal, Base.OffsetTimeOriginal))
    return {"taken_at": [moment + offset]}


def _c_string(value: object) -> bytes:
    """The bytes of an EXIF text, of which Pillow has made Latin-1, up to the NUL."""
    data = value.encode("latin-1", "replace") if isinstance(value, str) else value
    return data.partition(b"\0")[0] if isinstance(data, bytes) else b""


def _utf16(value: object) -> str:
    return value.decode("utf-16-le", "replace").partition("\0")[0] if isinstance(value, bytes) else ""
