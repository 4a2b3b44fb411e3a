"""Reading pages of the paper: each page in `pages/` is fictional and stands beside the JSON that it must give."""

import json
import unicodedata
from pathlib import Path

import pytest

from articles.bylines import Byline, parse_byline
from articles.importing import (
    MAX_BYTES,
    NotAnArticle,
    Page,
    Paragraph,
    PhotoSlot,
    Related,
    parse_page,
    split_credit,
)

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))

TITLE = "Bến cũ mở lại"
LEAD = "Bến cũ mở lại sau mười năm bỏ không."
FIRST = "Đò cập bến lúc sáng sớm."
SECOND = "Khách đầu tiên là một cô giáo."


def page(*chunks: str) -> bytes:
    """A page with a title and a lead, then the `chunks`, a blank line between any two."""
    return "\n\n".join([TITLE, LEAD, *chunks]).encode()


def blocks(*chunks: str) -> list[tuple[str, ...]]:
    """The blocks of such a page, each as its type and its text or its caption and credit."""
    found = parse_page(page(*chunks)).as_json()["blocks"]
    return [tuple(block.values()) for block in found]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_exactly_its_json(path: Path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert parse_page(path.read_bytes()).as_json() == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"),
        lambda text: text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\r\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", " \u00a0"),
        lambda text: f"\n\n {text}\n\u00a0\n\n",
    ],
    ids=["bom", "crlf", "crcrlf", "nfd", "no-break", "blank-ends"],
)
def test_how_a_page_was_saved_does_not_matter(path: Path, change):
    text = path.read_bytes().decode()
    assert parse_page(change(text).encode()) == parse_page(text.encode())


