"""Where in a file of each format its metadata lie."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, TiffImagePlugin

from ..imaging import EXTENSIONS

# An MPO is opened as the JPEG that it begins with.
_FORMATS = [name for name in EXTENSIONS if name != "MPO"]
_PHOTOSHOP_IPTC = 0x0404
_TIFF_IPTC = 33723
_PNG_XMP = b"XML:com.adobe.xmp\0"
_GIF_XMP = b"XMP DataXMP"
_XMP_END = b"<?xpacket end="
# A packet that grows beyond this when it is unpacked is none.
_UNPACKED = 10_000_000


class Carrier:
    """A picture file, opened but not decoded; raises what Pillow raises if it is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._image = Image.open(io.BytesIO(data), formats=_FORMATS)

    def xmp(self) -> bytes:
        """The XMP packet, or b""."""
        if self._image.format == "PNG":
            return next(filter(None, map(_packet_in_text, self._png_chunks(b"iTXt"))), b"")
        if self._image.format == "GIF":
            _, _, rest = self._data.partition(_GIF_XMP)
            return rest.partition(_XMP_END)[0]
        return self._image.info.get("xmp", b"")

    def iim(self) -> bytes:
        """The IPTC-IIM records, or b""."""
        if not isinstance(self._image, TiffImagePlugin.TiffImageFile):
            return self._image.info.get("photoshop", {}).get(_PHOTOSHOP_IPTC, b"")
        value = self._image.tag_v2.get(_TIFF_IPTC, b"")
        if isinstance(value, tuple):
            # Photoshop declares these bytes as 32-bit numbers.
            order = "little" if self._image.tag_v2.prefix == b"II" else "big"
            value = b"".join(number.to_bytes(4, order) for number in value)
        return value or self._image.get_photoshop_blocks().get(_PHOTOSHOP_IPTC, {}).get("data", b"")

    def exif(self) -> Image.Exif:
        """The EXIF tags; empty if there are none."""
        if isinstance(self._image, TiffImagePlugin.TiffImageFile):
            return self._image.getexif()
        # Not `getexif()`: it decodes a PNG to look behind the pixels.
        exif = Image.Exif()
        chunks = self._png_chunks(b"eXIf") if self._image.format == "PNG" else iter(())
        exif.load(next(chunks, self._image.info.get("exif", b"")))
        return exif

    def _png_chunks(self, kind: bytes) -> Iterator[bytes]:
        """The chunks of this kind, those behind the pixels included, where ExifTool puts its own."""
        position = 8
        while position + 8 <= len(self._data):
            length, name = struct.unpack_from(">I4s", self._data, position)
            if name == kind:
                yield self._data[position + 8 : position + 8 + length]
            position += 12 + length


def _packet_in_text(chunk: bytes) -> bytes:
    """The XMP packet that an iTXt chunk holds: keyword, whether packed, method, two names ended by NUL, text."""
    if not chunk.startswith(_PNG_XMP):
        return b""
    flags = len(_PNG_XMP)
    packet = chunk[flags + 2 :].split(b"\0", 2)[2]
    return zlib.decompressobj().decompress(packet, _UNPACKED) if chunk[flags] else packet
