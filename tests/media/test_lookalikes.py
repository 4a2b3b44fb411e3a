"""Used before? A re-save or a crop of a known picture is recognised when it is uploaded."""

import io

import pytest
from PIL import Image

from demo.pictures import draw
from media.models import Photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image.Image:
    return Image.open(io.BytesIO(draw("karst", 3, (900, 600))))


def add(image: Image.Image, **options: object) -> Photo:
    out = io.BytesIO()
    image.save(out, "JPEG", **{"quality": 90} | options)
    return Photo.objects.add(out.getvalue())[0]


def test_a_resave_and_a_crop_are_recognised_and_nothing_else_is(image):
    known = add(image)
    other = add(Image.open(io.BytesIO(draw("stadium", 5, (900, 600)))))
    small = add(image.resize((450, 300)), quality=40)
    cropped = add(image.crop((90, 60, 810, 540)))
    assert set(small.lookalikes()) >= {known}
    assert set(cropped.lookalikes()) >= {known}
    assert known in small.lookalikes(limit=1)
    assert other.lookalikes() == []
    assert other not in known.lookalikes()


def test_a_picture_of_one_colour_looks_like_nothing():
    first, second = (add(Image.new("RGB", (300, 200), colour)) for colour in ("teal", "navy"))
    assert (first.lookalikes(), second.lookalikes()) == ([], [])
