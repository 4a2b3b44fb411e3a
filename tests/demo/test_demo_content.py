"""The demo's content: complete, consistent, and long enough to look like a newspaper."""

import io
import re
from statistics import median

import pytest
from PIL import Image

from articles import embeds
from demo import reading
from demo.markup import Embed, Figure, LiveReport, Quote, RelatedBox, Text, parse_body
from demo.pictures import DRAWINGS, draw
from demo.reading import DemoArticle

ARTICLES = reading.articles()
PHOTOS = reading.photos()
KEYS = {article.key for article in ARTICLES}
IDS = [article.key for article in ARTICLES]

HEAD = """+++
title = "Tiêu đề"
lead = "Sapo."
section = "kinh-te"
days_ago = 3
time = "14:05"
"""


def words(article: DemoArticle) -> int:
    """How many words (âm tiết) the body holds."""
    html = " ".join(block.html for block in article.blocks if isinstance(block, Text | LiveReport))
    quotes = " ".join(block.text for block in article.blocks if isinstance(block, Quote))
    return len(f"{re.sub('<[^>]+>', ' ', html)} {quotes}".split())


def articles_named_by(article: DemoArticle) -> set[str]:
    """The keys of all articles that this one points to: related links, boxes, links in the text."""
    named = {link.article for link in article.related if link.article}
    for block in article.blocks:
        if isinstance(block, RelatedBox):
            named.update(block.articles)
        if isinstance(block, Text | LiveReport):
            named.update(re.findall(r'href="article:([^"]+)"', block.html))
    return named


def photos_named_by(article: DemoArticle) -> set[str]:
    figures = {block.photo for block in article.blocks if isinstance(block, Figure | LiveReport)} - {""}
    return figures | ({article.lead_photo} if article.lead_photo else set())


# --- The lists ---


def test_there_are_nine_top_sections_in_the_order_of_the_menu():
    assert [section.slug for section in reading.sections()] == [
        "chinh-tri",
        "the-gioi",
        "kinh-te",
        "xa-hoi",
        "van-hoa",
        "the-thao",
        "khoa-hoc-cong-nghe",
        "du-lich",
        "thong-cao-bao-chi",
    ]


def test_every_section_holds_an_article():
    tops = {article.section.split("/")[0] for article in ARTICLES}
    assert tops == {section.slug for section in reading.sections()}


def test_slugs_and_keys_are_unique():
    for slugs in (
        [author.slug for author in reading.authors()],
        [topic.slug for topic in reading.topics()],
        [photo.key for photo in PHOTOS],
    ):
        assert len(slugs) == len(set(slugs))
    assert len(reading.authors()) == 15
    assert len(PHOTOS) == 29


# --- The articles ---


def test_there_are_at_least_forty_articles_with_unique_titles():
    titles = [article.title for article in ARTICLES]
    assert len(titles) >= 40
    assert len(titles) == len(set(titles))


def test_bodies_are_of_real_length():
    lengths = [words(article) for article in ARTICLES]
    assert median(lengths) >= 350
    assert max(lengths) >= 1000


def test_no_paragraph_is_printed_twice():
    paragraphs = [
        paragraph
        for article in ARTICLES
        for block in article.blocks
        if isinstance(block, Text | LiveReport)
        for paragraph in re.findall("<p>.*?</p>", block.html)
    ]
    assert len(paragraphs) == len(set(paragraphs))


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_everything_an_article_names_exists(article: DemoArticle):
    sections = {section.slug for section in reading.sections()}
    sections |= {f"{top.slug}/{child.slug}" for top in reading.sections() for child in top.children}
    assert article.section in sections
    assert set(article.authors) <= {author.slug for author in reading.authors()}
    assert set(article.topics) <= {topic.slug for topic in reading.topics()}
    assert photos_named_by(article) <= {photo.key for photo in PHOTOS}
    assert articles_named_by(article) <= KEYS - {article.key}


def test_nearly_every_article_has_a_picture():
    without = [article.key for article in ARTICLES if not photos_named_by(article)]
    assert len(without) <= 3


def test_the_paper_shows_corrections_a_withdrawal_and_a_scheduled_article():
    assert sum(len(article.corrections) for article in ARTICLES) >= 2
    assert sum(article.withdrawal is not None for article in ARTICLES) >= 1
    assert len([article for article in ARTICLES if article.days_ago == -1]) == 1


def test_only_the_commercial_section_is_sponsored():
    sponsored = {article.section for article in ARTICLES if article.label == "sponsored"}
    assert sponsored == {"kinh-te/doanh-nghiep"}


# --- The pictures ---


@pytest.mark.parametrize("photo", PHOTOS, ids=[photo.key for photo in PHOTOS])
def test_a_photo_draws_to_a_light_jpeg_of_its_size(photo: reading.DemoPhoto):
    jpeg = draw(photo.drawing, photo.seed, photo.size)
    image = Image.open(io.BytesIO(jpeg))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", photo.size)
    assert len(jpeg) < 150_000


@pytest.mark.parametrize("drawing", sorted(DRAWINGS))
def test_a_drawing_is_the_same_for_the_same_seed_and_another_for_another(drawing: str):
    size = (300, 200)
    assert draw(drawing, 3, size) == draw(drawing, 3, size)
    assert draw(drawing, 3, size) != draw(drawing, 4, size)


