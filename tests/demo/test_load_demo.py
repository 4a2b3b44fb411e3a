"""The demo paper: loaded once into an empty site, complete, and provable."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from articles import ledger
from articles.models import Article, Author, Edition, Revision, Section
from demo import reading
from demo.accounts import ACCOUNTS
from media.models import Photo

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_demo", port=8765, stdout=out)
    return out.getvalue()


def the_photos_are_light_jpegs_of_their_sizes() -> None:
    wanted = {row.caption: row.size for row in reading.photos()}
    assert len(wanted) == 25
    assert {photo.caption: (photo.width, photo.height) for photo in Photo.objects.all()} == wanted
    for photo in Photo.objects.all():
        assert photo.original.size < 150_000
        with photo.original.open() as file:
            image = Image.open(file)
        assert (image.format, image.mode) == ("JPEG", "RGB")


def test_the_demo_is_loaded_once_and_a_second_time_changes_nothing(settings, client):
    settings.DEBUG = True
    said = load()
    assert "http://127.0.0.1:8765/" in said
    assert all(name in said for name in ACCOUNTS)
    now = timezone.now()
    assert Section.objects.filter(parent=None, kind="news").count() == 8
    assert Section.objects.exclude(parent=None).count() >= 16
    assert Author.objects.count() == 15
    the_photos_are_light_jpegs_of_their_sizes()
    live = Edition.objects.live(now)
    assert live.count() >= 40
    assert live.exclude(correction="").count() >= 2
    assert Edition.objects.standing(now).filter(kind=Edition.Kind.WITHDRAWAL).count() == 1
    assert Edition.objects.pending(now).count() == 1
    assert list(ledger.verify()) == []
    counts = [model.objects.count() for model in (Article, Revision, Edition, Photo, User)]
    assert "Loaded" not in load()
    assert [model.objects.count() for model in (Article, Revision, Edition, Photo, User)] == counts
    for username in ACCOUNTS:
        assert authenticate(username=username, password="demo")
    client.raise_request_exception = True
    for edition in live.select_related("section"):
        assert client.get(edition.get_absolute_url()).status_code == 200
    assert client.get("/").status_code == 200


def test_without_debug_there_are_no_accounts():
    from demo.accounts import load_accounts

    load_accounts()
    assert not User.objects.exists()
