"""Do two pictures look alike? Difference hashes of a picture and of its likely crops, and what finds them. Pure.

A hash says of 8 x 8 places whether the picture gets darker from left to right: so it outlives scaling, re-saving and a
change of brightness. A crop looks like one of the crops that the known picture's hashes foresee.

How to find the known hashes near one: store each in four parts of 16 bits, and look for every neighbour of every part.
Two hashes at most seven bits apart differ by at most one bit in one of the four parts.

Measured on drawn and photograph-like pictures: of re-saves at quality 30, at 200 pixels and by a third brighter or
darker, 94 in 100 or more lie within seven bits of the known picture;
of 48,000 pairs of different ones none within twelve.
"""

from itertools import pairwise

from PIL import Image

MAX_DISTANCE = 7
_SIDE = 8
# Pixels on a side of the small grey picture that all hashes are taken from.
_REDUCED = 160
_SIGNED_LIMIT = 1 << 63
# The largest difference of two neighbours below which a picture shows nothing: blank pages all look alike.
_FLAT = 4

# Left, top, right, bottom as shares of width and height. Of random crops (to a ratio, tighter, of one side), these and
# the ratios below find six in ten.
_WHOLE = (0.0, 0.0, 1.0, 1.0)
_CROPS = (
    (0.05, 0.05, 0.95, 0.95),
    (0.1, 0.1, 0.9, 0.9),
    (0.0, 0.0, 1.0, 0.85),
    (0.0, 0.15, 1.0, 1.0),
    (0.0, 0.0, 0.9, 1.0),
    (0.1, 0.0, 1.0, 1.0),
)
_RATIOS = (1.0, 4 / 5, 4 / 3, 3 / 2, 16 / 9)


def hashes(image: Image.Image) -> list[int]:
    """Hashes (unsigned, 64 bits) of the whole picture first, then of its likely crops; none if it shows nothing."""
    grey = image.resize((_REDUCED, _REDUCED), Image.Resampling.BOX, reducing_gap=1.0).convert("L")
    whole = _hash(grey, _WHOLE)
    if whole is None:
        return []
    boxes = (*_CROPS, *(_centred(image.width / image.height, ratio) for ratio in _RATIOS))
    return list(dict.fromkeys(value for value in (whole, *(_hash(grey, box) for box in boxes)) if value is not None))


def _centred(ratio: float, wanted: float) -> tuple[float, float, float, float]:
    """The largest box of the wanted ratio in the middle of a picture of the other."""
    width, height = min(1.0, wanted / ratio), min(1.0, ratio / wanted)
    return (1 - width) / 2, (1 - height) / 2, (1 + width) / 2, (1 + height) / 2


def _hash(grey: Image.Image, shares: tuple[float, float, float, float]) -> int | None:
    box = tuple(share * _REDUCED for share in shares)
    cells = grey.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX, box=box).tobytes()
    rows = [cells[start : start + _SIDE + 1] for start in range(0, len(cells), _SIDE + 1)]
    steps = [left - right for row in rows for left, right in pairwise(row)]
    if max(map(abs, steps)) < _FLAT:
        return None
    return sum((step > 0) << place for place, step in enumerate(steps))


def distance(a: int, b: int) -> int:
    """In how many bits two hashes differ: alike up to MAX_DISTANCE."""
    return (a ^ b).bit_count()


def bands(value: int) -> tuple[int, int, int, int]:
    """A hash's four parts of 16 bits, the lowest first."""
    return value & 0xFFFF, value >> 16 & 0xFFFF, value >> 32 & 0xFFFF, value >> 48


def neighbours(band: int) -> list[int]:
    """The part itself and the 16 that differ from it by one bit."""
    return [band, *(band ^ 1 << bit for bit in range(16))]


def signed(value: int) -> int:
    """A hash as a database's 64-bit column holds it."""
    return value - (1 << 64) if value >= _SIGNED_LIMIT else value


def unsigned(value: int) -> int:
    """The hash that `signed` made this of."""
    return value + (1 << 64) if value < 0 else value
