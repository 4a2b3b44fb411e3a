"""A live blog in a reader's browser, which keeps the reader's place, and at the desk, where reports are added fast."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.publishing import publish, withdraw
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

BEGUN = datetime(2026, 3, 8, 1, 0, tzinfo=UTC)
TURN = 31_000


@pytest.fixture
def blog(transactional_db: None) -> Article:
    """Twelve reports, an hour apart, each longer than a phone's screen is wide."""
    reports = [
        factories.live_report(BEGUN + timedelta(hours=hour), f"Tin {hour}", "<p>Gió giật mạnh ngoài đảo.</p>" * 6)
        for hour in range(12)
    ]
    article = factories.article("Bão vào bờ", *reversed(reports), label="live")
    publish(article, by=None)
    return article


@pytest.fixture
def reader(blog: Article, live_server: object, open_page: Callable[..., Page]) -> Page:
    """A phone on which the blog is open, and time moves only when the test says so."""
    page = open_page(viewport={"width": 390, "height": 700})
    page.clock.install()
    page.goto(f"{live_server.url}{blog.editions.get().get_absolute_url()}")
    return page


def add(blog: Article, title: str, hour: int, **fields: object) -> None:
    """The desk adds a report and publishes."""
    blog.articles_liveentry_set.create(
        region="body", ordering=0, title=title, moment=BEGUN + timedelta(hours=hour), **fields
    )
    publish(factories.edit(blog), by=None)


def turn(page: Page) -> None:
    """Half a minute passes, and the page has asked what is new."""
    with page.expect_response(lambda response: "/bao-vao-bo-" in response.url):
        page.clock.run_for(TURN)


def titles(page: Page) -> list[str]:
    return page.locator(".live__heading span").all_inner_texts()


def test_who_looks_at_the_top_sees_a_new_report_come_in(reader: Page, blog: Article, complaints: list[str]) -> None:
    add(blog, "Mới", 12, is_key=True)
    turn(reader)
    expect(reader.locator(".live__heading span").first).to_have_text("Mới")
    expect(reader.locator(".live__keys li")).to_have_count(1)
    expect(reader.locator(".live__news")).to_have_text(re.compile(r"^1 "))
    assert reader.locator(".live__news button").count() == 0
    assert len(titles(reader)) == 13
    assert complaints == []


def test_who_reads_further_down_keeps_the_place_and_is_offered_what_is_new(reader: Page, blog: Article) -> None:
    seventh = reader.locator(".live__entry").nth(6)
    seventh.evaluate("entry => scrollTo(0, entry.offsetTop + entry.offsetParent.offsetTop + 20)")
    before = seventh.bounding_box()["y"]
    for number in (1, 2):
        add(blog, f"Mới {number}", 12 + number, is_key=True)
    turn(reader)
    button = reader.locator(".live__news button")
    expect(button).to_have_text(re.compile(r"^2 "))
    expect(button).to_be_in_viewport()
    assert seventh.bounding_box()["y"] == pytest.approx(before, abs=1)
    assert len(titles(reader)) == 12
    button.click()
    expect(reader.locator(".live__heading span").first).to_have_text("Mới 2")
    expect(reader.locator(".live__entry").first).to_be_in_viewport()
    expect(button).to_have_count(0)
    assert titles(reader)[:3] == ["Mới 2", "Mới 1", "Tin 11"]


def test_a_report_that_is_mended_or_taken_out_above_moves_nothing(reader: Page, blog: Article) -> None:
    seventh = reader.locator(".live__entry").nth(6)
    seventh.evaluate("entry => scrollTo(0, entry.offsetTop + entry.offsetParent.offsetTop + 20)")
    name, before = seventh.locator("span").inner_text(), seventh.bounding_box()["y"]
    blog.articles_liveentry_set.filter(title="Tin 10").update(html="<p>Sửa lại.</p>")
    blog.articles_liveentry_set.filter(title="Tin 9").delete()
    publish(factories.edit(blog), by=None)
    turn(reader)
    expect(reader.get_by_text("Sửa lại.")).to_have_count(1)
    assert "Tin 9" not in titles(reader)
    watched = reader.locator(".live__entry").filter(has_text=name)
    assert watched.bounding_box()["y"] == pytest.approx(before, abs=1)


def test_nothing_new_is_an_empty_answer_to_the_tag_that_the_browser_holds(reader: Page) -> None:
    turn(reader)
    with reader.expect_request(lambda request: "/bao-vao-bo-" in request.url) as asked:
        reader.clock.run_for(TURN)
    assert asked.value.all_headers()["if-none-match"].startswith('W/"')
    assert len(titles(reader)) == 12


