"""Embeds in a reader's browser: nothing of others before a click, then a frame in a cage; and the buttons to share."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from articles.publishing import publish
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

WATCH = "https://www.youtube.com/watch?v=BinhMinh-01"
POST = "https://x.com/baobinhminh/status/1890123456789012345"
FILE = "https://media.example.org/noi-chuyen.mp3"
TALL = """<script>parent.postMessage({"twttr.embed": {"method": "twttr.private.resize",
  "params": [{"height": 712}]}}, "*")</script>"""


@pytest.fixture
def asked() -> list[str]:
    """The addresses of others that the page has asked for."""
    return []


@pytest.fixture
def reader(live_server: object, open_page: Callable[..., Page], asked: list[str]) -> Page:
    """An article with three embeds; others answer with a page of their own."""
    article = factories.article(
        "Bài", factories.embed(WATCH, "Lễ hội"), factories.embed(POST), factories.embed(FILE, "Nói chuyện")
    )

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(
            body=TALL if "Tweet" in route.request.url else "<p>Của người khác</p>",
            content_type="text/html; charset=utf-8",
        )

    page = open_page()
    page.route(lambda url: not url.startswith(live_server.url), answer)
    page.goto(f"{live_server.url}{publish(article, by=None).edition.get_absolute_url()}")
    return page


def test_nothing_of_others_is_loaded_before_a_click(reader: Page, asked: list[str], complaints: list[str]) -> None:
    expect(reader.locator(".embed__play")).to_have_count(3)
    expect(reader.locator(".embed__play").first).to_be_visible()
    expect(reader.locator(".embed iframe, .embed audio, .embed video")).to_have_count(0)
    assert (asked, complaints) == ([], [])


def test_a_click_opens_a_caged_frame_with_a_name(reader: Page, asked: list[str], complaints: list[str]) -> None:
    reader.get_by_role("button", name="Lễ hội").click()
    frame = reader.locator(".embed iframe")
    expect(frame).to_be_focused()
    expect(reader.frame_locator(".embed iframe").get_by_text("Của người khác")).to_be_visible()
    assert asked == ["https://www.youtube-nocookie.com/embed/BinhMinh-01?autoplay=1"]
    assert frame.get_attribute("title") == "Lễ hội"
    assert "allow-top-navigation" not in frame.get_attribute("sandbox")
    # The original stays in reach.
    expect(reader.get_by_role("link", name="Lễ hội")).to_be_visible()
    assert complaints == []


def test_a_post_is_as_high_as_it_says(reader: Page) -> None:
    reader.locator(".embed--post .embed__play").click()
    expect(reader.locator(".embed--post iframe")).to_have_attribute("height", "712")


def test_a_file_of_another_host_plays_where_the_page_allows_it(
    reader: Page, asked: list[str], complaints: list[str]
) -> None:
    reader.get_by_role("button", name="Nói chuyện").click()
    expect(reader.locator("audio[controls]")).to_have_attribute("aria-label", "Nói chuyện")
    reader.wait_for_function("document.querySelector('audio').error")
    assert asked == [FILE]
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_without_a_script_the_originals_are_links(live_server: object, open_page: Callable[..., Page]) -> None:
    edition = publish(factories.article("Bài", factories.embed(WATCH, "Lễ hội")), by=None).edition
    page = open_page(java_script_enabled=False)
    page.goto(f"{live_server.url}{edition.get_absolute_url()}")
    expect(page.get_by_role("link", name="Lễ hội")).to_have_attribute("href", WATCH)
    expect(page.locator(".embed__play, .share button")).to_have_count(4)
    assert page.locator(".embed__play:visible, .share button:visible").count() == 0
    expect(page.get_by_role("link", name="Facebook")).to_be_visible()


def test_the_link_is_copied_and_a_phone_offers_its_own_sheet(
    live_server: object, open_page: Callable[..., Page]
) -> None:
    edition = publish(factories.article("Bài chia sẻ"), by=None).edition
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (what) => { window.shared = what }")
    page.goto(f"{live_server.url}{edition.get_absolute_url()}")
    page.locator("[data-way=copy]").click()
    expect(page.locator(".share__done")).not_to_be_empty()
    address = page.locator(".share").get_attribute("data-address")
    assert address.endswith(edition.get_absolute_url())
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.locator("[data-way=sheet]").click()
    assert page.evaluate("window.shared") == {"title": "Bài chia sẻ", "url": address}
