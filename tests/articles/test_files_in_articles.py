"""Documents, videos and audio as blocks of an article: kept in revisions, asked for before publishing, put back."""

import pytest

from articles.content import apply, content_of, document_title, photos_in, recording_words, renewed
from articles.models import Article, DocumentBlock, DocumentUse, PhotoUse, RecordingBlock, RecordingUse
from articles.publishing import publish
from articles.readiness import has_body, problems
from articles.revising import record
from media.models import Document, Recording
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_files() -> Article:
    """An article that offers a document, a video with a poster, and audio."""
    video = factories.recording("Lễ hội", poster=factories.photo(), caption="Của thư viện")
    return factories.article(
        "Bài có tệp",
        factories.text(),
        factories.document_block(factories.document("Quyết định 12"), "Toàn văn quyết định"),
        factories.recording_block(video, credit="Lê An"),
        factories.recording_block(factories.recording("Bài nói", Recording.Kind.AUDIO), "Nghe bài nói"),
    )


def test_a_revision_says_what_the_library_knew_of_them(with_files):
    document, video, audio = with_files.revisions.get().content["blocks"][1:]
    row = DocumentBlock.objects.get().document
    assert document["document"] == {
        "id": row.pk,
        "sha256": row.sha256,
        "title": "Quyết định 12",
        "name": "danh-sach.pdf",
        "size": 1_234_567,
        "pages": 3,
    }
    assert document["title"] == "Toàn văn quyết định"
    assert video["recording"]["poster"]["id"] == Recording.objects.get(kind="video").poster_id
    assert (video["recording"]["kind"], video["recording"]["seconds"]) == ("video", 65)
    assert (audio["recording"]["kind"], audio["recording"]["poster"]) == ("audio", None)


def test_applied_to_another_article_the_content_is_the_same(with_files):
    content = content_of(with_files)
    copy = Article()
    apply(content, copy)
    assert content_of(copy) == content


def test_kept_content_follows_what_the_library_learns_and_keeps_what_it_has_lost(with_files):
    content = content_of(with_files)
    assert renewed(content) == content
    Recording.objects.filter(kind="audio").update(title="Bài nói ở Huế", credit="Thu Sương")
    audio = renewed(content)["blocks"][3]
    assert (audio["recording"]["title"], audio["caption"]) == ("Bài nói ở Huế", "Nghe bài nói")
    assert renewed(content) == content_of(with_files)
    DocumentBlock.objects.all().delete()
    Document.objects.all().delete()
    assert renewed(content)["blocks"][1] == content["blocks"][1]


def test_what_is_gone_from_the_library_leaves_an_empty_block(with_files):
    content = content_of(with_files)
    with_files.articles_documentblock_set.all().delete()
    with_files.articles_recordingblock_set.all().delete()
    for row in (*DocumentBlock.objects.all(), *RecordingBlock.objects.all()):
        row.delete()
    for use in content["blocks"][1:]:
        kept = use.get("document") or use["recording"]
        (Document if "document" in use else Recording).objects.get(pk=kept["id"]).delete()
    apply(content, with_files)
    blocks = content_of(with_files)["blocks"][1:]
    assert [block.get("document") or block.get("recording") for block in blocks] == [None, None, None]
    errors = [problem.field for problem in problems(content_of(with_files)) if problem.is_error]
    assert errors == ["blocks", "blocks", "blocks"]


def test_a_use_has_words_of_its_own_or_those_of_the_library(with_files):
    document, video, audio = content_of(with_files)["blocks"][1:]
    assert document_title(document) == "Toàn văn quyết định"
    assert document_title(document | {"title": ""}) == "Quyết định 12"
    assert recording_words(video) == {"caption": "Của thư viện", "credit": "Lê An"}
    assert recording_words(audio) == {"caption": "Nghe bài nói", "credit": "Minh Hà"}


def test_a_document_or_a_video_alone_is_something_to_read():
    for block in (factories.document_block(factories.document()), factories.recording_block(factories.recording())):
        assert has_body(content_of(factories.article("Chỉ có tệp", block)))
    empty = (factories.document_block(None), factories.recording_block(None))
    assert not has_body(content_of(factories.article("Chưa có gì", *empty)))


def test_what_nobody_signed_is_a_warning():
    unsigned = factories.article(
        "Phim vô danh", factories.text(), factories.recording_block(factories.recording(credit=""))
    )
    found = {problem.field: problem.is_error for problem in problems(content_of(unsigned))}
    assert found["blocks"] is False
    signed = factories.article("Phim", factories.text(), factories.recording_block(factories.recording()))
    assert "blocks" not in {problem.field for problem in problems(content_of(signed))}


def test_the_desk_finds_the_article_by_their_words(with_files):
    with_files.refresh_from_db()
    for words in ("toan van quyet dinh", "le hoi", "cua thu vien", "nghe bai noi"):
        assert words in with_files.found_by.search_text


def test_an_edition_records_what_it_offers_each_once(with_files):
    twice = content_of(with_files)
    twice["blocks"] += [block | {"uid": None} for block in twice["blocks"][1:]]
    apply(twice, with_files)
    record(with_files, author=None)
    edition = publish(with_files, by=None).edition
    document = DocumentBlock.objects.first().document
    assert [use.document for use in DocumentUse.objects.filter(edition=edition)] == [document]
    assert {use.recording.title for use in RecordingUse.objects.filter(edition=edition)} == {"Lễ hội", "Bài nói"}
    assert RecordingUse.objects.count() == 2
    poster = photos_in(edition.revision.content)[0]
    assert PhotoUse.objects.get(edition=edition).photo_id == poster["id"]
