"""Rights that act: outside them readers see a placeholder with the credit, from that very second, and no file."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone

from articles.publishing import publish
from articles.readiness import problems
from articles.revising import latest_revision
from media.models import Photo
from media.renditions import files_in
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 8, 5, 0, tzinfo=UTC)


@pytest.fixture
def photo() -> Photo:
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)), photographer="Minh Hà", source="Bình Minh", alt="Bến")
    return photo


def public(photo: Photo) -> list[str]:
    return files_in(storages["default"], photo.folder)


def limited(photo: Photo) -> list[str]:
    return files_in(storages["limited"], photo.folder)


def published(photo: Photo):
    article = factories.article("Bến cũ", factories.figure(photo, "Bến lúc sáng"), lead_photo=photo)
    return publish(article, by=None).edition


def test_a_free_photo_lies_in_public_and_one_with_an_end_does_not(photo, client):
    assert public(photo)
    assert not limited(photo)
    photo.rights_end = timezone.now() + timedelta(days=30)
    photo.save()
    assert not public(photo)
    url = photo.rendition_url("w400")
    assert url.startswith(f"/anh/{photo.pk}/")
    response = client.get(url, HTTP_COOKIE="sessionid=abc; csrftoken=x")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert (response["Cache-Control"], response.get("Vary")) == ("public, max-age=60", None)
    assert not response.cookies
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    photo.rights_end = None
    photo.save()
    assert public(photo)
    assert not limited(photo)
    assert photo.rendition_url("w400").startswith("/uploads/")


def test_the_end_acts_from_that_very_second(photo, client):
    with time_machine.travel(NOON, tick=False) as clock:
        photo.rights_end = NOON + timedelta(seconds=90)
        photo.save()
        edition = published(photo)
        url = photo.rendition_url("w800")
        clock.shift(60)
        assert url in client.get(edition.get_absolute_url()).content.decode()
        response = client.get(url)
        assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=30")
        assert response.getvalue()
        clock.shift(30)
        page = client.get(edition.get_absolute_url()).content.decode()
        assert url not in page
        assert "/anh/" not in page
        assert "Minh Hà/Bình Minh" in page
        assert "Ảnh này hiện không được phép hiển thị." in page
        home = client.get("/").content.decode()
        assert "/anh/" not in home
        assert "Ảnh này hiện không được phép hiển thị." in home
        assert "Minh Hà/Bình Minh" in home
        assert client.get(url).status_code == 404


def test_before_its_embargo_ends_only_the_desk_sees_a_photo(photo, client, thu):
    with time_machine.travel(NOON, tick=False) as clock:
        photo.embargo_until = NOON + timedelta(hours=1)
        photo.save()
        url = photo.rendition_url("w400")
        assert client.get(url).status_code == 404
        client.force_login(thu)
        response = client.get(url)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
        assert response.getvalue()
        client.logout()
        clock.shift(timedelta(hours=1))
        assert client.get(url).getvalue()


def test_taking_down_removes_the_files_from_public_and_keeps_the_original(photo, client):
    edition = published(photo)
    urls = [photo.picture.url(name) for rendition in photo.renditions.values() for name in (rendition["jpeg"],)]
    photo.take_down()
    assert not public(photo)
    assert photo.original.storage.exists(photo.original.name)
    for url in urls:
        assert client.get(url).status_code == 404
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "/uploads/" not in page
    assert "/anh/" not in page
    photo.restore()
    assert client.get(urls[0]).getvalue()
    assert urls[0] in client.get(edition.get_absolute_url()).content.decode()


def test_a_moved_focal_point_makes_new_files_and_the_old_edition_keeps_its_own(photo, client):
    edition = published(photo)
    old = photo.picture.shape("card")[0].jpeg
    photo.focal_point = "0.1x0.9"
    photo.save()
    assert photo.picture.shape("card")[0].jpeg != old or photo.width / photo.height == 1.5
    assert edition.picture.shape("card")[0].jpeg == old
    assert client.get(old).getvalue()
    photo.rights_end = timezone.now() - timedelta(seconds=1)
    photo.save()
    assert not public(photo), "the old crop too"


def test_a_storage_in_trouble_is_no_error_page_and_nothing_that_a_cache_keeps(photo, client, monkeypatch):
    photo.rights_end = timezone.now() + timedelta(days=30)
    photo.save()

    def fail(*args):
        raise OSError("the bucket does not answer")

    monkeypatch.setattr(type(storages["limited"]), "_open", fail)
    response = client.get(photo.rendition_url("w400"))
    assert (response.status_code, response["Cache-Control"], response.content) == (503, "no-store", b"")


def test_taking_down_one_copy_in_memory_does_not_undo_what_another_wrote(photo):
    stale = Photo.objects.get(pk=photo.pk)
    photo.caption, photo.photographer = "Bến lúc chiều", "Thu Hà"
    photo.save()
    stale.take_down()
    fresh = Photo.objects.get(pk=photo.pk)
    assert (fresh.caption, fresh.photographer) == ("Bến lúc chiều", "Thu Hà")
    assert "ben luc chieu" in fresh.search_text


def test_rights_end_after_the_embargo(photo):
    photo.embargo_until = photo.rights_end = NOON
    with pytest.raises(ValidationError):
        photo.full_clean()


def test_the_desk_is_warned_seven_days_ahead(photo):
    with time_machine.travel(NOON, tick=False):
        photo.title = "Bến cũ"
        photo.rights_end = NOON + timedelta(days=7)
        photo.save()
        later = factories.photo(rights_end=NOON + timedelta(days=7, seconds=1))
        article = factories.article("Bài", factories.figure(photo), factories.figure(later))
        messages = [problem.message for problem in problems(latest_revision(article).content)]
        assert [text for text in messages if "Quyền" in text or "quyền" in text] == [
            "Quyền sử dụng ảnh “Bến cũ” kết thúc trong vòng bảy ngày tới."
        ]
        assert list(Photo.objects.ending(NOON)) == [photo]
        assert Photo.objects.next_boundary(NOON) == photo.rights_end
        photo.rights_end = NOON
        photo.save()
        messages = [problem.message for problem in problems(latest_revision(article).content)]
        assert "Bạn đọc hiện không được xem ảnh “Bến cũ”: chỗ của ảnh chỉ có khung trống." in messages
