"""What a picture file says of itself: title, caption, credit, rights, place, time. Hostile bytes in, clean texts out.

`read` is all that others need. The fields are those of the IPTC Photo Metadata Standard, from XMP, else IPTC-IIM, else
EXIF. Decodes no pixels, and knows nothing of Django. Why by hand: docs/decisions/2026-11-24-metadata-of-photos.md.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from .blocks import Blocks, find
from .fields import Found, from_camera, from_exif, from_iim, from_xmp
from .moments import taken_at
from .texts import TIDY

# In order of precedence: what programs keep up to date before what old ones and cameras write.
_SOURCES = (from_xmp, from_iim, from_exif, from_camera)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PhotoFacts:
    """What a file says of the photo in it; "" where it says nothing. The lengths fit the columns of Photo."""

    title: str = ""
    caption: str = ""
    alt: str = ""
    photographer: str = ""
    source: str = ""
    copyright: str = ""
    usage_terms: str = ""
    place: str = ""
    people: str = ""
    keywords: str = ""
    taken_at: datetime | None = None


def read(data: bytes, *, zone: tzinfo) -> PhotoFacts:
    """What the file says of its photo; times without an offset are in `zone`. Skips what is broken, never raises."""
    try:
        blocks = find(data)
    except Exception:
        # Parsers of a stranger's bytes raise almost anything; a photo without its metadata is still a photo.
        logger.info("A picture's metadata could not be looked for", exc_info=True)
        return PhotoFacts()
    found = [_said(source, blocks) for source in _SOURCES]
    texts = {
        field: next(filter(None, (tidy(said.get(field, [])) for said in found)), "") for field, tidy in TIDY.items()
    }
    moments = [text for said in found for text in said.get("taken_at", [])]
    return PhotoFacts(**texts, taken_at=taken_at(moments, zone))


def _said(source: Callable[[Blocks], Found], blocks: Blocks) -> Found:
    try:
        return source(blocks)
    except Exception:
        # Broken metadata makes parsers raise almost anything; what the other sources say need not be broken.
        logger.info("A part of a picture's metadata was skipped", exc_info=True)
        return {}
