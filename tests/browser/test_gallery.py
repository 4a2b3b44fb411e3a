"""The gallery and its viewer in a reader's browser, and tables at the desk and on a phone."""

import io
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.content import content_of
from articles.models import Article
from articles.publishing import publish
from media.models import Document, Photo
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account
from tests.media.files import pdf

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SHEET = """<google-sheets-html-origin><style>td {color: red}</style><table style="width:0px" border="1"><colgroup><col>
</colgroup><tr style="height:21px"><td style="font-weight:bold">Loại</td><td colspan="99999999">Giá</td></tr>
<tr><td>Lúa thơm</td><td data-sheets-value="7150" onclick='alert("giá")' ONMOUSEOVER=alert(2)>7.150</td></tr></table>"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def photo(color: str, size: tuple[int, int] = (1200, 800)) -> Photo:
    return Photo.objects.add(factories.jpeg(color, size), photographer="Minh Hà", alt=f"Màu {color}")[0]


@pytest.fixture
def address(transactional_db: None, live_server: object) -> str:
    """An article with a gallery of three, one of them upright, and a picture that stands alone."""
    pictures = [photo("teal"), photo("olive", (600, 900)), photo("navy")]
    article = factories.article(
        "Bộ ảnh",
        factories.text("<p>Mở đầu.</p>" * 9),
        *(factories.figure(row, f"Ảnh {n}", layout="gallery") for n, row in enumerate(pictures, 1)),
        factories.figure(photo("maroon"), "Đứng riêng"),
    )
    return f"{live_server.url}{publish(article, by=None).edition.get_absolute_url()}"


def opened(page: Page, number: int = 1) -> None:
    page.locator(".gallery .figure__open").nth(number - 1).click()
    expect(page.locator("dialog.viewer")).to_be_visible()


def swipe(page: Page, *, start: int, end: int) -> None:
    """A finger moves sideways over the screen."""
    session = page.context.new_cdp_session(page)
    step = 20 if end > start else -20
    touches = [("touchStart", [start]), *(("touchMove", [x]) for x in range(start + step, end, step)), ("touchEnd", [])]
    for kind, places in touches:
        points = [{"x": x, "y": 300} for x in places]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def expect_position(page: Page, position: str, caption: str) -> None:
    expect(page.locator(".viewer__position")).to_have_text(position)
    expect(page.locator(".viewer__slide:not([inert]) .caption")).to_have_text(caption)
    expect(page.locator(".viewer__slide:not([inert]) img")).to_be_in_viewport(ratio=0.9)


def test_keys_lead_through_the_pictures_and_escape_back_to_where_one_was(
    open_page: Callable[..., Page], address: str, complaints: list[str]
) -> None:
    page = open_page()
    page.goto(address)
    button = page.locator(".gallery .figure__open").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    expect_position(page, "2/3", "Ảnh 2")
    for key, position, caption in [
        ("ArrowRight", "3/3", "Ảnh 3"),
        ("ArrowRight", "3/3", "Ảnh 3"),
        ("Home", "1/3", "Ảnh 1"),
        ("ArrowLeft", "1/3", "Ảnh 1"),
        ("End", "3/3", "Ảnh 3"),
        ("ArrowLeft", "2/3", "Ảnh 2"),
    ]:
        page.keyboard.press(key)
        expect_position(page, position, caption)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.viewer")).to_be_hidden()
    expect(button).to_be_focused()
    assert complaints == []


def test_a_click_opens_and_the_buttons_lead_on_and_close(open_page: Callable[..., Page], address: str) -> None:
    page = open_page()
    page.goto(address)
    page.locator(".gallery img").first.click()
    expect_position(page, "1/3", "Ảnh 1")
    expect(page.locator(".viewer__previous")).to_have_attribute("aria-disabled", "true")
    page.click(".viewer__next")
    expect_position(page, "2/3", "Ảnh 2")
    expect(page.locator(".viewer__slide:not([inert]) .credit")).to_contain_text("Minh Hà")
    page.click(".viewer__close")
    expect(page.locator("dialog.viewer")).to_be_hidden()


def test_a_picture_that_stands_alone_is_shown_alone(open_page: Callable[..., Page], address: str) -> None:
    page = open_page()
    page.goto(address)
    page.locator(".figure--normal .figure__open").click()
    expect(page.locator(".viewer__slide")).to_have_count(1)
    expect(page.locator(".viewer__next")).to_be_hidden()


def test_back_closes_the_viewer_and_leaves_the_page(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(**PHONE)
    page.goto(address)
    opened(page)
    page.go_back()
    expect(page.locator("dialog.viewer")).to_be_hidden()
    assert page.url == address
    opened(page, 2)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.viewer")).to_be_hidden()
    assert page.url == address


def test_a_finger_swipes_to_the_next_picture(
    open_page: Callable[..., Page], address: str, complaints: list[str]
) -> None:
    page = open_page(**PHONE)
    page.goto(address)
    opened(page)
    swipe(page, start=300, end=40)
    expect_position(page, "2/3", "Ảnh 2")
    assert complaints == []


def test_the_viewer_takes_the_file_that_fits_the_screen(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(**PHONE, device_scale_factor=1)
    page.goto(address)
    opened(page)
    current = page.locator(".viewer__slide:not([inert]) img")
    page.wait_for_function("image => image.complete && image.naturalWidth", arg=current.element_handle())
    assert page.locator(".viewer__slide source").first.get_attribute("sizes") == "390px"
    assert "/w400" in current.evaluate("image => image.currentSrc")
    page.set_viewport_size({"width": 1000, "height": 700})
    page.wait_for_function("image => /w(800|1200)/.test(image.currentSrc)", arg=current.element_handle())
    expect_position(page, "1/3", "Ảnh 1")


def test_without_javascript_the_gallery_is_a_strip_with_the_next_picture_in_sight(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(address)
    page.locator(".gallery").scroll_into_view_if_needed()
    first, second = (page.locator(".gallery .figure").nth(n).bounding_box() for n in (0, 1))
    assert first["x"] >= 0
    assert first["x"] + first["width"] < second["x"] < 390
    assert first["height"] - second["height"] < 1, "an upright picture has no other height"
    expect(page.locator(".figure__open")).to_have_count(0)


def test_a_mouse_steps_through_the_strip_as_far_as_there_are_pictures(
    open_page: Callable[..., Page], address: str, complaints: list[str]
) -> None:
    page = open_page()
    page.goto(address)
    strip = page.locator(".gallery")
    back, on = (strip.get_by_role("button", name=name, exact=True) for name in ("Ảnh trước", "Ảnh sau"))
    frames = strip.locator(".figure__frame")
    expect(back).to_have_attribute("aria-disabled", "true")
    for number in (1, 2):
        on.click()
        expect(frames.nth(number)).to_be_in_viewport(ratio=0.99)
    expect(on).to_have_attribute("aria-disabled", "true")
    back.click()
    expect(frames.nth(1)).to_be_in_viewport(ratio=0.99)
    expect(back).to_have_attribute("aria-disabled", "false")
    assert complaints == []


def test_a_finger_needs_no_buttons_on_the_strip(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(**PHONE)
    page.goto(address)
    expect(page.locator(".gallery__next")).to_be_hidden()


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desktop"])
def test_the_page_stands_still_while_its_pictures_come(
    open_page: Callable[..., Page], stands_still: Callable[[Page], bool], address: str, options: dict
) -> None:
    page = open_page(**options)
    page.goto(address)
    page.wait_for_selector(".figure__open")
    for image in page.locator(".article img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete && image.naturalWidth", arg=image.element_handle())
    assert stands_still(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# --- Tables ---


def test_a_phone_scrolls_the_table_and_not_the_page(
    open_page: Callable[..., Page], transactional_db: None, live_server: object
) -> None:
    rows = "".join(f"<tr><th>Hàng {n}</th>{'<td>1.234.567</td>' * 8}</tr>" for n in range(3))
    article = factories.article("Bảng", factories.text(f"<table><caption>Giá</caption>{rows}</table>"))
    page = open_page(**PHONE)
    page.goto(f"{live_server.url}{publish(article, by=None).edition.get_absolute_url()}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    region = page.get_by_role("region", name="Giá")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())
    expect(page.get_by_role("rowheader", name="Hàng 1")).to_be_in_viewport(ratio=0.95)


def wide_table() -> str:
    """A table that fits no screen, its first column of words and, as a spreadsheet has it, no header."""
    row = f"<tr><td>Lúa thơm vụ đông xuân</td>{'<td>1.234.567</td>' * 9}</tr>"
    return f"<table>{row * 2}</table>"


def width(cell: Locator) -> float:
    return cell.bounding_box()["width"]


@pytest.mark.parametrize("screen", [{}, PHONE])
def test_a_first_column_of_words_has_room_for_them(
    open_page: Callable[..., Page], transactional_db: None, live_server: object, screen: dict
) -> None:
    article = factories.article("Bảng", factories.text(wide_table()))
    page = open_page(**screen)
    page.goto(f"{live_server.url}{publish(article, by=None).edition.get_absolute_url()}")
    assert width(page.get_by_role("cell", name="Lúa thơm").first) >= 120


@pytest.fixture
def form(transactional_db: None, sign_in: Callable[[User], Page], live_server: object) -> Page:
    """A reporter's browser with an article's form open."""
    install_roles()
    lan = account("lan", "Phóng viên")
    article = factories.article("Bài", factories.text("<p>Giá:</p>"), created_by=lan)
    page = sign_in(lan)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.wait_for_selector(".block-adder")
    return page


def paste(editor: Locator, html: str) -> None:
    editor.evaluate(
        """(editor, html) => {
          const clipboardData = new DataTransfer()
          clipboardData.setData("text/html", html)
          editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
        }""",
        html,
    )


def test_a_pasted_sheet_gets_a_caption_and_a_head_and_keeps_them(form: Page, complaints: list[str]) -> None:
    text = form.locator("#articles_text_set-0 [contenteditable=true]")
    text.click()
    form.keyboard.press("Control+End")
    paste(text, SHEET)
    text.locator("td", has_text="Lúa thơm").click()
    menu = form.locator("#articles_text_set-0 .prose-menubar")
    menu.get_by_title("Hàng tiêu đề").or_(menu.get_by_title("Header row")).click()
    menu.get_by_title("Tên bảng").or_(menu.get_by_title("Caption")).click()
    form.locator(".prose-editor-dialog input").fill("Giá lúa <tươi>")
    form.locator(".prose-editor-dialog [type=submit]").click()
    expect(text.locator("table")).to_have_attribute("data-caption", "Giá lúa <tươi>")
    for _ in range(2):  # what is kept opens as it was
        with form.expect_navigation():
            form.click("[name=_continue]")
        expect(form.locator("table[data-caption]")).to_have_count(1)
        [block] = content_of(Article.objects.get())["blocks"]
        assert block["html"] == (
            "<p>Giá:</p><table><caption>Giá lúa &lt;tươi&gt;</caption><tbody>"
            "<tr><th><strong>Loại</strong></th><th>Giá</th></tr>"
            "<tr><td>Lúa thơm</td><td>7.150</td></tr></tbody></table>"
        )
    assert complaints == []


def test_on_a_phone_the_form_with_a_wide_table_stays_in_its_place(form: Page) -> None:
    form.set_viewport_size(PHONE["viewport"])
    text = form.locator("#articles_text_set-0 [contenteditable=true]")
    text.click()
    paste(text, wide_table())
    cell = text.locator("td", has_text="Lúa thơm").first
    cell.click()
    expect(form.locator("#articles_text_set-0 .prose-menubar").get_by_title("Cột tiêu đề")).to_be_in_viewport(ratio=1)
    assert width(cell) >= 120
    assert form.evaluate(FITS)


@pytest.mark.parametrize("screen", [{"width": 1280, "height": 900}, PHONE["viewport"]])
def test_the_choice_of_a_document_opens_on_the_screen_and_tells_files_of_one_name_apart(
    form: Page, screen: dict
) -> None:
    form.set_viewport_size(screen)
    for pages in (1, 3):
        Document.objects.add(io.BytesIO(pdf(pages)), title="Quyết định")
    form.locator('.block-adder [data-prefix="articles_documentblock_set"]').click()
    form.locator(".dynamic-articles_documentblock_set .select2-selection").click()
    options = form.locator(".select2-results__option", has_text="Quyết định")
    expect(options).to_have_text([re.compile("3 trang"), re.compile("1 trang")])
    assert form.evaluate(FITS)
