"""An article's content as JSON: what is saved comes back, and a save with no change makes no revision."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import (
    apply,
    blocks_of,
    canonical,
    content_of,
    digest,
    figure_words,
    leading_photo,
    mentioned_articles,
    search_text,
)
from articles.markup import as_text, resolve_links, sanitise
from articles.models import Article, Revision
from articles.publishing import publish
from articles.readiness import problems
from articles.revising import record
from tests import factories
from tests.markup import AllowedMarkup

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(json_values)
def test_the_canonical_text_is_the_same_for_the_same_value(value):
    text = canonical(value)
    assert canonical(json.loads(text)) == text


@pytest.fixture
def rich(db) -> Article:
    """An article that has everything."""
    other = factories.article("Bài liên quan")
    photo = factories.photo()
    return factories.article(
        "Bài đủ mọi thứ",
        factories.text(f'<p>Xem <a href="article:{other.pk}">bài trước</a>.</p>'),
        factories.figure(photo, "Chú thích riêng", credit="Lê An", alt="Riêng", decorative=False, layout="wide"),
        factories.quote("Nước lên nhanh quá", "Bà Tư, xã Tân Hòa Đông"),
        factories.related_box(other, title="Xem thêm"),
        factories.figure(None, "Chỉ có chú thích"),
        authors=[factories.author("Bảo An"), factories.author("An Chi")],
        prefix="Bài, ảnh",
        source="Bình Minh",
        topics=[factories.topic("Mùa lũ")],
        lead_photo=factories.photo(),
        related=[factories.link(other, teaser="Một câu."), factories.link(url="https://example.vn/", title="Ngoài")],
    )


def test_applied_to_another_article_the_content_is_the_same(rich):
    content = content_of(rich)
    copy = Article()
    apply(content, copy)
    assert content_of(copy) == content
    apply(content, copy)
    assert content_of(copy) == content


def test_a_save_without_a_change_makes_no_revision(rich, lan):
    assert Revision.objects.filter(article=rich).count() == 1
    revision, is_new = record(rich, author=lan)
    assert (revision.number, is_new) == (1, False)
    rich.title = "Tiêu đề mới"
    rich.save()
    revision, is_new = record(rich, author=lan)
    assert (revision.number, is_new, revision.author, rich.version) == (2, True, lan, 2)
    assert digest(revision.content_json) == revision.digest
    assert revision.content == content_of(rich)


def test_the_desk_finds_an_article_by_its_words_without_accents(rich):
    rich.refresh_from_db()
    for words in ("bai du moi thu", "xem bai truoc", "chi co chu thich", "nuoc len nhanh", "bao an", "mua lu"):
        assert words in rich.found_by.search_text


def test_articles_that_the_content_links_to_are_known(rich):
    other = Article.objects.get(title="Bài liên quan")
    assert mentioned_articles(content_of(rich)) == {other.pk}


def test_a_figure_says_its_own_words_before_the_photos(rich):
    figure = content_of(rich)["blocks"][1]
    assert figure_words(figure) == {"caption": "Chú thích riêng", "credit": "Lê An", "alt": "Riêng"}
    bare = figure | {"caption": "", "credit": "", "alt": ""}
    assert figure_words(bare) == {"caption": "", "credit": "Minh Hà/Bình Minh", "alt": "Một khoảng màu"}
    assert figure_words(bare | {"decorative": True})["alt"] == ""
    assert figure_words(bare | {"credit": "Ảnh: Lê An"})["credit"] == "Lê An"


def test_the_leading_photo_is_the_chosen_one_else_the_first_figures(rich):
    content = content_of(rich)
    assert leading_photo(content)["id"] == rich.lead_photo_id
    first = leading_photo(content | {"lead_photo": None})
    assert (first["id"], first["caption"]) == (content["blocks"][1]["photo"]["id"], "Chú thích riêng")
    assert leading_photo(content | {"lead_photo": None, "blocks": []}) is None


def test_search_text_is_bounded(rich):
    content = content_of(rich) | {"lead": "dài " * 100_000}
    assert 249_990 < len(search_text(content, [])) <= 250_000


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({}, []),
        ({"title": " "}, ["title"]),
        ({"lead": ""}, ["lead"]),
        ({"section": None}, ["section"]),
        ({"blocks": []}, ["blocks"]),
        ({"blocks": [{"type": "text", "uid": "x", "html": "<p> </p>"}]}, ["blocks"]),
    ],
)
def test_what_is_missing_stops_publishing(rich, changes, errors):
    found = problems(content_of(rich) | changes)
    assert [problem.field for problem in found if problem.is_error] == errors


def test_warnings_name_what_could_be_better(rich):
    # What it links to is there for readers.
    publish(Article.objects.get(title="Bài liên quan"), by=None)
    rich.title = "Dài " * 40
    content = content_of(rich)
    content["blocks"][1]["alt"] = content["blocks"][1]["photo"]["alt"] = ""
    content["related"].append({"article": None, "url": "", "title": "Chưa có đích", "teaser": "", "photo": None})
    content["blocks"][0]["html"] += '<p><a href="article:999999">x</a></p>'
    warnings = [problem.field for problem in problems(content) if not problem.is_error]
    assert warnings == ["title", "blocks", "blocks", "blocks", "related_links"]


def test_links_to_our_articles_are_resolved_and_dead_ones_become_text():
    html = sanitise('<p><a title="x" href="article:1">một</a> <a href="article:2">hai</a></p>')
    assert resolve_links(html, {1: "/a/b-1.html?x&y"}.get) == '<p><a href="/a/b-1.html?x&amp;y">một</a> hai</p>'


@given(st.text())
def test_sanitising_again_changes_nothing(text):
    once = sanitise(text)
    assert sanitise(once) == once
    assert "<script" not in once
    as_text(once)


def test_hostile_markup_is_sanitised(shared):
    for name in ("xss", "naughty"):
        for line in (shared / "corpora" / f"{name}.jsonl").read_text().splitlines():
            AllowedMarkup().feed(sanitise(json.loads(line)["s"]))


def test_applying_keeps_the_rows_whose_uid_stays(rich):
    """A form that is open meanwhile still finds them."""
    content = content_of(rich)
    before = {str(block.uid): block.pk for block in blocks_of(rich)}
    authors = dict(rich.byline.values_list("author", "pk"))
    moved = content | {"blocks": [*content["blocks"][2:], factories.text("<p>Mới.</p>"), content["blocks"][0]]}
    apply(moved, rich)
    after = {str(block.uid): block.pk for block in blocks_of(rich)}
    kept = [block["uid"] for block in moved["blocks"] if "uid" in block]
    assert {uid: after[uid] for uid in kept} == {uid: before[uid] for uid in kept}
    assert len(after) == len(kept) + 1
    assert dict(rich.byline.values_list("author", "pk")) == authors
    apply(content, rich)
    assert content_of(rich) == content
