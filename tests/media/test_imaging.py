import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from media.imaging import (
    TOO_LARGE,
    NotAPicture,
    Rendition,
    crop_box,
    decode,
    parse_focal_point,
    render,
)
from tests.media.pictures import (
    PRETENDERS,
    animated,
    encoded,
    halves,
    palette_with_hole,
    picture,
    png_header,
    sixteen_bit,
    with_exif,
)


def opened(rendition: Rendition) -> Image.Image:
    image = Image.open(io.BytesIO(rendition.data))
    image.load()
    return image


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
        ((4000, 2000), {"w480": (480, 240), "w960": (960, 480), "w1600": (1600, 800), "card": (600, 400)}),
        ((1200, 800), {"w480": (480, 320), "w960": (960, 640), "w1600": (1200, 800), "card": (600, 400)}),
        ((960, 640), {"w480": (480, 320), "w960": (960, 640), "card": (600, 400)}),
        ((700, 700), {"w480": (480, 480), "w960": (700, 700), "card": (600, 400)}),
        ((300, 150), {"w480": (300, 150), "card": (225, 150)}),
        ((1, 1), {"w480": (1, 1), "card": (1, 1)}),
        ((20_000, 1), {"w480": (480, 1), "w960": (960, 1), "w1600": (1600, 1), "card": (2, 1)}),
        ((1, 20_000), {"w480": (1, 20_000), "card": (1, 1)}),
    ],
)
def test_renditions_are_never_enlarged(size: tuple[int, int], expected: dict[str, tuple[int, int]]) -> None:
    renditions = render(Image.new("RGB", size))
    assert {name: (rendition.width, rendition.height) for name, rendition in renditions.items()} == expected
    assert {name: opened(rendition).size for name, rendition in renditions.items()} == expected


def test_renditions_are_progressive_jpegs_that_carry_nothing_but_pixels() -> None:
    for rendition in render(decode(with_exif())).values():
        image = opened(rendition)
        assert (image.format, image.mode, image.info.get("progressive")) == ("JPEG", "RGB", 1)
        assert not set(image.info) & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
        assert dict(image.getexif()) == {}
        assert b"Secret" not in rendition.data


def test_the_card_keeps_what_the_focal_point_names() -> None:
    wide = halves((3000, 500))
    assert near(opened(render(wide, "0.1x0.5")["card"]).getpixel((200, 100)), (254, 0, 0))
    assert near(opened(render(wide, "0.9x0.5")["card"]).getpixel((200, 100)), (0, 0, 254))


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
