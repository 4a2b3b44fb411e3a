"""Draws the icons of static/icons/ from static/icon.svg with Chromium: `python scripts/icons.py`."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
# Name, width, and how much of it the drawing takes: phones cut maskable icons to a circle of four fifths.
ICONS = [("icon-192", 192, 1), ("icon-512", 512, 1), ("maskable-512", 512, 0.86), ("apple-touch-icon", 180, 0.94)]
ROUNDED, BACKGROUND = 'rx="6" ', "#9c1b20"


def draw(browser: Browser, size: int, share: float) -> bytes:
    svg = (STATIC / "icon.svg").read_text()
    # Where the phone itself rounds the corners, the colour goes to the edge.
    fills = "" if share == 1 else f"background: {BACKGROUND};"
    drawn = svg if share == 1 else svg.replace(ROUNDED, "")
    style = f"margin: 0; {fills} display: grid; place-items: center; height: 100vh"
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f'<body style="{style}">{drawn.replace("<svg ", f"<svg width={size * share} ", 1)}')
    picture = page.screenshot(omit_background=True)
    page.close()
    return small(picture)


def favicon(picture: bytes) -> bytes:
    """The picture in the sizes of tabs and bookmarks, in one file."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGBA").save(out, "ICO", sizes=[(size, size) for size in (16, 32, 48)])
    return out.getvalue()


def small(picture: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, size, share in ICONS:
            (STATIC / "icons" / f"{name}.png").write_bytes(draw(chromium, size, share))
        (STATIC / "icons" / "favicon.ico").write_bytes(favicon(draw(chromium, 192, 1)))
        chromium.close()
