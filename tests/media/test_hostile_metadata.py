"""Metadata that are broken, heavy or made to do harm hide nothing else, cost little and never fail."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.metadata import PhotoFacts
from tests.media.metadata_files import (
    ARTIST,
    CAPTION,
    CAPTIONED,
    DESCRIPTION,
    TAKEN,
    UTF8,
    XP_TITLE,
    alternatives,
    bag,
    exif,
    exif_segments,
    facts,
    gif,
    iim,
    jpeg,
    jpeg_with_exif,
    packet,
    photoshop,
    png,
    png_chunk,
    png_text,
    segment,
    tiff_block,
    xmp_segment,
)
from tests.media.pictures import PRETENDERS, picture
from tests.work import calls

BOMB = (
    "<!DOCTYPE l ["
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
    + '<!ENTITY a0 "bum"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("entity", ["a10", "a0", "f", "unknown"])
@pytest.mark.parametrize("before", [BOMB, BOMB.replace("<!DOCTYPE l", "<!DOCTYPE\nl"), ""])
def test_entities_are_never_expanded(entity: str, before: str) -> None:
    text = packet(alternatives("dc:description", x_default=f"&{entity};"), before=before)
    for encoding in ("utf-8", "utf-16"):
        assert facts(jpeg(xmp_segment(text.encode(encoding)))) == PhotoFacts()


BROKEN_XMP = {
    "nothing": b"",
    "zeros": b"\0" * 100,
    "half": CAPTIONED[: len(CAPTIONED) // 2],
    "not XML": b"<<<>>>",
    "no RDF": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
    "HTML": b"<html><body>hello</body></html>",
    "random": random.Random(1).randbytes(3_000),
    "odd UTF-16": b"\xff\xfe<",
    "surrogate": CAPTIONED.replace(b"Ghe", b"&#xd800;"),
    "zero": CAPTIONED.replace(b"Ghe", b"&#0;"),
}


@pytest.mark.parametrize("broken", BROKEN_XMP.values(), ids=BROKEN_XMP)
def test_broken_xmp_does_not_hide_the_others(broken: bytes) -> None:
    data = jpeg_with_exif({ARTIST: b"Le Na"})
    segments = xmp_segment(broken) + photoshop(iim((2, 120, b"Cho noi")))
    assert facts(data[:2] + segments + data[2:]) == PhotoFacts(caption="Cho noi", photographer="Le Na")


BROKEN_IIM = {
    "nothing": b"",
    "no marker": b"hello" * 20,
    "too long": b"\x1c\x02\x78\x7f\xff",
    "absurd length": b"\x1c\x02\x78\xff\xff" + b"\xff" * 50,
    "header only": b"\x1c\x02",
    "random": b"\x1c" + random.Random(2).randbytes(300),
}


@pytest.mark.parametrize("broken", BROKEN_IIM.values(), ids=BROKEN_IIM)
def test_broken_iim_keeps_what_stands_before_it_and_does_not_hide_the_others(broken: bytes) -> None:
    data = jpeg_with_exif({ARTIST: b"Le Na"})
    records = iim((2, 105, b"Cho noi")) + broken
    known = facts(data[:2] + photoshop(records) + data[2:])
    assert (known.title, known.photographer) == ("Cho noi", "Le Na")


BROKEN_EXIF = {
    "nothing": b"",
    "no TIFF": b"hello, world",
    "no directory": b"II*\0\xff\xff\xff\xff",
    "half a directory": tiff_block([(ARTIST, 2, 4, 1)])[:15],
    "beyond the end": tiff_block([(ARTIST, 2, 2**32 - 1, 2**32 - 1)]),
    "directory in itself": tiff_block([(0x8769, 4, 1, 8)]),
    "directory beyond the end": tiff_block([(0x8769, 4, 1, 2**32 - 1)]),
    "unknown type": tiff_block([(ARTIST, 99, 4, 1), (DESCRIPTION, 0, 9, 9)]),
    "BigTIFF of absurd count": b"II+\0\x08\0\0\0" + b"\x10" + b"\0" * 7 + b"\xff" * 8,
    "random": b"MM\0*" + random.Random(3).randbytes(300),
}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.*")
@pytest.mark.parametrize("broken", BROKEN_EXIF.values(), ids=BROKEN_EXIF)
def test_broken_exif_does_not_hide_the_others(broken: bytes) -> None:
    segments = xmp_segment(CAPTIONED) + photoshop(iim((2, 80, b"Le Na"))) + exif_segments(broken)
    known = facts(jpeg(segments))
    assert (known.caption, known.photographer) == (CAPTION, "Le Na")


def test_a_broken_directory_of_the_exposure_does_not_hide_the_photographer() -> None:
    block = tiff_block([(ARTIST, 2, 4, 0x00615361), (0x8769, 4, 1, 2**32 - 1)])
    assert facts(png(early=png_chunk(b"eXIf", block))) == PhotoFacts(photographer="aSa")


def packed(properties: str, attributes: str = "") -> bytes:
    return png(early=png_text(packet(properties, attributes).encode(), packed=True))


HEAVY: dict[str, Callable[[], bytes]] = {
    "nine megabytes of text": lambda: packed(f"<dc:description>{'a ' * 4_500_000}</dc:description>"),
    "forty megabytes in a packed chunk": lambda: packed(f"<dc:description>{'a' * 40_000_000}</dc:description>"),
    "marks upon one letter": lambda: packed(f"<dc:description>a{chr(0x301) * 2_000_000}</dc:description>"),
    "as many tags as allowed": lambda: packed("<dc:a/>" * 99_000),
    "more tags than allowed": lambda: packed("<dc:a/>" * 1_000_000),
    "tags within tags": lambda: packed("<dc:a>" * 49_000 + "</dc:a>" * 49_000),
    "lists within lists": lambda: packed("<rdf:Bag><rdf:li>" * 24_000 + "</rdf:li></rdf:Bag>" * 24_000),
    "many attributes": lambda: packed("", " ".join(f'dc:a{number}=""' for number in range(50_000))),
    "long namespace": lambda: packed("<q:a/>" * 40_000, f'xmlns:q="{"u" * 500_000}"'),
    "many keywords": lambda: packed(bag("dc:subject", *map(str, range(40_000)))),
    "many names": lambda: packed(bag("dc:creator", *("Lê Na " * 30 for _ in range(40_000)))),
    "many empty records": lambda: jpeg(*[photoshop(iim(*[(2, 25, b"")] * 10_000))] * 10),
    "many chunks": lambda: png(late=png_chunk(b"tEXt", b"") * 200_000),
    "a huge number of numbers": lambda: png(
        early=png_chunk(b"eXIf", tiff_block([(ARTIST, 5, 500_000, 26)], b"7" * 4_000_000))
    ),
    "a photographer of two million names": lambda: tiff_block([(ARTIST, 2, 4_000_000, 26)], b"a;" * 2_000_000),
    "many huge tags": lambda: png(
        early=png_chunk(b"eXIf", tiff_block([(tag, 7, 3_000_000, 800_000) for tag in range(60_000)], b"7" * 3_000_000))
    ),
}


@pytest.mark.parametrize("file", HEAVY.values(), ids=HEAVY)
def test_heavy_metadata_take_little_work(file: Callable[[], bytes]) -> None:
    data = file()
    assert calls(lambda: facts(data)) < 1_000_000


@pytest.mark.parametrize("data", [*PRETENDERS.values(), b""], ids=[*PRETENDERS, "empty"])
def test_what_is_no_picture_says_nothing(data: bytes) -> None:
    assert facts(data) == PhotoFacts()


@pytest.mark.filterwarnings("ignore:::PIL.*")
def test_every_picture_of_the_shared_corpora_is_read(shared: Path) -> None:
    paths = sorted((shared / "corpora" / "images").iterdir())
    assert paths
    for path in paths:
        assert isinstance(facts(path.read_bytes()), PhotoFacts), path.name


def full(format: str) -> bytes:
    """A picture of this format with all that it can hold."""
    tags = exif({ARTIST: "Lê Na".encode(), XP_TITLE: "Thuyền".encode("utf-16-le")}, {TAKEN: "2026:11:20 05:40:12"})
    if format == "TIFF":
        tags[700], tags[33723] = CAPTIONED, iim(UTF8, (2, 120, CAPTION.encode()))
        return picture((16, 12), format=format, exif=tags)
    if format == "PNG":
        return png(early=png_text(CAPTIONED, packed=True), late=png_chunk(b"eXIf", tags.tobytes()[6:]))
    if format == "GIF":
        return gif(CAPTIONED)
    data = picture((16, 12), format=format, exif=tags, xmp=CAPTIONED)
    return data[:2] + photoshop(iim(UTF8, (2, 120, CAPTION.encode()))) + data[2:] if format == "JPEG" else data


FULL = {format: full(format) for format in ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")}


@pytest.mark.filterwarnings("ignore:::PIL.*")
@pytest.mark.parametrize("format", FULL)
@settings(deadline=None, max_examples=60)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=6),
    end=st.floats(0.1, 1),
)
def test_no_damage_to_a_file_makes_reading_fail(format: str, changes: list[tuple[float, bytes]], end: float) -> None:
    data = bytearray(FULL[format])
    for place, new in changes:
        start = int(place * len(data))
        data[start : start + len(new)] = new
    known = facts(bytes(data[: int(end * len(data))]))
    for field, text in vars(known).items():
        if field != "taken_at":
            text.encode()
            assert "\0" not in text and len(text) <= 10_000


@settings(deadline=None, max_examples=60)
@given(records=st.binary(max_size=300), block=st.binary(max_size=300), text=st.text(max_size=300))
@pytest.mark.filterwarnings("ignore:::PIL.*")
def test_no_metadata_make_reading_fail(records: bytes, block: bytes, text: str) -> None:
    written = packet(alternatives("dc:description", x_default="{}")).replace("{}", text)
    segments = xmp_segment(written.encode(errors="surrogatepass")) + photoshop(b"\x1c\x02" + records)
    facts(jpeg(segments, segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + block)))