# What is no article.


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        ("\ufeff \r\n\u00a0\n\u200b".encode(), "the file is empty"),
        (TITLE.encode(), "only a title"),
        (f"{TITLE}\n{TITLE}\n\n08/03/2025 20:15\n".encode(), "only a title"),
        (f"{TITLE}\n\nChia sẻ:\n\nRao vặt\n\nLiên hệ".encode(), "only a title"),
        (f"{TITLE}\n\nTin, ảnh: Lan Phương/Báo Tin tức\nMột bài khác\nMột bài khác".encode(), "only a title"),
        (f"{TITLE}\n\nTừ khóa: bến, đò".encode(), "only a title"),
        (f"{TITLE}\n\nChú thích ảnh\nBến cũ nhìn từ sông.".encode(), "only a title"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        (f"{TITLE}\n\n{LEAD}\x00".encode(), "binary data"),
        (f"{TITLE}\n\n{LEAD}".encode("utf-16"), "not UTF-8"),
        (f"{TITLE}\n\n{LEAD}".encode("utf-16-be", "ignore"), "binary data"),
        ("Tiêu đề\n\nĐoạn".encode("cp1258", "replace"), "not UTF-8"),
        (TITLE.encode() + b"\n\n\xed\xa0\x80", "not UTF-8"),
        (b"a" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(data: bytes, reason: str):
    with pytest.raises(NotAnArticle) as refusal:
        parse_page(data)
    assert str(refusal.value) == reason


def test_a_page_of_exactly_5_mb_is_read():
    data = page("")
    assert parse_page(data + b"a" * (MAX_BYTES - len(data))).title == TITLE


def test_a_title_and_a_lead_are_a_news_flash():
    assert parse_page(page()) == Page(TITLE, LEAD, (), None, (), ())


# Bylines.


@pytest.mark.parametrize(
    ("text", "prefix", "authors", "source"),
    [
        ("Tin, ảnh: A - B/Báo Tin tức", "Tin, ảnh", ["A", "B"], "Báo Tin tức"),
        ("A (TTXVN)", None, ["A"], "TTXVN"),
        ("A (Theo Reuters)", None, ["A"], "Reuters"),
        ("Theo TTXVN", None, [], "TTXVN"),
        ("PV", None, ["PV"], None),
        ("Bài, ảnh: A - B/Báo Tin tức", "Bài, ảnh", ["A", "B"], "Báo Tin tức"),
        ("Bài và ảnh: Lan Phương, Minh Đức và Y-Thanh", "Bài và ảnh", ["Lan Phương", "Minh Đức", "Y-Thanh"], None),
        ("Tin, bài: Lan Phương – Minh Đức/TTXVN", "Tin, bài", ["Lan Phương", "Minh Đức"], "TTXVN"),
        ("Tin ảnh: Lan Phương—Minh Đức / TTXVN", "Tin ảnh", ["Lan Phương", "Minh Đức"], "TTXVN"),
        ("Tin, ảnh: A - B (TTXVN)", "Tin, ảnh", ["A", "B"], "TTXVN"),
        ("Ảnh, clip: Minh Đức", "Ảnh, clip", ["Minh Đức"], None),
        ("Infographic: Minh Đức/Báo Tin tức", "Infographic", ["Minh Đức"], "Báo Tin tức"),
        ("Đồ hoạ: Minh Đức", "Đồ hoạ", ["Minh Đức"], None),
        ("Thực hiện: Nhóm phóng viên", "Thực hiện", ["Nhóm phóng viên"], None),
        ("Bài: Lan Phương - Ảnh: Minh Đức/TTXVN", "Bài, ảnh", ["Lan Phương", "Minh Đức"], "TTXVN"),
        ("Tổng hợp: Theo AFP", "Tổng hợp", [], "AFP"),
        ("Ghi hình: Minh Đức/TTXVN", "Ghi hình", ["Minh Đức"], "TTXVN"),
        ("Tin, ảnh: TTXVN", "Tin, ảnh", [], "TTXVN"),
        ("Lan Phương/Báo Tin tức", None, ["Lan Phương"], "Báo Tin tức"),
        ("Lan Phương/Báo Tin tức.", None, ["Lan Phương"], "Báo Tin tức"),
        ("PV/TTXVN", None, ["PV"], "TTXVN"),
        ("P.V", None, ["P.V"], None),
        ("PV Tin tức", None, ["PV Tin tức"], None),
        ("PV (tổng hợp)", None, ["PV"], "tổng hợp"),
        ("Lan Phương (P/v TTXVN tại Paris)", None, ["Lan Phương"], "P/v TTXVN tại Paris"),
        ("A (Theo AFP, Reuters)", None, ["A"], "AFP, Reuters"),
        ("A/TTXVN (Theo Reuters)", None, ["A"], "TTXVN (Theo Reuters)"),
        ("Theo VTV, Reuters", None, [], "VTV, Reuters"),
        ("(Theo vnexpress.net)", None, [], "vnexpress.net"),
        ("Nguồn: TTXVN", None, [], "TTXVN"),
        ("Báo Tin tức", None, [], "Báo Tin tức"),
        ("Nguyễn Thị Lan", None, ["Nguyễn Thị Lan"], None),
        ("Lan Phương - Minh Đức", None, ["Lan Phương", "Minh Đức"], None),
    ],
)
def test_a_byline_has_a_prefix_authors_and_a_source(text: str, prefix: str, authors: list[str], source: str):
    assert parse_byline(text) == Byline(text, prefix, tuple(authors), source)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        ":",
        "/",
        "()",
        "Tin, ảnh:",
        "Theo",
        "Theo kế hoạch",
        "Theo chân người lái đò",
        "PV đã đến nơi",
        "Theo Reuters, giá dầu tăng mạnh.",
        "Hà Nội mưa to",
        "Tin: trời sắp mưa",
        "Họ đã về/Chúng tôi ở lại",
        "Lan " * 51,
        "Đò chạy 24/24",
    ],
)
def test_other_lines_are_no_byline(text: str):
    assert parse_byline(text) is None


def test_the_byline_line_is_kept_as_it_was_but_for_its_spaces():
    assert parse_byline(unicodedata.normalize("NFD", " Lan\u00a0 Phương / TTXVN ")).raw == "Lan Phương / TTXVN"


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("line", ["PV", "Minh Đức/Báo Tin tức", "Minh Đức (TTXVN)", "Theo Reuters", "Nguyễn Thị Lan"])
def test_a_byline_ends_the_body_whatever_blank_lines_stand_around_it(line: str, gap: str):
    read = parse_page(page(FIRST, f"{SECOND}{gap}{line}{gap}Bến mới\nBến mới"))
    assert read.blocks == (Paragraph(FIRST), Paragraph(SECOND))
    assert (read.byline.raw, read.related) == (line, (Related("Bến mới", None),))


def test_a_name_inside_the_body_is_a_heading():
    assert blocks(FIRST, "Nguyễn Thị Lan", SECOND, "PV") == [
        ("paragraph", FIRST),
        ("heading", "Nguyễn Thị Lan"),
        ("paragraph", SECOND),
    ]


def test_a_list_of_names_at_the_end_is_no_byline():
    names = ["Nguyễn Thị Lan", "Trần Minh Đức", "Lê Hoa"]
    assert parse_page(page(FIRST, *names)).byline is None


