"""The library in S3-compatible buckets, on a real server, and what the desk is told when a storage is in trouble."""

import errno
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import Message
from io import StringIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
import time_machine
from django.conf import settings as stored_settings
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from moto.server import ThreadedMotoServer

from media.buckets import StorageTrouble
from media.models import Document, Photo
from media.models.photo import PhotoQuerySet
from media.renditions import files_in
from media.storing import NOT_RENDERED, NOT_STORED
from newsroom.buckets import bucket_storages
from tests import factories
from tests.media import files as samples
from tests.media.test_photo_admin import described, page

pytestmark = pytest.mark.django_db

PUBLIC, PRIVATE = "anh-cong-khai", "anh-goc"
KEYS = {"region": "us-east-1", "access_key": "khoa", "secret_key": "bi-mat"}
# What docs/settings.md tells operators to lay down for the public bucket.
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",'
    f' "Resource": "arn:aws:s3:::{PUBLIC}/*"}}]}}'
)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of an S3 server of this run."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(server: str) -> Iterator:
    """A client of the server, with both buckets, empty, and the public one open to readers."""
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name=KEYS["region"],
        aws_access_key_id=KEYS["access_key"],
        aws_secret_access_key=KEYS["secret_key"],
    )
    for bucket in (PUBLIC, PRIVATE):
        client.create_bucket(Bucket=bucket)
    client.put_bucket_policy(Bucket=PUBLIC, Policy=POLICY)
    yield client
    for bucket in (PUBLIC, PRIVATE):
        empty(client, bucket)
        client.delete_bucket(Bucket=bucket)
    client.close()


def use(settings, monkeypatch: pytest.MonkeyPatch, storages_setting: dict) -> None:
    """The three storages from now on; the model's field asked for its own once, when it was loaded."""
    settings.STORAGES = stored_settings.STORAGES | storages_setting
    monkeypatch.setattr(Photo._meta.get_field("original"), "storage", storages["originals"])


@pytest.fixture
def buckets(s3, server: str, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made = bucket_storages(
        bucket=PUBLIC, private_bucket=PRIVATE, public_url=f"{server}/{PUBLIC}", endpoint_url=server, **KEYS
    )
    use(settings, monkeypatch, made)
    yield
    for alias in made:
        storages[alias].connection.meta.client.close()


@pytest.fixture
def photo(buckets: None) -> Photo:
    return Photo.objects.add(factories.jpeg(size=(900, 600)), photographer="Hoài An", source="Bình Minh", alt="Chợ")[0]


def names(s3, bucket: str) -> set[str]:
    return {entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket).get("Contents", [])}


def empty(s3, bucket: str) -> None:
    for name in names(s3, bucket):
        s3.delete_object(Bucket=bucket, Key=name)


def anonymous(url: str) -> tuple[int, Message, bytes]:
    """What somebody without any key gets."""
    try:
        with urlopen(url, timeout=5) as response:
            return response.status, response.headers, response.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def check(*arguments: str) -> str:
    out = StringIO()
    try:
        call_command("check_media", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error)
    return out.getvalue()


# --- In buckets -----------------------------------------------------------------


def test_anybody_loads_a_photos_renditions_and_keeps_them_for_ever(photo: Photo, server: str) -> None:
    choice = photo.picture.shape("w")[0]
    for url, kind in ((choice.jpeg, "image/jpeg"), (choice.avif, "image/avif")):
        assert url.startswith(f"{server}/{PUBLIC}/{photo.folder}/w400-")
        assert "?" not in url
        status, headers, body = anonymous(url)
        assert (status, headers["Content-Type"]) == (200, kind)
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(body) > 500


def test_originals_have_no_address_and_are_refused_to_strangers(photo: Photo, s3, server: str) -> None:
    assert names(s3, PRIVATE) == {f"originals/{photo.original.name}"}
    with pytest.raises(ValueError, match="private"):
        _ = photo.original.url
    assert anonymous(f"{server}/{PRIVATE}/originals/{photo.original.name}")[0] == 403
    assert anonymous(f"{server}/{PUBLIC}/{photo.original.name}")[0] == 404
    with photo.original.open() as file:
        assert file.read() == factories.jpeg(size=(900, 600))


