"""Embeds and live reports in an article's content: kept, restored, searched, and checked before they are published."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.content import apply, content_of, live_entries, mentioned_articles, photos_in
from articles.models import Article, LiveEntry
from articles.publishing import publish
from articles.readiness import problems
from articles.replacing import follow
from articles.revising import record
from media.uses import uses_of
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
WATCH = "https://www.youtube.com/watch?v=BinhMinh-01"


def blocks(article: Article) -> list[dict]:
    return content_of(article)["blocks"]


def test_a_report_is_kept_with_its_moment_as_utc():
    photo = factories.photo()
    report = factories.live_report(AT, "Vào bờ", "<p>Gió</p>", photo, caption="Lời", is_key=True)
    (block,) = blocks(factories.article("Bão", report))
    assert block["moment"] == "2026-03-08T07:30:00+00:00"
    assert (block["title"], block["html"], block["caption"], block["is_key"]) == ("Vào bờ", "<p>Gió</p>", "Lời", True)
    assert block["photo"]["id"] == photo.pk


def test_restoring_brings_back_every_report_and_embed_with_its_uid():
    photo = factories.photo()
    article = factories.article(
        "Bão", factories.live_report(AT, "A", "<p>x</p>", photo), factories.embed(WATCH, "Tên", "Lời")
    )
    before = article.revisions.get().content
    article.articles_liveentry_set.all().delete()
    article.articles_embed_set.all().delete()
    record(article, author=None)
    apply(before, article)
    assert content_of(article) == before
    assert record(article, author=None)[1] is True
    assert article.revisions.latest("number").content == before


def test_their_words_are_found_and_their_photos_and_links_known():
    target = factories.article("Bài đích")
    photo = factories.photo(caption="Cảnh kè Bãi Trước")
    article = factories.article(
        "Bão",
        factories.live_report(AT, "Sạt kè", f'<p>Xem <a href="article:{target.pk}">bài</a></p>', photo),
        factories.embed(WATCH, "Hát ru", "Bên nôi"),
    )
    content = content_of(article)
    assert all(
        words in article.found_by.search_text
        for words in ("sat ke", "xem bai", "canh ke bai truoc", "hat ru", "ben noi")
    )
    assert [kept["id"] for kept in photos_in(content)] == [photo.pk]
    assert mentioned_articles(content) == {target.pk}


def test_a_photo_of_a_report_is_used_and_follows_its_successor():
    old, new = factories.photo(), factories.photo()
    article = factories.article("Bão", factories.live_report(AT, "A", photo=old))
    assert [use.title for use in uses_of(old, timezone.now())] == ["Bão"]
    follow(old=old, new=new, by=None)
    assert LiveEntry.objects.get().photo == new
    assert article.revisions.count() == 2


def test_reports_of_one_minute_stand_as_in_the_form():
    article = factories.article("Bão", *(factories.live_report(AT, title) for title in "ABC"))
    assert [entry["title"] for entry in live_entries(content_of(article))] == ["A", "B", "C"]


def messages(article: Article) -> list[tuple[bool, str]]:
    found = problems(content_of(article))
    return [(problem.is_error, problem.message) for problem in found if "photo." not in problem.message]


def test_before_publishing_the_desk_is_told_what_a_report_lacks(settings):
    settings.LANGUAGE_CODE = "en"
    photo = factories.photo(photographer="", source="")
    ahead = timezone.now() + timedelta(hours=1)
    article = factories.article(
        "Bão", factories.live_report(AT, "Thiếu tên", photo=photo), factories.live_report(ahead, "Sớm"), label="live"
    )
    assert messages(article) == [
        (True, "The photo of the live report “Thiếu tên” has no credit."),
        (False, "The live report “Sớm” bears a time that lies ahead."),
    ]
    assert (False, "The live blog has no report yet.") in messages(factories.article("Chưa có gì", label="live"))


def test_reports_or_an_embed_alone_are_a_body():
    for block in (factories.live_report(AT, "A"), factories.embed(WATCH)):
        publish(factories.article("Bài", block), by=None)
