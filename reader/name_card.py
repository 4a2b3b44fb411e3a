"""The paper's name as a picture: what social networks show of pages that have no photo of their own."""

import io
from functools import lru_cache
from textwrap import wrap

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from PIL import Image, ImageDraw, ImageFont

from .caching import public
from .frame import Frame

WIDTH, HEIGHT = 1200, 630
MARGIN = 100
# As in static/css/base.css by day: the accent, and the paper.
RED, PAPER = "#9c1b20", "#fffdf9"
FONT = settings.BASE_DIR / "static" / "fonts" / "newsreader-600.woff2"
ICON = settings.BASE_DIR / "static" / "icons" / "maskable-512.png"
ICON_WIDTH = 240
LARGEST, SMALLEST, STEP = 128, 40, 8
# Signs on a line: longer names take several.
LINE = 24


@public
def name_card(request: HttpRequest, frame: Frame) -> HttpResponse:
    return HttpResponse(draw(frame.paper_name), content_type="image/png")


@lru_cache(maxsize=4)
def draw(name: str) -> bytes:
    """The name as large as it fits, below the icon; a PNG."""
    card = Image.new("RGB", (WIDTH, HEIGHT), RED)
    with Image.open(ICON) as icon:
        card.paste(icon.convert("RGB").resize((ICON_WIDTH, ICON_WIDTH)), ((WIDTH - ICON_WIDTH) // 2, MARGIN // 2))
    pen, lines = ImageDraw.Draw(card), "\n".join(wrap(name, LINE))
    where = {"xy": (WIDTH / 2, 0.66 * HEIGHT), "anchor": "mm", "align": "center"}
    pen.multiline_text(text=lines, font=_font(pen, lines), fill=PAPER, **where)
    out = io.BytesIO()
    card.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(pen: ImageDraw.ImageDraw, lines: str) -> ImageFont.FreeTypeFont:
    """The largest in which the lines fit."""
    for size in range(LARGEST, SMALLEST, -STEP):
        font = ImageFont.truetype(FONT, size)
        left, top, right, bottom = pen.multiline_textbbox((0, 0), lines, font=font)
        if right - left <= WIDTH - 2 * MARGIN and bottom - top <= HEIGHT / 2:
            return font
    return ImageFont.truetype(FONT, SMALLEST)