def test_the_desk_downloads_the_original(photo: Photo, client: Client, thu) -> None:
    client.force_login(thu)
    response = client.get(page(photo, "original"))
    assert (response.status_code, response.getvalue()) == (200, factories.jpeg(size=(900, 600)))


def test_a_photo_given_an_end_leaves_the_public_bucket_and_comes_through_the_site(
    photo: Photo, s3, client: Client
) -> None:
    before = photo.rendition_url("w400")
    photo.rights_end = timezone.now() + timedelta(days=2)
    photo.save()
    assert anonymous(before)[0] == 404
    assert names(s3, PUBLIC) == set()
    url = photo.rendition_url("w400")
    assert url.startswith(f"/anh/{photo.pk}/")
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response.getvalue()[:2] == b"\xff\xd8"
    assert client.get(url.replace("w400-", "w800-")).status_code == 404
    photo.rights_end = None
    photo.save()
    assert anonymous(before)[0] == 200
    assert {name for name in names(s3, PRIVATE) if name.startswith("limited/")} == set()


def test_taking_down_and_back_works_from_the_admin(photo: Photo, s3, client: Client, thu) -> None:
    client.force_login(thu)
    url = photo.rendition_url("w400")
    client.post(page(photo, "take_down"))
    assert (anonymous(url)[0], names(s3, PUBLIC)) == (404, set())
    assert f"originals/{photo.original.name}" in names(s3, PRIVATE)
    client.post(page(photo, "restore"))
    assert anonymous(url)[0] == 200


