"""What lies between two states of an article."""

from typing import Any

import pytest

from articles.comparing import Comparison, compare
from articles.content import Content
from articles.wording import Marked, changed, plain, rich

NO_NAMES: dict = {}
CONTENT: Content = {
    "title": "Chợ nổi vào mùa",
    "short_title": "",
    "lead": "Ghe thuyền về từ sáng sớm.",
    "slug": "cho-noi-vao-mua",
    "section": 1,
    "label": "none",
    "topics": [],
    "byline": {"prefix": "", "authors": [], "source": ""},
    "lead_photo": None,
    "blocks": [],
    "related": [],
}


def text(uid: str, html: str) -> Content:
    return {"type": "text", "uid": uid, "html": html}


def figure(uid: str, pk: int, caption: str) -> Content:
    photo = {"id": pk, "sha256": f"{pk}", "focal_point": "", "alt": "", "caption": "", "credit": ""}
    words = {"caption": caption, "credit": "Minh Hà", "alt": "Chợ", "decorative": False, "layout": "normal"}
    return {"type": "figure", "uid": uid, "photo": photo} | words


def between(old: dict[str, Any], new: dict[str, Any], names: dict = NO_NAMES) -> Comparison:
    return compare(CONTENT | old, CONTENT | new, names)


def told(lines: list[Marked]) -> str:
    """The lines as one text: {+inserted+}, [-deleted-]."""
    signs = {"same": "{}", "ins": "{{+{}+}}", "del": "[-{}-]"}
    return "\n".join("".join(signs[run.change].format(run.text.strip()) for run in line.runs) for line in lines)


# --- Words ---


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Giá gạo tăng", "Giá gạo tăng", "Giá gạo tăng"),
        ("Giá gạo tăng", "Giá gạo giảm", "Giá gạo[-tăng-]{+giảm+}"),
        ("Giá gạo tăng", "Giá gạo tăng nhẹ", "Giá gạo tăng{+nhẹ+}"),
        ("Có 1.200 người", "Có 1.300 người", "Có[-1.200-]{+1.300+}người"),
        ("Hòa bình.", "Hoà bình.", "[-Hòa-]{+Hoà+}bình."),
        ("", "Một dòng", "{+Một dòng+}"),
    ],
)
def test_syllables_are_kept_whole(old: str, new: str, expected: str) -> None:
    assert told(changed(plain(old), plain(new))) == expected


def test_a_passage_that_was_rewritten_is_not_cut_into_crumbs() -> None:
    old, new = "Sáng nay mưa to và gió mạnh ở ven biển", "Chiều qua nắng gắt và khô hạn trên cao nguyên"
    (line,) = changed(plain(old), plain(new))
    assert [run.change for run in line.runs] == ["del", "ins"]


def test_bold_letters_links_and_kinds_of_paragraphs_are_changes_too() -> None:
    assert told(changed(rich("<p>Rất vui</p>"), rich("<p>Rất <strong>vui</strong></p>"))) == "Rất[-vui-]{+vui+}"
    old, new = '<p><a href="https://a.example">đây</a></p>', '<p><a href="https://b.example">đây</a></p>'
    assert told(changed(rich(old), rich(new))) == "đây[-(https://a.example)-]{+(https://b.example)+}"
    (line,) = changed(rich("<p>Một chặng</p>"), rich("<h2>Một chặng</h2>"))
    assert line.kind == "head" and not line.is_same


def test_items_and_rows_are_lines() -> None:
    html = "<ul><li><p>Một</p></li><li><p>Hai</p></li></ul><table><tr><td><p>A</p></td><td>B</td></tr></table>"
    assert [line.kind for line in rich(html)] == ["item", "item", "row"]


def test_a_paragraph_that_was_split_says_so() -> None:
    marked = changed(rich("<p>Một câu. Hai câu.</p>"), rich("<p>Một câu.</p><p>Hai câu.</p>"))
    assert told(marked) == "Một câu.{+¶+}\nHai câu."