# --- Reading ---


def test_a_body_becomes_blocks_and_its_inline_marks_safe_html():
    body = """Một **đoạn** với *chữ nghiêng*, [liên kết](article:bai-khac) và <script>.

## Tiêu đề phụ

- một
- hai

> Lời nói.
> — Người nói, chức danh

![anh-mot] Chú thích | wide

@related bai-mot, bai-hai"""
    assert parse_body(body) == (
        Text(
            '<p>Một <strong>đoạn</strong> với <em>chữ nghiêng</em>, <a href="article:bai-khac">liên kết</a> '
            "và &lt;script&gt;.</p>\n<h2>Tiêu đề phụ</h2>\n<ul><li>một</li><li>hai</li></ul>"
        ),
        Quote("Lời nói.", "Người nói, chức danh"),
        Figure("anh-mot", "Chú thích", "wide"),
        RelatedBox(("bai-mot", "bai-hai")),
    )


def test_a_table_has_a_head_a_first_column_of_headers_and_maybe_a_caption():
    assert parse_body("| # Giá & lượng\n| Loại | Giá |\n| Lúa | **7.150** |") == (
        Text(
            "<table><caption>Giá &amp; lượng</caption><tbody><tr><th>Loại</th><th>Giá</th></tr>"
            "<tr><th>Lúa</th><td><strong>7.150</strong></td></tr></tbody></table>"
        ),
    )


def test_a_report_takes_the_text_and_the_photo_that_follow_it():
    body = """@live! +95 Vào bờ

Đoạn một.

![anh-mot] Chú thích

Đoạn **hai**.

@live +0 Bắt đầu"""
    assert parse_body(body) == (
        LiveReport(95, "Vào bờ", True, "<p>Đoạn một.</p>\n<p>Đoạn <strong>hai</strong>.</p>", "anh-mot", "Chú thích"),
        LiveReport(0, "Bắt đầu", False),
    )


def test_an_embed_is_an_address_and_maybe_a_title():
    assert parse_body("@embed https://youtu.be/BinhMinh-01 | Bản tin\n\n@embed https://x.com/a/status/1") == (
        Embed("https://youtu.be/BinhMinh-01", "Bản tin"),
        Embed("https://x.com/a/status/1", ""),
    )


@pytest.mark.parametrize("line", ["@live 95 Vào bờ", "@live +95", "@embed ftp://a/b.mp4", "@embed https://a.org/b |"])
def test_a_broken_report_or_embed_is_refused(line: str):
    with pytest.raises(ValueError, match="is"):
        parse_body(line)


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_what_the_paper_embeds_can_be_embedded(article: DemoArticle):
    for block in article.blocks:
        if isinstance(block, Embed):
            assert embeds.parse(block.url).address == block.url


def test_the_paper_shows_a_live_blog_embeds_and_columns_with_portraits():
    live = [article for article in ARTICLES if article.label == "live"]
    reports = [block for block in live[0].blocks if isinstance(block, LiveReport)]
    assert len(reports) >= 6
    assert any(report.is_key for report in reports)
    assert any(isinstance(block, Embed) for article in ARTICLES for block in article.blocks)
    portrayed = {author.slug for author in reading.authors() if author.photo}
    assert all(set(article.authors) <= portrayed for article in ARTICLES if article.label == "opinion")
    assert {author.photo for author in reading.authors()} - {""} <= {photo.key for photo in PHOTOS}


@pytest.mark.parametrize("table", ["| a | b |", "| a | b |\n| c |", "| a | b |\nc"])
def test_a_broken_table_is_refused(table: str):
    with pytest.raises(ValueError, match="table"):
        parse_body(table)


def test_the_paper_shows_a_gallery_a_photo_story_and_a_table():
    blocks = [block for article in ARTICLES for block in article.blocks]
    assert any("<table><caption>" in block.html for block in blocks if isinstance(block, Text))
    stories = [article for article in ARTICLES if article.label == "photo-story"]
    figures = [block.layout for story in stories for block in story.blocks if isinstance(block, Figure)]
    assert figures.count("gallery") >= 5
    assert figures.count("normal") >= 2


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Không có đầu", r"hong\.md, line 1: "),
        (HEAD + "+++\n\nĐoạn.\n\n# Sai", r"hong\.md, line 11: a subheading"),
        (HEAD + "+++\n\nĐoạn [hỏng](javascript:alert).", r"hong\.md, line 9: unclosed"),
        (HEAD + "label = 'hay'\n+++\n\nĐoạn.", r"hong\.md, line 7: label: 'hay'"),
        (HEAD + "mau = 1\n+++\n\nĐoạn.", r"hong\.md, line 7: .*mau"),
        (HEAD + "lead_photo = \n+++\n\nĐoạn.", r"hong\.md, line 7: "),
        (HEAD.replace("14:05", "giờ Tý") + "+++\n\nĐoạn.", r"hong\.md, line 6: time: 'giờ Tý'"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_line(tmp_path, source: str, message: str):
    path = tmp_path / "hong.md"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        reading.read_article(path)
