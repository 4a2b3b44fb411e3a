import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection

from media import renditions, uploading
from media.imaging import NotAPicture
from media.models import Photo
from media.storage import PrivateStorage
from tests.media.pictures import encoded, halves, picture, with_exif

Files = Callable[[], set[Path]]


def photo_files(photo: Photo) -> set[Path]:
    """The files that a row names."""
    public = {Path(settings.MEDIA_ROOT) / name for name in renditions.names_of(photo.renditions)}
    return public | {Path(photo.original.path)}


@pytest.mark.django_db
def test_a_photo_keeps_its_original_privately_and_its_renditions_publicly(files: Files) -> None:
    data = with_exif(orientation=6)
    photo, created = Photo.objects.add(data, caption="Chợ Đà Lạt", photographer="Minh Hà", source="Bình Minh")
    photo.refresh_from_db()
    assert created
    assert (photo.width, photo.height, photo.focal_point) == (200, 300, "0.5x0.5")
    assert photo.search_text == "cho da lat minh ha binh minh"
    assert {name: (r["width"], r["height"]) for name, r in photo.renditions.items()} == {
        "w400": (200, 300),
        "card400": (200, 133),
        "square400": (200, 200),
        "hero800": (200, 112),
        "social1200": (200, 105),
    }
    original = Path(photo.original.path)
    assert original.read_bytes() == data
    assert original.relative_to(settings.ORIGINALS_ROOT).as_posix() == f"{photo.sha256[:2]}/{photo.sha256}.jpg"
    assert files() == photo_files(photo)


def test_a_private_file_has_no_address(tmp_path: Path) -> None:
    storage = PrivateStorage(location=tmp_path)
    name = storage.save("ab/original.jpg", ContentFile(picture()))
    with pytest.raises(ValueError, match="private"):
        storage.url(name)


@pytest.mark.django_db
def test_a_rendition_is_named_by_its_photo_and_what_it_shows() -> None:
    photo, _ = Photo.objects.add(picture())
    shelf, folder, name = photo.renditions["w400"]["jpeg"].split("/")
    digest = sha256((Path(settings.MEDIA_ROOT) / shelf / folder / name).read_bytes()).hexdigest()
    assert (shelf, folder, name) == (photo.sha256[:2], photo.sha256[:32], f"w400-{digest[:16]}.jpg")


@pytest.mark.django_db
def test_half_a_rendition_left_by_a_crash_is_made_whole() -> None:
    photo, _ = Photo.objects.add(picture())
    before = photo.renditions
    file = Path(settings.MEDIA_ROOT) / before["w400"]["jpeg"]
    whole = file.read_bytes()
    file.write_bytes(whole[:50])
    photo.render_anew()
    assert photo.renditions == before
    assert file.read_bytes() == whole


@pytest.mark.django_db
def test_the_same_file_is_taken_in_once(files: Files) -> None:
    first, _ = Photo.objects.add(picture(), caption="Lần đầu")
    stored = files()
    second, created = Photo.objects.add(ContentFile(picture(), "khac.png"), caption="Lần sau")
    assert (second, created, second.caption) == (first, False, "Lần đầu")
    assert files() == stored


@pytest.mark.django_db
def test_what_is_no_picture_leaves_nothing_behind(files: Files) -> None:
    with pytest.raises(NotAPicture):
        Photo.objects.add(b"<svg/>")
    assert (Photo.objects.count(), files()) == (0, set())


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MAX_BYTES", 100)
    with pytest.raises(NotAPicture) as refusal:
        Photo.objects.add(picture())
    assert refusal.value.reason == uploading.TOO_MANY_BYTES


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"photographer": "x" * 201}, {"focal_point": "2x2"}])
def test_what_cannot_be_said_of_a_photo_leaves_nothing_behind(files: Files, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Photo.objects.add(picture(), **wrong)
    assert (Photo.objects.count(), files()) == (0, set())


@pytest.mark.django_db
def test_no_original_stays_when_the_row_cannot_be_written(monkeypatch: pytest.MonkeyPatch, files: Files) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(DatabaseError):
        Photo.objects.add(picture())
    assert not [file for file in files() if file.is_relative_to(settings.ORIGINALS_ROOT)]


@pytest.mark.django_db(transaction=True)
def test_of_two_uploads_of_one_file_at_once_the_later_gets_the_earlier_ones_photo(
    monkeypatch: pytest.MonkeyPatch, files: Files
) -> None:
    both_have_looked = threading.Barrier(2, timeout=10)

    def keep_together(*args: object, **kwargs: object) -> renditions.Renditions:
        both_have_looked.wait()
        return keep(*args, **kwargs)

    keep = renditions.keep_renditions
    monkeypatch.setattr(renditions, "keep_renditions", keep_together)
    results: list[tuple[Photo, bool]] = []

    def add() -> None:
        results.append(Photo.objects.add(picture()))
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    photo = Photo.objects.get()
    assert sorted((found.pk, created) for found, created in results) == [(photo.pk, False), (photo.pk, True)]
    assert photo_files(photo) <= files()
    assert [file for file in files() if file.is_relative_to(settings.ORIGINALS_ROOT)] == [Path(photo.original.path)]


# --- Changing -----------------------------------------------------------------


@pytest.mark.django_db
def test_a_moved_focal_point_makes_new_files_and_keeps_the_old(files: Files) -> None:
    photo, _ = Photo.objects.add(encoded(halves((1500, 500))))
    before, stored = photo.renditions, files()
    photo.focal_point = "0.05x0.5"
    photo.save()
    photo.refresh_from_db()
    assert photo.renditions["card400"]["jpeg"] != before["card400"]["jpeg"]
    assert photo.renditions["w800"] == before["w800"]
    assert stored < files()


@pytest.mark.django_db
def test_saving_without_moving_the_focal_point_reads_no_file() -> None:
    photo, _ = Photo.objects.add(picture())
    photo.original.storage.delete(photo.original.name)
    photo.caption = "Mưa ở Huế"
    photo.save()
    photo.refresh_from_db()
    assert photo.search_text.strip() == "mua o hue"


@pytest.mark.django_db
def test_saving_some_fields_keeps_the_search_and_the_renditions_current() -> None:
    photo, _ = Photo.objects.add(encoded(halves((1500, 500))))
    before = photo.renditions
    photo.alt, photo.focal_point = "Bờ biển\x00", "0.9x0.5"
    photo.save(update_fields=["alt"])
    photo.refresh_from_db()
    assert (photo.search_text.strip(), photo.renditions, photo.focal_point) == ("bo bien\ufffd", before, "0.5x0.5")
    photo.focal_point = "0.9x0.5"
    photo.save(update_fields=["focal_point"])
    photo.refresh_from_db()
    assert photo.renditions["card400"] != before["card400"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("da nang", True),
        ("ĐÀ NẴNG", True),
        ("minh biển", True),
        ("biển hà nội", False),
        ("100%", False),
        ("", True),
        ("\x00", False),
        ("x" * 100_000, False),
        ("a " * 50_000, True),
    ],
)
def test_a_photo_is_found_by_all_its_words_with_or_without_accents(words: str, found: bool) -> None:
    photo, _ = Photo.objects.add(picture(), caption="Biển Đà Nẵng", photographer="Minh")
    assert list(Photo.objects.search(words)) == ([photo] if found else [])
