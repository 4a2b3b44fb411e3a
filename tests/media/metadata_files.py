"""Picture files with metadata as cameras, agencies and photographers' programs write them, and as nobody should."""

import struct
import zlib
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PIL import Image

from media.metadata import PhotoFacts, read
from tests.media.pictures import encoded, picture

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
UTF8 = (1, 90, b"\x1b%G")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# EXIF tags by their usual names.
DESCRIPTION, ARTIST, COPYRIGHT, TAKEN, OFFSET = 0x010E, 0x013B, 0x8298, 0x9003, 0x9011
XP_TITLE, XP_COMMENT, XP_AUTHOR, XP_KEYWORDS = 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E


def packet(properties: str, attributes: str = "", *, before: str = "") -> str:
    """An XMP packet with these properties, as elements or as attributes of its one description."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        f'{before}<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {declared} {attributes}>{properties}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def alternatives(name: str, **texts: str) -> str:
    items = "".join(f'<rdf:li xml:lang="{key.replace("_", "-")}">{text}</rdf:li>' for key, text in texts.items())
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def bag(name: str, *texts: str, kind: str = "Bag") -> str:
    return f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:{kind}></{name}>"


def iim(*datasets: tuple[int, int, bytes]) -> bytes:
    """IPTC-IIM records: (record, number, value) each."""
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in datasets
    )


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def photoshop(records: bytes) -> bytes:
    """The APP13 segment of a JPEG that holds these IIM records."""
    padding = b"\0" * (len(records) % 2)
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(records)) + records + padding
    return segment(0xED, b"Photoshop 3.0\0" + resource)


def xmp_segment(data: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + data)


def exif_segments(data: bytes) -> bytes:
    """As many APP1 segments as the EXIF block needs."""
    parts = [data[start : start + 60_000] for start in range(0, len(data), 60_000)]
    return b"".join(segment(0xE1, b"Exif\0\0" + part) for part in parts)


def jpeg(*segments: bytes) -> bytes:
    """A JPEG with these segments at its beginning."""
    data = picture((16, 12))
    return data[:2] + b"".join(segments) + data[2:]


def jpeg_with_exif(tags: dict[int, object], camera: dict[int, object] | None = None) -> bytes:
    return encoded(Image.new("RGB", (16, 12)), exif=exif(tags, camera))


def exif(tags: dict[int, object], camera: dict[int, object] | None = None) -> Image.Exif:
    """EXIF of these tags, and these ones of the camera's directory."""
    block = Image.Exif()
    block.update(tags)
    block.get_ifd(0x8769).update(camera or {})
    return block


def tiff_block(entries: Iterable[tuple[int, int, int, int]], data: bytes = b"") -> bytes:
    """An EXIF block of one directory: (tag, type, count, value or offset) each, `data` behind it."""
    entries = list(entries)
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + b"\0\0\0\0" + data


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_text(text: bytes, *, packed: bool = False) -> bytes:
    """The iTXt chunk that holds this XMP packet."""
    return png_chunk(
        b"iTXt", b"XML:com.adobe.xmp\0" + bytes([packed]) + b"\0\0\0" + (zlib.compress(text) if packed else text)
    )


def png(*, early: bytes = b"", late: bytes = b"") -> bytes:
    """A PNG with these chunks before or behind its pixels."""
    data = picture((16, 12), format="PNG")
    return data[:33] + early + data[33:-12] + late + data[-12:]


def gif(text: bytes) -> bytes:
    """A GIF with this XMP packet, followed by the bytes that lead simple readers out of it."""
    data = picture((16, 12), format="GIF")
    way_out = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return data[:-1] + b"\x21\xff\x0bXMP DataXMP" + text + way_out + data[-1:]


CAPTION = "Ghe bầu của ông Tư Sển về bến Bãi Dừa lúc rạng sáng"
CAPTIONED = packet(alternatives("dc:description", x_default=CAPTION)).encode()


def facts(data: bytes) -> PhotoFacts:
    return read(data, zone=ZONE)


def with_xmp(properties: str, attributes: str = "") -> PhotoFacts:
    return facts(jpeg(xmp_segment(packet(properties, attributes).encode())))


def with_iim(*datasets: tuple[int, int, bytes]) -> PhotoFacts:
    return facts(jpeg(photoshop(iim(*datasets))))


def with_exif(tags: dict[int, object], camera: dict[int, object] | None = None) -> PhotoFacts:
    return facts(jpeg_with_exif(tags, camera))
