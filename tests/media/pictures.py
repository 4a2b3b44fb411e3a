"""Pictures for tests: ordinary ones, odd ones, and files that only pretend."""

import io
import struct
import zlib

from PIL import Image


def encoded(image: Image.Image, format: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def picture(size: tuple[int, int] = (1200, 800), color: str = "teal", format: str = "JPEG", **options: object) -> bytes:
    """A picture of one colour, as a file."""
    return encoded(Image.new("RGB", size, color), format, **options)


def halves(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def with_exif(orientation: int = 1) -> bytes:
    """A JPEG that says how the camera was held, where, and who held it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Camera"
    exif[0x013B] = "Secret Person"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 46.0, 37.0), 3: "E", 4: (106.0, 41.0, 45.0)})
    return encoded(halves(), exif=exif, comment=b"Secret comment", xmp=b"<x:xmpmeta>Secret</x:xmpmeta>")


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be this large."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk
        + struct.pack(">I", len(data) - 4)
        + data
        + struct.pack(">I", zlib.crc32(data))
        + b"\0\0\0\0IEND\xaeB`\x82"
    )


def animated(format: str) -> bytes:
    """Two frames, the first one red."""
    frames = [Image.new("RGB", (60, 40), color) for color in ("red", "blue")]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=100)


def sixteen_bit() -> bytes:
    """A grey 16-bit PNG: white beside middle grey."""
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 65535)
    image.putpixel((1, 0), 32896)
    return encoded(image, "PNG")


def palette_with_hole() -> bytes:
    """A palette PNG whose one colour is transparent."""
    image = Image.new("P", (20, 10), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    return encoded(image, "PNG", transparency=0)


PRETENDERS = {
    "nothing": b"\0",
    "zeros": b"\0" * 5000,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "truncated JPEG": picture()[:600],
    "truncated PNG": picture(format="PNG", size=(900, 900))[:200],
    "JPEG head, HTML body": picture()[:30] + b"<script>alert(1)</script>" * 50,
    "PNG bomb": png_header(30_000, 30_000),
    "PNG just too large": png_header(10_000, 6_001),
    "PNG too tall": png_header(1, 60_000),
    "BMP": picture(format="BMP"),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n",
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "zip": b"PK\x03\x04" + b"\0" * 200,
}
