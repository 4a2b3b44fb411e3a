"""Tables in rich text: whatever a spreadsheet brings is kept plain, and printed with all that a reader needs."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.markup import as_text, sanitise
from articles.models import Text
from articles.models.blocks import MAX_CELLS
from articles.rendering import render_body
from tests import factories
from tests.work import calls

# What lands in the clipboard, in the manner of each program; the words are ours.
GOOGLE_SHEETS = """<meta charset='utf-8'><google-sheets-html-origin><style type="text/css">
<!--td {border: 1px solid #ccc;}--></style><table
xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" border="1" data-sheets-root="1"
style="table-layout:fixed;width:0px"><colgroup><col width="100"/><col width="85"/></colgroup><tbody>
<tr style="height:21px;"><td style="font-weight:bold;" data-sheets-value="{&quot;1&quot;:2}">Thửa</td><td>Điểm</td></tr>
<tr><td>Đồng Sậy</td><td style="text-align:right;" data-sheets-numberformat="x">8,25</td></tr></tbody></table>"""
EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
<!--table {mso-number-format:General}--></style>
</head><body link="#0563C1"><table border=0 cellpadding=0 width=128 style='border-collapse:collapse;width:96pt'>
<!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=20 style='height:15.0pt'>
<td height=20 class=xl65 width=64>Thửa</td><td class=xl66>Điểm</td></tr><tr><td class=xl65>Đồng Sậy</td>
<td class=xl66 align=right x:num="8.25">8,25</td></tr><!--EndFragment--></table></body></html>"""
LIBRE_OFFICE = """<table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup><tr>
<td height="17" align="left" valign=bottom><font face="Liberation Sans">Thửa</font></td><td>
<font color="#000">Điểm</font><br></td></tr>
<tr><td><font>Đồng Sậy</font></td><td sdval="8.25" sdnum="1033;"><font>8,25</font></td></tr></table>"""
WORD = """<table class=MsoTableGrid border=1><tr><td width=200 valign=top style='width:2in'>
<p class=MsoNormal>Thửa<o:p></o:p></p></td>
<td><p class=MsoNormal><span lang=VI>Điểm</span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr>
<tr><td><p class=MsoNormal>Đồng Sậy</p></td><td><p class=MsoNormal align=right>8,25</p></td></tr></table>"""


def table(*rows: str, caption: str = "") -> str:
    """A table in its plain form; cells between bars, one that starts with ! is a header."""
    cells = [[("th", cell[1:]) if cell[0] == "!" else ("td", cell) for cell in row.split("|")] for row in rows]
    body = "".join(f"<tr>{''.join(f'<{tag}>{text.strip()}</{tag}>' for tag, text in row)}</tr>" for row in cells)
    return f"<table>{f'<caption>{caption}</caption>' if caption else ''}<tbody>{body}</tbody></table>"


def page(html: str) -> str:
    content = {"label": "none", "lead_photo": None, "blocks": [{"type": "text", "uid": "", "html": html}]}
    return render_body(content, photos={}, editions={}).replace("\n", "")


# --- Kept ---


@pytest.mark.parametrize("pasted", [GOOGLE_SHEETS, EXCEL, WORD], ids=["Google Sheets", "Excel", "Word"])
def test_a_spreadsheet_leaves_its_rows_and_cells_behind_and_nothing_else(pasted):
    kept = sanitise(pasted)
    assert kept[kept.index("<table") :] == table("Thửa|Điểm", "Đồng Sậy|8,25")


def test_the_last_line_break_of_a_cell_is_dropped():
    assert sanitise(LIBRE_OFFICE) == table("Thửa|Điểm", "Đồng Sậy|8,25")


def test_a_caption_is_kept_as_words():
    kept = sanitise(
        "<table><caption>Giá <b onclick=x>vàng</b> &lt;SJC&gt; &amp; bạc</caption><tr><td>1</td></tr></table>"
    )
    assert kept == table("1", caption="Giá vàng &lt;SJC&gt; &amp; bạc")


def test_a_head_becomes_header_cells_as_the_editor_has_them():
    assert sanitise(
        "<table><thead><tr><td>Môn</td><th scope=col>Điểm</th></tr></thead>"
        "<tfoot><tr><td>Tổng</td></tr></tfoot></table>"
    ) == table("!Môn|!Điểm", "Tổng")


def test_empty_paragraphs_go_and_real_ones_stay():
    kept = sanitise("<table><tr><td><p></p><p>&nbsp;</p></td><td><p>a</p><p><br></p><p>b</p></td></tr></table>")
    assert kept == "<table><tbody><tr><td></td><td><p>a</p><p>b</p></td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("99999999", ' colspan="100"'),
        ("9" * 5000, ' colspan="100"'),
        ("3", ' colspan="3"'),
        ("1", ""),
        ("0", ""),
        ("-2", ""),
        ("٣", ""),
        ("hai", ""),
    ],
)
def test_a_cell_spans_as_many_columns_as_a_table_can_have(written, kept):
    assert sanitise(f'<table><tr><td colspan="{written}">a</td></tr></table>') == (
        f"<table><tbody><tr><td{kept}>a</td></tr></tbody></table>"
    )


