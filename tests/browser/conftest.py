"""A real browser, a live server, and whatever the browser complained about."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """Errors, warnings and refused contents (CSP) of every page that the test opens."""
    return []


@pytest.fixture
def open_page(browser: Browser, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page for a new visitor; what the page complains about is noted."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "vi-VN"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()


def complaint(message: ConsoleMessage) -> list[str]:
    """The text of a console message that is a complaint."""
    return [f"{message.type}: {message.text}"] if message.type in ("error", "warning") else []


@pytest.fixture
def sign_in(open_page: Callable[..., Page], live_server: object) -> Callable[[User], Page]:
    """Signs somebody in through the login page, and returns the page."""

    def sign_in(user: User) -> Page:
        page = open_page()
        page.goto(f"{live_server.url}/admin/login/")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", "demo")
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    return sign_in
