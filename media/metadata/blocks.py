"""Where in a file of each format the metadata lie."""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from . import xmp
from .tiff import Tiff

_TIFF_BEGINS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_TIFF_XMP, _TIFF_IIM = 700, 33723
_PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_PNG_XMP = b"XML:com.adobe.xmp\0"
_GIF_BEGINS = (b"GIF87a", b"GIF89a")
_GIF_XMP = b"XMP DataXMP"
_XMP_ENDS = b"<?xpacket end="
_PHOTOSHOP_IIM = 0x0404
_PNG_MAX_CHUNKS = 100_000
# A packet that is longer, or grows longer when it is unpacked, will not be read.
_MAX_PACKET = xmp.MAX_BYTES + 1


@dataclass(frozen=True)
class Blocks:
    """The raw metadata of a file: an XMP packet, IIM records, an EXIF block (which is a TIFF file); b"" for none."""

    xmp: bytes = b""
    iim: bytes = b""
    exif: bytes = b""


def find(data: bytes) -> Blocks:
    """The metadata of this picture file; raises what Pillow or `struct` raise if it is none."""
    if data.startswith(_TIFF_BEGINS):
        return _in_tiff(data)
    if data.startswith(_PNG_BEGINS):
        return _in_png(data)
    if data.startswith(_GIF_BEGINS):
        return Blocks(xmp=data.partition(_GIF_XMP)[2].partition(_XMP_ENDS)[0])
    return _by_pillow(data)


def _by_pillow(data: bytes) -> Blocks:
    info = Image.open(io.BytesIO(data), formats=["JPEG", "WEBP", "AVIF"]).info
    return Blocks(
        xmp=info.get("xmp", b""),
        iim=info.get("photoshop", {}).get(_PHOTOSHOP_IIM, b""),
        exif=_without_prefix(info.get("exif", b"")),
    )


def _in_tiff(data: bytes) -> Blocks:
    tags = Tiff(data).tags({_TIFF_XMP, _TIFF_IIM}, limit=_MAX_PACKET)
    return Blocks(tags.get(_TIFF_XMP, b""), tags.get(_TIFF_IIM, b""), data)


def _in_png(data: bytes) -> Blocks:
    """Not by Pillow, which decodes the pixels to see what is behind them; there ExifTool puts what it writes."""
    found: dict[bytes, bytes] = {}
    for name, chunk in _chunks(data):
        if name == b"eXIf" or (name == b"iTXt" and chunk.startswith(_PNG_XMP)):
            found.setdefault(name, chunk)
    return Blocks(xmp=_packet_in(found.get(b"iTXt", b"")), exif=_without_prefix(found.get(b"eXIf", b"")))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_PNG_BEGINS)
    for _ in range(_PNG_MAX_CHUNKS):
        if position + 8 > len(data):
            break
        length, name = struct.unpack_from(">I4s", data, position)
        yield name, data[position + 8 : position + 8 + length]
        position += 12 + length


def _packet_in(chunk: bytes) -> bytes:
    """The packet of an iTXt chunk: keyword, whether packed, method, language and its keyword ended by NUL, text."""
    packed, rest = chunk[len(_PNG_XMP) :][:1], chunk[len(_PNG_XMP) + 2 :]
    text = rest.split(b"\0", 2)[-1]
    try:
        return zlib.decompressobj().decompress(text, _MAX_PACKET) if packed == b"\1" else text
    except zlib.error:
        return b""


def _without_prefix(exif: bytes) -> bytes:
    return exif.removeprefix(b"Exif\0\0")
