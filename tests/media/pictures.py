"""Pictures for tests: ordinary ones, odd ones, and files that only pretend."""

import io
import struct
import zlib
from random import Random
from xml.etree import ElementTree

from PIL import Image, ImageDraw


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


def dotted(size: tuple[int, int], focal_point: str) -> Image.Image:
    """Blue, with a red dot at the focal point."""
    image = Image.new("RGB", size, (90, 90, 200))
    x, y = (float(share) * side for share, side in zip(focal_point.split("x"), size, strict=True))
    ImageDraw.Draw(image).circle((x, y), max(size) / 40, (255, 0, 0))
    return image


def wide_gamut() -> bytes:
    """A colour profile with the primaries of Display P3 and a gamma of 2.2."""

    def fixed(*values: float) -> bytes:
        return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(*values)

    text = b"Wide"
    gamma = b"curv\0\0\0\0" + struct.pack(">IHxx", 1, round(2.2 * 256))
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + bytes(79),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"test", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2031, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + fixed(0.9642, 1.0, 0.8249) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + body


def rights_in(image: Image.Image) -> dict[str, str]:
    """What the XMP packet of a served picture says, by the properties' names."""
    packet = ElementTree.fromstring(image.info["xmp"])
    [description] = packet.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
    return {item.tag.partition("}")[2]: "".join(item.itertext()) for item in description}


def progressive(size: tuple[int, int], scans: int = 0) -> bytes:
    """A progressive JPEG that repeats its last pass so many times more: little to store, much to decode."""
    data = picture(size, progressive=True, subsampling=0)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * scans + data[-2:]


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


def scene(seed: int, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """Something like a photograph: soft light, shapes and grain, others for each seed."""
    random = Random(seed)
    image = Image.new("RGB", size, "grey")
    for across, weight in ((3, 1.0), (6, 0.5), (15, 0.45), (48, 0.3), (200, 0.2)):
        down = max(1, across * size[1] // size[0])
        layer = Image.frombytes("RGB", (across, down), random.randbytes(across * down * 3))
        image = Image.blend(image, layer.resize(size, Image.Resampling.BICUBIC), weight)
    return image