def test_a_line_of_a_photographer_inside_the_body_is_no_byline():
    read = parse_page(page(FIRST, "Ảnh: Minh Đức/TTXVN", SECOND, FIRST, "Bài: Lan Phương"))
    assert (read.byline.raw, len(read.blocks)) == ("Bài: Lan Phương", 4)


def test_of_bylines_one_below_the_other_the_last_counts():
    read = parse_page(page(FIRST, "Bài: Lan Phương\nẢnh: Minh Đức", "Bến mới\nBến mới"))
    assert read.blocks == (Paragraph(FIRST), Paragraph("Bài: Lan Phương"))
    assert (read.byline.raw, len(read.related)) == ("Ảnh: Minh Đức", 1)


def test_a_full_byline_counts_also_before_related_lines_that_look_like_prose():
    read = parse_page(page(FIRST, "Tin: Lan Phương/TTXVN", "Một câu.", "Hai câu.", "Bến mới"))
    assert read.byline.authors == ("Lan Phương",)
    assert len(read.blocks) == 1


# Photos.


@pytest.mark.parametrize(
    ("caption", "rest", "credit"),
    [
        ("Cầu Rồng. Ảnh: N/TTXVN", "Cầu Rồng.", "N/TTXVN"),
        ("Cầu Rồng (Ảnh: N/TTXVN)", "Cầu Rồng", "N/TTXVN"),
        ("Cầu Rồng. (Ảnh: N/TTXVN).", "Cầu Rồng.", "N/TTXVN"),
        ("Cầu Rồng (ảnh: N)", "Cầu Rồng", "N"),
        ("Cầu Rồng. Ảnh: TTXVN", "Cầu Rồng.", "TTXVN"),
        ("Cầu Rồng. Ảnh: AFP/TTXVN.", "Cầu Rồng.", "AFP/TTXVN"),
        ("Cầu Rồng.Ảnh: A - B/TTXVN", "Cầu Rồng.", "A - B/TTXVN"),
        ("Cầu Rồng - Ảnh: Lan Phương (TTXVN)", "Cầu Rồng", "Lan Phương (TTXVN)"),
        ("Cầu Rồng. Ảnh: nhân vật cung cấp", "Cầu Rồng.", "nhân vật cung cấp"),
        ("Cầu Rồng. Nguồn: AP", "Cầu Rồng.", "AP"),
        ("Cầu Rồng. Ảnh: N. Lan/TTXVN", "Cầu Rồng.", "N. Lan/TTXVN"),
        ("Ảnh: N/TTXVN", "", "N/TTXVN"),
        ("Ảnh: Ban Quản Lý cung cấp", "", "Ban Quản Lý cung cấp"),
        ("Ảnh: đoàn người qua cầu", "Ảnh: đoàn người qua cầu", None),
        ("Ảnh minh họa: N/TTXVN", "Ảnh minh họa: N/TTXVN", None),
        ("Bức ảnh: cầu Rồng", "Bức ảnh: cầu Rồng", None),
        ("Ảnh: N/TTXVN. Cầu Rồng về đêm", "Ảnh: N/TTXVN. Cầu Rồng về đêm", None),
        ("Cầu Rồng. Ảnh:", "Cầu Rồng. Ảnh:", None),
        ("", "", None),
    ],
)
def test_a_credit_is_cut_from_the_end_of_a_caption(caption: str, rest: str, credit: str | None):
    assert split_credit(caption) == (rest, credit)


@pytest.mark.parametrize("after", ["\n\n", "\n\n\n", "\nChú thích ảnh\nĐò.\n\n"])
def test_an_empty_caption_does_not_eat_the_next_paragraph(after: str):
    read = parse_page(f"{TITLE}\n\n{LEAD}\n\nChú thích ảnh{after}{FIRST}\n\n{SECOND}".encode())
    assert read.blocks[0] == PhotoSlot("", None)
    assert read.blocks[-2:] == (Paragraph(FIRST), Paragraph(SECOND))


@pytest.mark.parametrize("end", ["", "\n\nChia sẻ:", "\nTừ khóa: bến", "\nTin, ảnh: Lan Phương/TTXVN"])
def test_an_empty_caption_may_be_last(end: str):
    read = parse_page(page(FIRST, "Chú thích ảnh" + end))
    assert read.blocks == (Paragraph(FIRST), PhotoSlot("", None))


