"""How pages look: the reader's choice of light or dark, the menu without scripts, the faces, what is printed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.publishing import publish
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
DAY, NIGHT = "rgb(255, 253, 249)", "rgb(21, 22, 26)"


@pytest.fixture
def paper(transactional_db: None, live_server: object) -> str:
    child = factories.section("Thị trường", parent=factories.section("Kinh tế"))
    publish(factories.article("Lúa được giá", factories.text(), section=child, lead="Giá lên."), by=None)
    return live_server.url


def switch(page: Page) -> Locator:
    return page.locator("button.theme-switch")


@pytest.mark.parametrize(("device", "chosen"), [("light", "dark"), ("dark", "light")])
def test_the_choice_of_light_or_dark_is_kept_on_the_device_without_a_cookie(
    open_page: Callable[..., Page], complaints: list[str], paper: str, device: str, chosen: str
) -> None:
    colours = {"light": DAY, "dark": NIGHT}
    page = open_page(color_scheme=device)
    page.goto(paper)
    assert page.evaluate(PAPER) == colours[device]
    expect(switch(page)).to_have_attribute("aria-pressed", str(device == "dark").lower())
    switch(page).click()
    assert page.evaluate(PAPER) == colours[chosen]
    page.goto(f"{paper}/kinh-te/")
    assert page.evaluate(PAPER) == colours[chosen]
    assert page.locator(f"meta[name=theme-color][data-scheme={chosen}]").get_attribute("media") == "all"
    switch(page).click()
    assert (page.evaluate(PAPER), page.evaluate("localStorage.length")) == (colours[device], 0)
    assert (page.context.cookies(), complaints) == ([], [])


def test_escape_closes_the_panel_of_all_sections_and_the_focus_is_where_it_was_opened(
    open_page: Callable[..., Page], paper: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(paper)
    panel = page.locator(".menu__panel")
    page.locator(".menu__all summary").click()
    expect(panel).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".menu__all summary")).to_be_focused()


def test_without_scripts_the_device_decides_and_every_section_can_be_reached(
    open_page: Callable[..., Page], paper: str
) -> None:
    page = open_page(java_script_enabled=False, color_scheme="dark", viewport={"width": 360, "height": 740})
    page.goto(paper)
    expect(page.locator(".theme-switch")).to_be_hidden()
    panel = page.locator(".menu__panel")
    expect(panel).to_be_hidden()
    page.locator(".menu__all summary").click()
    panel.get_by_role("link", name="Thị trường").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thị trường")


def test_titles_and_text_come_in_their_faces_and_nothing_moves_when_they_do(
    open_page: Callable[..., Page], stands_still: Callable[[Page], bool], paper: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(paper)
    page.evaluate("document.fonts.ready.then(() => true)")
    faces = "[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family.replaceAll('\"', ''))"
    assert {"Newsreader", "Be Vietnam Pro"} <= set(page.evaluate(faces))
    assert stands_still(page)


def test_print_is_black_on_white_without_menus_and_says_where_it_is_from(
    open_page: Callable[..., Page], paper: str
) -> None:
    page = open_page(color_scheme="dark")
    page.goto(paper)
    page.locator(".card__title a").first.click()
    page.emulate_media(media="print")
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    for unwanted in (".menu", ".masthead__search", ".theme-switch", ".footer nav"):
        expect(page.locator(unwanted).first).to_be_hidden()
    expect(page.locator(".printed-address")).to_be_visible()
    expect(page.locator(".printed-address")).to_contain_text("/thi-truong/lua-duoc-gia-")


def test_on_paper_everything_begins_at_one_edge_and_the_identity_stays_whole(
    open_page: Callable[..., Page], paper: str
) -> None:
    page = open_page(viewport={"width": 680, "height": 900})
    page.goto(paper)
    page.locator(".card__title a").first.click()
    page.emulate_media(media="print")
    parts = (".masthead__name a", ".breadcrumb a", "h1", ".article__body .text", ".printed-address", ".footer__name")
    assert {round(page.locator(part).first.bounding_box()["x"]) for part in parts} == {0}
    expect(page.locator(".footer")).to_have_css("break-inside", "avoid")
