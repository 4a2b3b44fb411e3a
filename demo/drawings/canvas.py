"""A picture being drawn with Pillow, and the few brushes that the drawings share."""

import io
import math
import random
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

SUPERSAMPLING = 2
COARSE = 4
QUALITIES = (86, 80, 72, 62, 50)
HEAVIEST = 146_000


def colour(code: str) -> Colour:
    """ "#ff8800" as numbers."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def colours(codes: str) -> list[Colour]:
    """Colour codes separated by blanks, as numbers."""
    return [colour(code) for code in codes.split()]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` 0 is the first colour, 1 the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def between(stops: Sequence[Colour], share: float) -> Colour:
    """The colour at `share` (0..1) of the way along evenly spaced stops."""
    place = min(max(share, 0), 1) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return mix(stops[index], stops[index + 1], place - index)


@cache
def soft_spot(hardness: float) -> Image.Image:
    """A mask that is full in the middle and fades to nothing at the rim; a higher `hardness` fades sooner."""
    rim = 180  # Pillow's gradient reaches 255 in the corners, 181 in the middle of the sides
    fade = [round(255 * max(1 - value / rim, 0) ** hardness) for value in range(256)]
    return Image.radial_gradient("L").point(fade)


class Canvas:
    """Measured in heights: y runs from 0 (top) to 1, x from 0 to `aspect`.

    Soft things (sky, clouds, glows) come first, on a small image; then `sharpen` enlarges it beyond the asked size
    for what has edges, and `jpeg` reduces it. Thus a picture takes a fraction of a second.
    """

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        width, height = size
        self.size = size
        self.aspect = width / height
        self.scale = height / COARSE
        self.rng = random.Random(seed)  # noqa: S311 - a picture, not a secret
        self.seed = seed
        self.image = Image.new("RGB", (width // COARSE, height // COARSE))
        self.pen = ImageDraw.Draw(self.image)

    def sharpen(self) -> None:
        """From here on, draw in full size."""
        width, height = self.size
        self.scale = height * SUPERSAMPLING
        self.image = self.image.resize((width * SUPERSAMPLING, height * SUPERSAMPLING), Image.Resampling.BICUBIC)
        self.pen = ImageDraw.Draw(self.image)

    def choose(self, *options: str) -> list[Colour]:
        """One of several palettes, each given as colour codes, by the seed."""
        return colours(options[self.seed % len(options)])

    def px(self, length: float) -> int:
        return round(length * self.scale)

    def at(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    # --- Areas ---

    def sky(self, stops: Sequence[Colour], top: float = 0.0, bottom: float = 1.0) -> None:
        """Fill the full width between two heights with a gradient downwards."""
        y0, y1 = self.px(top), self.px(bottom)
        column = Image.new("RGB", (1, max(y1 - y0, 1)))
        column.putdata([between(stops, row / max(y1 - y0 - 1, 1)) for row in range(max(y1 - y0, 1))])
        self.image.paste(column.resize((self.image.width, column.height), Image.Resampling.NEAREST), (0, y0))

    def fill(self, points: Sequence[Point], top: Colour, bottom: Colour | None = None, alpha: float = 1.0) -> None:
        """A polygon, plain or shaded from `top` to `bottom`."""
        if bottom is None and alpha == 1:
            self.pen.polygon(self.at(points), fill=top)
            return
        box = self.box_of(points)
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        shifted = [(x - box[0], y - box[1]) for x, y in self.at(points)]
        ImageDraw.Draw(mask).polygon(shifted, fill=round(255 * alpha))
        self.paint(box, mask, top, bottom)

    def oval(self, x: float, y: float, rx: float, ry: float, top: Colour, bottom: Colour | None = None) -> None:
        """An ellipse around (x, y), plain or shaded downwards."""
        outline = self.at([(x - rx, y - ry), (x + rx, y + ry)])
        if bottom is None:
            self.pen.ellipse(outline, fill=top)
            return
        box = self.box_of([(x - rx, y - ry), (x + rx, y + ry)])
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(mask).ellipse([(px - box[0], py - box[1]) for px, py in outline], fill=255)
        self.paint(box, mask, top, bottom)

    def disc(self, x: float, y: float, radius: float, top: Colour, bottom: Colour | None = None) -> None:
        self.oval(x, y, radius, radius, top, bottom)

    def block(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0.0) -> None:
        """A rectangle from its upper left corner, with round corners if asked."""
        corners = (self.px(x), self.px(y), self.px(x + width), self.px(y + height))
        if radius:
            self.pen.rounded_rectangle(corners, self.px(radius), fill=fill)
        else:
            self.pen.rectangle(corners, fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        self.pen.line(self.at(points), fill=fill, width=max(self.px(width), 1), joint="curve")

    def paint(self, box: tuple[int, int, int, int], mask: Image.Image, top: Colour, bottom: Colour | None) -> None:
        """Lay a colour or a gradient on `box`, where the mask lets it through."""
        if bottom is None:
            self.image.paste(top, box, mask)
            return
        height = box[3] - box[1]
        column = Image.new("RGB", (1, height))
        column.putdata([mix(top, bottom, row / max(height - 1, 1)) for row in range(height)])
        self.image.paste(column.resize(mask.size, Image.Resampling.NEAREST), box, mask)

    def box_of(self, points: Sequence[Point]) -> tuple[int, int, int, int]:
        """The pixels around the points, cut at the picture's edges, never empty."""
        xs, ys = zip(*self.at(points), strict=True)
        left = min(max(math.floor(min(xs)), 0), self.image.width - 1)
        upper = min(max(math.floor(min(ys)), 0), self.image.height - 1)
        right = max(min(math.ceil(max(xs)) + 1, self.image.width), left + 1)
        lower = max(min(math.ceil(max(ys)) + 1, self.image.height), upper + 1)
        return left, upper, right, lower

    # --- Light ---

    def glow(
        self, x: float, y: float, radius: float, light: Colour, strength: float = 1.0, hardness: float = 2.0
    ) -> None:
        """A soft round light."""
        self.soft_oval(x, y, radius, radius, light, strength, hardness)

    def soft_oval(
        self, x: float, y: float, rx: float, ry: float, light: Colour, strength: float = 1.0, hardness: float = 2.0
    ) -> None:
        width, height = max(self.px(2 * rx), 2), max(self.px(2 * ry), 2)
        mask = soft_spot(hardness).resize((width, height), Image.Resampling.BILINEAR)
        if strength < 1:
            mask = mask.point([round(value * strength) for value in range(256)])
        self.image.paste(light, (self.px(x - rx), self.px(y - ry)), mask)

    def haze(self, top: float, bottom: float, tint: Colour, upper: float, lower: float) -> None:
        """A veil over the full width whose density runs from `upper` to `lower`."""
        y0, y1 = self.px(top), self.px(bottom)
        column = Image.new("L", (1, max(y1 - y0, 2)))
        steps = column.height - 1
        column.putdata([round(255 * (upper + (lower - upper) * row / steps)) for row in range(column.height)])
        self.image.paste(tint, (0, y0), column.resize((self.image.width, column.height), Image.Resampling.NEAREST))

    def stars(self, count: int, bottom: float, tint: Colour, largest: float = 0.0016) -> None:
        """Small lights between the top and `bottom`, fewer towards it."""
        for _ in range(count):
            x, y = self.rng.uniform(0, self.aspect), bottom * self.rng.random() ** 1.3
            radius = self.rng.uniform(0.3, 1.0) ** 2 * largest
            self.disc(x, y, radius, mix(self.colour_at(x, y), tint, self.rng.uniform(0.4, 1)))

    def colour_at(self, x: float, y: float) -> Colour:
        column = min(max(self.px(x), 0), self.image.width - 1)
        return self.image.getpixel((column, min(max(self.px(y), 0), self.image.height - 1)))

    def mirror(self, shore: float, tint: Colour, density: float, ripple: float = 0.004) -> None:
        """Reflect what stands above `shore` in water below it: tinted, and broken into ripples that grow nearer."""
        y, depth = self.px(shore), self.image.height - self.px(shore)
        above = self.image.crop((0, max(y - depth, 0), self.image.width, y)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        if above.height < depth:
            above = above.resize((above.width, depth))
        water = Image.blend(above, Image.new("RGB", above.size, tint), density)
        phase, row = self.rng.uniform(0, 6), 0
        while row < depth:
            share = row / depth
            strip = 2 + round(10 * share)
            shift = self.px(ripple * (0.25 + share)) * math.sin(phase + 40 * math.sqrt(share + 0.02) * 2)
            jitter = self.px(ripple * share) * self.rng.uniform(-0.6, 0.6)
            self.image.paste(water.crop((0, row, water.width, min(row + strip, depth))), (0, y + row))
            moved = water.crop((0, row, water.width, min(row + strip, depth)))
            self.image.paste(moved, (round(shift + jitter), y + row))
            row += strip

    def glints(self, x: float, spread: float, top: float, bottom: float, light: Colour, count: int) -> None:
        """Flat flecks of light on water, a path that widens towards the viewer."""
        for _ in range(count):
            share = self.rng.random() ** 1.4
            y = top + (bottom - top) * share
            centre = x + self.rng.gauss(0, spread * (0.25 + share))
            half = (0.006 + 0.03 * share) * self.rng.uniform(0.3, 1)
            thick = (0.0006 + 0.0026 * share) * self.rng.uniform(0.5, 1)
            tint = mix(self.colour_at(centre, y), light, self.rng.uniform(0.35, 0.9))
            self.oval(centre, y, half, thick, tint)

    # --- The result ---

    def jpeg(self) -> bytes:
        """The picture in its asked size, in the best quality that is light enough."""
        picture = self.image.reduce(SUPERSAMPLING)
        for quality in QUALITIES:
            file = io.BytesIO()
            picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
            if file.tell() <= HEAVIEST:
                break
        return file.getvalue()
