"""The demo paper: loaded once into an empty site, complete, and provable."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles import ledger
from articles.models import Article, Author, Edition, Revision, Section
from demo.accounts import ACCOUNTS
from demo.pictures import draw
from media.models import Photo

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_demo", port=8765, stdout=out)
    return out.getvalue()


@pytest.fixture
def small_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the width and height: 25 photographs of full size keep a processor busy for half a minute."""
    monkeypatch.setattr(
        "demo.loading.draw", lambda drawing, seed, size: draw(drawing, seed, (size[0] // 4, size[1] // 4))
    )


@pytest.mark.usefixtures("small_drawings")
def test_the_demo_is_loaded_once_and_a_second_time_changes_nothing(settings, client):
    settings.DEBUG = True
    said = load()
    assert "http://127.0.0.1:8765/" in said
    assert all(name in said for name in ACCOUNTS)
    now = timezone.now()
    assert Section.objects.filter(parent=None, kind="news").count() == 8
    assert Section.objects.exclude(parent=None).count() >= 16
    assert Author.objects.count() == 15
    assert Photo.objects.count() == 29
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