def test_a_line_with_a_credit_is_a_caption_also_after_a_blank_line():
    assert blocks("Chú thích ảnh", "Bến cũ. Ảnh: Minh Đức/TTXVN", FIRST) == [
        ("photo", "Bến cũ.", "Minh Đức/TTXVN"),
        ("paragraph", FIRST),
    ]


def test_a_caption_may_stand_on_the_line_of_its_marker():
    assert blocks("CHÚ THÍCH ẢNH: Bến cũ. Ảnh: Minh Đức", FIRST)[0] == ("photo", "Bến cũ.", "Minh Đức")


def test_a_second_line_under_a_photo_is_a_paragraph():
    assert blocks(f"Chú thích ảnh\nBến cũ.\n{FIRST}") == [("photo", "Bến cũ.", None), ("paragraph", FIRST)]


def test_photos_alone_can_make_the_body():
    assert blocks("Chú thích ảnh\nMột.", "Chú thích ảnh\nHai.") == [("photo", "Một.", None), ("photo", "Hai.", None)]


def test_a_photo_after_the_byline_is_kept():
    read = parse_page(page(FIRST, "Tin: Lan Phương/TTXVN", "Chú thích ảnh\nBến cũ.", "Bến mới\nBến mới"))
    assert (read.blocks[-1], len(read.related)) == (PhotoSlot("Bến cũ.", None), 1)


# Headings and lists.


@pytest.mark.parametrize("end", ["", "?", "”", ","])
def test_a_short_open_line_between_paragraphs_is_a_heading(end: str):
    assert blocks(FIRST, "Chuyến đò đầu" + end, SECOND)[1] == ("heading", "Chuyến đò đầu" + end)


@pytest.mark.parametrize("end", [".", ":", ";", "!", "…", "..."])
def test_a_line_that_closes_is_a_paragraph(end: str):
    assert blocks(FIRST, "Chuyến đò đầu" + end, SECOND)[1] == ("paragraph", "Chuyến đò đầu" + end)


@pytest.mark.parametrize(("length", "kind"), [(100, "heading"), (101, "paragraph")])
def test_a_heading_has_at_most_100_characters(length: int, kind: str):
    assert blocks(FIRST, unicodedata.normalize("NFD", "ờ" * length), SECOND)[1] == (kind, "ờ" * length)


def test_a_heading_is_neither_first_nor_last_of_the_texts_also_beside_photos():
    photo = "Chú thích ảnh\nBến cũ."
    kinds = [block[0] for block in blocks(photo, "bến cũ", FIRST, photo, "bến mới", photo, SECOND, "hết chuyện", photo)]
    assert kinds == ["photo", "paragraph", "paragraph", "photo", "heading", "photo", "paragraph", "paragraph", "photo"]


@pytest.mark.parametrize("mark", ["-", "–", "•", "+", "*"])
def test_a_list_line_is_a_paragraph_with_its_mark(mark: str):
    items = [f"{mark} một bến", f"{mark} hai đò"]
    assert blocks(FIRST, "\n".join(items), SECOND)[1:3] == [("paragraph", item) for item in items]


def test_numbered_lines_are_a_list_when_two_stand_together_else_headings():
    kinds = [block[0] for block in blocks(FIRST, "1. Bến", "2. Đò", SECOND, "3. Người lái", SECOND)]
    assert kinds == ["paragraph", "paragraph", "paragraph", "paragraph", "heading", "paragraph"]


# The head and the tail of the page.


@pytest.mark.parametrize(
    "stamp",
    [
        "Thứ Bảy, 08/03/2025 20:15",
        "08/03/2025 20:15 GMT+7",
        "20:15, 8/3/2025",
        "Chủ nhật, ngày 9/3/2025 | 15:30 (GMT+7)",
        "Cập nhật lúc 20h15 ngày 08-03-2025",
        "Thứ Năm, ngày 8 tháng 3 năm 2025",
    ],
)
def test_the_date_of_the_page_is_not_the_lead(stamp: str):
    read = parse_page(f"{TITLE}\n{stamp}\n\n{LEAD}\n\n{FIRST}".encode())
    assert (read.lead, read.blocks) == (LEAD, (Paragraph(FIRST),))


@pytest.mark.parametrize("lead", ["Ngày 8/3/2025, bến mở lại.", "Sáng 8/3", "20:15"])
def test_a_lead_that_names_a_date_is_a_lead(lead: str):
    assert parse_page(f"{TITLE}\n\n{lead}\n\n{FIRST}".encode()).lead == lead