def test_it_stops_asking_when_the_desk_has_ended_it(reader: Page, blog: Article) -> None:
    publish(factories.edit(blog, label=Article.Label.LIVE_ENDED), by=None)
    turn(reader)
    expect(reader.locator(".live__state--ended")).to_have_count(1)
    expect(reader.locator(".live__reload")).to_have_count(0)
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.clock.run_for(10 * TURN)
    assert asked == []


def test_it_stops_asking_when_it_was_withdrawn_and_leaves_what_was_read(reader: Page, blog: Article) -> None:
    withdraw(blog, by=None, reason="Sai")
    turn(reader)
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.clock.run_for(10 * TURN)
    assert asked == []
    assert len(titles(reader)) == 12


def test_a_photo_that_comes_in_opens_on_the_whole_screen_like_the_others(reader: Page, blog: Article) -> None:
    add(blog, "Ảnh đầu", 12, photo=factories.photo())
    reader.reload()
    add(blog, "Ảnh sau", 13, photo=factories.photo())
    turn(reader)
    expect(reader.locator(".figure__open")).to_have_count(2)
    reader.locator(".figure__open").first.click()
    expect(reader.locator(".viewer__position")).to_have_text("1/2")


def test_the_first_photo_of_all_opens_on_the_whole_screen_too(reader: Page, blog: Article) -> None:
    add(blog, "Ảnh đầu", 12, photo=factories.photo())
    turn(reader)
    reader.locator(".figure__open").click()
    expect(reader.locator(".viewer__slide img")).to_be_in_viewport()


def test_the_time_under_the_headline_is_that_of_the_newest_report(reader: Page, blog: Article) -> None:
    newest = reader.locator(".article__times a time")
    expect(newest).to_have_attribute("datetime", "2026-03-08T19:00:00+07:00")
    add(blog, "Mới", 12)
    turn(reader)
    expect(newest).to_have_attribute("datetime", "2026-03-08T20:00:00+07:00")
    newest.click()
    expect(reader.locator(".live__head")).to_be_in_viewport()


def test_nothing_moves_for_who_wants_no_motion(reader: Page, blog: Article) -> None:
    reader.emulate_media(reduced_motion="reduce")
    add(blog, "Ảnh đầu", 12, photo=factories.photo())
    turn(reader)
    reader.locator(".figure__open").click()
    expect(reader.locator(".viewer")).to_be_visible()
    assert reader.evaluate("document.getAnimations().length") == 0
    assert reader.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_without_a_network_it_tries_again(reader: Page, blog: Article) -> None:
    reader.context.set_offline(True)
    reader.clock.run_for(TURN)
    add(blog, "Mới", 12)
    reader.context.set_offline(False)
    turn(reader)
    expect(reader.locator(".live__heading span").first).to_have_text("Mới")


def test_the_link_to_load_again_asks_at_once(reader: Page, blog: Article) -> None:
    add(blog, "Mới", 12)
    reader.locator(".live__reload a").click()
    expect(reader.locator(".live__heading span").first).to_have_text("Mới")


def test_without_a_script_the_page_is_complete_and_can_be_loaded_again(
    blog: Article, live_server: object, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{live_server.url}{blog.editions.get().get_absolute_url()}")
    assert len(titles(page)) == 12
    add(blog, "Mới", 12)
    page.locator(".live__reload a").click()
    expect(page.locator(".live__heading span").first).to_have_text("Mới")


# --- At the desk ---


def test_a_new_report_goes_on_top_with_the_time_of_now(
    blog: Article, live_server: object, sign_in: Callable[[User], Page], complaints: list[str]
) -> None:
    install_roles()
    form = sign_in(account("thu", "Thư ký tòa soạn"))
    form.goto(f"{live_server.url}/admin/articles/article/{blog.pk}/change/")
    form.locator(".live-adder").click()
    title = form.locator(":focus")
    assert title.get_attribute("name").endswith("-title")
    title.fill("Vừa xong")
    row = form.locator(".dynamic-articles_liveentry_set").filter(has=form.locator(":focus"))
    filled = row.locator("input[type=datetime-local]").input_value()
    form.locator("[name=_continue]").click()
    form.wait_for_selector(".messagelist .success")
    newest = Article.objects.get().articles_liveentry_set.order_by("ordering").first()
    assert newest.title == "Vừa xong"
    assert filled == (newest.moment + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M")
    assert abs(datetime.now(UTC) - newest.moment) < timedelta(minutes=2)
    assert complaints == []
