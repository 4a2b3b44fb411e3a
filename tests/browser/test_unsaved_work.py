"""Crashes, lost sessions and lost connections while somebody writes, and the preview beside the form."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from articles.models import Article
from desk.models import Sitting
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

AUTOSAVED = re.compile(r"Đã tự lưu \d\d:\d\d:\d\d")


@pytest.fixture
def thu(transactional_db: None) -> User:
    install_roles()
    return account("thu", "Thư ký tòa soạn", first_name="Thu")


@pytest.fixture
def article(thu: User) -> Article:
    factories.section("Kinh tế")
    return factories.article("Cà phê được giá", created_by=thu)


@pytest.fixture
def form(sign_in: Callable[[User], Page], thu: User, article: Article, live_server: object) -> Page:
    """The article's form, in a browser whose clock a test can move."""
    page = sign_in(thu)
    page.clock.install()
    with page.expect_response("**/sitting/"):
        page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    return page


def test_after_a_crash_what_was_typed_is_offered_and_restored(
    form: Page, sign_in: Callable[[User], Page], thu: User, article: Article, complaints: list[str]
) -> None:
    form.fill("#id_title", "Cà phê vượt đỉnh mười năm")
    form.clock.run_for(16_000)
    expect(form.locator(".article-bar__state")).to_have_text(AUTOSAVED)
    # Killed: nothing that a page does when it is closed reaches anybody.
    form.context.set_offline(True)
    address = form.url
    form.context.close()
    assert Article.objects.get().title == "Cà phê được giá"

    page = sign_in(thu)
    page.goto(address)
    offer = page.locator(".unsaved-work")
    expect(offer).to_be_visible()
    assert Axe().run(page, context=".unsaved-work").violations_count == 0
    offer.get_by_role("button", name=gettext("Restore")).click()
    page.wait_for_url("**/change/")
    expect(page.locator("#id_title")).to_have_value("Cà phê vượt đỉnh mười năm")
    expect(page.locator(".unsaved-work")).to_have_count(0)
    assert Article.objects.get().title == "Cà phê vượt đỉnh mười năm"
    assert complaints == []


def test_a_form_that_nobody_touched_keeps_nothing_and_asks_nothing(form: Page) -> None:
    asked: list[str] = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    expect(form.locator("#too-much")).to_be_hidden()
    with form.expect_request("**/sitting/") as beat:
        form.clock.run_for(61_000)
    assert "_typed" not in beat.value.post_data
    form.mouse.click(5, 5)
    form.goto(form.url.replace("change/", "history/"))
    assert asked == []
    assert [sitting.typed for sitting in Sitting.objects.all()] in ([], [""])


def test_a_closed_tab_keeps_the_last_words(form: Page, article: Article) -> None:
    form.fill("#id_title", "Gõ rồi đóng ngay")
    with form.expect_request("**/sitting/"):
        form.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    expect(form.locator(".article-bar__state")).to_have_text(AUTOSAVED)
    assert "title=G%C3%B5" in Sitting.objects.get().typed


@pytest.mark.parametrize("lost", ["sessionid", None])
def test_whose_session_ended_signs_in_over_the_form_and_the_save_goes_on(
    form: Page, thu: User, lost: str | None
) -> None:
    form.fill("#id_title", "Gõ xong thì hết phiên")
    form.context.clear_cookies(**{"name": lost} if lost else {})
    form.click("[name=_continue]")
    login = form.frame_locator("#sign-in-again iframe")
    login.locator("[name=login], [name=username]").fill(thu.username)
    login.locator("[name=password]").fill("demo")
    login.locator("form:has([name=password]) [type=submit]").click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(form.locator("#id_title")).to_have_value("Gõ xong thì hết phiên")
    assert Article.objects.get().title == "Gõ xong thì hết phiên"


def test_without_a_connection_the_text_stays_and_the_page_says_so(form: Page) -> None:
    form.fill("#id_title", "Mất mạng")
    form.context.set_offline(True)
    form.click("[name=_continue]")
    offline = gettext("No connection – what you typed is still on this page. Keep it open.")
    expect(form.locator(".article-bar__state")).to_have_text(offline)
    expect(form.locator("#id_title")).to_have_value("Mất mạng")
    form.context.set_offline(False)
    form.click("[name=_continue]")
    expect(form.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().title == "Mất mạng"


def test_the_preview_stands_beside_the_form_and_follows_what_is_typed(form: Page, complaints: list[str]) -> None:
    form.click("[name=_preview]")
    titles = [
        form.frame_locator(f".preview-pane__view--{view} iframe.is-there").locator("h1")
        for view in ("phone", "desktop")
    ]
    for title in titles:
        expect(title).to_have_text("Cà phê được giá")
    form.fill("#id_title", "Cà phê lại xuống")
    form.clock.run_for(1_500)
    for title in titles:
        expect(title).to_have_text("Cà phê lại xuống")
    assert Article.objects.get().title == "Cà phê được giá"
    assert Axe().run(form, context=".preview-pane > header").violations_count == 0
    form.locator(".preview-pane header button").click()
    expect(form.locator(".preview-pane")).to_be_hidden()
    assert complaints == []


def test_two_at_one_article_see_each_other(
    form: Page, sign_in: Callable[[User], Page], article: Article, live_server: object
) -> None:
    second = account("ha", "Thư ký tòa soạn", first_name="Hà")
    other = sign_in(second)
    other.goto(form.url)
    expect(other.locator(".sitting-news")).to_contain_text("Thu")
    factories.edit(article, title="Có người lưu")
    form.clock.run_for(61_000)
    expect(form.locator(".sitting-news")).to_contain_text("Hà")


def test_a_link_for_a_guest_is_made_on_the_form(
    form: Page, open_page: Callable[..., Page], live_server: object
) -> None:
    form.fill("#link_name", "Bà Tám")
    form.locator(".guest-maker button").click()
    address = form.locator(".guest-address").inner_text()
    guest = open_page()
    guest.goto(live_server.url + "/xem-truoc/" + address.rstrip("/").rpartition("/")[2] + "/")
    expect(guest.locator("h1")).to_have_text("Cà phê được giá")
    expect(guest.locator(".preview-bar")).to_be_visible()
    assert guest.context.cookies() == []
    form.locator(".guest-links button").click()
    expect(form.locator(".guest-links")).to_have_count(0)
    assert guest.reload().status == 404
