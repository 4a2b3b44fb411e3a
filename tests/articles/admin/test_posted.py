"""A POST of the form is read as content without binding anything: as a save would store it, and never with an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.content import Content, content_of
from articles.models import Article
from articles.posted import content_from, posted_as, with_uids
from tests import factories
from tests.articles.admin.forms import BYLINE, FIGURE, LINKS, QUOTE, TEXT, Posted, add_row, opened, save

pytestmark = pytest.mark.django_db

WORDS = st.text(st.sampled_from("aăđ ộX<&\n"), max_size=12)
HTML = st.lists(st.sampled_from(["<p>Một</p>", "<p></p>", "<h2>Tít</h2>", "<ul><li><p>a</p></li></ul>", "chữ"])).map(
    "".join
)


def as_post(posted: Posted) -> QueryDict:
    """The fields of a form as Django hands them to a view."""
    post = QueryDict(mutable=True)
    for name, value in posted.items():
        post.setlist(name, value if isinstance(value, list) else [value])
    return post


@pytest.fixture
def full(db: None) -> Article:
    """An article with everything that there is."""
    return factories.article(
        "Bài đầy đủ",
        factories.text("<p>Một.</p><p>Hai.</p>"),
        factories.figure(factories.photo(), "Chú thích", credit="Lan", alt="", decorative=True, layout="wide"),
        factories.quote("Một câu", "Ông Ba"),
        factories.document_block(factories.document(), "Danh sách"),
        factories.recording_block(factories.recording(), "Khai giảng", "Hà"),
        factories.embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "Phim"),
        factories.live_report(datetime(2026, 11, 20, 3, 4, tzinfo=UTC), "Mở màn", "<p>Đông.</p>", is_key=True),
        factories.related_box(factories.article(), factories.article(), title="Đọc thêm"),
        factories.text("<p>Cuối.</p>"),
        section=factories.section("Kinh tế"),
        authors=[factories.author(), factories.author()],
        topics=[factories.topic(), factories.topic()],
        lead_photo=factories.photo(),
        related=[factories.link(factories.article(), teaser="Xem"), factories.link(url="https://a.vn/x", title="X")],
        prefix="Tin, ảnh",
        source="TTXVN",
        short_title="Ngắn",
        label="live",
    )


@pytest.fixture
def form(desk: Client, full: Article) -> Posted:
    """The form of that article as it was opened."""
    return opened(desk, full)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_form_as_it_was_opened_says_what_the_article_says(desk: Client, full: Article) -> None:
    assert content_from(as_post(opened(desk, full))) == content_of(full)
    assert content_from(as_post(opened(desk, full)), content_of(full)) == content_of(full)


def test_content_written_as_a_post_reads_the_same(desk: Client, full: Article) -> None:
    content = content_of(full)
    post = posted_as(as_post(opened(desk, full)), content, full)
    assert content_from(post) == content
    moved = content | {"blocks": [*content["blocks"][3:], content["blocks"][0]], "related": content["related"][1:]}
    moved["byline"] = moved["byline"] | {"authors": moved["byline"]["authors"][1:]}
    post = posted_as(post, moved, full)
    assert content_from(post) == moved
    assert save(desk, full, dict(post.lists())).status_code == 302
    assert content_of(full) == moved


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_reads_what_a_save_stores(desk: Client, full: Article, form: Posted, data: st.DataObject) -> None:
    posted = changed(dict(form), data)
    read = content_from(with_uids(as_post(posted)), content_of(full))
    with undone():
        response = save(desk, full, dict(with_uids(as_post(posted)).lists()))
        if response.status_code == 302:
            assert content_of(Article.objects.get(pk=full.pk)) == read
    # A browser without scripts gives new blocks no uid: they are read the same.
    assert content_from(as_post(posted), content_of(full)) == read


def changed(posted: Posted, data: st.DataObject) -> Posted:
    """The form with some of its texts, places and rows changed, as a person would."""
    texts = [name for name in posted if name.rpartition("-")[2] in ("caption", "attribution", "teaser", "lead")]
    posted["title"] = data.draw(WORDS) + "T"
    for name in data.draw(st.lists(st.sampled_from(texts), max_size=3)):
        posted[name] = data.draw(WORDS)
    for name in [name for name in posted if name.endswith("-html")]:
        posted[name] = data.draw(HTML)
    for name in [name for name in posted if name.endswith(("-ordering", "-position"))]:
        posted[name] = str(data.draw(st.integers(0, 40)))
    for prefix in data.draw(st.lists(st.sampled_from([TEXT, FIGURE, BYLINE, LINKS]), max_size=2, unique=True)):
        posted[f"{prefix}-0-DELETE"] = "on"
    for html in data.draw(st.lists(HTML, max_size=2)):
        add_row(posted, TEXT, html=html, uid=data.draw(st.sampled_from(["", str(uuid4())])))
    if data.draw(st.booleans()):
        add_row(posted, FIGURE, photo="", caption=data.draw(WORDS), credit="", alt="", layout="normal")
    if data.draw(st.booleans()):
        add_row(posted, QUOTE, text=data.draw(WORDS), attribution="")
    return posted


# --- Bad input --------------------------------------------------------------------


def test_without_management_forms_it_reads_the_rows_that_are_there(desk: Client, full: Article) -> None:
    posted = {name: value for name, value in opened(desk, full).items() if not name.endswith("_FORMS")}
    assert content_from(as_post(posted)) == content_of(full)


def test_what_was_not_posted_is_as_before(full: Article) -> None:
    base = content_of(full)
    read = content_from(as_post({"title": "Khác"}), base)
    assert read == base | {"title": "Khác", "topics": []}


def test_rows_of_blocks_that_have_gone_are_read(desk: Client, full: Article) -> None:
    posted = opened(desk, full) | {f"{TEXT}-0-html": "<p>Lan viết tiếp.</p>"}
    full.articles_text_set.all().delete()
    texts = [block["html"] for block in content_from(as_post(posted))["blocks"] if block["type"] == "text"]
    assert texts == ["<p>Lan viết tiếp.</p>", "<p>Cuối.</p>"]


@pytest.mark.parametrize("nonsense", ["", "-1", "một", "9" * 40, "\x00", "1e9", "<b>", "²"])
def test_nonsense_in_any_field_is_no_error(desk: Client, full: Article, nonsense: str) -> None:
    base, posted = content_of(full), opened(desk, full)
    assert content_from(as_post(dict.fromkeys(posted, nonsense)), base).keys() == base.keys()
    for name in posted:
        assert content_from(as_post(posted | {name: nonsense}), base).keys() == base.keys()


def test_an_unreadable_number_loses_no_text(desk: Client, full: Article) -> None:
    posted = opened(desk, full) | {f"{FIGURE}-0-photo": "x", f"{FIGURE}-0-caption": "Mới", f"{FIGURE}-0-layout": "?"}
    figure = next(block for block in content_from(as_post(posted), content_of(full))["blocks"] if "layout" in block)
    assert (figure["photo"], figure["caption"], figure["layout"]) == (None, "Mới", "wide")


def test_a_block_without_a_uid_has_the_same_one_whenever_it_is_read() -> None:
    row = {"uid": "", "html": "<p>Mới</p>", "ordering": "10"}
    post = as_post({f"{TEXT}-0-{name}": value for name, value in row.items()})
    assert uids(content_from(post)) == uids(content_from(post)) == uids(content_from(with_uids(post)))
    other = as_post({f"{TEXT}-0-{name}": value for name, value in (row | {"html": "<p>Khác</p>"}).items()})
    assert uids(content_from(post)) != uids(content_from(other))


def uids(content: Content) -> list[Any]:
    return [block["uid"] for block in content["blocks"]]
