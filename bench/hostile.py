"""What files cost that are refused, and the largest that are taken: CPU seconds and peak memory, each in a process.

.venv/bin/python -m bench.hostile [FILE …]

Without files, our own: the largest pictures that are taken, and the ones that break off, pretend or are bombs.
The limits: 3 s and 400 MB for a file that is refused.
"""

import argparse
import io
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from time import process_time

from PIL import Image

from bench.photos import RIGHTS, photograph
from media.imaging import MAX_PIXELS, NotAPicture, colour, decode, render
from media.likeness import hashes

SIDE = int(MAX_PIXELS**0.5)


def encoded(mode: str, size: tuple[int, int], form: str, **options: object) -> bytes:
    """A file of one colour."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "60 MP photograph": lambda: photograph(9_480, 6_320),
    "60 MP photograph, end missing": lambda: photograph(9_480, 6_320)[:-200_000],
    "60 MP PNG with transparency": lambda: encoded("RGBA", (SIDE, SIDE), "PNG", compress_level=1),
    "60 MP PNG, end missing": lambda: encoded("RGBA", (SIDE, SIDE), "PNG", compress_level=1)[:-100_000],
    "a bomb of 400 MP": lambda: encoded("L", (20_000, 20_000), "PNG"),
    "1 × 60,000": lambda: encoded("RGB", (1, 60_000), "PNG"),
    "50 MB that are no picture": lambda: b"\0" * 50_000_000,
}


def cost(path: Path) -> str:
    """Takes in the file as the upload does, in this process: what came of it, CPU seconds, peak megabytes."""
    data = path.read_bytes()
    warnings.simplefilter("ignore")
    start = process_time()
    try:
        image = decode(data)
        hashes(image)
        colour(image)
        render(image, "0.5x0.5", RIGHTS)
        outcome = "taken"
    except NotAPicture as refusal:
        outcome = f"refused: {refusal.reason}"
    seconds = process_time() - start
    # Not getrusage: its peak is also that of the process which started this one.
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
    return f"{seconds:6.2f} s {peak // 1024:5} MB  {outcome}"


def in_its_own_process(path: Path) -> str:
    run = [sys.executable, "-m", "bench.hostile", "--here", str(path)]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603  (ourselves)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        sys.stdout.write(cost(options.here))
        return
    for path in options.files:
        sys.stdout.write(f"{in_its_own_process(path)}  {path.name}\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in () if options.files else FILES.items():
            path = Path(folder) / "file"
            path.write_bytes(make())
            sys.stdout.write(f"{in_its_own_process(path)}  {name}\n")


if __name__ == "__main__":
    main()
