"""Replacing a photo's file: what is being written follows, what was published stays."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Author
from articles.publishing import publish
from articles.revising import latest_revision
from media.models import Photo
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    return Photo.objects.add(factories.jpeg("teal"), photographer="Minh Hà", alt="Bến", caption="Bến cũ")[0]


def test_articles_that_are_being_written_follow_and_published_ones_stay(photo, thu, client):
    article = factories.article("Bến", factories.figure(photo, "Bến"), lead_photo=photo)
    edition = publish(article, by=None).edition
    before = client.get(edition.get_absolute_url()).text
    author = Author.objects.create(name="Minh Hà", photo=photo)
    new = photo.replace(factories.jpeg("navy"), by=thu)
    photo.refresh_from_db()
    article.refresh_from_db()
    author.refresh_from_db()
    assert (photo.replaced_by, new.photographer, new.alt, new.caption) == (new, "Minh Hà", "Bến", "Bến cũ")
    assert (article.lead_photo, article.articles_figure_set.get().photo, author.photo) == (new, new, new)
    revision = latest_revision(article)
    assert (revision.author, revision.content["lead_photo"]["id"]) == (thu, new.pk)
    assert client.get(edition.get_absolute_url()).text == before
    publish(article, by=None)
    after = client.get(edition.get_absolute_url()).text
    assert new.folder in after
    assert photo.folder not in after


def test_the_very_same_file_replaces_nothing(photo):
    with pytest.raises(ValidationError):
        photo.replace(factories.jpeg("teal"))
    photo.refresh_from_db()
    assert photo.replaced_by is None


def test_articles_that_lack_an_alternative_text_are_listed_until_it_is_there(photo, desk):
    photo.alt = ""
    photo.save()
    figures = (
        factories.figure(photo, "Thiếu"),
        factories.figure(photo, "Trang trí", decorative=True),
        factories.figure(photo, "Có", alt="Bến"),
        factories.figure(None, "Không ảnh"),
    )
    missing, *_rest = [factories.article(f"Bài {number}", figure) for number, figure in enumerate(figures)]

    def listed() -> str:
        return desk.get("/admin/articles/article/?alt=missing").text

    page = listed()
    assert [f"Bài {number}" in page for number in range(4)] == [True, False, False, False]
    photo.alt = "Bến đò lúc sáng"
    photo.save()
    assert missing.title not in listed()
