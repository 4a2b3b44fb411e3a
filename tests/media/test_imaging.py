import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageColor

from media.imaging import (
    TOO_LARGE,
    NotAPicture,
    Rendition,
    Rights,
    colour,
    crop_box,
    decode,
    parse_focal_point,
    render,
)
from tests.media.pictures import (
    PRETENDERS,
    animated,
    dotted,
    encoded,
    halves,
    palette_with_hole,
    picture,
    png_header,
    rights_in,
    sixteen_bit,
    wide_gamut,
    with_exif,
)

RIGHTS = Rights(
    creator="Trần Thị Bích",
    credit="Bích & Sơn <Ảnh>",
    copyright="© 2031 Báo Sông Hậu",
    terms='Chỉ đăng "một lần"',
)


FAST = {"compress_level": 1}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def pictures_of(rendition: Rendition) -> list[Image.Image]:
    """What readers may be sent of it."""
    return [opened(data) for data in (rendition.jpeg, rendition.avif) if data is not None]


def near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(colour, other, strict=True))


# --- What is a picture --------------------------------------------------------


@pytest.mark.parametrize("data", PRETENDERS.values(), ids=PRETENDERS)
def test_what_only_pretends_to_be_a_picture_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(NotAPicture) as refusal:
        decode(data)
    assert refusal.value.reason.endswith(".")


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 6_001), (1, 20_001), (12_000, 12_000)])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_that_claims_too_many_pixels_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(NotAPicture) as refusal:
        decode(png_header(*size))
    assert refusal.value.reason == TOO_LARGE


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF", "MPO"])
def test_every_allowed_format_becomes_rgb_and_says_what_it_was(format: str) -> None:
    image = decode(picture((40, 30), format=format))
    assert (image.mode, image.size, image.format) == ("RGB", (40, 30), "JPEG" if format == "MPO" else format)


def test_a_file_object_is_read_like_bytes() -> None:
    assert decode(io.BytesIO(picture((40, 30)))).size == (40, 30)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    image = decode(with_exif(orientation))
    assert image.size == ((300, 200) if orientation < 5 else (200, 300))
    corner = image.getpixel((10, 10))
    assert near(corner, (254, 0, 0) if orientation in (1, 4, 5, 6) else (0, 0, 254))


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_very_large_picture_is_handed_on_at_half_its_size_and_keeps_its_full_one_in_mind(format: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = decode(encoded(halves((4_801, 4_900)), format, exif=exif, **({} if format == "JPEG" else FAST)))
    assert (image.size, image.full_size) == ((2_450, 2_401), (4_900, 4_801))
    assert near(image.getpixel((9, 9)), (254, 0, 0))
    assert near(image.getpixel((9, 2_390)), (0, 0, 254))
    assert render(image)["w1600"].width == 1_600


def test_a_turned_tiff_is_turned_once() -> None:
    image = decode(encoded(halves(), "TIFF", tiffinfo={0x0112: 6}))
    assert (image.size, image.getpixel((10, 10))) == ((200, 300), (255, 0, 0))


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_counts(format: str) -> None:
    assert near(decode(animated(format)).getpixel((5, 5)), (254, 0, 0))


def test_transparency_becomes_white() -> None:
    assert decode(palette_with_hole()).getpixel((0, 0)) == (255, 255, 255)
    assert decode(encoded(Image.new("RGBA", (9, 9), (255, 0, 0, 0)), "PNG")).getpixel((0, 0)) == (255, 255, 255)
    assert decode(encoded(Image.new("LA", (9, 9), (0, 0)), "PNG")).getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bits_are_scaled_not_cut_off() -> None:
    image = decode(sixteen_bit())
    assert [image.getpixel((x, 0)) for x in (0, 1)] == [(255, 255, 255), (128, 128, 128)]


def test_cmyk_and_bilevel_become_rgb() -> None:
    assert near(decode(encoded(Image.new("CMYK", (9, 9), (0, 255, 255, 0)))).getpixel((0, 0)), (254, 0, 0))
    assert decode(encoded(Image.new("1", (9, 9), 1), "PNG")).getpixel((0, 0)) == (255, 255, 255)


def test_a_colour_profile_is_applied_and_then_gone() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = decode(encoded(halves(), "PNG", icc_profile=srgb))
    assert (image.getpixel((0, 0)), image.info) == ((255, 0, 0), {})
    # Of another colour space than the picture: it cannot be meant.
    assert decode(encoded(halves(), "PNG", icc_profile=lab)).getpixel((0, 0)) == (255, 0, 0)


def test_a_broken_colour_profile_is_ignored() -> None:
    assert decode(encoded(halves(), "PNG", icc_profile=b"nonsense")).getpixel((0, 0)) == (255, 0, 0)


# --- Renditions ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (
            (4000, 2000),
            {
                "w400": (400, 200),
                "w800": (800, 400),
                "w1200": (1200, 600),
                "w1600": (1600, 800),
                "card400": (400, 267),
                "card800": (800, 533),
                "square400": (400, 400),
                "hero800": (800, 450),
                "hero1600": (1600, 900),
                "social1200": (1200, 630),
            },
        ),
        (
            (1000, 1000),
            {
                "w400": (400, 400),
                "w800": (800, 800),
                "w1200": (1000, 1000),
                "card400": (400, 267),
                "card800": (800, 533),
                "square400": (400, 400),
                "hero800": (800, 450),
                "hero1600": (1000, 562),
                "social1200": (1200, 630),
            },
        ),
        (
            (800, 400),
            {
                "w400": (400, 200),
                "w800": (800, 400),
                "card400": (400, 267),
                "card800": (600, 400),
                "square400": (400, 400),
                "hero800": (711, 400),
                "social1200": (1200, 630),
            },
        ),
        (
            (300, 150),
            {
                "w400": (300, 150),
                "card400": (225, 150),
                "square400": (150, 150),
                "hero800": (267, 150),
                "social1200": (286, 150),
            },
        ),
        ((1, 1), dict.fromkeys(("w400", "card400", "square400", "hero800", "social1200"), (1, 1))),
        (
            (20_000, 1),
            {
                "w400": (400, 1),
                "w800": (800, 1),
                "w1200": (1200, 1),
                "w1600": (1600, 1),
                "card400": (2, 1),
                "square400": (1, 1),
                "hero800": (2, 1),
                "social1200": (2, 1),
            },
        ),
        (
            (1, 20_000),
            {"w400": (1, 20_000)} | dict.fromkeys(("card400", "square400", "hero800", "social1200"), (1, 1)),
        ),
    ],
    ids=str,
)
def test_renditions_are_never_enlarged(size: tuple[int, int], expected: dict[str, tuple[int, int]]) -> None:
    renditions = render(Image.new("RGB", size))
    assert {name: (rendition.width, rendition.height) for name, rendition in renditions.items()} == expected
    for name, rendition in renditions.items():
        assert {picture.size for picture in pictures_of(rendition)} == {expected[name]}


