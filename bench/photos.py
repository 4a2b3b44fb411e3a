"""What a photograph costs from upload to renditions: CPU seconds on one core, bytes of each file.

.venv/bin/python -m bench.photos
"""

import argparse
import io
import statistics
import sys
from collections.abc import Callable
from random import Random
from time import process_time
from typing import TypeVar

from PIL import Image

from media.imaging import Rendition, Rights, colour, decode, render
from media.likeness import hashes

Made = TypeVar("Made")

RIGHTS = Rights("Trần Thị Bích", "Ảnh: Bích", "© Báo Sông Hậu", "Chỉ đăng một lần")
# Cells across the picture and their strength: light, shapes, textures, the grain of the sensor.
LAYERS = ((6, 1.0), (24, 0.4), (96, 0.3), (400, 0.2), (1500, 0.14), (6000, 0.06))


def photograph(width: int, height: int, quality: int = 93) -> bytes:
    """A JPEG that is as laborious as a photograph: always the same."""
    random = Random(1)  # noqa: S311  (grain, not a secret)
    image = Image.new("RGB", (width, height))
    for across, strength in LAYERS:
        down = max(1, across * height // width)
        layer = Image.frombytes("RGB", (across, down), random.randbytes(across * down * 3))
        image = Image.blend(image, layer.resize((width, height), Image.Resampling.BICUBIC), strength)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What it makes, and the CPU seconds of this process for it."""
    start = process_time()
    made = work()
    return made, process_time() - start


def measured(data: bytes) -> tuple[dict[str, float], dict[str, Rendition]]:
    """The CPU seconds of every step for one file, and its renditions."""
    seconds = {}
    image, seconds["decode"] = timed(lambda: decode(data))
    renditions, seconds["render"] = timed(lambda: render(image, "0.4x0.35", RIGHTS))
    _, seconds["hashes"] = timed(lambda: hashes(image))
    _, seconds["colour"] = timed(lambda: colour(image))
    return seconds | {"total": sum(seconds.values())}, renditions


def report(data: bytes, rounds: int, say: Callable[[str], object]) -> None:
    """Says the median of each step and the bytes of each rendition."""
    runs = [measured(data) for _ in range(rounds)]
    say(f"{len(data) / 1e6:.1f} MB JPEG, median of {rounds}, CPU seconds on one core:\n")
    for step in runs[0][0]:
        say(f"  {step:10} {statistics.median(seconds[step] for seconds, _ in runs):6.2f}\n")
    say("bytes of each rendition:\n")
    for name, rendition in runs[0][1].items():
        avif = f"{len(rendition.avif):9,}" if rendition.avif else "        –"
        say(f"  {name:10} {rendition.width:5} × {rendition.height:<5} jpeg {len(rendition.jpeg):9,}  avif {avif}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, default=6000)
    parser.add_argument("--height", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    report(photograph(options.width, options.height), options.rounds, sys.stdout.write)


if __name__ == "__main__":
    main()
