"""Documents, videos and audio on an article's page: named, measured, and not a byte of them loaded unasked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media.models import Photo, Recording
from tests import factories
from tests.reader.pages import address, part, published, squeezed

RENDITIONS = {"w400": {"width": 400, "height": 267, "jpeg": "ab/cd/w400-0123456789abcdef.jpg", "avif": None}}


def test_a_document_is_offered_with_its_first_page_name_size_and_length(client):
    document = factories.document("Quyết định <12>")
    page = client.get(address(published("Bài", factories.document_block(document))))
    assert part(page, '<a class="document"', "</a>").replace("\xa0", " ") == (
        f'<a class="document" href="{document.file.url}"><span class="document__page">'
        + squeezed(part(page, "<picture>", "</picture>"))
        + '</span><span class="document__words"><span class="document__title">Quyết định &lt;12&gt;</span>'
        '<span class="document__facts">PDF · 1.2 MB · 3 pages</span></span></a>'
    )
    assert document.picture.shape("w")[0].jpeg in part(page, "<picture>", "</picture>")


def test_its_size_is_said_as_vietnamese_write_it(client, settings):
    settings.LANGUAGE_CODE = "vi"
    page = client.get(address(published("Bài", factories.document_block(factories.document(), "Kết quả"))))
    assert "1,2 MB" in page.text.replace("\xa0", " ")
    assert '<span class="document__title">Kết quả</span>' in page.text


def test_a_video_waits_for_its_viewer_behind_its_poster(client):
    video = factories.recording("Lễ hội", poster=factories.photo(), caption="Rước thuyền", credit="Lê An")
    page = client.get(address(published("Bài", factories.recording_block(video))))
    poster = video.poster.picture.shape("w")[0].jpeg
    assert part(page, '<figure class="recording">', "</figure>") == (
        f'<figure class="recording"><video controls playsinline preload="none" src="{video.file.url}" width="1280" '
        f'height="720" poster="{poster}" aria-label="Lễ hội"></video>'
        '<figcaption><span class="caption">Rước thuyền</span><span class="credit">Lê An</span></figcaption></figure>'
    )


def test_a_video_without_poster_shows_one_of_its_frames(client):
    video = factories.recording()
    page = client.get(address(published("Bài", factories.recording_block(video))))
    assert f'poster="{video.picture.shape("w")[0].jpeg}"' in page.text


def test_a_poster_that_may_no_longer_be_shown_is_not(client, clock):
    poster = factories.photo(rights_end=timezone.now() + timedelta(hours=1))
    # Named as the address of a limited photo wants it.
    Photo.objects.filter(pk=poster.pk).update(renditions=RENDITIONS)
    url = address(published("Bài", factories.recording_block(factories.recording(poster=poster))))
    assert 'poster="' in client.get(url).text
    clock.shift(timedelta(hours=2))
    assert 'poster="' not in client.get(url).text


def test_audio_is_named_with_its_length(client):
    audio = factories.recording("Bài nói", Recording.Kind.AUDIO, credit="")
    page = client.get(address(published("Bài", factories.recording_block(audio))))
    assert part(page, '<figure class="recording">', "</figure>") == (
        '<figure class="recording"><p class="recording__title">Bài nói <span class="recording__length">1:05</span></p>'
        f'<audio controls preload="none" src="{audio.file.url}" aria-label="Bài nói"></audio></figure>'
    )


def test_a_page_keeps_the_words_that_were_published(client):
    document = factories.document("Danh sách cũ")
    url = address(published("Bài", factories.document_block(document)))
    document.title = "Danh sách mới"
    document.save()
    assert "Danh sách cũ" in client.get(url).text


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_one_query_however_many(client, django_assert_num_queries, count):
    blocks = [factories.text()]
    for _ in range(count):
        blocks += [
            factories.document_block(factories.document()),
            factories.recording_block(factories.recording(poster=factories.photo())),
            factories.recording_block(factories.recording("Nghe", Recording.Kind.AUDIO)),
        ]
    url = address(published("Bài", *blocks))
    # The sections, the edition, the posters, the files, the masthead, and what else its section has.
    with django_assert_num_queries(6):
        page = client.get(url)
    assert page.text.count('class="document"') == page.text.count("<video") == page.text.count("<audio") == count
