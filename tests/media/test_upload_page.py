"""The upload page: what its script asks for, and how it works without one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext

from media import imaging
from media.admin import uploading
from media.models import Photo
from tests.factories import article, figure, photo
from tests.media.pictures import encoded, halves, picture

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:media_photo_upload")
ONE = reverse("admin:media_photo_upload_one")
INSTEAD = reverse("admin:media_photo_upload_instead")
EDIT = reverse("admin:media_photo_edit")
COLOURS = ("red", "green", "blue", "yellow")
Files = Callable[[], set[Path]]


@pytest.fixture
def desk(client: Client, lan: User) -> Client:
    """Lan's browser."""
    client.force_login(lan)
    return client


def file(data: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def send(client: Client, data: bytes) -> HttpResponse:
    return client.post(ONE, {"file": file(data)})


def resembling() -> tuple[bytes, bytes]:
    """A picture with something to recognise, and the same saved again."""
    image = halves((900, 600))
    for number in range(9):
        image.paste((30 * number, 255 - 25 * number, 90), (100 * number, 60 * number, 100 * number + 70, 600))
    return encoded(image, quality=90), encoded(image, quality=50)


# --- One file at a time, by the script ------------------------------------------


def test_a_file_becomes_a_card_ready_to_be_described(desk: Client) -> None:
    response = send(desk, picture())
    row = Photo.objects.get()
    answer = response.json()
    assert (response.status_code, answer["id"], answer["known"]) == (201, row.pk, False)
    assert row.thumbnail_url in answer["card"]
    for name in ("title", "caption", "alt", "photographer", "source", "place", "people", "keywords", "licence"):
        assert f'name="photo-{row.pk}-{name}"' in answer["card"]
    assert LogEntry.objects.get().object_id == str(row.pk)


def test_a_card_says_which_file_it_came_from_until_it_is_left(desk: Client) -> None:
    answer = desk.post(ONE, {"file": file(picture(), "DSC_0042 <chợ>.jpg")}).json()
    row = Photo.objects.get()
    assert f"{escape('DSC_0042 <chợ>.jpg')}</p>" in answer["card"]
    came_as = {"photo": row.pk, f"photo-{row.pk}-came_as": "DSC_0042.jpg"}
    for changes in ({}, {"licence": "không có"}):
        typed = {f"photo-{row.pk}-{name}": value for name, value in ({"title": "Chợ"} | changes).items()}
        response = desk.post(EDIT, came_as | typed, headers={"Accept": "application/json"})
        assert "DSC_0042.jpg</p>" in response.json()["cards"][str(row.pk)]
    assert desk.post(ONE, {"file": file(picture(), "lai.jpg")}).json()["card"].count("lai.jpg") == 1


def test_a_file_that_is_refused_says_why(desk: Client, files: Files) -> None:
    response = send(desk, b"<svg/>")
    assert (response.status_code, response.json()) == (400, {"errors": [gettext(imaging.UNREADABLE)]})
    assert desk.post(ONE).status_code == 400
    assert (Photo.objects.count(), files()) == (0, set())


def test_an_empty_file_is_refused_in_the_desks_own_words(desk: Client) -> None:
    assert send(desk, b"").json() == {"errors": ["Tệp này rỗng."]}


def test_the_same_file_shows_the_photo_that_is_there(desk: Client) -> None:
    known, _ = Photo.objects.add(picture(), title="Chợ hoa")
    response = send(desk, picture())
    answer = response.json()
    assert (response.status_code, answer["id"], answer["known"]) == (200, known.pk, True)
    assert gettext("In the library already") in answer["card"]
    assert reverse("admin:media_photo_change", args=[known.pk]) in answer["card"]
    # Nothing of it is edited by mistake.
    assert "<input" not in answer["card"]
    assert (Photo.objects.count(), LogEntry.objects.count()) == (1, 0)


def test_a_picture_like_one_in_the_library_is_shown_with_it_and_given_up_for_it(desk: Client) -> None:
    first, again = resembling()
    known, _ = Photo.objects.add(first, title="Bản đầu")
    answer = send(desk, again).json()
    assert f'data-instead="{known.pk}"' in answer["card"]
    assert known.thumbnail_url in answer["card"]
    response = desk.post(INSTEAD, {"new": answer["id"], "existing": known.pk})
    assert (response.status_code, response.json()["id"], response.json()["known"]) == (200, known.pk, True)
    assert "Bản đầu" in response.json()["card"]
    assert list(Photo.objects.all()) == [known]


def test_of_several_like_it_each_button_says_which_photo_it_takes(desk: Client) -> None:
    first, again = resembling()
    known = [Photo.objects.add(data, title=title)[0] for data, title in ((first, "Bản đầu"), (again, "Bản sau"))]
    _, third = resembling()
    card = send(desk, third + b"\0").json()["card"]
    for row in known:
        words = gettext("Use the existing one: photo %(number)s, %(title)s") % {"number": row.pk, "title": row}
        assert f'aria-label="{words}"' in card
        assert f'src="{row.thumbnail_url}"' in card
    # Those that are scrolled to only later are to be seen at once, too.
    assert card.count("<img") - card.count('loading="lazy"') == 2


def test_only_ones_own_upload_that_nothing_uses_is_given_up(desk: Client, binh: User) -> None:
    known, others = photo(), photo()
    mine = Photo.objects.get(pk=send(desk, picture()).json()["id"])
    article("Nháp", figure(mine))
    for new, existing in (
        (others.pk, known.pk),
        (mine.pk, known.pk),
        (mine.pk, mine.pk),
        ("x", ""),
        ("9" * 30, "\x00"),
    ):
        assert desk.post(INSTEAD, {"new": new, "existing": existing}).status_code == 403
    assert Photo.objects.count() == 3


def test_a_full_disk_is_said_and_leaves_no_photo(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Photo, "render", full)
    response = send(desk, picture())
    assert (response.status_code, Photo.objects.count()) == (400, 0)
    assert response.json()["errors"][0].startswith("Máy chủ không lưu được tệp.")


@pytest.mark.parametrize("url", [ONE, INSTEAD])
def test_the_script_is_answered_only_for_who_may_upload_and_only_by_post(
    client: Client, rao: User, lan: User, url: str
) -> None:
    assert client.post(url, {"file": file(picture())}).status_code == 302
    client.force_login(rao)
    assert client.post(url, {"file": file(picture())}).status_code == 403
    client.force_login(lan)
    assert client.get(url).status_code == 405
    assert Photo.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_a_picture_to_be_decoded(
    client: Client, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(admin_user)
    inside: list[bool] = []

    def decode(data: bytes) -> object:
        inside.append(connection.in_atomic_block)
        return imaging.decode(data)

    monkeypatch.setattr("media.uploading.decode", decode)
    assert send(client, picture()).status_code == 201
    client.post(PAGE, {"file": [file(picture(color="red"))]})
    assert inside == [False, False]


# --- Without JavaScript -----------------------------------------------------------


def test_without_a_script_many_files_lead_to_their_cards(desk: Client) -> None:
    known, _ = Photo.objects.add(picture(color="red"))
    html = desk.get(PAGE).content.decode()
    assert 'enctype="multipart/form-data"' in html
    assert "multiple" in html
    response = desk.post(PAGE, {"file": [file(picture(color=colour)) for colour in COLOURS]})
    ids = [known.pk, *Photo.objects.exclude(pk=known.pk).order_by("pk").values_list("pk", flat=True)]
    assert response.url == f"{EDIT}?ids={','.join(map(str, ids))}&new=1"
    assert len(desk.get(response.url).context["cards"]) == 4


def test_without_a_script_a_refused_file_is_named_and_the_others_go_on(desk: Client) -> None:
    files = [file(picture()), file(b"<svg/>", "<b>.svg"), file(b"<svg/>", "n2.svg"), file(picture(color="red"))]
    html = desk.post(PAGE, {"file": files}, follow=True).content.decode()
    # As it is called: the admin gives messages a capital.
    for name in ("<b>.svg", "n2.svg"):
        assert escape(f"“{name}”: {gettext(imaging.UNREADABLE)}") in html
    assert html.count("data-card=") == 2


def test_without_any_file_the_page_says_so(desk: Client) -> None:
    assert gettext("Choose a file first.") in desk.post(PAGE).content.decode()
    assert gettext("Choose a file first.") in desk.post(PAGE, {"file": "đây là chữ"}).content.decode()


def test_more_files_than_one_request_may_bring_are_refused_with_a_reason(desk: Client, files: Files) -> None:
    response = desk.post(PAGE, {"file": [file(b"x") for _ in range(60)]})
    assert response.status_code == 413
    assert "60" in response.context["trouble"]
    assert (Photo.objects.count(), files()) == (0, set())


def test_more_files_than_django_reads_are_no_crash(desk: Client) -> None:
    assert desk.post(PAGE, {"file": [file(b"x") for _ in range(101)]}).status_code == 413


def test_more_bytes_than_one_request_may_bring_are_refused_with_a_reason(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "MAX_REQUEST", 10)
    response = desk.post(PAGE, {"file": [file(b"123456"), file(b"123456")]})
    assert (response.status_code, bool(response.context["trouble"])) == (413, True)


def test_the_stock_page_for_adding_leads_here(desk: Client) -> None:
    assert desk.get(reverse("admin:media_photo_add")).url == PAGE
