"""IPTC-IIM: the records that photographers' software has written into photographs since the nineties."""

from collections.abc import Iterator

from .encodings import code_page, decode

# Real ones have some thousand bytes; what comes after these is not looked at.
MAX_BYTES = 250_000
_MARKER = 0x1C
_ENVELOPE, _APPLICATION = 1, 2
_CHARACTER_SET = 90
_UTF8 = b"\x1b%"  # ESC % G, or the rarer ESC % / I


def read(data: bytes) -> dict[int, list[str]]:
    """The texts of the application record by their number ({120: ["a caption"]}); ends where `data` is broken."""
    values: dict[int, list[bytes]] = {}
    declared_utf8 = False
    for record, number, value in _datasets(data[:MAX_BYTES]):
        if record == _APPLICATION:
            values.setdefault(number, []).append(value)
        elif (record, number) == (_ENVELOPE, _CHARACTER_SET):
            declared_utf8 = value.startswith(_UTF8)
    # Told from all texts together: one alone may be a single word.
    legacy = code_page(b"\n".join(value for texts in values.values() for value in texts))
    return {
        number: [decode(value, legacy=legacy, declared_utf8=declared_utf8) for value in texts]
        for number, texts in values.items()
    }


def _datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = 0
    while position + 5 <= len(data) and data[position] == _MARKER:
        record, number = data[position + 1], data[position + 2]
        length = int.from_bytes(data[position + 3 : position + 5])
        position += 5
        if length & 0x8000:
            # Longer than 32 KB: this is the length of the length.
            size = length & 0x7FFF
            length = int.from_bytes(data[position : position + min(size, 8)])
            position += size
        yield record, number, data[position : position + length]
        position += length
