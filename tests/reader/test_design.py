"""The design: its page in development, its faces, and how little of it an article's page loads."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests import factories
from tests.reader.pages import address, published

FONTS = Path(settings.BASE_DIR) / "static" / "fonts"


def test_the_page_that_documents_it_exists_only_in_development(client, settings):
    assert client.get("/design/").status_code == 404
    settings.DEBUG = True
    published("Cầu mới", lead_photo=factories.photo())
    response = client.get("/design/")
    assert response.status_code == 200
    for component in ("card--hero", "card--lead", "card--row", "card--brief", "card--headline", "block--wide"):
        assert component in response.text


def test_it_can_be_read_before_anything_was_published(client, settings):
    settings.DEBUG = True
    assert client.get("/design/").status_code == 200


def test_the_faces_weigh_at_most_60_kb_with_their_licences_beside_them():
    faces = sorted(FONTS.glob("*.woff2"))
    assert sum(face.stat().st_size for face in faces) <= 60_000
    assert [face.name for face in faces if not (FONTS / f"{face.stem.rpartition('-')[0]}-OFL.txt").exists()] == []


@pytest.mark.django_db
def test_pages_load_at_most_four_stylesheets_and_preload_one_face(client):
    article = published("Cầu mới", factories.figure(factories.photo(), "Ảnh"))
    for path in ("/", "/thoi-su/", address(article)):
        html = client.get(path).text
        assert len(re.findall(r'<link rel="stylesheet"', html)) <= 4, path
        assert len(re.findall(r'as="font"', html)) == 1, path


def test_every_page_that_has_an_address_prints_it(client):
    article = published("Cầu mới")
    assert f'<p class="printed-address">{settings.SITE_URL}{address(article)}</p>' in client.get(address(article)).text
