"""Ten seconds with an article in sight are a reading; the browser's own clock is moved, nobody waits."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.publishing import publish
from reader import readings
from reader.models import Reading
from reader.most_read import rank
from reader.readings import add, hour_of
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

# Not what Chromium without a screen calls itself: that is no reader.
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


@pytest.fixture
def article(transactional_db: None) -> Article:
    row = factories.article("Cầu mới")
    publish(row, by=None)
    return row


@pytest.fixture
def page(open_page: Callable[..., Page], article: Article, live_server: object) -> Page:
    """A reader who has just opened the article."""
    page = open_page(user_agent=READER)
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.goto(f"{live_server.url}{article.editions.get().get_absolute_url()}")
    return page


def sent(page: Page) -> list[str]:
    """Notes from now on which articles the page says were read."""
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data) if "/luot-doc/" in request.url else None)
    return bodies


def test_ten_seconds_are_a_reading_and_twenty_are_not_two(page: Page, article: Article, complaints: list[str]) -> None:
    bodies = sent(page)
    page.clock.run_for(9_900)
    assert bodies == []
    with page.expect_response("**/luot-doc/") as answer:
        page.clock.run_for(200)
    page.clock.run_for(20_000)
    assert (bodies, answer.value.status) == ([str(article.pk)], 204)
    assert [(key[0], count) for key, count in readings.tally.take().items()] == [(article.pk, 1)]
    assert (page.context.cookies(), complaints) == ([], [])


def test_time_out_of_sight_is_no_reading(page: Page, article: Article) -> None:
    bodies = sent(page)
    page.clock.run_for(6_000)
    page.evaluate(HIDE, True)
    page.clock.run_for(60_000)
    page.evaluate(HIDE, False)
    page.clock.run_for(3_900)
    assert bodies == []
    with page.expect_request("**/luot-doc/"):
        page.clock.run_for(200)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    page.clock.run_for(20_000)
    assert bodies == [str(article.pk)]


def test_the_home_page_is_no_article(page: Page, live_server: object) -> None:
    page.goto(live_server.url)
    bodies = sent(page)
    page.clock.run_for(30_000)
    assert bodies == []


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_box_shows_a_day_or_a_week(
    open_page: Callable[..., Page], article: Article, live_server: object, script: bool
) -> None:
    now = timezone.now()
    add({(article.pk, Reading.Span.HOUR, hour_of(now)): 3})
    rank(now)
    page = open_page(viewport={"width": 360, "height": 800}, java_script_enabled=script)
    page.goto(live_server.url)
    day, week = (page.locator(f".most-read__part--{window}") for window in ("day", "week"))
    expect(day).to_be_visible()
    expect(week).to_be_hidden()
    page.get_by_role("radio", name="7").check()
    expect(week.get_by_role("link", name="Cầu mới")).to_be_visible()
    expect(day).to_be_hidden()
