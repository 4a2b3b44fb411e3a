"""The article's form offers documents, videos and audio as blocks, and lets who writes add a file on the way."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.content import content_of
from articles.models import Article
from tests import factories
from tests.articles.admin.forms import add_row, errors_of, form_url, opened, save

pytestmark = pytest.mark.django_db

DOCUMENT, RECORDING = "articles_documentblock_set", "articles_recordingblock_set"


@pytest.fixture
def article(lan: User) -> Article:
    return factories.article("Bài đang viết", created_by=lan)


def test_they_are_blocks_like_the_others(client: Client, lan: User, article: Article) -> None:
    client.force_login(lan)
    document, recording = factories.document(), factories.recording()
    posted = opened(client, article)
    add_row(posted, DOCUMENT, document=document.pk, title="Toàn văn", ordering="20")
    add_row(posted, RECORDING, recording=recording.pk, caption="Lời", credit="Lê An", ordering="30")
    add_row(posted, DOCUMENT, ordering="40")
    save(client, article, posted)
    _, first, second = content_of(article)["blocks"]
    assert (first["document"]["id"], first["title"]) == (document.pk, "Toàn văn")
    assert (second["recording"]["id"], second["caption"], second["credit"]) == (recording.pk, "Lời", "Lê An")
    again = opened(client, article)
    assert again[f"{DOCUMENT}-0-document"] == str(document.pk)
    del again[f"{RECORDING}-0-caption"]
    again[f"{DOCUMENT}-0-DELETE"] = "on"
    save(client, article, again)
    assert [block["type"] for block in content_of(article)["blocks"]] == ["text", "recording"]


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 30, "\x00", "1 OR 1=1"])
def test_a_file_that_is_not_there_is_an_error_of_its_field(
    client: Client, lan: User, article: Article, key: str
) -> None:
    client.force_login(lan)
    posted = opened(client, article)
    add_row(posted, DOCUMENT, document=key, ordering="20")
    add_row(posted, RECORDING, recording=key, ordering="30")
    response = save(client, article, posted)
    assert response.status_code == 200
    assert len(errors_of(response)) == 2


def test_a_file_can_be_added_from_the_form(client: Client, lan: User, article: Article) -> None:
    client.force_login(lan)
    page = client.get(form_url(article)).content.decode()
    assert "/admin/media/document/add/?_to_field=id&amp;_popup=1" in page
    assert "/admin/media/recording/add/?_to_field=id&amp;_popup=1" in page


def test_who_only_reads_sees_what_they_are(client: Client, thu: User) -> None:
    row = factories.article(
        "Bài có tệp",
        factories.document_block(factories.document("Quyết định")),
        factories.recording_block(factories.recording("Lễ hội")),
    )
    client.force_login(thu)
    page = client.get(f"/admin/articles/revision/{row.revisions.get().pk}/change/").content.decode()
    assert "Quyết định" in page
    assert "Lễ hội" in page
