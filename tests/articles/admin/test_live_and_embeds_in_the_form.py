"""The article's form takes addresses to embed and the reports of a live blog."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles.content import content_of
from articles.models import Article
from tests import factories
from tests.articles.admin.forms import add_row, errors_of, form_url, opened, save

pytestmark = pytest.mark.django_db

EMBED, LIVE = "articles_embed_set", "articles_liveentry_set"
NOW = datetime(2026, 3, 8, 8, 0, 42, tzinfo=UTC)
WATCH = "https://www.youtube.com/watch?v=BinhMinh-01"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def article(lan: User) -> Article:
    return factories.article("Bài đang viết", created_by=lan)


@pytest.fixture
def writer(client: Client, lan: User) -> Client:
    """The browser of Lan, a reporter."""
    client.force_login(lan)
    return client


def sent(writer: Client, article: Article, prefix: str, **fields: Any):
    """What comes back when one block is added."""
    posted = opened(writer, article)
    add_row(posted, prefix, **{"ordering": "20"} | fields)
    return save(writer, article, posted)


def blocks(article: Article, kind: str) -> list[dict]:
    return [block for block in content_of(article)["blocks"] if block["type"] == kind]


# --- Embeds ---


def test_what_is_pasted_is_stored_as_one_plain_address(writer, article):
    sent(writer, article, EMBED, url=" youtu.be/BinhMinh-01?si=abc ", title="Bản tin", caption="Sáng nay")
    (block,) = blocks(article, "embed")
    assert (block["url"], block["title"], block["caption"]) == (WATCH, "Bản tin", "Sáng nay")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.youtube.com/@baobinhminh", "This address of YouTube leads to no single video or post."),
        ("https://fb.watch/abcdef/", "This is a short link."),
        ('<iframe src="https://www.youtube.com/embed/BinhMinh-01">', "Embedding code is not taken."),
        ("https://example.org/", "Paste the address of a video or post"),
        ("https://exa mple.org/a.mp4", "Paste the address of a video or post"),
        ("x" * 501, "at most 500 characters"),
    ],
)
def test_anything_else_comes_back_with_what_to_do(writer, article, settings, url, said):
    settings.LANGUAGE_CODE = "en"
    response = sent(writer, article, EMBED, url=url)
    (messages,) = errors_of(response).values()
    assert said in messages[0]
    assert blocks(article, "embed") == []


def test_a_title_without_an_address_is_told_and_an_empty_block_dropped(writer, article):
    assert len(errors_of(sent(writer, article, EMBED, url="", title="Có tên"))) == 1
    assert sent(writer, article, EMBED, url="").status_code == 302
    assert blocks(article, "embed") == []


# --- Live reports ---


def test_a_report_has_the_minute_that_was_chosen_in_the_paper_s_time(writer, article):
    html = "<p>Gió <strong>giảm</strong><script>x</script></p>"
    sent(writer, article, LIVE, moment="2026-03-08T14:55", title="Vào bờ", html=html, is_key="on")
    (block,) = blocks(article, "live-entry")
    assert (block["moment"], block["title"], block["is_key"]) == ("2026-03-08T07:55:00+00:00", "Vào bờ", True)
    assert block["html"] == "<p>Gió <strong>giảm</strong></p>"


def test_without_a_time_it_is_of_this_minute(writer, article):
    sent(writer, article, LIVE, moment="", title="Vừa xong")
    assert blocks(article, "live-entry")[0]["moment"] == "2026-03-08T08:00:00+00:00"


def test_a_report_that_was_saved_keeps_its_time_and_uid(writer, article):
    sent(writer, article, LIVE, moment="2026-03-08T14:55", title="A")
    (before,) = blocks(article, "live-entry")
    posted = opened(writer, article)
    posted[f"{LIVE}-0-title"] = "A, sửa lại"
    posted[f"{LIVE}-0-moment"] = ""
    save(writer, article, posted)
    (after,) = blocks(article, "live-entry")
    assert after == before | {"title": "A, sửa lại"}


def test_saving_without_a_change_makes_no_revision(writer, article):
    sent(writer, article, LIVE, moment="2026-03-08T14:55", title="A")
    count = article.revisions.count()
    save(writer, article, opened(writer, article))
    assert article.revisions.count() == count


def test_a_report_that_nobody_wrote_into_is_dropped_and_one_that_says_nothing_told(writer, article):
    assert sent(writer, article, LIVE, moment="2026-03-08T14:55").status_code == 302
    assert blocks(article, "live-entry") == []
    response = sent(writer, article, LIVE, moment="2026-03-08T14:55", is_key="on", html="<p> </p>")
    assert errors_of(response)
    assert blocks(article, "live-entry") == []


@pytest.mark.parametrize(
    "moment", ["hôm qua", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-01T00:00", "1989-01-01T00:00", "\x00"]
)
def test_a_time_that_no_newspaper_means_is_an_error_of_its_field(writer, article, moment):
    response = sent(writer, article, LIVE, moment=moment, title="A")
    assert response.status_code == 200
    assert list(errors_of(response)) == [f"{LIVE}-0-moment"]


def test_the_field_tells_the_browser_the_paper_s_time_zone(writer, article):
    page = writer.get(form_url(article)).content.decode()
    assert 'data-time-zone="Asia/Ho_Chi_Minh"' in page
    assert 'type="datetime-local"' in page


def test_a_photo_that_is_not_there_is_an_error_of_its_field(writer, article):
    response = sent(writer, article, LIVE, moment="", title="A", photo="999999")
    assert list(errors_of(response)) == [f"{LIVE}-0-photo"]


# --- Looking only ---


def test_who_reads_a_revision_sees_what_they_say(client, thu):
    row = factories.article(
        "Bài", factories.embed(WATCH, "Bản tin"), factories.live_report(NOW, "Vào bờ", "<p>Gió giảm</p>", is_key=True)
    )
    client.force_login(thu)
    page = client.get(f"/admin/articles/revision/{row.revisions.get().pk}/change/").content.decode()
    assert all(words in page for words in ("Bản tin", WATCH, "15:00, 8/3/2026", "Vào bờ", "<p>Gió giảm</p>"))
