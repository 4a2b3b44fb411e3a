"""Which field of each standard is which of ours: the mapping of the IPTC Photo Metadata Standard."""

from PIL.ExifTags import Base

from . import iim, xmp
from .blocks import Blocks
from .encodings import code_page, decode
from .texts import without_names
from .tiff import Tiff

# What one source says: texts by field of PhotoFacts, best first, not clean yet.
Found = dict[str, list[str]]


# --- XMP ----------------------------------------------------------------------


def from_xmp(blocks: Blocks) -> Found:
    if not blocks.xmp:
        return {}
    said = xmp.read(blocks.xmp)
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


def from_iim(blocks: Blocks) -> Found:
    said = iim.read(blocks.iim)

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

_PLAIN = (Base.ImageDescription, Base.Artist, Base.Copyright)
# As much as a whole EXIF block in a JPEG may have.
_MAX_TEXT = 65_536
# What Windows' own dialogue writes, in UTF-16.
_WINDOWS = (Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords)


def from_exif(blocks: Blocks) -> Found:
    if not blocks.exif:
        return {}
    tags = Tiff(blocks.exif).tags({*_PLAIN, *_WINDOWS}, limit=_MAX_TEXT)
    plain = {tag: _until_nul(tags.get(tag, b"")) for tag in _PLAIN}
    legacy = code_page(b"\n".join(plain.values()))
    said = {tag: decode(value, legacy=legacy) for tag, value in plain.items()}
    said |= {tag: tags.get(tag, b"").decode("utf-16-le", "replace").partition("\0")[0] for tag in _WINDOWS}
    return {
        "title": [said[Base.XPTitle]],
        "caption": [said[Base.ImageDescription], said[Base.XPComment]],
        "photographer": (said[Base.Artist] or said[Base.XPAuthor]).split(";"),
        "copyright": [said[Base.Copyright]],
        "keywords": [said[Base.XPKeywords]],
    }


def from_camera(blocks: Blocks) -> Found:
    """The moment of the exposure. Apart from the other tags: its directory may be broken where they are not."""
    if not blocks.exif:
        return {}
    wanted = (Base.DateTimeOriginal, Base.OffsetTimeOriginal)
    tags = Tiff(blocks.exif).camera_tags(wanted, limit=_MAX_TEXT)
    return {"taken_at": ["".join(decode(_until_nul(tags.get(tag, b""))) for tag in wanted)]}


def _until_nul(data: bytes) -> bytes:
    return data.partition(b"\0")[0]