@pytest.mark.parametrize("edit", ["one word", "everywhere", "anew", "one paragraph"])
def test_sixty_thousand_words_are_compared_whatever_was_changed(edit: str) -> None:
    words = [f"tiếng{number % 900}" for number in range(60_000)]
    size = 60_000 if edit == "one paragraph" else 100
    cut = [words[start : start + size] for start in range(0, 60_000, size)]
    html = "".join(f"<p>{' '.join(part)}</p>" for part in cut)
    new = {
        "one word": html.replace("tiếng7 ", "tiếng-bảy ", 1),
        "everywhere": html.replace("tiếng7 ", "tiếng-bảy "),
        "anew": html.replace("tiếng", "chữ"),
        "one paragraph": html.replace("tiếng7 ", "tiếng-bảy "),
    }[edit]
    found = between({"blocks": [text("1", html)]}, {"blocks": [text("1", new)]})
    assert found.inserted and found.deleted
    if edit in ("one word", "everywhere"):
        assert found.inserted == found.deleted == html.count("tiếng7 ") ** (edit == "everywhere")


# --- Fields and blocks ---


def test_only_the_fields_that_changed_are_told_by_names() -> None:
    names = {("section", 1): "Thời sự", ("section", 2): "Kinh tế"}
    found = between({}, {"section": 2, "title": "Chợ nổi tan mùa"}, names)
    assert [told(part.lines) for part in found.fields] == ["Chợ nổi[-vào-]{+tan+}mùa", "[-Thời sự-]{+Kinh tế+}"]


def test_a_row_that_is_gone_is_told_by_its_number() -> None:
    (part,) = between({"topics": [9]}, {}).fields
    assert told(part.lines) == "[-#9-]"


def test_a_block_that_stands_elsewhere_was_moved() -> None:
    first, second, third = (text(uid, f"<p>Đoạn {uid}</p>") for uid in "123")
    found = between({"blocks": [first, second, third]}, {"blocks": [third, first, second]})
    assert [(block.change, block.is_moved) for block in found.blocks] == [
        ("same", True),
        ("same", False),
        ("same", False),
    ]
    assert found.blocks[0].opening == "Đoạn 3"
    assert not found.is_same


def test_blocks_that_came_and_went_stand_in_their_places() -> None:
    first, second, third = (text(uid, f"<p>Đoạn {uid}</p>") for uid in "123")
    found = between({"blocks": [first, second]}, {"blocks": [first, third]})
    assert [block.change for block in found.blocks] == ["same", "del", "ins"]
    assert (found.inserted, found.deleted) == (2, 2)


def test_photos_stand_side_by_side_with_their_words() -> None:
    old, new = figure("1", 7, "Chợ buổi sáng"), figure("1", 8, "Chợ buổi chiều")
    (block,) = between({"blocks": [old]}, {"blocks": [new]}, {("photo", 7): "/a.jpg", ("photo", 8): "/b.jpg"}).blocks
    photos, caption = block.parts
    assert [(change, photo.address) for change, photo in photos.photos] == [("del", "/a.jpg"), ("ins", "/b.jpg")]
    assert told(caption.lines) == "Chợ buổi[-sáng-]{+chiều+}"


def test_what_is_far_from_a_change_is_folded_away() -> None:
    old = "".join(f"<p>Đoạn {number}</p>" for number in range(20))
    (block,) = between(
        {"blocks": [text("1", old)]}, {"blocks": [text("1", old.replace("Đoạn 9<", "Đoạn chín<"))]}
    ).blocks
    (part,) = block.parts
    assert [(len(stretch.lines), stretch.is_folded) for stretch in part.stretches] == [(8, True), (3, False), (9, True)]


def test_the_same_says_the_same() -> None:
    blocks = [text("1", "<p>Một</p>"), figure("2", 7, "Hai")]
    found = between({"blocks": blocks}, {"blocks": blocks})
    assert found.is_same
    assert [block.count for block in found.shown] == [2]