def test_every_rendition_comes_as_jpeg_and_avif_but_social_networks_want_a_jpeg() -> None:
    for name, rendition in render(Image.new("RGB", (2000, 1500))).items():
        formats = [picture.format for picture in pictures_of(rendition)]
        assert formats == (["JPEG"] if name == "social1200" else ["JPEG", "AVIF"])
        assert opened(rendition.jpeg).info["progressive"] == 1


def test_the_same_picture_makes_the_same_bytes() -> None:
    """Their names are their hashes: bytes that changed by themselves would fill the storage."""
    assert render(halves((900, 600)), rights=RIGHTS) == render(halves((900, 600)), rights=RIGHTS)


# Where the camera stood, how it was held, a wide-gamut profile, print colours: what a desk is sent.
SENT = {
    "upright with GPS": with_exif(1),
    "turned with GPS": with_exif(6),
    "wide gamut": encoded(halves(), icc_profile=wide_gamut()),
    "wide gamut PNG": encoded(halves(), "PNG", icc_profile=wide_gamut()),
    "CMYK": encoded(halves().convert("CMYK")),
}


@pytest.mark.parametrize("data", SENT.values(), ids=SENT)
def test_served_pictures_say_whose_they_are_and_nothing_else(data: bytes) -> None:
    for rendition in render(decode(data), rights=RIGHTS).values():
        for served in pictures_of(rendition):
            assert rights_in(served) == {
                "creator": "Trần Thị Bích",
                "Credit": "Bích & Sơn <Ảnh>",
                "rights": "© 2031 Báo Sông Hậu",
                "UsageTerms": 'Chỉ đăng "một lần"',
            }
            assert (served.mode, dict(served.getexif())) == ("RGB", {})
            assert not set(served.info) & {"exif", "icc_profile", "comment", "photoshop"}
        for file in filter(None, (rendition.jpeg, rendition.avif)):
            assert b"Secret" not in file
            assert b"Exif" not in file