def test_no_cell_reaches_below_the_last_row_and_rows_without_cells_do_not_count():
    kept = sanitise("<table><tr><td rowspan=3>a</td><td rowspan=65534>b</td></tr><tr></tr><tr><td>c</td></tr></table>")
    assert kept == (
        '<table><tbody><tr><td rowspan="2">a</td><td rowspan="2">b</td></tr><tr><td>c</td></tr></tbody></table>'
    )


def test_a_table_in_a_cell_becomes_its_words():
    inner = "<table><caption>Trong</caption><tr><th>x</th><td><p>y</p></td></tr></table>"
    assert as_text(sanitise(f"<table><tr><td>a {inner}</td><td>b</td></tr></table>")) == "a Trong x y b"
    assert sanitise(f"<table><tr><td>{inner}</td></tr></table>").count("<t") == 4


def test_scripts_in_cells_are_gone():
    kept = sanitise(
        "<table onmouseover=alert(1)><tr><td style='background:url(javascript:x)'><script>alert(1)</script>"
        "<img src=x onerror=alert(2)><svg><script>alert(3)</script></svg><a href='javascript:alert(4)'>a</a>"
        "<a title='</td></table><script>alert(5)</script>' href='https://x.vn/'>b</a></td></tr></table>"
    )
    assert re.findall(r"<(\w+)", re.sub(r'title="[^"]*"', "", kept)) == ["table", "tbody", "tr", "td", "a", "a"]
    assert "javascript" not in kept


def test_a_table_without_cells_is_nothing():
    assert sanitise("<table><caption>Trống</caption><tr></tr></table>") == ""


pieces = st.sampled_from(
    [f"<{tag}>" for tag in ("table", "tr", "td", "th", "p", "thead", "tbody", "caption", "br", "ul", "li", "strong")]
    + [f"</{tag}>" for tag in ("table", "tr", "td", "p", "caption")]
    + ["<td colspan=9>", "<td rowspan=3>", "<a title='<td>'>", "<blockquote>"]
    + ["a", " ", "<", "&", "&nbsp;"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=25).map("".join))
def test_what_was_sanitised_stays_as_it_is(html):
    kept = sanitise(html)
    assert sanitise(kept) == kept
    page(kept)


@pytest.mark.parametrize(
    "html",
    [
        "<table>"
        + ("<tr>" + "<td colspan=99999999 rowspan=99999999><p>1.234</p></td>" * 100 + "</tr>") * 100
        + "</table>",
        "<table>" + "<tr></tr>" * 20_000 + "<tr><td>a</td></tr></table>",
        "<table><tr><td>" * 20_000,
        "<table><tr><td>" + "<p>" * 50_000,
        "<table><caption>" + "<p> " * 50_000,
    ],
    ids=["10,000 spanning cells", "20,000 empty rows", "20,000 nested tables", "50,000 paragraphs", "a long caption"],
)
def test_the_work_for_hostile_tables_grows_no_faster_than_they_do(html):
    assert calls(lambda: page(sanitise(html))) < 20 * len(html)


