"""From the camera card to a gallery: twelve files dropped, described, saved, and put into an article."""

import io
from base64 import b64encode
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils.translation import gettext
from PIL import Image
from playwright.sync_api import Page, Route, expect

from articles.content import content_of
from articles.models import Article
from media.imaging import CROPS, crop_box
from media.models import Photo
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account
from tests.media.pictures import encoded, halves

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

DROP = """([files]) => {
  const transfer = new DataTransfer()
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
    transfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
  }
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def lan(transactional_db: None) -> User:
    """A reporter; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return account("lan", "Phóng viên")


@pytest.fixture
def page(sign_in: Callable[[User], Page], lan: User, live_server: object) -> Page:
    """Lan's browser on the upload page."""
    page = sign_in(lan)
    page.goto(f"{live_server.url}/admin/media/photo/upload/")
    return page


def stripes(number: int) -> bytes:
    """A picture that resembles none of the others."""
    image = Image.new("RGB", (640, 480), (20 * number, 120, 250 - 20 * number))
    for column in range(10):
        height = (column * 97 + number * 53) % 400
        image.paste((200, 20 * column, 15 * number), (64 * column, height, 64 * column + 40, height + 70))
    return encoded(image)


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Drop files anywhere on the page."""
    page.evaluate(DROP, [[[name, b64encode(data).decode()] for name, data in files.items()]])


def test_twelve_files_are_dropped_described_and_become_a_gallery(
    page: Page, complaints: list[str], live_server: object
) -> None:
    drop(page, {f"DSC_{number:04}.jpg": stripes(number) for number in range(12)})
    cards = page.locator("[data-card]")
    expect(cards).to_have_count(12, timeout=30_000)
    expect(page.locator(".upload-row")).to_have_count(0)
    for number in range(12):
        cards.nth(number).locator('[name$="-caption"]').fill(f"Chợ hoa, ảnh {number + 1}")
    page.fill("[name=all-photographer]", "Minh Hà")
    page.click("[data-fill-empty]")
    page.click(".board-bar [type=submit]")
    expect(page.locator(".board-bar__state")).to_have_text(gettext("All saved."), timeout=30_000)
    rows = list(Photo.objects.order_by("pk"))
    # In the order in which they were dropped, whichever was ready first.
    captions = [cards.nth(number).locator('[name$="-caption"]').input_value() for number in range(12)]
    assert captions == [f"Chợ hoa, ảnh {number + 1}" for number in range(12)]
    assert {row.caption for row in rows} == set(captions)
    assert {row.photographer for row in rows} == {"Minh Hà"}

    factories.section("Đời sống")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.fill("#id_title", "Chợ hoa ngày giáp Tết")
    page.select_option("#id_section", label="Đời sống")
    for caption in captions:
        add_to_gallery(page, caption)
    with page.expect_navigation():
        page.click("[name=_continue]")
    blocks = content_of(Article.objects.get())["blocks"]
    figures = [block for block in blocks if block["type"] == "figure"]
    assert [(block["caption"], block["layout"]) for block in figures] == [(text, "gallery") for text in captions]
    assert complaints == []


def add_to_gallery(page: Page, caption: str) -> None:
    page.locator('.block-adder [data-prefix="articles_figure_set"]').click()
    figure = page.locator(".dynamic-articles_figure_set").last
    figure.locator("[data-choose]").click()
    dialog = page.locator(".photo-dialog")
    with page.expect_response("**/picker/?**"):
        dialog.locator("[name=q]").fill(caption)
        dialog.locator("[name=q]").press("Enter")
    dialog.locator("[data-found] button", has_text=f"{caption}").last.click()
    expect(figure.locator('[name$="-caption"]')).to_have_value(caption)
    figure.locator('[name$="-layout"]').select_option("gallery")


def test_a_failed_file_is_tried_again_while_the_others_go_on(page: Page) -> None:
    tried: list[int] = []

    def fail_once(route: Route) -> None:
        tried.append(1)
        if len(tried) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/upload/one/", fail_once)
    failed, refused = page.locator(".is-failed"), page.locator(".is-refused")
    # By itself: of two files that are sent at once either may be the first to arrive.
    drop(page, {"mot.jpg": stripes(1)})
    expect(failed.locator("[data-name]")).to_have_text("mot.jpg")
    drop(page, {"so-do.svg": b"<svg/>", "ba.jpg": stripes(3)})
    expect(page.locator("[data-card]")).to_have_count(1)
    expect(failed.locator("[data-name]")).to_have_text("mot.jpg")
    expect(refused.locator("[data-name]")).to_have_text("so-do.svg")
    expect(refused.locator("[data-retry]")).to_be_hidden()
    failed.locator("[data-retry]").click()
    expect(page.locator("[data-card]")).to_have_count(2)
    assert Photo.objects.count() == 2


@pytest.mark.parametrize("lost", ["sessionid", None])
def test_who_was_signed_out_signs_in_beside_and_goes_on(page: Page, lan: User, lost: str | None) -> None:
    page.context.clear_cookies(**{"name": lost} if lost else {})
    drop(page, {"mot.jpg": stripes(1)})
    failed = page.locator(".is-failed")
    expect(failed.locator("[data-state]")).to_have_text(gettext("You have been signed out."))
    with page.context.expect_page() as opened:
        failed.get_by_role("link").click()
    opened.value.fill("[name=login]", lan.username)
    opened.value.fill("[name=password]", "demo")
    opened.value.click("[type=submit]")
    opened.value.wait_for_url("**/admin/")
    failed.locator("[data-retry]").click()
    expect(page.locator("[data-card]")).to_have_count(1)


def test_states_and_buttons_of_the_files_stand_in_columns(page: Page) -> None:
    page.route("**/upload/one/", lambda route: route.abort() if b"mot" in route.request.post_data_buffer else None)
    drop(page, {"mot.jpg": b"mot", "mot-ten-dai-hon-han.jpg": b"mot", "ba.jpg": b"", "bon.jpg": b"bon"})
    expect(page.locator(".is-failed")).to_have_count(2)
    expect(page.locator(".is-sending")).to_have_count(2)
    for part in ("[data-state]", "[data-retry]:visible", "progress:visible"):
        assert len({place.bounding_box()["x"] for place in page.locator(f".upload-row {part}").all()}) == 1


def test_the_same_file_and_one_like_it_lead_to_the_photo_that_is_there(page: Page, complaints: list[str]) -> None:
    image = Image.open(io.BytesIO(stripes(5)))
    known, _ = Photo.objects.add(stripes(5), title="Bản đầu")
    drop(page, {"y-nguyen.jpg": stripes(5)})
    expect(page.locator(f'[data-card="{known.pk}"]')).to_contain_text(gettext("In the library already"))
    page.reload()
    drop(page, {"luu-lai.jpg": encoded(image, quality=40)})
    page.locator(f'[data-instead="{known.pk}"]').click()
    expect(page.locator(f'[data-card="{known.pk}"]')).to_contain_text("Bản đầu")
    expect(page.locator("[data-card]")).to_have_count(1)
    assert list(Photo.objects.all()) == [known]
    assert complaints == []


def test_a_card_with_an_error_keeps_what_was_typed_while_the_others_are_saved(page: Page) -> None:
    drop(page, {"mot.jpg": stripes(1), "hai.jpg": stripes(2)})
    cards = page.locator("[data-card]")
    expect(cards).to_have_count(2)
    cards.nth(0).locator('[name$="-caption"]').fill("Đúng")
    cards.nth(1).locator('[name$="-caption"]').fill("Sai ngày")
    cards.nth(1).locator('[name$="-embargo_until"]').fill("2030-01-02T08:00")
    cards.nth(1).locator('[name$="-rights_end"]').fill("2030-01-01T08:00")
    page.click(".board-bar [type=submit]")
    expect(cards.nth(1).locator(".errorlist")).to_have_count(1)
    expect(cards.nth(1).locator('[name$="-caption"]')).to_have_value("Sai ngày")
    assert sorted(Photo.objects.values_list("caption", flat=True)) == ["", "Đúng"]
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator(".breadcrumbs a").first.click(no_wait_after=True)
    expect(cards).to_have_count(2)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_the_crops_follow_the_point_as_the_server_will_cut_them(
    sign_in: Callable[[User], Page], lan: User, live_server: object, complaints: list[str]
) -> None:
    row, _ = Photo.objects.add(encoded(halves((1200, 600))))
    page = sign_in(lan)
    page.goto(f"{live_server.url}/admin/media/photo/{row.pk}/change/")
    image = page.locator("[data-picture]")
    frame = image.bounding_box()
    image.click(position={"x": frame["width"] * 0.35, "y": frame["height"] * 0.8})
    point = page.input_value("#id_focal_point")
    x, y = map(float, point.split("x"))
    assert (abs(x - 0.35) < 0.01, abs(y - 0.8) < 0.01) == (True, True)
    for crop in CROPS.values():
        left, top, right, bottom = crop_box(row.width, row.height, crop.ratio, (x, y))
        spare = row.width - (right - left), row.height - (bottom - top)
        wanted = [100 * part / whole if whole > 1 else 50 for part, whole in zip((left, top), spare, strict=True)]
        shown = page.locator(f'[data-family="{crop.family}"]').evaluate("(crop) => crop.style.objectPosition")
        # A pixel of rounding is all that may lie between them.
        assert [float(part.rstrip("%")) for part in shown.split()] == pytest.approx(wanted, abs=0.5)
    image.press("ArrowRight")
    assert float(page.input_value("#id_focal_point").split("x")[0]) == pytest.approx(x + 0.02, abs=0.001)
    assert complaints == []


def test_a_point_outside_the_picture_leaves_the_last_one_and_says_so(
    sign_in: Callable[[User], Page], lan: User, live_server: object
) -> None:
    row, _ = Photo.objects.add(encoded(halves((1200, 600))))
    page = sign_in(lan)
    page.goto(f"{live_server.url}/admin/media/photo/{row.pk}/change/")
    dot, trouble = page.locator("[data-dot]"), page.locator("[data-trouble]")
    page.fill("#id_focal_point", "0,2x0,3")
    expect(dot).to_have_attribute("style", "left: 20%; top: 30%;")
    expect(trouble).to_be_hidden()
    page.fill("#id_focal_point", "5x9")
    expect(trouble).to_be_visible()
    expect(dot).to_have_attribute("style", "left: 20%; top: 30%;")
    with page.expect_navigation():
        page.click("[name=_continue]")
    # The server says it by itself now, and the picture has the point that is stored.
    expect(page.locator(".field-focal_point .errorlist")).to_be_visible()
    expect(trouble).to_be_hidden()
    expect(dot).to_have_attribute("style", "left: 50%; top: 50%;")
    square = page.locator("[data-family=square]")
    assert square.evaluate("image => image.style.aspectRatio.split('/').map(Number)[0]") == 1


def test_on_a_phone_the_library_is_searched_in_a_box_as_wide_as_the_screen(page: Page, live_server: object) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/admin/media/photo/")
    assert page.locator("#searchbar").bounding_box()["width"] > 250
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
