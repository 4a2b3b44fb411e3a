"""Galleries and photo stories as they come from the server: whole without JavaScript."""

import re

from tests import factories
from tests.reader.pages import address, part, published, squeezed


def gallery(*captions: str) -> list:
    return [factories.figure(factories.photo(), caption, layout="gallery") for caption in captions]


def test_a_gallery_is_a_region_to_scroll_that_says_how_many_photos_it_has(client):
    article = published("Bộ ảnh", factories.text(), *gallery("Sáng", "Trưa", "Tối"))
    html = part(client.get(address(article)), '<div class="gallery"', "</figure></div>")
    strip = '<div class="gallery__strip" role="region" tabindex="0" aria-label="Photo gallery, 3 photos">'
    assert html.startswith(f'<div class="gallery">{strip}')
    assert re.findall(r'gallery__count">([^<]*)<', html) == ["1/3", "2/3", "3/3"]
    assert re.findall(r'class="caption">([^<]*)<', html) == ["Sáng", "Trưa", "Tối"]
    assert html.count('<span class="credit">Photo: Minh Hà/Bình Minh</span>') == 3
    assert html.count('loading="lazy"') == 3


def test_the_first_picture_of_a_gallery_that_opens_the_body_loads_at_once(client):
    html = client.get(address(published("Bộ ảnh", *gallery("Một", "Hai")))).text
    assert (html.count('fetchpriority="high" dec'), html.count('loading="lazy"')) == (1, 1)
    sizes = "(min-width: 46rem) 37rem, 86vw"
    assert (html.count(f'imagesizes="{sizes}"'), html.count(f' sizes="{sizes}"')) == (1, 2)


def test_the_viewer_comes_with_pictures_only(client):
    with_picture, without = (
        client.get(address(published("Bài", factories.text(), *figures))).text
        for figures in ([factories.figure(factories.photo(), "Một")], [factories.quote("Lời")])
    )
    assert '<dialog class="viewer"' in with_picture
    assert re.search(r'<script type="module" src="/static/reader/gallery[\w.]*\.js"></script>', with_picture)
    assert "<dialog" not in without
    assert "reader/gallery" not in without


def test_a_gallery_keeps_a_figure_that_lost_its_photo(client):
    article = published("Bộ ảnh", *gallery("Một"), factories.figure(None, "Chờ ảnh", layout="gallery"))
    html = squeezed(client.get(address(article)).text)
    assert '<figure class="figure figure--caption">' in html
    assert html.count("gallery__count") == 2


def test_a_photo_story_prints_its_single_pictures_wide_and_its_galleries_as_ever(client):
    story = published(
        "Một ngày",
        factories.figure(factories.photo(), "Một"),
        *gallery("Hai", "Ba"),
        factories.figure(factories.photo(), "Bốn"),
        label="photo-story",
        lead_photo=factories.photo(),
    )
    html = squeezed(client.get(address(story)).text)
    assert '<article class="article article--photo-story">' in html
    assert html.count('<figure class="figure figure--wide">') == 3
    assert html.count('<figure class="figure">') == 2
    wide = "(min-width: 80rem) 76rem, 100vw"
    assert (html.count(f'imagesizes="{wide}"'), html.count(f' sizes="{wide}"')) == (1, 3)


def test_a_plain_article_is_no_photo_story(client):
    html = client.get(address(published("Bài", factories.figure(factories.photo(), "Một")))).text
    assert '<article class="article">' in html
    assert "figure--wide" not in html