def test_rights_that_are_unknown_are_not_mentioned() -> None:
    rendition = render(halves(), rights=Rights(creator=" ", credit="Ảnh: Bích"))["w400"]
    assert [rights_in(served) for served in pictures_of(rendition)] == [{"Credit": "Ảnh: Bích"}] * 2
    assert all("xmp" not in served.info for served in pictures_of(render(halves())["w400"]))


def test_rights_of_any_length_and_with_any_character_are_served() -> None:
    rights = Rights(creator="Bích\x00\x0b\ud800\uffff", terms="&" * 100_000)
    for served in pictures_of(render(halves(), rights=rights)["w400"]):
        found = rights_in(served)
        assert found["creator"] == "Bích"
        assert set(found["UsageTerms"]) == {"&"}


def test_colours_are_srgb_whatever_the_file_had() -> None:
    """The same colour written in a wide gamut looks the same; pure red of that gamut is as red as sRGB can be."""
    teal = Image.new("RGB", (300, 200), (0, 128, 128))
    wide = ImageCms.profileToProfile(
        teal, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")), io.BytesIO(wide_gamut())
    )
    assert not near(wide.getpixel((9, 9)), (0, 128, 128))
    for rendition in render(decode(encoded(wide, "PNG", icc_profile=wide_gamut()))).values():
        for served in pictures_of(rendition):
            assert near(served.getpixel((0, 0)), (0, 128, 128))


@pytest.mark.parametrize("size", [(1000, 667), (500, 930), (1700, 330), (333, 250)], ids=str)
@pytest.mark.parametrize("focal_point", ["0.12x0.1", "0.9x0.5", "0.5x0.93", "0.31x0.66"])
def test_every_crop_shows_what_the_focal_point_names(size: tuple[int, int], focal_point: str) -> None:
    picture = dotted(size, focal_point)
    for name, rendition in render(picture, focal_point).items():
        for served in pictures_of(rendition):
            red, green, blue = served.convert("RGB").split()
            assert max(red.tobytes()) > 200, name
            assert min(blue.tobytes()) < 60, name


def test_the_card_keeps_what_the_focal_point_names() -> None:
    wide = halves((3000, 500))
    for served in pictures_of(render(wide, "0.1x0.5")["card400"]):
        assert near(served.getpixel((200, 100)), (254, 0, 0))
    for served in pictures_of(render(wide, "0.9x0.5")["card400"]):
        assert near(served.getpixel((200, 100)), (0, 0, 254))


def test_a_small_rendition_shows_the_same_part_as_a_large_picture() -> None:
    """Small ones are made from halves of halves: their edges must not wander."""
    halved = render(halves((3001, 2003)))
    for name in ("w400", "card400", "square400", "hero800"):
        served = opened(halved[name].jpeg)
        middle = served.height // 2
        assert near(served.getpixel((served.width // 2 - 4, middle)), (254, 0, 0))
        assert near(served.getpixel((served.width // 2 + 4, middle)), (0, 0, 254))


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("RGB", (5, 3), (1, 171, 255)), "#01abff"),
        (halves(), "#800080"),
        (Image.new("RGB", (1, 20_000), "white"), "#ffffff"),
    ],
)
def test_the_placeholder_has_the_average_colour(image: Image.Image, expected: str) -> None:
    assert near(ImageColor.getrgb(colour(image)), ImageColor.getrgb(expected))
    assert len(colour(image)) == 7


sides = st.integers(1, 20_000)
shares = st.floats(0, 1)


@given(sides, sides, st.floats(0.25, 4), st.tuples(shares, shares))
def test_a_crop_lies_inside_holds_the_point_and_has_the_ratio(
    width: int, height: int, ratio: float, point: tuple[float, float]
) -> None:
    left, top, right, bottom = crop_box(width, height, ratio, point)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left <= point[0] * width <= right
    assert top <= point[1] * height <= bottom
    assert right - left == width or bottom - top == height
    assert abs((right - left) - (bottom - top) * ratio) <= max(1, ratio)


@given(shares, shares)
def test_a_focal_point_survives_being_written(x: float, y: float) -> None:
    assert parse_focal_point(f"{x:.3f}x{y:.3f}") == (float(f"{x:.3f}"), float(f"{y:.3f}"))


@pytest.mark.parametrize(
    "text", ["", "x", "0.5", "1.1x0.5", "-0.1x0.5", "nanxnan", "infx0", "0,5x0,5", "٠x٠", "0.5x0.5\n", "1e-1x0"]
)
def test_what_names_no_point_of_the_picture_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a focal point"):
        parse_focal_point(text)
