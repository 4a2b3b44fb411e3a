"""What pictures cost a reader's phone, and that the page stands still while they come."""

import io
from collections.abc import Callable
from random import Random

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageFilter
from playwright.sync_api import Page, Response

from articles.publishing import publish
from media.models import Photo
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]


def photograph(number: int) -> Photo:
    """A picture with detail at every scale, as photographs have it."""
    chance = Random(number)
    image = Image.new("RGB", (8, 6))
    image.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(48)])
    image = image.resize((1600, 1200), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((800, 600), 40).resize((1600, 1200)).filter(ImageFilter.GaussianBlur(1.5))
    image = Image.blend(image, Image.merge("RGB", (grain, grain, grain)), 0.25)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return Photo.objects.add(out.getvalue(), photographer="Minh Hà", alt=f"Ảnh {number}")[0]


def test_ten_photos_cost_a_phone_a_third_of_the_largest_jpegs_and_the_page_stands_still(
    open_page: Callable[..., Page], stands_still: Callable[[Page], bool], complaints: list[str], live_server: object
) -> None:
    photos = [photograph(number) for number in range(10)]
    figures = [figure for photo in photos for figure in (factories.text(), factories.figure(photo, "Chú thích"))]
    edition = publish(factories.article("Mười ảnh", *figures, lead_photo=photos[0]), by=None).edition
    page = open_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response) if "/uploads/" in response.url else None)
    page.goto(f"{live_server.url}{edition.get_absolute_url()}")
    for image in page.locator("img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    assert stands_still(page)
    sizes = {response.url: len(response.body()) for response in loaded}
    largest = sum(default_storage.size(photo.renditions["w1600"]["jpeg"]) for photo in photos)
    assert len(sizes) == 10, "each once, at one size: the preloaded one too"
    assert all(url.endswith(".avif") for url in sizes)
    assert sum(sizes.values()) * 3 <= largest
    assert complaints == []
