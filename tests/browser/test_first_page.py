"""The desk's first page in a browser: the timeline by hand and by keyboard, for everybody."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Edition
from articles.publishing import publish
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scheduled(transactional_db: None) -> Edition:
    """An article that comes in three hours."""
    at = (timezone.localtime() + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    return publish(factories.article("Lễ hội đền Hùng"), by=None, at=at).edition


def pending() -> datetime:
    return timezone.localtime(Edition.objects.pending(timezone.now()).get().live_from)


def test_something_scheduled_is_dropped_on_another_hour(
    scheduled: Edition, thu: User, sign_in: Callable[[User], Page], complaints: list[str]
) -> None:
    page = sign_in(thu)
    target = timezone.localtime(scheduled.live_from) + timedelta(hours=4)
    row = page.locator(f'[data-hour="{target:%Y-%m-%dT%H}"]')
    page.locator(".scheduled").drag_to(row, target_position={"x": 100, "y": 1})
    expect(page.locator(".messagelist")).to_contain_text(f"{target:%H}")
    assert pending().replace(minute=0) == target
    assert complaints == []


def test_the_field_moves_it_without_a_mouse(
    scheduled: Edition, thu: User, sign_in: Callable[[User], Page], complaints: list[str]
) -> None:
    page = sign_in(thu)
    page.locator(".scheduled__move summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".scheduled__move input[name=at]")).to_be_focused()
    page.keyboard.type("mai 23:45")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("23:45")
    assert pending().strftime("%H:%M") == "23:45"
    assert complaints == []


def test_articles_are_found_and_walked_through_by_keyboard(
    transactional_db: None, thu: User, sign_in: Callable[[User], Page], complaints: list[str]
) -> None:
    for title in ("Chợ hoa ngày Tết", "Chợ nổi Cái Răng"):
        factories.article(title)
    page = sign_in(thu)
    expect(page.locator("#first-search")).to_be_focused()
    page.keyboard.type("cho")
    page.keyboard.press("Enter")
    titles = page.locator("#result_list .field-title a")
    expect(titles.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles.last).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#searchbar")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_be_focused()
    # The words are selected: new ones take their place, and the list answers to them.
    page.keyboard.type("trường làng")
    page.keyboard.press("Enter")
    expect(page.locator(".article-none")).to_be_visible()
    expect(page.locator("#searchbar")).to_be_focused()
    page.keyboard.type("/")
    expect(page.locator("#searchbar")).to_have_value("/")
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_page_is_for_everybody(
    scheduled: Edition, thu: User, sign_in: Callable[[User], Page], width: int
) -> None:
    factories.article("Nháp", created_by=thu)
    page = sign_in(thu)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
