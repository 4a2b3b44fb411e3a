"""The directories of a TIFF file, which is what an EXIF block is, too: the raw bytes of those tags that are asked for.

Pillow reads them too, but turns every tag into Python objects first: a hostile one costs seconds.
"""

import struct
from collections.abc import Collection

CAMERA = 0x8769  # the tag that says where the directory of the exposure begins

_ORDERS = {b"II": "<", b"MM": ">"}
# Bytes that one value of each type takes.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1}
# Cameras write some dozens.
_MAX_ENTRIES = 1_000


class Tiff:
    """Raises struct.error, KeyError or the like where the file is no TIFF or ends too early."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = _ORDERS[data[:2]]
        # Of count, entry and offset: the shapes in an ordinary file, and in a BigTIFF.
        version = self._number(data[2:4])
        self._count, self._entry, self._offset = {42: ("H", "HHI4s", "I"), 43: ("Q", "HHQ8s", "Q")}[version]
        start = 4 if version == 42 else 8
        self._first = self._number(data[start : start + struct.calcsize(self._offset)])

    def tags(self, wanted: Collection[int], *, limit: int) -> dict[int, bytes]:
        """At most `limit` bytes of each of these tags of the first directory, as far as they are there."""
        return self._tags(self._first, wanted, limit)

    def camera_tags(self, wanted: Collection[int], *, limit: int) -> dict[int, bytes]:
        """The same of the directory of the exposure; {} if there is none."""
        pointer = self._tags(self._first, {CAMERA}, limit).get(CAMERA)
        return self._tags(self._number(pointer), wanted, limit) if pointer else {}

    def _tags(self, position: int, wanted: Collection[int], limit: int) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        entry = struct.Struct(self._order + self._entry)
        (count,) = struct.unpack_from(self._order + self._count, self._data, position)
        position += struct.calcsize(self._count)
        for start in range(position, position + min(count, _MAX_ENTRIES) * entry.size, entry.size):
            if start + entry.size > len(self._data):
                break
            tag, kind, length, value = entry.unpack_from(self._data, start)
            if tag in wanted:
                found.setdefault(tag, self._bytes(value, length * _SIZES.get(kind, 0), limit))
        return found

    def _bytes(self, value: bytes, size: int, limit: int) -> bytes:
        """What an entry holds: in itself if that is short, else where it points to."""
        if size <= len(value):
            return value[:size]
        start = self._number(value)
        return self._data[start : start + min(size, limit)]

    def _number(self, data: bytes) -> int:
        return int.from_bytes(data, "little" if self._order == "<" else "big")
