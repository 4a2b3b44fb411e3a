"""A database that cannot write, as on a full disk: the desk is told so, and nothing is left behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from media.models import Document, Photo, Recording
from media.storing import NOT_SAVED, NOT_STORED
from tests import factories
from tests.media import files as samples
from tests.media.test_photo_admin import described, page

pytestmark = pytest.mark.django_db
Files = Callable[[], set[Path]]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a model's rows not be saved any more."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("disk I/O error")

    return lambda model, act="save": monkeypatch.setattr(model, act, refuse)


@pytest.fixture
def photo() -> Photo:
    return Photo.objects.add(factories.jpeg("teal"), photographer="Minh Hà")[0]


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("ben-do.jpg", factories.jpeg("navy"))


def level_tags(response: object) -> list[str]:
    return [message.level_tag for message in response.context["messages"]]


@pytest.mark.parametrize("name", ["upload_one", "picker_upload"])
def test_a_photo_that_cannot_be_saved_is_an_error_of_its_file(name: str, desk: Client, full, files: Files) -> None:
    full(Photo)
    response = desk.post(reverse(f"admin:media_photo_{name}"), {"file": picture()})
    assert response.status_code == 400
    assert gettext(NOT_STORED) in str(response.json()["errors"])
    assert (Photo.objects.count(), files(), LogEntry.objects.count()) == (0, set(), 0)


def test_without_a_script_a_message_says_so(desk: Client, full, files: Files) -> None:
    full(Photo)
    response = desk.post(reverse("admin:media_photo_upload"), {"file": [picture()]})
    assert response.status_code == 200
    assert gettext(NOT_STORED) in response.text
    assert (Photo.objects.count(), files()) == (0, set())


def test_a_photo_whose_looks_cannot_be_kept_is_not_kept_either(desk: Client, full, files: Files) -> None:
    full(Photo, "remember_looks")
    response = desk.post(reverse("admin:media_photo_upload_one"), {"file": picture()})
    assert (response.status_code, Photo.objects.count(), files()) == (400, 0, set())


def test_a_photo_whose_upload_cannot_be_logged_is_there_at_the_next_try(desk: Client, full, monkeypatch) -> None:
    full(LogEntry)
    assert desk.post(reverse("admin:media_photo_upload_one"), {"file": picture()}).status_code == 400
    monkeypatch.undo()
    assert desk.post(reverse("admin:media_photo_upload_one"), {"file": picture()}).json()["known"]


@pytest.mark.parametrize(
    ("model", "name", "data"), [(Document, "bang-diem.pdf", samples.pdf), (Recording, "mua-gat.mp4", samples.film)]
)
def test_a_file_that_cannot_be_saved_is_an_error_of_its_field(
    model: type, name: str, data: Callable[[], bytes], desk: Client, full, files: Files
) -> None:
    full(model)
    address = reverse(f"admin:media_{model._meta.model_name}_add")
    response = desk.post(address, {"file": SimpleUploadedFile(name, data()), "title": "Mùa gặt"})
    assert response.context["adminform"].form.errors == {"file": [gettext(NOT_STORED)]}
    assert (model.objects.count(), files()) == (0, set())


def test_the_photos_page_comes_back_with_what_was_typed(photo: Photo, desk: Client, full) -> None:
    full(Photo)
    response = desk.post(page(photo), described(photo, caption="Bến đò sáng sớm"))
    form = response.context["adminform"].form
    assert (form.non_field_errors(), form["caption"].value()) == ([gettext(NOT_SAVED)], "Bến đò sáng sớm")


@pytest.mark.parametrize("act", ["take_down", "restore"])
def test_a_photo_that_cannot_be_taken_down_or_put_back_stays(act: str, photo: Photo, desk: Client, full, files) -> None:
    if act == "restore":
        photo.take_down()
    before = files()
    full(Photo)
    assert level_tags(desk.post(page(photo, act), follow=True)) == ["error"]
    assert (Photo.objects.get().taken_down_at, files()) == (photo.taken_down_at, before)


def test_a_replacement_that_cannot_be_saved_can_be_tried_again(
    photo: Photo, desk: Client, full, monkeypatch, files, django_capture_on_commit_callbacks
) -> None:
    before = files()
    full(factories.Article, "refresh_from_db")
    factories.Article.objects.create(title="Bài", lead_photo=photo)
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(page(photo, "replace"), {"file": picture()})
    assert response.context["form"].errors == {"file": [gettext(NOT_STORED)]}
    assert (list(Photo.objects.all()), Photo.objects.get().replaced_by, files()) == ([photo], None, before)
    monkeypatch.undo()
    assert desk.post(page(photo, "replace"), {"file": picture()}).status_code == 302
    assert Photo.objects.filter(replaced_by=None).get() != photo