def test_a_table_that_is_too_long_to_read_is_refused_where_it_is_written():
    row = "<tr>" + "<td>1</td>" * 10 + "</tr>"
    block = Text(html=sanitise(f"<table>{row * (MAX_CELLS // 10)}</table>"))
    block.clean()
    block.html = sanitise(f"<table>{row * (MAX_CELLS // 10 + 1)}</table>")
    with pytest.raises(ValidationError, match="5010"):
        block.clean()


@pytest.mark.django_db
def test_the_words_of_a_table_and_its_caption_are_found(settings):
    article = factories.article(
        "Giá", factories.text(table("!Loại|!Giá", "Lúa thơm|7.150", caption="Bảng giá Hà Thuận"))
    )
    assert "bang gia ha thuan loai gia lua thom 7 150" in article.found_by.search_text


# --- Printed ---


def test_a_table_scrolls_by_itself_under_its_caption_with_a_head_and_scopes(settings):
    settings.LANGUAGE_CODE = "en"
    html = page("<p>a</p>" + table("!Loại|!Giá", "!Lúa & nếp|7.150", caption="Giá lúa"))
    assert html == (
        '<div class="text"><p>a</p><figure class="table"><figcaption>Giá lúa</figcaption>'
        '<div class="table__scroll" role="region" tabindex="0" aria-label="Giá lúa"><table>'
        '<thead><tr><th scope="col">Loại</th><th scope="col" class="number">Giá</th></tr></thead>'
        '<tbody><tr><th scope="row">Lúa &amp; nếp</th><td class="number">7.150</td></tr></tbody>'
        "</table></div></figure></div>"
    )


def test_without_a_caption_the_region_is_still_named_and_without_headers_there_is_no_head():
    html = page(table("a|b", "c|d"))
    assert re.search(r'<div class="table__scroll" role="region" tabindex="0" aria-label="[^"]+"><table><tbody>', html)
    assert "<figcaption" not in html


def test_headers_over_several_columns_or_rows_head_a_group():
    html = page(
        '<table><tr><th rowspan="2">Trường</th><th colspan="2">Điểm</th></tr><tr><th>Toán</th><th>Văn</th></tr>'
        '<tr><th rowspan="2">Cồn Sẻ</th><td>8</td><td>7,5</td></tr><tr><td>9</td><td>6</td></tr></table>'
    )
    head, body = html.split("<tbody>")
    assert '<th colspan="2" scope="colgroup">Điểm</th>' in head
    assert head.count("<tr>") == 2
    assert '<th rowspan="2" scope="rowgroup">Cồn Sẻ</th>' in body
    # The second row's cells stand one column further to the right than their place in the row says.
    assert body.count('<td class="number">') == 4
    assert '<th scope="col" class="number">Toán</th><th scope="col" class="number">Văn</th>' in head


def test_a_table_of_nothing_but_headers_has_no_head():
    assert "<thead>" not in page(table("!a|!b"))


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1.234", "12,5", "–"], True),
        (["+380", "−0,8%", "±2"], True),
        (["7.150 đ", "▲ 50 ₫", "$3"], True),
        (["1\u00a0234", "12\u202f000", "5"], True),
        (["8,25", "vắng"], False),
        (["12/3", "13/3"], False),
        (["–", ""], False),
        (["0912 345 678", "x"], False),
        (["<strong>12</strong>", "<p>3</p>"], True),
    ],
)
def test_a_column_of_numbers_is_marked_as_such(cells, numbers):
    html = page(table("!Tên|!Giá trị", *(f"ô|{cell or ' '}" for cell in cells)))
    assert html.count('class="number"') == (len(cells) + 1 if numbers else 0)


def test_links_to_our_articles_work_in_cells():
    content = {
        "label": "none",
        "lead_photo": None,
        "blocks": [{"type": "text", "uid": "", "html": table('<a href="article:7">Bài</a>|b')}],
    }
    assert "<td>Bài</td><td>b</td>" in render_body(content, photos={}, editions={})
