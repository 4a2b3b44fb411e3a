from datetime import datetime
from zoneinfo import ZoneInfo

from media.metadata import PhotoFacts, read
from tests.media.metadata_files import (
    UTF8,
    alternatives,
    bag,
    iim,
    jpeg,
    jpeg_with_exif,
    packet,
    photoshop,
    xmp_segment,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def facts(data: bytes) -> PhotoFacts:
    return read(data, zone=ZONE)


def test_xmp() -> None:
    text = packet(
        alternatives("dc:description", en="Boats", x_default="Thuyền về bến")
        + bag("dc:creator", "Lê Na", kind="Seq")
        + bag("dc:subject", "biển", "thuyền", "Biển"),
        'photoshop:Headline="Chiều" photoshop:City="Hội An" photoshop:Country="Việt Nam"'
        ' photoshop:Credit="Lê Na/Báo Mới" photoshop:DateCreated="2026-11-20T08:30:00"',
    )
    assert facts(jpeg(xmp_segment(text.encode()))) == PhotoFacts(
        title="Chiều",
        caption="Thuyền về bến",
        photographer="Lê Na",
        source="Báo Mới",
        place="Hội An, Việt Nam",
        keywords="biển, thuyền",
        taken_at=datetime(2026, 11, 20, 8, 30, tzinfo=ZONE),
    )


def test_iim() -> None:
    data = jpeg(photoshop(iim(UTF8, (2, 120, "Chợ sớm".encode()), (2, 80, "Lê Na".encode()), (2, 55, b"20261120"))))
    assert facts(data) == PhotoFacts(
        caption="Chợ sớm", photographer="Lê Na", taken_at=datetime(2026, 11, 20, tzinfo=ZONE)
    )


def test_exif() -> None:
    data = jpeg_with_exif(
        {0x013B: "Le Na", 0x010E: "OLYMPUS DIGITAL CAMERA"}, {0x9003: "2026:11:20 08:30:00", 0x9011: "+09:00"}
    )
    assert facts(data).photographer == "Le Na"
    assert facts(data).caption == ""
    assert facts(data).taken_at.isoformat() == "2026-11-20T08:30:00+09:00"
