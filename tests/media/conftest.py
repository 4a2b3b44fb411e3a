import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def stored_files() -> set[Path]:
    """Every file that lies in the public and the private storage."""
    roots = (Path(root) for root in (settings.MEDIA_ROOT, settings.ORIGINALS_ROOT, settings.LIMITED_ROOT))
    return {path for root in roots for path in root.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def empty_storages() -> None:
    """Every test starts without the files of the one before: they are named by content, and rows are rolled back."""
    for root in (settings.MEDIA_ROOT, settings.ORIGINALS_ROOT, settings.LIMITED_ROOT):
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def files() -> Callable[[], set[Path]]:
    """Asks which files have been stored since the test began."""
    before = stored_files()
    return lambda: stored_files() - before


@pytest.fixture
def upload(client: Client, lan: object) -> Callable[..., HttpResponse]:
    """Uploads bytes through the picker as Lan, a reporter."""
    client.force_login(lan)

    def post(data: bytes, name: str = "anh.jpg", **fields: str) -> HttpResponse:
        url = reverse("admin:media_photo_picker_upload")
        return client.post(url, {"file": SimpleUploadedFile(name, data), **fields})

    return post
