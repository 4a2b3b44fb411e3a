"""What a photographer wrote into a file arrives in the library's fields, whichever program wrote it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine
from PIL import Image, PngImagePlugin

from media.imaging import EXTENSIONS
from media.metadata import PhotoFacts
from media.models import Photo
from tests.media.metadata_files import (
    ARTIST,
    CAPTION,
    CAPTIONED,
    COPYRIGHT,
    DESCRIPTION,
    OFFSET,
    TAKEN,
    UTF8,
    XP_AUTHOR,
    XP_COMMENT,
    XP_KEYWORDS,
    XP_TITLE,
    ZONE,
    alternatives,
    bag,
    exif,
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
    tiff_block,
    with_exif,
    with_iim,
    with_xmp,
    xmp_segment,
)
from tests.media.pictures import encoded, picture

# --- Each standard, whole -----------------------------------------------------


def test_xmp_fills_every_field() -> None:
    properties = (
        alternatives("dc:title", x_default="bien-03")
        + alternatives("dc:description", x_default="Thuyền về bến sau bão.\nDân làng ra đón.")
        + alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="Ba chiếc thuyền gỗ bên cầu cảng")
        + bag("dc:creator", "Lê Na", "Trần Tú", kind="Seq")
        + alternatives("dc:rights", x_default="© 2026 Báo Mới")
        + alternatives("xmpRights:UsageTerms", x_default="Chỉ dùng cho báo in")
        + bag("Iptc4xmpExt:PersonInImage", "Ông Tư Sển", "Bà Năm")
        + bag("dc:subject", "biển", "thuyền")
    )
    attributes = (
        'photoshop:Headline="Thuyền về" photoshop:Credit="Báo Mới" photoshop:Source="Kho ảnh Mới"'
        ' photoshop:Instructions="Không cắt" Iptc4xmpCore:Location="Bãi Dừa" photoshop:City="Hội An"'
        ' photoshop:Country="Việt Nam" photoshop:DateCreated="2026-11-20T05:40:12+07:00"'
    )
    assert with_xmp(properties, attributes) == PhotoFacts(
        title="Thuyền về",
        caption="Thuyền về bến sau bão.\nDân làng ra đón.",
        alt="Ba chiếc thuyền gỗ bên cầu cảng",
        photographer="Lê Na, Trần Tú",
        source="Báo Mới",
        copyright="© 2026 Báo Mới",
        usage_terms="Chỉ dùng cho báo in\nKhông cắt",
        place="Bãi Dừa, Hội An, Việt Nam",
        people="Ông Tư Sển, Bà Năm",
        keywords="biển, thuyền",
        taken_at=datetime(2026, 11, 20, 5, 40, 12, tzinfo=ZONE),
    )


def test_iim_fills_every_field_it_has() -> None:
    texts = {
        5: "bien-03",
        105: "Thuyền về",
        120: "Thuyền về bến",
        80: "Lê Na",
        110: "Báo Mới",
        115: "Kho ảnh Mới",
        116: "© 2026 Báo Mới",
        40: "Không cắt",
        92: "Bãi Dừa",
        90: "Hội An",
        101: "Việt Nam",
        55: "20261120",
        60: "054012+0900",
    }
    keywords = [(2, 25, "biển".encode()), (2, 25, "thuyền".encode())]
    assert with_iim(UTF8, *((2, number, text.encode()) for number, text in texts.items()), *keywords) == PhotoFacts(
        title="Thuyền về",
        caption="Thuyền về bến",
        photographer="Lê Na",
        source="Báo Mới",
        copyright="© 2026 Báo Mới",
        usage_terms="Không cắt",
        place="Bãi Dừa, Hội An, Việt Nam",
        keywords="biển, thuyền",
        taken_at=datetime(2026, 11, 20, 5, 40, 12, tzinfo=timezone(timedelta(hours=9))),
    )


def test_exif_fills_every_field_it_has() -> None:
    tags = {DESCRIPTION: CAPTION.encode(), ARTIST: "Lê Na;Trần Tú".encode(), COPYRIGHT: "© Báo Mới".encode()}
    assert with_exif(tags, {TAKEN: "2026:11:20 05:40:12", OFFSET: "+09:00"}) == PhotoFacts(
        caption=CAPTION,
        photographer="Lê Na, Trần Tú",
        copyright="© Báo Mới",
        taken_at=datetime(2026, 11, 20, 5, 40, 12, tzinfo=timezone(timedelta(hours=9))),
    )


def test_what_windows_notes_in_utf16_is_read() -> None:
    texts = {XP_TITLE: "Thuyền về", XP_COMMENT: CAPTION, XP_AUTHOR: "Lê Na;Trần Tú", XP_KEYWORDS: "biển;thuyền;biển"}
    assert with_exif({tag: (text + "\0").encode("utf-16-le") for tag, text in texts.items()}) == PhotoFacts(
        title="Thuyền về", caption=CAPTION, photographer="Lê Na, Trần Tú", keywords="biển, thuyền"
    )


# --- Which of several ---------------------------------------------------------


def test_xmp_goes_before_iim_and_iim_before_exif_field_by_field() -> None:
    data = jpeg_with_exif({DESCRIPTION: b"EXIF", ARTIST: b"EXIF", COPYRIGHT: b"EXIF"})
    segments = xmp_segment(packet(alternatives("dc:description", x_default="XMP")).encode())
    segments += photoshop(iim((2, 120, b"IIM"), (2, 80, b"IIM")))
    assert facts(data[:2] + segments + data[2:]) == PhotoFacts(caption="XMP", photographer="IIM", copyright="EXIF")


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [
        ({"en": "Boats", "x_default": "Bateaux", "vi": "Thuyền"}, "Thuyền"),
        ({"en": "Boats", "vi_VN": "Thuyền"}, "Thuyền"),
        ({"en": "Boats", "x_default": "Bateaux"}, "Bateaux"),
        ({"en": "Boats", "fr": "Bateaux"}, "Boats"),
        ({"vi": "", "fr": "Bateaux"}, "Bateaux"),
    ],
)
def test_of_several_languages_vietnamese_is_taken_else_the_default_else_the_first(
    languages: dict[str, str], chosen: str
) -> None:
    assert with_xmp(alternatives("dc:description", **languages)).caption == chosen


def test_the_source_stands_in_where_there_is_no_credit_line() -> None:
    assert with_xmp("", 'photoshop:Source="Kho ảnh Mới"').source == "Kho ảnh Mới"


@pytest.mark.parametrize(
    ("credit", "printed"),
    [
        ("Lê Na/Báo Mới", "Báo Mới"),
        ("BÁO MỚI/lê na", "BÁO MỚI"),
        ("Lê Na / Báo Mới", "Báo Mới"),
        ("Lê Nam/Báo Mới", "Lê Nam/Báo Mới"),
        ("Lê Na", "Kho ảnh Mới"),
    ],
)
def test_the_credit_does_not_repeat_the_photographer_who_is_printed_beside_it(credit: str, printed: str) -> None:
    attributes = f'photoshop:Credit="{credit}" photoshop:Source="Kho ảnh Mới"'
    assert with_xmp(bag("dc:creator", "Lê Na", kind="Seq"), attributes).source == printed


def parts(**texts: str) -> str:
    return "".join(f"<Iptc4xmpExt:{name}>{text}</Iptc4xmpExt:{name}>" for name, text in texts.items())


SHOWN = parts(Sublocation="Chợ nổi", City="Cái Răng")
CREATED = parts(City="Cần Thơ", CountryName="Việt Nam")


def location(kind: str, fields: str) -> str:
    item = f'<rdf:li rdf:parseType="Resource">{fields}</rdf:li>'
    return f"<Iptc4xmpExt:Location{kind}><rdf:Bag>{item}</rdf:Bag></Iptc4xmpExt:Location{kind}>"


def test_the_place_is_the_one_shown_else_the_older_fields_else_where_the_camera_stood() -> None:
    created, shown = location("Created", CREATED), location("Shown", SHOWN)
    older = 'photoshop:City="Vĩnh Long" photoshop:Country="Việt Nam"'
    assert with_xmp(created + shown, older).place == "Chợ nổi, Cái Răng"
    assert with_xmp(created, older).place == "Vĩnh Long, Việt Nam"
    assert with_xmp(created).place == "Cần Thơ, Việt Nam"


@pytest.mark.parametrize(
    "item",
    [
        '<rdf:li Iptc4xmpExt:City="Cần Thơ" Iptc4xmpExt:CountryName="Việt Nam"/>',
        f"<rdf:li><rdf:Description>{CREATED}</rdf:Description></rdf:li>",
        '<rdf:li><rdf:Description Iptc4xmpExt:City="Cần Thơ" Iptc4xmpExt:CountryName="Việt Nam"/></rdf:li>',
    ],
)
def test_a_place_is_read_in_every_notation_of_a_structure(item: str) -> None:
    text = f"<Iptc4xmpExt:LocationShown><rdf:Bag>{item}</rdf:Bag></Iptc4xmpExt:LocationShown>"
    assert with_xmp(text).place == "Cần Thơ, Việt Nam"


def test_a_place_without_a_bag_around_it_is_read() -> None:
    name = "Iptc4xmpExt:LocationCreated"
    assert with_xmp(f'<{name} rdf:parseType="Resource">{CREATED}</{name}>').place == "Cần Thơ, Việt Nam"


def test_a_prefix_may_be_any() -> None:
    text = packet(alternatives("dc:description", x_default="Chợ")).replace("dc:", "a:").replace("xmlns:dc", "xmlns:a")
    assert facts(jpeg(xmp_segment(text.encode()))).caption == "Chợ"


# --- In every format ----------------------------------------------------------


def png_by_pillow() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", CAPTIONED.decode(), zip=True)
    return encoded(Image.new("RGB", (16, 12)), "PNG", pnginfo=info)


CARRIERS: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: jpeg(xmp_segment(CAPTIONED)),
    "MPO": lambda: (data := picture((16, 12), format="MPO"))[:2] + xmp_segment(CAPTIONED) + data[2:],
    "PNG": png_by_pillow,
    "PNG, behind the pixels": lambda: png(late=png_text(CAPTIONED)),
    "PNG, packed": lambda: png(late=png_text(CAPTIONED, packed=True)),
    "WEBP": lambda: picture((16, 12), format="WEBP", xmp=CAPTIONED),
    "AVIF": lambda: picture((16, 12), format="AVIF", xmp=CAPTIONED),
    "TIFF": lambda: picture((16, 12), format="TIFF", tiffinfo={700: CAPTIONED}),
    "BigTIFF": lambda: picture((16, 12), format="TIFF", tiffinfo={700: CAPTIONED}, big_tiff=True),
    "GIF": lambda: gif(CAPTIONED),
}


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)
def test_xmp_is_read_in_every_format_of_the_library(carrier: Callable[[], bytes]) -> None:
    assert facts(carrier()) == PhotoFacts(caption=CAPTION)


def test_no_format_of_the_library_is_missing_above() -> None:
    assert set(EXTENSIONS) <= set(CARRIERS)


@pytest.mark.parametrize("format", ["JPEG", "MPO", "PNG", "WEBP", "AVIF", "TIFF"])
def test_exif_is_read_in_every_format_that_has_it(format: str) -> None:
    block = exif({ARTIST: "Le Na"}, {TAKEN: "2026:11:20 05:40:12"})
    data = picture((16, 12), format=format, exif=block.tobytes())
    assert facts(data) == PhotoFacts(photographer="Le Na", taken_at=datetime(2026, 11, 20, 5, 40, 12, tzinfo=ZONE))


def test_exif_behind_the_pixels_of_a_png_is_read() -> None:
    block = exif({ARTIST: "Lê Na".encode()}).tobytes()
    assert facts(png(late=png_chunk(b"eXIf", block.removeprefix(b"Exif\0\0")))).photographer == "Lê Na"


def test_exif_of_either_byte_order_is_read() -> None:
    block = exif({ARTIST: "Lê Na".encode()}, {TAKEN: "2026:11:20 05:40:12"})
    block.endian = ">"
    assert facts(encoded(Image.new("RGB", (16, 12)), exif=block)).taken_at == datetime(
        2026, 11, 20, 5, 40, 12, tzinfo=ZONE
    )


@pytest.mark.parametrize("kind", [1, 4, 7])
def test_iim_in_a_tiff_is_read_whichever_type_its_tag_claims(kind: int) -> None:
    records = iim(UTF8, (2, 120, CAPTION.encode()))
    records += b"\0" * (-len(records) % 4)
    length = len(records) // 4 if kind == 4 else len(records)
    assert facts(tiff_block([(33723, kind, length, 26)], records)).caption == CAPTION


# --- Encodings ----------------------------------------------------------------

TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_windows_1258(text: str) -> bytes:
    """As Vietnamese Windows writes: letters with their hats, tones behind them."""
    letters = re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*", unicodedata.normalize("NFD", text))
    split = (("".join(s for s in x if s not in TONES), "".join(s for s in x if s in TONES)) for x in letters)
    return "".join(unicodedata.normalize("NFC", letter) + tone for letter, tone in split).encode("cp1258")


VIETNAMESE = ["Chợ nổi Cái Răng", "Đà Nẵng", "Huế", "ĐÊM HỘI QUẢNG NAM", "Nguyễn Thị Ánh", "cao hơn mọi năm", CAPTION]
WESTERN = ["Le café de São Paulo", "Señor Müller", "Hòa Bình", "Bão", "Così però più à Milano", "Friðrik Þór", "Hà"]


@pytest.mark.parametrize("text", VIETNAMESE)
def test_vietnamese_of_every_encoding_is_read(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    expected = PhotoFacts(caption=text)
    assert with_iim(UTF8, (2, 120, text.encode())) == expected
    assert with_iim((2, 120, text.encode())) == expected
    assert with_iim(UTF8, (2, 120, decomposed.encode())) == expected
    assert with_iim((2, 120, as_windows_1258(text))) == expected
    assert with_exif({DESCRIPTION: text.encode()}) == expected
    assert with_exif({DESCRIPTION: as_windows_1258(text)}) == expected
    assert with_xmp(alternatives("dc:description", x_default=decomposed)) == expected
    assert with_xmp("", f'photoshop:Headline="{decomposed}"').title == text


@pytest.mark.parametrize("text", WESTERN)
def test_latin_1_is_read(text: str) -> None:
    assert with_iim((2, 120, text.encode("cp1252"))) == PhotoFacts(caption=text)
    assert with_exif({DESCRIPTION: text.encode("cp1252")}) == PhotoFacts(caption=text)
    raw = packet(alternatives("dc:description", x_default="@@")).replace("\ufeff", "").encode()
    assert facts(jpeg(xmp_segment(raw.replace(b"@@", text.encode("cp1252"))))) == PhotoFacts(caption=text)


def test_the_code_page_is_told_from_all_texts_of_a_file() -> None:
    # Alone, these two bytes would be "võ" as well as "vơ".
    known = with_iim(
        (2, 80, "Võ".encode("cp1252")), (2, 120, "Café ở đâu? Père Noël, François".encode("cp1252", "replace"))
    )
    assert known.photographer == "Vơ"


def test_a_name_that_an_old_field_cut_within_a_letter_loses_only_that_letter() -> None:
    cut = "Nguyễn Thị Hồng Nhung Phượng Ngọc".encode()[:13]
    assert with_iim(UTF8, (2, 80, cut)).photographer == "Nguyễn Th"
    assert with_iim((2, 80, cut)).photographer == "Nguyễn Th"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_packet_may_be_utf_8_or_utf_16(encoding: str) -> None:
    assert facts(jpeg(xmp_segment(CAPTIONED.decode().encode(encoding)))).caption == CAPTION


def test_a_packet_padded_with_zeros_is_read() -> None:
    assert facts(jpeg(xmp_segment(CAPTIONED + b"\0" * 2000))).caption == CAPTION


# --- Clean --------------------------------------------------------------------


def test_signs_that_hide_or_turn_text_do_not_come_through() -> None:
    dirty = "\u202eẢnh\u2066 đẹp\x00\x1b[31m\x9b \u200bquá\ufeff\U000e0041"
    assert with_iim(UTF8, (2, 120, dirty.encode())).caption == "Ảnh đẹp[31m quá"
    assert with_iim(UTF8, (2, 105, b"Hai\r\ndong \xc2\xa0 mot")).title == "Hai dong mot"
    assert with_iim(UTF8, (2, 120, "  Một\r\nhai \n".encode())).caption == "Một\nhai"


def test_lone_surrogates_become_signs_that_a_database_takes() -> None:
    title = with_exif({XP_TITLE: b"A\x00\x00\xd8B\x00"}).title
    assert title.encode() and title.startswith("A") and title.endswith("B")


@pytest.mark.parametrize(
    "text",
    ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM\\100MEDIA\\DJI_0001.JPG", "default", "KONICA MINOLTA DIGITAL CAMERA"]
    + ["DSC_4711", "_MG_1234", "IMG_20261120_054012", "bien-dong.jpg", "Created with GIMP", "untitled", " "],
)
def test_what_nobody_wrote_is_no_caption(text: str) -> None:
    data = jpeg_with_exif({DESCRIPTION: text.encode()})
    segments = xmp_segment(packet(alternatives("dc:description", x_default=text)).encode())
    segments += photoshop(iim((2, 120, text.encode()), (2, 5, text.encode())))
    assert facts(data[:2] + segments + data[2:]) == PhotoFacts()


def test_a_cameras_caption_does_not_hide_a_persons() -> None:
    data = jpeg(xmp_segment(packet(alternatives("dc:description", x_default="SONY DSC")).encode()))
    assert facts(data[:2] + photoshop(iim((2, 120, b"Cho noi"))) + data[2:]).caption == "Cho noi"


def test_keywords_and_people_are_listed_once_however_they_were_separated() -> None:
    assert with_xmp(bag("dc:subject", "biển; thuyền", "Biển", " ", "má,mạ,,")).keywords == "biển, thuyền, má, mạ"
    assert with_xmp("", 'dc:subject="biển, thuyền"').keywords == "biển, thuyền"


def test_everything_fits_the_columns_of_a_photo_and_ends_with_a_whole_word() -> None:
    long = "từ " * 8_000
    properties = "".join(
        alternatives(name, x_default=long)
        for name in ("dc:description", "Iptc4xmpCore:AltTextAccessibility", "dc:rights", "xmpRights:UsageTerms")
    )
    properties += bag("dc:creator", long, kind="Seq")
    properties += "".join(
        bag(name, *(f"từ {number}" for number in range(3_000))) for name in ("dc:subject", "Iptc4xmpExt:PersonInImage")
    )
    attributes = f'photoshop:Headline="{long}" photoshop:Credit="{long}" photoshop:City="{long}"'
    known = facts(png(early=png_text(packet(properties, attributes).encode())))
    for field, text in vars(known).items():
        if field != "taken_at":
            column = Photo._meta.get_field(field)
            assert text and len(text) <= (column.max_length or 10_000), field
            assert re.fullmatch(r"từ( từ)*|từ \d+(, từ \d+)*", text), field
    assert known.keywords.startswith("từ 0, từ 1, từ 2, ")


def test_a_word_longer_than_its_column_is_cut() -> None:
    assert with_xmp("", f'photoshop:Headline="{"a" * 300}"').title == "a" * 250


# --- Time ---------------------------------------------------------------------


@time_machine.travel(datetime(2026, 11, 24, 3, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T05:40:12+07:00", "2026-11-20T05:40:12+07:00"),
        ("2026-11-20T05:40:12.25Z", "2026-11-20T05:40:12+00:00"),
        ("2026-11-20T05:40-0330", "2026-11-20T05:40:00-03:30"),
        ("2026-11-20T05:40", "2026-11-20T05:40:00+07:00"),
        ("2026-11-20", "2026-11-20T00:00:00+07:00"),
        ("2026:11:20 05:40:12", "2026-11-20T05:40:12+07:00"),
        ("2026:11:20 25:61:00", "2026-11-20T00:00:00+07:00"),
        ("2026-11-20T05:40:12+99:00", "2026-11-20T05:40:12+07:00"),
        ("2026-11-25", "2026-11-25T00:00:00+07:00"),
        ("1826-01-01", "1826-01-01T00:00:00+07:00"),
        ("2026-11-26", None),
        ("1825-12-31", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("0000:00:00 00:00:00", None),
        ("2026-02-30", None),
        ("2026", None),
        ("    :  :     :  :  ", None),
        ("hôm qua", None),
        ("٢٠٢٦-١١-٢٠", None),
    ],
)
def test_a_moment_is_read_in_every_notation_unless_it_is_absurd(text: str, moment: str | None) -> None:
    known = with_xmp("", f'photoshop:DateCreated="{text}"').taken_at
    if moment and moment.startswith("1826"):  # before time zones, which were told by the sun
        assert known == datetime(1826, 1, 1, tzinfo=ZONE)
    else:
        assert (known and known.isoformat()) == moment
    assert known is None or known.tzinfo is not None


def taken(xmp: str, exif_moment: str, offset: str = "+09:00") -> str:
    data = jpeg_with_exif({}, {TAKEN: exif_moment, OFFSET: offset})
    segments = xmp_segment(packet("", f'photoshop:DateCreated="{xmp}"').encode())
    return facts(data[:2] + segments + data[2:]).taken_at.isoformat()


def test_a_day_gets_its_time_and_a_time_its_offset_from_a_notation_that_agrees() -> None:
    assert taken("2026-11-20", "2026:11:20 05:40:12") == "2026-11-20T05:40:12+09:00"
    assert taken("2026-11-20T05:40:12", "2026:11:20 05:40:12") == "2026-11-20T05:40:12+09:00"


def test_a_scanned_photo_keeps_the_day_that_somebody_typed() -> None:
    assert taken("1968-02-01", "2026:11:20 05:40:12") == "1968-02-01T00:00:00+08:00"
    assert taken("2026-11-20T04:00:00", "2026:11:20 05:40:12") == "2026-11-20T04:00:00+07:00"


def test_the_offset_that_programs_write_without_knowing_is_not_believed() -> None:
    known = with_iim((2, 55, b"20261120"), (2, 60, b"054012+0000")).taken_at
    assert known.isoformat() == "2026-11-20T05:40:12+07:00"