def test_a_deleted_photo_leaves_nothing(photo: Photo, s3, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert names(s3, PUBLIC) | names(s3, PRIVATE) == set()


def test_the_same_file_again_writes_nothing(photo: Photo, s3) -> None:
    before = names(s3, PUBLIC) | names(s3, PRIVATE)
    assert Photo.objects.add(factories.jpeg(size=(900, 600))) == (photo, False)
    assert names(s3, PUBLIC) | names(s3, PRIVATE) == before


def test_of_two_at_once_the_later_leaves_the_files_of_the_earlier(buckets: None, s3, monkeypatch) -> None:
    data, before = factories.jpeg(size=(900, 600)), set()
    store = PhotoQuerySet._store

    def overtaken(self: PhotoQuerySet, *args: object) -> None:
        monkeypatch.setattr(PhotoQuerySet, "_store", store)
        Photo.objects.add(data)
        before.update(names(s3, PUBLIC) | names(s3, PRIVATE))
        store(self, *args)

    monkeypatch.setattr(PhotoQuerySet, "_store", overtaken)
    assert Photo.objects.add(data) == (Photo.objects.get(), False)
    assert names(s3, PUBLIC) | names(s3, PRIVATE) == before


def test_check_media_finds_and_mends(photo: Photo, s3) -> None:
    assert "Every file is where it belongs." in check()
    empty(s3, PUBLIC)
    s3.put_object(Bucket=PUBLIC, Key=f"ab/ab{'0' * 30}/w400-0123456789abcdef.jpg", Body=b"x")
    s3.put_object(Bucket=PUBLIC, Key="banner.jpg", Body=b"x")
    s3.put_object(Bucket=PRIVATE, Key=f"originals/cd/{'cd' * 32}.jpg", Body=b"x")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        found = check()
        assert "missing rendition" in found
        assert found.count("left over: ") == 2
        assert "1 unknown files, left alone: banner.jpg (uploads)" in found
        check("--mend")
        s3.delete_object(Bucket=PUBLIC, Key="banner.jpg")
        assert "Every file is where it belongs." in check()
        s3.put_object(Bucket=PUBLIC, Key=photo.renditions["w400"]["jpeg"], Body=b"")
        assert check("--mend").count("mended: empty rendition") == 1
        assert "Every file is where it belongs." in check()
    assert anonymous(photo.rendition_url("w400"))[0] == 200
    assert len(names(s3, PRIVATE)) == 1


def test_a_document_is_loaded_from_the_bucket(buckets: None, s3) -> None:
    document, _ = Document.objects.add(SimpleUploadedFile("kết quả.pdf", samples.pdf(), "text/html"), title="Kết quả")
    status, headers, body = anonymous(document.file.url)
    assert (status, headers["Content-Type"], body) == (200, "application/pdf", samples.pdf())
    assert document.file.name.endswith("/ket-qua.pdf")
    assert names(s3, PUBLIC) >= {document.file.name}


def test_what_is_not_there_is_told_as_a_disk_tells_it(buckets: None) -> None:
    storage = storages["default"]
    with pytest.raises(FileNotFoundError):
        storage.open("ab/khong-co.jpg")
    assert (storage.listdir("ab"), storage.exists("ab/khong-co.jpg")) == (([], []), False)
    storage.delete("ab/khong-co.jpg")


# --- Trouble --------------------------------------------------------------------


def send(client: Client, data: bytes = b"") -> dict:
    """What the upload page's script is told."""
    url = reverse("admin:media_photo_upload_one")
    response = client.post(url, {"file": SimpleUploadedFile("anh.jpg", data or factories.jpeg(size=(900, 600)))})
    return {"status": response.status_code} | response.json()


def refused() -> dict:
    return {"status": 400, "errors": [gettext(NOT_STORED)]}


def test_a_bucket_that_refuses_is_said_and_leaves_nothing(buckets: None, s3, desk: Client) -> None:
    s3.delete_bucket(Bucket=PRIVATE)
    assert send(desk) == refused()
    s3.create_bucket(Bucket=PRIVATE)
    assert (Photo.objects.count(), names(s3, PUBLIC)) == (0, set())
    assert send(desk)["status"] == 201


def stop(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server no longer answers. Port 9 of this machine: nobody listens."""
    down = "http://127.0.0.1:9"
    gone = bucket_storages(bucket=PUBLIC, private_bucket=PRIVATE, public_url=down, endpoint_url=down, **KEYS)
    monkeypatch.setattr("botocore.retryhandler.delay_exponential", lambda *a, **k: 0)
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *a: 0)
    use(settings, monkeypatch, gone)


def test_a_server_that_is_down_is_said(buckets: None, desk: Client, settings, monkeypatch) -> None:
    stop(settings, monkeypatch)
    assert send(desk) == refused()
    assert Photo.objects.count() == 0
    with pytest.raises(StorageTrouble):
        storages["default"].save("ab/anh.jpg", ContentFile(b"x"))


class Disk:
    """Lets so many files be written, then is full in the middle of the next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room = 10**6
        save = ContentFile.chunks

        def chunks(file: ContentFile, *args: object) -> Iterator[bytes]:
            self.room -= 1
            if self.room < 0:
                yield file.file.getvalue()[:100]
                raise OSError(errno.ENOSPC, "No space left on device")
            yield from save(file, *args)

        monkeypatch.setattr(ContentFile, "chunks", chunks)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.mark.parametrize("room", [0, 1, 5, "original"])
def test_a_full_disk_is_said_and_leaves_no_file(
    room: int | str, disk: Disk, desk: Client, files: Callable[[], set[Path]]
) -> None:
    if room == "original":
        send(desk)
        room = len(files()) - 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.db.transaction.on_commit", lambda act, **kwargs: act())
            Photo.objects.get().delete()
    disk.room = room
    assert send(desk) == refused()
    assert (Photo.objects.count(), files()) == (0, set())
    disk.room = 10**6
    assert send(desk)["status"] == 201


def test_a_photo_is_not_put_back_by_halves(disk: Disk, desk: Client) -> None:
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)))
    photo.take_down()
    disk.room = 3
    response = desk.post(page(photo, "restore"), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    photo.refresh_from_db()
    assert (photo.taken_down_at is None, files_in(storages["default"], photo.folder)) == (False, [])
    disk.room = 10**6
    desk.post(page(photo, "restore"))
    assert files_in(storages["default"], photo.folder)


def test_a_photo_that_could_not_be_taken_from_public_is_once_more(desk: Client, monkeypatch) -> None:
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)))
    storage = type(storages["default"])
    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", _refuse)
        response = desk.post(page(photo, "take_down"), follow=True)
        assert [message.level_tag for message in response.context["messages"]] == ["error"]
    desk.post(page(photo, "take_down"))
    assert files_in(storages["default"], photo.folder) == []


