"""The paper on a home screen, and the picture that stands for it."""

import io
import re

import pytest
from django.conf import settings
from PIL import Image

from reader.models import Masthead
from tests import factories


def file(address: str) -> Image.Image:
    """The picture behind the address of a static file."""
    return Image.open(settings.BASE_DIR / "static" / address.removeprefix("/static/"))


def test_the_manifest_names_the_paper_and_icons_that_are_what_it_says(client):
    factories.section()
    Masthead.objects.create(name="Nhật báo Hừng Đông")
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    icons = manifest.pop("icons")
    assert manifest == {
        "id": "/",
        "name": "Nhật báo Hừng Đông",
        "short_name": "Nhật báo Hừng Đông",
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fffdf9",
        "theme_color": "#fffdf9",
        "categories": ["news"],
    }
    assert [(icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in icons:
        picture = file(icon["src"])
        assert (picture.format, "{}x{}".format(*picture.size)) == ("PNG", icon["sizes"])
        assert picture.convert("RGBA").getextrema()[3][0] == (255 if icon["purpose"] == "maskable" else 0)


def test_a_page_leads_to_its_manifest_and_icons(client):
    html = client.get("/").text
    assert '<link rel="manifest" href="/manifest.webmanifest">' in html
    touch = file(re.search(r'<link rel="apple-touch-icon" href="([^"]+)">', html)[1])
    # iOS paints what is transparent black.
    assert (touch.size, touch.convert("RGBA").getextrema()[3][0]) == ((180, 180), 255)


@pytest.mark.parametrize(
    "name", ["Bình", "Nhật báo Bình Minh", "Báo và Phát thanh, Truyền hình tỉnh Ngưỡng Thiện " * 2, "Ư" * 100]
)
def test_the_picture_with_the_papers_name_holds_any_name(client, name):
    factories.section()
    Masthead.objects.create(name=name[:100])
    response = client.get("/ten-bao.png")
    assert response["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(response.content)).convert("RGB")
    assert (picture.size, len(response.content) < 50_000) == ((1200, 630), True)
    # Nothing is cut: the margin is one colour all around.
    edge = {picture.getpixel((x, y)) for x in (0, 40, 1160, 1199) for y in range(630)}
    edge |= {picture.getpixel((x, y)) for y in (0, 30, 600, 629) for x in range(1200)}
    assert len(edge) == 1


def test_another_name_makes_another_picture(client):
    factories.section()
    first = client.get("/ten-bao.png")
    Masthead.objects.create(name="Tên mới")
    second = client.get("/ten-bao.png")
    assert (first["ETag"] != second["ETag"], first.content != second.content) == (True, True)


def test_it_costs_the_frame_and_the_masthead(client, django_assert_num_queries):
    factories.section()
    for path in ("/manifest.webmanifest", "/ten-bao.png"):
        with django_assert_num_queries(2):
            client.get(path)
