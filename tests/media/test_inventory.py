"""What the storages hold against what the library says: reported, and mended."""

import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from media.models import Document, Photo, Recording
from tests import factories
from tests.media import files

pytestmark = pytest.mark.django_db
PUBLIC, PRIVATE, LIMITED = map(Path, (settings.MEDIA_ROOT, settings.ORIGINALS_ROOT, settings.LIMITED_ROOT))


@pytest.fixture
def photo() -> Photo:
    return Photo.objects.add(factories.jpeg(), photographer="Minh Hà")[0]


def check(*arguments: str) -> str:
    out = StringIO()
    try:
        call_command("check_media", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error)
    return out.getvalue()


def old(path: Path, data: bytes = b"x") -> Path:
    """A file that was written long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (0, 0))
    return path


def test_a_sound_library_has_nothing_to_mend(photo):
    assert "Every file is where it belongs." in check()


def test_missing_renditions_are_made_again(photo):
    shutil.rmtree(PUBLIC / photo.folder)
    assert "missing rendition" in check()
    assert check("--mend").count("mended: missing rendition")
    assert "Every file is where it belongs." in check()
    shutil.rmtree(PUBLIC / photo.folder)
    out = StringIO()
    call_command("render_photos", stdout=out)
    assert "1 photos rendered." in out.getvalue()
    assert "Every file is where it belongs." in check()
    call_command("render_photos", stdout=out)
    assert "0 photos rendered." in out.getvalue()


def test_files_without_a_byte_are_as_good_as_missing(photo):
    for name in ("w400", "card400"):
        for format in ("jpeg", "avif"):
            (PUBLIC / photo.renditions[name][format]).write_bytes(b"")
    assert check().count("empty rendition") == 4
    out = StringIO()
    call_command("render_photos", stdout=out)
    assert "1 photos rendered." in out.getvalue()
    assert "Every file is where it belongs." in check()
    (PUBLIC / photo.renditions["w400"]["jpeg"]).write_bytes(b"")
    assert check("--mend").count("mended: empty rendition") == 1
    assert "Every file is where it belongs." in check()
    (PRIVATE / photo.original.name).write_bytes(b"")
    assert "empty original" in check("--mend")


def test_an_empty_file_never_takes_the_place_of_a_whole_one(photo):
    photo.take_down()
    name = photo.renditions["w400"]["jpeg"]
    old(PUBLIC / name, b"")
    photo.settle()
    assert (LIMITED / name).stat().st_size > 0
    assert not (PUBLIC / name).exists()


def test_a_missing_original_is_reported_and_cannot_be_mended(photo):
    (PRIVATE / photo.original.name).unlink()
    assert "missing original" in check("--mend")
    assert "missing original" in check("--mend")


@pytest.mark.parametrize(
    ("model", "name", "make"), [(Document, "bang-diem.pdf", files.pdf), (Recording, "mua-gat.mp4", files.film)]
)
def test_the_pictures_of_documents_and_videos_are_drawn_again_and_their_files_are_missed(model, name, make):
    row, _ = model.objects.add(SimpleUploadedFile(name, make()), title="Mùa gặt")
    pictures = [path for path in (PUBLIC / row.folder).iterdir() if path.name != row.name]
    assert pictures
    assert "Every file is where it belongs." in check()
    for path in pictures:
        path.unlink()
    assert check("--mend").count("mended: missing picture") == len(pictures)
    assert all(path.exists() for path in pictures)
    assert "Every file is where it belongs." in check()
    for path in pictures:
        path.write_bytes(b"")
    assert check("--mend").count("mended: empty picture") == len(pictures)
    assert "Every file is where it belongs." in check()
    (PUBLIC / row.file.name).write_bytes(b"%PDF-")
    assert f"damaged file: {row.file.name}" in check("--mend")
    for path in (PUBLIC / row.folder).iterdir():
        path.unlink()
    report = check("--mend")
    assert f"missing file: {row.file.name}" in report
    assert "mended" not in report


def test_what_belongs_to_no_photo_is_left_over_once_it_is_an_hour_old(photo):
    left = [
        old(PUBLIC / "ab" / ("ab" + "0" * 30) / "w400-0123456789abcdef.jpg"),
        old(LIMITED / "cd" / ("cd" + "0" * 30) / "w400-0123456789abcdef.avif"),
        old(PRIVATE / "ef" / f"{'ef' * 32}.jpg"),
    ]
    fresh = old(PUBLIC / "fe" / ("fe" + "0" * 30) / "w400-0123456789abcdef.jpg")
    os.utime(fresh)
    others = old(PUBLIC / "documents" / "12" / "nghi-dinh.pdf")
    assert check().count("left over: ") == 3
    assert check("--mend").count("mended: left over: ") == 3
    assert [path.exists() for path in (*left, fresh, others)] == [False, False, False, True, True]


def test_what_was_being_written_when_the_machine_stopped_is_left_over(photo):
    name = f"{photo.renditions['w400']['jpeg']}.{'0' * 32}.part"
    parts = [old(PUBLIC / name), old(PRIVATE / f"{photo.original.name}.{'0' * 32}.part")]
    assert check("--mend").count("mended: left over: ") == 2
    assert [path.exists() for path in parts] == [False, False]
    assert "Every file is where it belongs." in check()


def test_files_that_the_library_did_not_name_are_told_and_left_alone(photo):
    strays = [
        old(PRIVATE / "orphan.jpg"),
        old(PRIVATE / "ab" / "ghi-chu.txt"),
        old(PUBLIC / "zz" / "orphan" / "x.jpg"),
        old(LIMITED / "cu" / "2019" / "07" / "a.jpg"),
    ]
    report = check("--mend")
    assert "4 unknown files, left alone: " in report
    for name in ("zz/orphan/x.jpg (uploads)", "cu/2019/07/a.jpg (limited)", "orphan.jpg (originals)"):
        assert name in report
    assert "belongs" not in report
    assert all(path.exists() for path in strays)
    for number in range(100):
        old(PUBLIC / "rac" / f"{number}.jpg")
    report = check()
    assert "104 unknown files" in report
    assert report.count(".jpg") == 5


def test_a_crash_while_a_photo_was_taken_down_is_mended(photo, monkeypatch):
    monkeypatch.setattr("media.renditions.remove", lambda *args, **kwargs: None)
    photo.take_down()
    monkeypatch.undo()
    assert list((PUBLIC / photo.folder).iterdir())
    assert "against the photo's limits" in check("--mend")
    assert not list((PUBLIC / photo.folder).iterdir())
    assert list((LIMITED / photo.folder).iterdir())


def test_a_deleted_photo_leaves_no_file_behind(photo, django_capture_on_commit_callbacks):
    photo.taken_down_at = timezone.now()
    photo.save()
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.all().delete()
    assert not [path for root in (PUBLIC, PRIVATE, LIMITED) for path in root.rglob("*") if path.is_file()]
