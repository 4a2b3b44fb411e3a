import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from media import imaging
from media.models import Photo
from media.renditions import names_of
from tests.media.pictures import PRETENDERS, animated, palette_with_hole, picture, sixteen_bit, with_exif

pytestmark = [
    pytest.mark.django_db,
    # Pillow warns of odd files and reads on; a refusal is ours.
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]

Files = Callable[[], set[Path]]
Upload = Callable[..., HttpResponse]
CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpora"
REASONS = (
    imaging.UNREADABLE,
    imaging.BROKEN,
    imaging.TOO_LARGE,
    imaging.TOO_COSTLY,
    imaging.NO_PIXELS,
    imaging.SCIENTIFIC,
)


def hostile_images() -> list[str]:
    index = CORPUS / "images.jsonl"
    lines = index.read_text().splitlines() if index.is_file() else []
    return [json.loads(line)["file"] for line in lines]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the shared corpora beside the project, which this clone lacks")
@pytest.mark.parametrize("file", hostile_images())
def test_an_odd_picture_is_refused_with_a_reason_or_made_safe(file: str, upload: Upload, files: Files) -> None:
    response = upload((CORPUS / file).read_bytes(), Path(file).name)
    if response.status_code == 201:
        photo = Photo.objects.get()
        assert response.json()["id"] == photo.pk
        assert len(files()) == len(set(names_of(photo.renditions))) + 1
    else:
        assert_refused(response, files)


def assert_refused(response: HttpResponse, files: Files) -> None:
    """A reason beside the file field; no row, no file."""
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"file"}
    (reason,) = response.json()["errors"]["file"]
    assert reason in [gettext(text) for text in REASONS]
    assert (Photo.objects.count(), files()) == (0, set())


@pytest.mark.parametrize("data", PRETENDERS.values(), ids=PRETENDERS)
def test_what_only_pretends_to_be_a_picture_leaves_nothing_behind(data: bytes, upload: Upload, files: Files) -> None:
    assert_refused(upload(data), files)


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (with_exif(6), (200, 300)),
        (animated("GIF"), (60, 40)),
        (animated("WEBP"), (60, 40)),
        (palette_with_hole(), (20, 10)),
        (sixteen_bit(), (2, 1)),
    ],
    ids=["turned", "gif", "webp", "palette", "16-bit"],
)
def test_an_unusual_picture_is_taken_in(data: bytes, size: tuple[int, int], upload: Upload) -> None:
    body = upload(data).json()
    assert (body["width"], body["height"]) == size


def test_the_answer_says_what_the_picker_shows(upload: Upload) -> None:
    response = upload(picture(), caption="Chợ hoa", alt="Sạp hoa", photographer="Minh Hà", source="Bình Minh")
    photo = Photo.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": photo.pk,
        "title": "Chợ hoa",
        "thumb": f"/uploads/{photo.renditions['w400']['jpeg']}",
        "width": 1200,
        "height": 800,
        "caption": "Chợ hoa",
        "alt": "Sạp hoa",
        "credit": "Minh Hà/Bình Minh",
        "badges": [],
    }
    assert LogEntry.objects.get().object_id == str(photo.pk)


def test_nothing_that_the_camera_noted_reaches_the_public(upload: Upload, files: Files) -> None:
    upload(with_exif())
    public = [file for file in files() if file.is_relative_to(settings.MEDIA_ROOT)]
    assert public
    # The maker's name is meant to be there: search engines read it.
    noted = (b"Secret Camera", b"Secret comment", b"Secret</", b"Exif\0", b"GPS")
    assert not [file for file in public for secret in noted if secret in file.read_bytes()]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.jpg",
        "..\\..\\x.jpg",
        "a.php",
        "a.svg",
        ".htaccess",
        "x" * 300 + ".jpg",
        "ả\u202egpj.exe",
        "a\r\nb",
    ],
)
def test_the_name_of_a_file_decides_nothing(name: str, upload: Upload, files: Files) -> None:
    assert upload(picture(), name).status_code == 201
    photo = Photo.objects.get()
    assert photo.original.name == f"{photo.sha256[:2]}/{photo.sha256}.jpg"
    rendition, original = (
        r"uploads/[0-9a-f]{2}/[0-9a-f]{32}/[a-z]+[0-9]+-[0-9a-f]{16}",
        r"originals/[0-9a-f]{2}/[0-9a-f]{64}",
    )
    ours = re.compile(rf"(?:{rendition}|{original})\.\w+$")
    assert all(ours.search(file.as_posix()) for file in files())


def test_an_upload_without_a_file_says_so(upload: Upload, client: Client, files: Files) -> None:
    response = client.post(reverse("admin:media_photo_picker_upload"), {"caption": "Chỉ có chữ"})
    assert (response.status_code, list(response.json()["errors"])) == (400, ["file"])
    response = client.post(reverse("admin:media_photo_picker_upload"), {"file": "đây là chữ"})
    assert (response.status_code, list(response.json()["errors"])) == (400, ["file"])
    assert upload(b"").status_code == 400


def test_a_long_caption_with_odd_characters_is_kept(upload: Upload) -> None:
    caption = "Chợ nổi. " * 1_111 + "\x00"
    assert upload(picture(), caption=caption).status_code == 201
    assert Photo.objects.get().caption == caption.strip().replace("\x00", "\ufffd")


def test_a_credit_too_long_is_named_and_nothing_is_kept(upload: Upload, files: Files) -> None:
    response = upload(picture(), photographer="x" * 201)
    assert (response.status_code, list(response.json()["errors"])) == (400, ["photographer"])
    assert (Photo.objects.count(), files()) == (0, set())


def test_the_same_file_again_gives_the_photo_that_is_there(upload: Upload, files: Files) -> None:
    first = upload(picture(), caption="Lần đầu")
    stored = files()
    second = upload(picture(), "khac.png", caption="Lần sau")
    assert (second.status_code, second.json()) == (200, first.json())
    assert (Photo.objects.count(), LogEntry.objects.count(), files()) == (1, 1, stored)


def test_only_who_may_add_photos_uploads_and_only_by_post(client: Client, rao: User, lan: User, files: Files) -> None:
    url = reverse("admin:media_photo_picker_upload")
    assert client.post(url, {"file": SimpleUploadedFile("a.jpg", picture())}).status_code == 302
    client.force_login(rao)
    response = client.post(url, {"file": SimpleUploadedFile("a.jpg", picture())})
    assert (response.status_code, list(response.json()["errors"])) == (403, ["__all__"])
    client.force_login(lan)
    assert client.get(url).status_code == 405
    assert (Photo.objects.count(), files()) == (0, set())


def test_an_upload_needs_the_csrf_token(lan: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lan)
    response = client.post(reverse("admin:media_photo_picker_upload"), {"file": SimpleUploadedFile("a.jpg", picture())})
    assert (response.status_code, Photo.objects.count()) == (403, 0)
