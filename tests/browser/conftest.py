"""A real browser, a live server, and whatever the browser complained about."""

import io
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from demo.pictures import draw
from newsroom.roles import install_roles

SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0))
).observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => done(0), 500))"""
# What a page shows in the end may take its while where several browsers share a small machine.
expect.set_options(timeout=15_000)
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
    answer_what_is_asked()


def answer_what_is_asked() -> None:
    """A page that is closed says so to the server, which must not meet the emptying of the database half-way."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


def complaint(message: ConsoleMessage) -> list[str]:
    """The text of a console message that is a complaint."""
    return [f"{message.type}: {message.text}"] if message.type in ("error", "warning") else []


@pytest.fixture
def stands_still() -> Callable[[Page], bool]:
    """Says whether a page stood still while it loaded.

    Our faces arrive after the text and may move a word by a hair: half a thousandth of the page is allowed, two
    hundred times less than what web.dev/articles/cls calls good. A line that wraps anew, or a picture, is more.
    """
    return lambda page: page.evaluate(SHIFTS) < 0.0005


@pytest.fixture
def sign_in(open_page: Callable[..., Page], live_server: object) -> Callable[[User], Page]:
    """Signs somebody in through the login page, and returns the page."""

    def sign_in(user: User) -> Page:
        page = open_page()
        page.goto(f"{live_server.url}/admin/login/")
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", "demo")
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        return page

    return sign_in


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """The address of the demo paper, loaded once for all tests of a module, which only read it."""
    debug, settings.DEBUG = settings.DEBUG, True
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        try:
            with pytest.MonkeyPatch.context() as patch:
                # Drawings of full size keep a processor busy for half a minute.
                patch.setattr(
                    "demo.loading.draw", lambda name, seed, size: draw(name, seed, (size[0] // 4, size[1] // 4))
                )
                call_command("load_demo", port=8000, stdout=io.StringIO())
            settings.DEBUG = debug
            yield server.url
        finally:
            settings.DEBUG = debug
            server.stop()
            call_command("flush", interactive=False, verbosity=0)
            install_roles()
