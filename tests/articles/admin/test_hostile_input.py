"""Whatever is posted to the article's form: a field error or a clean save, never an unhandled error."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import gettext

from articles.content import content_of
from articles.models import Article
from tests import factories
from tests.articles.admin.forms import (
    BOX,
    BYLINE,
    FIGURE,
    LINKS,
    QUOTE,
    TEXT,
    add_row,
    errors_of,
    fields_of,
    form_url,
    opened,
    save,
)
from tests.markup import AllowedMarkup

pytestmark = pytest.mark.django_db

PER_ARTICLE = 120


def strings(shared: Path, name: str) -> list[str]:
    """The strings of one of the shared corpora."""
    lines = (shared / "corpora" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["s"] for line in lines]


def chunks(rows: list[str]) -> list[list[str]]:
    return [rows[start : start + PER_ARTICLE] for start in range(0, len(rows), PER_ARTICLE)]


def test_naughty_strings_go_through_every_text_field(desk: Client, shared: Path) -> None:
    naughty = [text for text in strings(shared, "naughty.jsonl") if text.strip()]
    for some in chunks(naughty):
        posted = opened(desk) | {"title": f"Bài {some[0]}"[:200], "lead": " ".join(some), "source": some[-1][:100]}
        for text in some:
            add_row(posted, QUOTE, text=text, attribution=text[:200])
            add_row(posted, FIGURE, photo="", caption=text, credit=text[:200], alt=text, layout="normal")
        response = save(desk, None, posted)
        wrong = errors_of(response) if response.status_code == 200 else {}
        # A quotation of nothing but white space of some alphabet is no quotation; nothing else is refused.
        assert {name.rpartition("-")[2] for name in wrong} <= {"text"}, wrong
    assert Article.objects.exists()


def test_markup_is_sanitised_on_the_way_in_and_escaped_on_the_way_out(desk: Client, shared: Path) -> None:
    for some in chunks(strings(shared, "xss.jsonl")):
        posted = opened(desk) | {"title": "Bài", "lead": " ".join(some)}
        # Eight to a block: each alone goes through the sanitiser in test_content.py.
        for start in range(0, len(some), 8):
            add_row(posted, TEXT, html="".join(f"<p>x</p>{text}" for text in some[start : start + 8]))
        add_row(posted, QUOTE, text=" ".join(some), attribution="")
        response = save(desk, None, posted)
        assert response.status_code == 302
        article = Article.objects.latest("pk")
        for text in article.articles_text_set.all():
            AllowedMarkup().feed(text.html)
        again = fields_of(desk.get(response.url))
        assert again["lead"] == article.lead
        assert desk.get(f"/admin/articles/revision/{article.revisions.get().pk}/change/").status_code == 200
        article.delete()


@pytest.mark.parametrize("title", ["", "   ", "\u00a0\u2003", "\u200b", "\u200b\ufeff\u2060", "\u202e"])
def test_a_title_without_visible_text_is_refused_with_one_sentence(desk: Client, title: str) -> None:
    response = save(desk, None, opened(desk) | {"title": title})
    assert errors_of(response) == {"title": [gettext("The title has no text.")]}


def test_a_long_title_is_refused_and_kept(desk: Client) -> None:
    response = save(desk, None, opened(desk) | {"title": "ặ" * 300})
    assert list(errors_of(response)) == ["title"]
    assert "ặ" * 300 in response.content.decode()


def test_what_is_no_text_becomes_the_replacement_character(desk: Client) -> None:
    posted = opened(desk) | {"title": "Bài\x00 một\ud800", "lead": "a\x07b", f"{TEXT}-0-html": "<p>x\x00y</p>"}
    body = "&".join(f"{name}={_encoded(value)}" for name, value in posted.items() if isinstance(value, str))
    response = desk.post(form_url(), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    article = Article.objects.get()
    assert article.title.startswith("Bài\ufffd một")
    assert (article.lead, article.articles_text_set.get().html) == ("a\ufffdb", "<p>x\ufffdy</p>")


def _encoded(text: str) -> str:
    """Percent-encoded, lone surrogates as the three bytes that a broken client sends."""
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("pk", ["999999", "-1", "0", "abc", "9" * 40, "\x00", "1e3", "１"])
@pytest.mark.parametrize(
    ("prefix", "field"),
    [(FIGURE, "photo"), (BYLINE, "author"), (LINKS, "target"), (LINKS, "photo"), (BOX, "articles")],
)
def test_a_key_to_nothing_is_a_field_error(desk: Client, prefix: str, field: str, pk: str) -> None:
    posted = opened(desk) | {"title": "Bài đã gõ"}
    number = add_row(posted, prefix, **{field: pk})
    response = save(desk, None, posted)
    assert response.status_code == 200
    assert f"{prefix}-{number}-{field}" in errors_of(response)
    assert "Bài đã gõ" in response.content.decode()


@pytest.mark.parametrize("field", ["section", "topics", "lead_photo", "label"])
@pytest.mark.parametrize("value", ["999999", "abc", "9" * 40, "\x00", "<b>"])
def test_a_choice_that_is_none_is_a_field_error(desk: Client, field: str, value: str) -> None:
    response = save(desk, None, opened(desk) | {"title": "Bài", field: value})
    assert response.status_code == 200
    assert field in errors_of(response)


@pytest.mark.parametrize("prefix", [TEXT, FIGURE, QUOTE, BOX, BYLINE, LINKS])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOTAL_FORMS", ""),
        ("TOTAL_FORMS", "abc"),
        ("TOTAL_FORMS", "-1"),
        ("INITIAL_FORMS", "5"),
        ("INITIAL_FORMS", "-1"),
        ("INITIAL_FORMS", "9" * 30),
        ("INITIAL_FORMS", None),
    ],
)
def test_a_tampered_count_of_rows_is_no_server_error(desk: Client, prefix: str, name: str, value: str | None) -> None:
    article = factories.article("Bài", factories.text(), factories.quote("Một câu"))
    posted = opened(desk, article)
    posted.pop(f"{prefix}-{name}")
    if value is not None:
        posted[f"{prefix}-{name}"] = value
    assert save(desk, article, posted).status_code in (200, 302)
    assert Article.objects.get().title == "Bài"


def test_too_many_rows_are_refused(desk: Client) -> None:
    response = save(desk, None, opened(desk) | {"title": "Bài", f"{BYLINE}-TOTAL_FORMS": "9" * 30})
    assert response.status_code == 400
    assert not Article.objects.exists()


@pytest.mark.parametrize("row_id", ["", "abc", "999999", "9" * 40, "\x00"])
def test_a_tampered_row_is_no_server_error(desk: Client, row_id: str) -> None:
    article = factories.article("Bài")
    posted = opened(desk, article) | {f"{TEXT}-0-id": row_id, f"{TEXT}-0-parent": "77"}
    assert save(desk, article, posted).status_code in (200, 302)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "ftp//x", "http://", "http://[::1", "//", "x y"]
)
def test_a_related_link_leads_to_the_web_or_nowhere(desk: Client, url: str) -> None:
    posted = opened(desk) | {"title": "Bài"}
    number = add_row(posted, LINKS, url=url, title="Liên kết", position="1")
    assert f"{LINKS}-{number}-url" in errors_of(save(desk, None, posted))


def test_a_related_link_has_one_target_and_a_title(desk: Client) -> None:
    article = factories.article("Bài")
    posted = opened(desk, article)
    both = add_row(posted, LINKS, target=factories.article("Khác").pk, url="https://example.vn/", position="1")
    bare = add_row(posted, LINKS, url="https://example.vn/", title="", position="2")
    own = add_row(posted, LINKS, target=article.pk, position="3")
    assert set(errors_of(save(desk, article, posted))) == {"", f"{LINKS}-{own}-target"}
    assert (both, bare, own) == (0, 1, 2)


def test_an_article_is_not_related_to_itself(desk: Client) -> None:
    article = factories.article("Bài")
    posted = opened(desk, article)
    number = add_row(posted, BOX, title="Đọc thêm", articles=[article.pk])
    assert f"{BOX}-{number}-articles" in errors_of(save(desk, article, posted))


def test_an_author_stands_in_the_byline_once(desk: Client) -> None:
    author = factories.author()
    posted = opened(desk) | {"title": "Bài đã gõ"}
    add_row(posted, BYLINE, author=author.pk, position="1")
    add_row(posted, BYLINE, author=author.pk, position="2")
    response = save(desk, None, posted)
    assert errors_of(response)[""] == [
        gettext("An author stands in the byline twice."),
        gettext("This author stands in the byline already."),
    ]
    assert not Article.objects.exists()


def test_links_to_scripts_are_taken_out_of_the_text(desk: Client) -> None:
    html = '<p><a href="javascript:alert(1)">a</a><a href="article:7">b</a><a href="https://x.vn/">c</a></p>'
    article = factories.article("Bài")
    save(desk, article, opened(desk, article) | {f"{TEXT}-0-html": html})
    [block] = content_of(article)["blocks"]
    assert "javascript" not in block["html"]
    assert 'href="article:7"' in block["html"]
    assert 'href="https://x.vn/"' in block["html"]


@pytest.mark.parametrize("pk", ["0", "-1", "abc", "9" * 40, "1_00", "%00", "..%2f"])
def test_an_article_that_is_none_is_no_server_error(desk: Client, pk: str) -> None:
    for page in ("change", "delete", "history", "preview", "publish", "withdraw", "cancel"):
        assert desk.get(f"/admin/articles/article/{pk}/{page}/").status_code in (302, 404), page


def test_a_huge_form_is_refused_as_such(desk: Client) -> None:
    huge = opened(desk) | {"title": "Bài", f"{TEXT}-0-html": "x" * 10_000_000}
    assert desk.post(form_url(), huge).status_code == 413 or desk.post(form_url(), huge).status_code == 400
    fields = opened(desk) | {f"thừa-{number}": "" for number in range(20_001)}
    assert desk.post(form_url(), fields).status_code == 413


def test_two_hundred_blocks_are_saved(desk: Client) -> None:
    article = factories.article("Bài dài")
    posted = opened(desk, article)
    for number in range(100):
        add_row(posted, TEXT, html=f"<p>Đoạn {number}.</p>", ordering=str(10 + 2 * number))
        add_row(posted, FIGURE, photo="", caption=f"Ảnh {number}", layout="gallery", ordering=str(11 + 2 * number))
    assert save(desk, article, posted).status_code == 302
    assert len(content_of(article)["blocks"]) == 201
    assert desk.get(form_url(article)).status_code == 200


def test_unknown_fields_do_no_harm(desk: Client) -> None:
    article = factories.article("Bài")
    odd = {"version": "9", "search_text": "x", "created_by": "1", "_to_field": "id", "id": "77"}
    assert save(desk, article, opened(desk, article) | odd).status_code in (200, 302, 400)
    assert Article.objects.get().version == 1
    assert (
        desk.get(
            form_url() + "?title=Bài&section=abc&topics=x,y&authors=1&_popup=1&_changelist_filters=%00"
        ).status_code
        == 200
    )