def test_a_date_in_the_body_stays():
    assert blocks(FIRST, "08/03/2025 20:15", SECOND)[1] == ("heading", "08/03/2025 20:15")


@pytest.mark.parametrize("share", ["Chia sẻ:", "Chia sẻ", "CHIA SẺ :", "Chia sẻ: Facebook Zalo"])
def test_all_from_the_share_line_on_is_dropped(share: str):
    read = parse_page(page(FIRST, "PV", share, "Từ khóa: a", "Rao vặt\nRao vặt"))
    assert (read.related, read.topics) == ((), ())


@pytest.mark.parametrize("line", ["Chia sẻ: “Tôi rất vui”, ông Hạp nói.", "Chia sẻ với báo, ông Hạp rất vui."])
def test_a_sentence_that_begins_like_the_share_line_stays(line: str):
    assert blocks(FIRST, line, SECOND)[1] == ("paragraph", line)


@pytest.mark.parametrize("label", ["Từ khóa:", "Từ khoá :", "Tags:", "Từ khóa:\n", "TỪ KHÓA\n"])
@pytest.mark.parametrize("before", [True, False])
def test_topics_stand_before_or_after_the_byline(label: str, before: bool):
    topics = f"{label} bến cũ, đò ngang;sông"
    tail = [topics, "PV"] if before else ["PV", topics]
    read = parse_page(page(FIRST, SECOND, *tail, "Bến mới\nBến mới"))
    assert read == Page(
        TITLE,
        LEAD,
        (Paragraph(FIRST), Paragraph(SECOND)),
        Byline("PV", None, ("PV",), None),
        (Related("Bến mới", None),),
        ("bến cũ", "đò ngang", "sông"),
    )


def test_a_full_stop_and_a_hash_sign_are_none_of_the_topics():
    assert parse_page(page(FIRST, "Từ khóa: #bến, đò.")).topics == ("bến", "đò")


def test_a_bare_topics_label_does_not_take_related_titles():
    read = parse_page(page(FIRST, "PV", "Từ khóa:\nBến mới\nBến mới"))
    assert (read.topics, read.related) == ((), (Related("Bến mới", None),))


TEASER = "Bến mới nằm ở cuối làng."
RELATED = [
    ("Một\nMột\n\nHai\nHai", [("Một", None), ("Hai", None)]),
    ("Một\n\nHai\n\nBa", [("Một", None), ("Hai", None), ("Ba", None)]),
    (f"Một\n\n{TEASER}\n\nHai\n\n{TEASER}", [("Một", TEASER), ("Hai", TEASER)]),
    (f"Một\nMột\n{TEASER}\nHai\nBa\nBa\n{TEASER}", [("Một", TEASER), ("Hai", None), ("Ba", TEASER)]),
    (f"Xem thêm\n\nMột?\n\n{TEASER}\n\nBài liên quan:\nHai", [("Một?", TEASER), ("Hai", None)]),
    (f"Một.\nMột.\n\n{TEASER}", [("Một.", TEASER)]),
    ("Một\n\n" + "dài " * 40, [("Một", ("dài " * 40).strip())]),
    (f"Một\n\n{TEASER}\n\n{'dài ' * 40}", [("Một", f"{TEASER} {('dài ' * 40).strip()}")]),
    (unicodedata.normalize("NFD", "Bến  đò") + "\nBến\u00a0đò", [("Bến đò", None)]),
]


@pytest.mark.parametrize(("tail", "expected"), RELATED)
def test_related_articles_have_a_title_and_perhaps_a_teaser(tail: str, expected: list[tuple[str, str | None]]):
    read = parse_page(page(FIRST, f"Tin: Lan Phương/TTXVN\n{tail}"))
    assert read.related == tuple(Related(*one) for one in expected)


def test_without_a_byline_a_doubled_title_begins_the_related_articles():
    read = parse_page(page(FIRST, SECOND, f"Một\nMột\n\n{TEASER}\n\nHai"))
    assert read.blocks == (Paragraph(FIRST), Paragraph(SECOND))
    assert read.related == (Related("Một", TEASER), Related("Hai", None))


def test_a_doubled_line_with_prose_after_it_is_body():
    assert len(blocks(FIRST, "hò ơ\nhò ơ", SECOND, FIRST)) == 5


def test_a_label_with_prose_after_it_does_not_end_the_body():
    read = parse_page(page(FIRST, "Xem thêm", "Một", SECOND, FIRST, SECOND))
    assert (len(read.blocks), read.related) == (5, ())
