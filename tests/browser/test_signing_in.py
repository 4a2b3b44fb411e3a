"""Signing in as people do: with an authenticator app, and with a passkey."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.accounts.conftest import code_of

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

TOUCH = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture(autouse=True)
def production(settings):
    settings.REQUIRE_2FA = True
    # Passkeys are for names, not for numbers.
    settings.ALLOWED_HOSTS = ["localhost"]


@pytest.fixture
def site(live_server) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/articles/article/")
    page.keyboard.type("thu")
    page.keyboard.press("Tab")
    page.keyboard.type("demo")
    page.keyboard.press("Enter")


def faults(page: Page) -> list[str]:
    return [fault["id"] for fault in Axe().run(page).response["violations"]]


def test_an_app_is_set_up_and_asked_at_the_next_sign_in(open_page, site, thu, complaints):
    page = open_page()
    sign_in(page, site)
    page.wait_for_url("**/tai-khoan/")
    assert faults(page) == []
    page.locator("a[href='/tai-khoan/ung-dung/']").click()
    expect(page.locator(".account-qr")).to_be_visible()
    assert faults(page) == []
    secret = page.locator(".account-key").text_content()
    page.fill("[name=code]", code_of(secret))
    page.press("[name=code]", "Enter")
    expect(page.locator(".account-codes code")).to_have_count(10)
    assert faults(page) == []
    page.locator(".button--main").click()
    page.wait_for_url("**/admin/articles/article/")

    page.locator("#logout-form button").click()
    page.wait_for_url("**/tai-khoan/dang-nhap/")
    assert faults(page) == []
    sign_in(page, site)
    page.wait_for_url("**/dang-nhap/ma/")
    assert faults(page) == []
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".account-errors p")).to_have_count(1)
    # The app's next code: the first has served.
    page.fill("[name=code]", code_of(secret, late=-30))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/admin/articles/article/")
    assert complaints == []


def test_a_passkey_signs_in_alone(open_page, site, thu, complaints):
    page = open_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    touch = {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH | touch})
    sign_in(page, site)
    page.locator("a[href='/tai-khoan/passkey/them/']").click()
    page.wait_for_url("**/passkey/them/")
    assert faults(page) == []
    page.locator("#passkey-button").click()
    page.wait_for_url("**/ma-du-phong/")

    page.context.clear_cookies()
    page.goto(f"{site}/admin/articles/article/")
    page.locator("#passkey-button").click()
    page.wait_for_url("**/admin/articles/article/")
    assert complaints == []


def test_a_browser_without_the_passkey_says_so(open_page, site, thu):
    page = open_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    page.goto(f"{site}/admin/")
    # What a browser does if people stop, without waiting for them to.
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.locator("#passkey-button").click()
    expect(page.locator("#passkey-error")).to_be_visible()
    assert re.search(r"/dang-nhap/", page.url)


def test_it_works_without_javascript(open_page, site, thu, settings):
    settings.REQUIRE_2FA = False
    page = open_page(java_script_enabled=False)
    page.goto(f"{site}/admin/")
    expect(page.locator("#passkey-button")).to_be_hidden()
    page.fill("[name=login]", "thu")
    page.fill("[name=password]", "demo")
    page.press("[name=password]", "Enter")
    expect(page.locator("#logout-form")).to_be_visible()
