"""Files that are made to do harm: each is refused with a reason or becomes a harmless picture, at a bounded cost.

Memory is measured in processes of their own, whose peak nothing else has raised before.
"""

import json
import struct
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from media.imaging import BROKEN, MAX_PIXELS, TOO_COSTLY, TOO_LARGE, NotAPicture, decode, render
from media.likeness import hashes
from tests.media.pictures import PRETENDERS, encoded, picture, png_header, progressive

# Wide enough for a process that has Django and a file of 50 MB in memory, too.
MOST_MEGABYTES = 300

MEASURED = r"""
import json, re, sys, warnings
from pathlib import Path
from media.imaging import NotAPicture, decode
warnings.simplefilter("ignore")
for name in sys.argv[1:]:
    try:
        decode(Path(name).read_bytes())
        reason = ""
    except NotAPicture as refusal:
        reason = refusal.reason
    # Not getrusage: its peak is also that of the process which started this one.
    peak = re.search("VmHWM:\s+([0-9]+)", Path("/proc/self/status").read_text())[1]
    print(json.dumps([name, reason, int(peak) // 1024]))
"""


def refused_in_a_process(*files: Path) -> tuple[list[str], int]:
    """The reasons for which the files are refused ("" for a picture), and the most megabytes that it took."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, *files], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert [name for name, _, _ in told] == [str(file) for file in files]
    return [reason for _, reason, _ in told], max(megabytes for _, _, megabytes in told)


# --- The shared collection ----------------------------------------------------


@pytest.mark.filterwarnings("ignore")
def test_every_odd_or_hostile_picture_is_refused_with_a_reason_or_converted(shared: Path) -> None:
    lines = (shared / "corpora" / "images.jsonl").read_text().splitlines()
    converted = 0
    for file in (json.loads(line)["file"] for line in lines):
        data = (shared / "corpora" / file).read_bytes()
        try:
            image = decode(data)
        except NotAPicture as refusal:
            assert refusal.reason.endswith("."), file
            continue
        renditions = render(image)
        hashes(image)
        assert {"w400", "card400", "square400", "hero800", "social1200"} <= set(renditions), file
        converted += 1
    assert converted > 80


def test_no_file_of_the_shared_collection_takes_much_memory(shared: Path) -> None:
    files = sorted(path for path in (shared / "corpora" / "images").iterdir() if path.is_file())
    _, megabytes = refused_in_a_process(*files)
    assert megabytes < MOST_MEGABYTES


# --- Our own ------------------------------------------------------------------


def test_what_only_pretends_takes_no_memory(tmp_path: Path) -> None:
    files = []
    for name, data in PRETENDERS.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    reasons, megabytes = refused_in_a_process(*files)
    assert all(reasons)
    assert megabytes < 60


@pytest.mark.parametrize("size", [(60_000, 1), (1, 60_000), (2**31 - 1, 2**31 - 1), (20_000, 3_001)])
def test_a_bomb_of_pixels_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(NotAPicture) as refusal, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        decode(png_header(*size))
    assert refusal.value.reason == TOO_LARGE


def test_the_largest_picture_that_breaks_off_stays_below_the_limit(tmp_path: Path) -> None:
    """As many pixels as we take, as RGBA: only when all of them are there does it show that the end is missing."""
    side = int(MAX_PIXELS**0.5)
    whole = encoded(Image.new("RGBA", (side, side), (9, 99, 199, 99)), "PNG", compress_level=1)
    file = tmp_path / "cut.png"
    file.write_bytes(whole[: int(len(whole) * 0.97)])
    reasons, megabytes = refused_in_a_process(file)
    assert reasons == [BROKEN]
    assert megabytes < MOST_MEGABYTES


def test_the_largest_jpeg_that_is_taken_needs_half_the_memory_of_its_pixels(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    file.write_bytes(picture((9_480, 6_320)))
    reasons, megabytes = refused_in_a_process(file)
    assert reasons == [""]
    assert megabytes < 4 * MAX_PIXELS / 2 / 1024 / 1024 + 60


@pytest.mark.parametrize("scans", [60, 2_000])
def test_a_picture_of_too_many_passes_is_refused_before_they_are_made(scans: int) -> None:
    # Each pass over 36 megapixels takes a twentieth of a second, and a hundred bytes of the file.
    with pytest.raises(NotAPicture) as refusal:
        decode(progressive((6_000, 6_000), scans))
    assert refusal.value.reason == TOO_COSTLY


def test_passes_over_a_small_picture_are_cheap() -> None:
    assert decode(progressive((600, 400))).size == (600, 400)
    assert decode(progressive((600, 400), scans=500)).size == (600, 400)


def test_passes_are_counted_in_the_first_picture_only() -> None:
    """Behind it may lie others, and in front of it a thumbnail."""
    preview = progressive((60, 40), scans=200)
    exif = b"Exif\0\0" + preview
    assert decode(encoded(Image.new("RGB", (6_000, 4_000)), exif=exif) + preview * 9).size == (6_000, 4_000)


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("WEBP", {"lossless": True, "quality": 0, "method": 0}),
        ("JPEG", {"progressive": True, "mode": "CMYK"}),
    ],
)
def test_a_decoder_that_would_take_half_a_gigabyte_is_not_started(format: str, options: dict) -> None:
    data = encoded(Image.new(options.pop("mode", "RGB"), (7_000, 6_000)), format, **options)
    with pytest.raises(NotAPicture) as refusal:
        decode(data)
    assert refusal.value.reason == TOO_COSTLY


TIFF_TAGS = {"BitsPerSample": (258, 3), "Orientation": (274, 3), "XResolution": (282, 5), "StripOffsets": (273, 4)}


@pytest.mark.parametrize(("tag", "kind"), TIFF_TAGS.values(), ids=TIFF_TAGS)
@pytest.mark.parametrize("order", "<>")
def test_a_header_of_a_million_numbers_is_refused_unread(tag: int, kind: int, order: str) -> None:
    # Pillow would make Python objects of all of them, at fifty times the bytes.
    numbers = 1_000_000
    entries = {256: (4, 1, 9), 257: (4, 1, 9), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1), 273: (4, 1, 8)}
    entries |= {277: (3, 1, 1), 278: (4, 1, 9), 279: (4, 1, 81), tag: (kind, numbers, 200)}
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries))
    for name in sorted(entries):
        head += struct.pack(order + "HHII", name, *entries[name])
    tiff = head + bytes(8 * numbers + 200)
    for data in (tiff, webp_with_exif(tiff)):
        with pytest.raises(NotAPicture) as refusal:
            decode(data)
        assert refusal.value.reason == TOO_COSTLY


def webp_with_exif(exif: bytes) -> bytes:
    return encoded(Image.new("RGB", (9, 9)), "WEBP", exif=b"Exif\0\0" + exif)


def test_endless_exif_is_refused_unread() -> None:
    data = picture((90, 60))
    segment = b"\xff\xe1" + struct.pack(">H", 2 + 6 + 60_000) + b"Exif\0\0" + bytes(60_000)
    with pytest.raises(NotAPicture) as refusal:
        decode(data[:2] + segment * 40 + data[2:])
    assert refusal.value.reason == TOO_COSTLY


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "TIFF", "WEBP"])
def test_markup_behind_or_inside_a_picture_is_not_served(format: str) -> None:
    script = b"<script>alert(document.domain)</script>"
    options = {"JPEG": {"comment": script}, "GIF": {"comment": script}}.get(format, {})
    polyglot = picture((90, 60), format=format, **options) + b"\n<!doctype html>" + script
    for rendition in render(decode(polyglot)).values():
        assert all(b"script" not in served for served in (rendition.jpeg, rendition.avif) if served)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"])
def test_a_file_that_breaks_off_anywhere_is_refused_or_shown(format: str) -> None:
    """A TIFF or an AVIF may hold all pixels before its end; nothing but a refusal may happen."""
    data = picture((300, 200), format=format)
    refused = 0
    for length in range(0, len(data), max(1, len(data) // 60)):
        try:
            assert decode(data[:length]).size == (300, 200)
        except NotAPicture as refusal:
            assert refusal.reason.endswith(".")
            refused += 1
    assert refused > 10
