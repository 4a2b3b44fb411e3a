from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from media import imaging
from media.models import Photo
from tests.factories import article, photo
from tests.media.pictures import encoded, halves, picture

pytestmark = pytest.mark.django_db

LIST, ADD = "admin:media_photo_changelist", "admin:media_photo_add"


def change(row: Photo) -> str:
    return reverse("admin:media_photo_change", args=[row.pk])


def add(client: Client, data: bytes, **fields: str) -> HttpResponse:
    return client.post(reverse(ADD), {"file": SimpleUploadedFile("anh.jpg", data), **fields})


def described(row: Photo, **changes: str) -> dict[str, str]:
    """What the form of a photo posts."""
    fields = ("focal_point", "caption", "alt", "photographer", "source")
    return {name: getattr(row, name) for name in fields} | changes


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_thumbnails_and_costs_the_same_for_any_number(
    client: Client, lan: User, count: int, django_assert_num_queries: object
) -> None:
    client.force_login(lan)
    rows = [photo(caption=f"Ảnh {number}") for number in range(count)]
    # The session, the user, the user's own permissions and the groups', the count of what is found, and the photos.
    with django_assert_num_queries(6):
        page = client.get(reverse(LIST)).content.decode()
    assert all(row.thumbnail_url in page and row.caption in page for row in rows)


def test_the_list_is_searched_without_accents(client: Client, lan: User) -> None:
    client.force_login(lan)
    photo(caption="Mưa ở Đà Nẵng")
    photo(caption="Nắng ở Huế")
    page = client.get(reverse(LIST), {"q": "da nang"}).content.decode()
    assert "Mưa ở Đà Nẵng" in page
    assert "Nắng ở Huế" not in page
    assert client.get(reverse(LIST), {"q": "\x00%'\"" + "x" * 5_000}).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [("?o=-9", 200), ("?p=999", 200), ("?p=x", 200), ("?search_text__regex=(", 400), ("?sha256__startswith=a", 400)],
)
def test_an_address_of_the_list_that_is_made_up_is_no_error(client: Client, lan: User, query: str, status: int) -> None:
    client.force_login(lan)
    photo()
    assert client.get(reverse(LIST) + query).status_code == status


def test_a_photo_is_added_with_its_description(client: Client, lan: User) -> None:
    client.force_login(lan)
    assert "multipart/form-data" in client.get(reverse(ADD)).content.decode()
    response = add(client, picture(), caption="Chợ hoa", alt="Sạp hoa", photographer="Minh Hà", source="Bình Minh")
    row = Photo.objects.get()
    assert response.url == reverse(LIST)
    assert (row.caption, row.alt, row.credit, len(row.renditions)) == ("Chợ hoa", "Sạp hoa", "Minh Hà/Bình Minh", 4)
    assert LogEntry.objects.get().object_id == str(row.pk)


def test_what_is_no_picture_comes_back_with_a_reason_and_all_that_was_typed(
    client: Client, lan: User, files: Callable[[], set[Path]]
) -> None:
    client.force_login(lan)
    response = add(client, b"<svg/>", caption="Đã gõ rồi")
    assert response.context["adminform"].form.errors == {"file": [gettext(imaging.UNREADABLE)]}
    assert "Đã gõ rồi" in response.content.decode()
    assert (Photo.objects.count(), files()) == (0, set())


def test_a_file_that_the_library_has_leads_to_its_photo(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture(), caption="Lần đầu")
    response = add(client, picture(), caption="Lần sau")
    assert response.url == change(row)
    shown = [str(message) for message in get_messages(response.wsgi_request)]
    assert len(shown) == 2
    assert "Lần sau" in shown[1]
    assert (Photo.objects.get().caption, LogEntry.objects.count()) == ("Lần đầu", 0)


def test_a_photo_is_described_and_its_focal_point_moved(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(encoded(halves((1500, 500))))
    page = client.get(change(row)).content.decode()
    assert f'src="{row.rendition_url("w960")}"' in page
    assert 'data-ppoi-id="id_focal_point"' in page
    assert 'type="file"' not in page
    response = client.post(change(row), described(row, caption="Hai màu", focal_point="0.100x0.500"))
    before, row = row, Photo.objects.get()
    assert response.url == reverse(LIST)
    assert (row.caption, row.focal_point, row.original) == ("Hai màu", "0.100x0.500", before.original)
    assert row.renditions["card"] != before.renditions["card"]


def test_a_posted_file_does_not_replace_the_original(client: Client, lan: User) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    other = SimpleUploadedFile("khac.jpg", picture(color="red"))
    client.post(change(row), described(row) | {"file": other, "original": other})
    after = Photo.objects.get()
    assert (after.original, after.sha256, after.renditions) == (row.original, row.sha256, row.renditions)


@pytest.mark.parametrize("point", ["", "x", "2x2", "0.5x0.5; drop", "\x00", "9" * 500])
def test_a_focal_point_outside_the_picture_is_an_error_of_the_field(client: Client, lan: User, point: str) -> None:
    client.force_login(lan)
    row, _ = Photo.objects.add(picture())
    response = client.post(change(row), described(row, focal_point=point))
    assert list(response.context["adminform"].form.errors) == ["focal_point"]


def test_without_its_original_a_photo_is_described_but_not_cropped_anew(client: Client, lan: User) -> None:
    client.force_login(lan)
    row = photo()
    response = client.post(change(row), described(row, focal_point="0.1x0.1"))
    assert list(response.context["adminform"].form.errors) == ["focal_point"]
    assert client.post(change(row), described(row, caption="Vẫn sửa được")).status_code == 302
    assert Photo.objects.get().caption == "Vẫn sửa được"


def test_a_photo_in_use_is_not_deleted(client: Client, thu: User) -> None:
    client.force_login(thu)
    used, unused = photo(), photo()
    article("Bài có ảnh", lead_photo=used)
    for row in (used, unused):
        client.post(reverse("admin:media_photo_delete", args=[row.pk]), {"post": "yes"})
    assert list(Photo.objects.all()) == [used]
    page = client.get(reverse("admin:media_photo_delete", args=[used.pk])).content.decode()
    assert "Bài có ảnh" in page


def test_photos_are_for_who_works_with_them(client: Client, rao: User) -> None:
    row = photo()
    pages = [reverse(LIST), reverse(ADD), change(row)]
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]
    client.force_login(rao)
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    assert add(client, picture()).status_code == 403


def test_who_may_only_look_changes_nothing(client: Client, rao: User) -> None:
    row = photo(caption="Như cũ")
    rao.user_permissions.add(Permission.objects.get(codename="view_photo"))
    client.force_login(rao)
    page = client.get(change(row))
    assert (page.status_code, "Như cũ" in page.content.decode()) == (200, True)
    assert client.post(change(row), described(row, caption="Khác")).status_code == 403
    assert Photo.objects.get().caption == "Như cũ"
