"""What opening a picture will take, judged from its bytes: small files can be made to cost minutes and gigabytes. Pure.

The limits leave room for what photographers send, and keep a file that is then refused below 400 MB and 3 s: a
process of ours has 80 MB, the file up to 50.
"""

import re
import struct
from collections.abc import Iterator

from PIL import Image, TiffImagePlugin

_MAX_DECODER_BYTES = 270_000_000
# Pixels times passes: thirty over a picture of 60 megapixels.
_MAX_SCANNED = 1_800_000_000
# Of one entry of a directory: more than a strip for each row, in any number of planes.
_MAX_NUMBERS = 120_000
# An EXIF segment of a JPEG has at most 64 kB; Pillow joins all that there are.
_MAX_EXIF_SEGMENTS = 16
# Chance, or a picture of several, makes a few of them.
_MAX_DIRECTORIES = 64

# Followed by its length. Between two of them lie bytes in which "FF" means a marker only if none of these follow.
_JPEG_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
_JPEG_SCAN, _JPEG_END = b"\xda", b"\xd9"
# Types of an entry that are kept as they are: bytes and text. All others become numbers, one object each.
_RAW_TYPES = {1, 2, 7}


def costs_too_much_to_open(data: bytes) -> bool:
    """Whether Pillow would take seconds for what a file's header says, before it comes to the picture.

    Headers are those of a TIFF and of the EXIF block in any file, wherever it lies.
    """
    if data.count(b"Exif\0\0") > _MAX_EXIF_SEGMENTS:
        return True
    return any(
        found > _MAX_DIRECTORIES or _numbers(data, start) > _MAX_NUMBERS
        for found, start in enumerate(_directories(data), start=1)
    )


def costs_too_much_to_decode(image: Image.Image, data: bytes) -> bool:
    """Whether the opened picture would take far more memory or time than its pixels tell."""
    pixels = image.width * image.height
    scans = _scans(data) if image.format in ("JPEG", "MPO") else 1
    return pixels * _decoder_bytes(image, scans) > _MAX_DECODER_BYTES or pixels * scans > _MAX_SCANNED


def _directories(data: bytes) -> Iterator[int]:
    """Where something in the file begins as a TIFF does."""
    for prefix in TiffImagePlugin.PREFIXES:
        start = data.find(prefix)
        while start >= 0:
            yield start
            start = data.find(prefix, start + 1)


def _numbers(data: bytes, start: int) -> int:
    """How many numbers the longest entry of the directory has that is announced here; 0 if there is none."""
    order = "<" if data[start : start + 2] == b"II" else ">"
    # As Pillow tells a BigTIFF.
    big = data[start + 2] == 43
    try:
        (offset,) = struct.unpack_from(f"{order}Q" if big else f"{order}I", data, start + (8 if big else 4))
        (count,) = struct.unpack_from(f"{order}Q" if big else f"{order}H", data, start + offset)
    except (struct.error, OverflowError):
        return 0
    entry = struct.Struct(f"{order}HHQ8x" if big else f"{order}HHI4x")
    first = start + offset + (8 if big else 2)
    whole = min(count, (len(data) - first) // entry.size)
    entries = entry.iter_unpack(data[first : first + whole * entry.size])
    return max((numbers for _, kind, numbers in entries if kind not in _RAW_TYPES), default=0)


def _decoder_bytes(image: Image.Image, scans: int) -> float:
    """What its decoder holds for each pixel, beside the picture itself."""
    if image.format == "TIFF":
        # In the worst case all of them are one strip.
        return sum(image.tag_v2.get(TiffImagePlugin.BITSPERSAMPLE, (1,))) / 8
    if scans > 1 or "progressive" in image.info:
        blocks = [across * down for _, across, down, _ in image.layer]
        return 2 * sum(blocks) / max(blocks)
    return {"WEBP": 8, "AVIF": 6}.get(image.format, 0)


def _scans(data: bytes) -> int:
    """In how many passes a JPEG file's first picture is written: one, a dozen if progressive, any number in a trap."""
    scans, position = 0, 2
    while (marker := _JPEG_MARKER.search(data, position)) and marker[1] != _JPEG_END:
        scans += marker[1] == _JPEG_SCAN
        position = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    return scans