def test_the_photos_page_comes_back_with_what_was_typed_when_the_disk_is_full(
    disk: Disk, desk: Client, caplog: pytest.LogCaptureFixture
) -> None:
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)), photographer="Hoài An", caption="Chợ cũ")
    typed = described(photo, photographer="Thu Trang", caption="Chợ mới", focal_point="0.1x0.9")
    disk.room = 2
    response = desk.post(page(photo), typed)
    form = response.context["adminform"].form
    assert (response.status_code, form.non_field_errors()) == (200, [gettext(NOT_RENDERED)])
    assert gettext(NOT_RENDERED) in response.text
    assert {name: form[name].value() for name in typed} == typed
    # The crops are previewed on the picture that is there.
    assert f'src="{photo.rendition_url("w800")}"' in response.text
    [record] = [record for record in caplog.records if record.name == "media.storing"]
    assert record.exc_info[0] is OSError
    photo.refresh_from_db()
    assert (photo.photographer, photo.caption, photo.focal_point) == ("Hoài An", "Chợ cũ", "0.5x0.5")
    assert LogEntry.objects.count() == 0
    disk.room = 10**6
    assert desk.post(page(photo), typed).status_code == 302
    photo.refresh_from_db()
    assert (photo.photographer, photo.caption, photo.focal_point) == ("Thu Trang", "Chợ mới", "0.1x0.9")
    assert LogEntry.objects.count() == 1


def test_limits_are_not_lifted_by_halves(disk: Disk, desk: Client) -> None:
    """Its files are copied to public first, and then made anew: if that fails, none may stay there."""
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)), rights_end=timezone.now() + timedelta(days=9))
    kept = files_in(storages["limited"], photo.folder)
    disk.room = len(kept) + 1
    response = desk.post(page(photo), described(photo, rights_end="", photographer="Thu Trang"))
    assert response.context["adminform"].form.non_field_errors() == [gettext(NOT_RENDERED)]
    assert files_in(storages["default"], photo.folder) == []
    assert files_in(storages["limited"], photo.folder) == kept
    photo.refresh_from_db()
    assert photo.rights_end
    disk.room = 10**6
    assert desk.post(page(photo), described(photo, rights_end="", photographer="Thu Trang")).status_code == 302
    assert files_in(storages["default"], photo.folder)
    assert files_in(storages["limited"], photo.folder) == []


def test_a_replacement_is_not_kept_by_halves(disk: Disk, desk: Client, files: Callable[[], set[Path]]) -> None:
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)))
    before = files()
    disk.room = 5
    new = factories.jpeg("navy", size=(900, 600))
    response = desk.post(page(photo, "replace"), {"file": SimpleUploadedFile("moi.jpg", new)})
    assert (response.status_code, response.context["form"].errors) == (200, {"file": [gettext(NOT_STORED)]})
    assert gettext(NOT_STORED) in response.text
    photo.refresh_from_db()
    assert (Photo.objects.count(), photo.replaced_by, files()) == (1, None, before)
    disk.room = 10**6
    response = desk.post(page(photo, "replace"), {"file": SimpleUploadedFile("moi.jpg", new)})
    assert response.url == page(Photo.objects.get(replaces=photo))


@pytest.mark.parametrize("act", ["change", "replace"])
def test_a_photos_pages_say_that_the_server_is_down(
    buckets: None, photo: Photo, desk: Client, settings, monkeypatch, caplog: pytest.LogCaptureFixture, act: str
) -> None:
    stop(settings, monkeypatch)
    typed = described(photo, photographer="Thu Trang", focal_point="0.2x0.2")
    posted = typed if act == "change" else {"file": SimpleUploadedFile("moi.jpg", factories.jpeg("navy"))}
    response = desk.post(page(photo, act), posted)
    said = gettext(NOT_RENDERED if act == "change" else NOT_STORED)
    assert (response.status_code, response.text.count(said)) == (200, 1)
    assert [record.exc_info[0] for record in caplog.records if record.name == "media.storing"] == [StorageTrouble]
    photo.refresh_from_db()
    assert (Photo.objects.count(), photo.photographer, photo.focal_point) == (1, "Hoài An", "0.5x0.5")


def test_a_photo_is_deleted_though_its_files_cannot_be(monkeypatch, django_capture_on_commit_callbacks) -> None:
    photo, _ = Photo.objects.add(factories.jpeg(size=(900, 600)))
    monkeypatch.setattr(type(storages["originals"]), "delete", _refuse)
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert not Photo.objects.exists()


def _refuse(*args: object) -> None:
    raise OSError(errno.EIO, "Input/output error")
