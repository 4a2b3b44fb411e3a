"""The list of articles in a browser: for everybody, on a phone, too; and the form counts words as the list does."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.publishing import publish
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HTML = "<p>Giá <strong>gạo</strong>, theo Sở, tăng – lần thứ 3.<br>Và</p><ul><li><p>hết</p></li></ul>"


@pytest.fixture
def articles(transactional_db: None) -> list[Article]:
    """One that readers see, and a draft."""
    live = factories.article("Giá gạo tăng ở chợ đầu mối", factories.text(HTML), factories.figure(None, "Chợ sớm"))
    publish(live, by=None)
    return [live, factories.article("Nháp")]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_list_is_for_everybody(
    articles: list[Article], thu: User, sign_in: Callable[[User], Page], complaints: list[str], width: int
) -> None:
    page = sign_in(thu)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page.url + "articles/article/?status=draft")
    filters = page.locator(".filter-bar select[name=section]")
    if width == 390:
        expect(filters).to_be_hidden()
        page.locator(".filter-bar__more summary").click()
    expect(filters).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    assert complaints == []


def test_the_form_counts_the_words_that_the_list_tells(
    articles: list[Article], thu: User, sign_in: Callable[[User], Page]
) -> None:
    page = sign_in(thu)
    page.goto(page.url + f"articles/article/{articles[0].pk}/change/")
    assert articles[0].words == 10
    expect(page.locator("[data-words]")).to_contain_text("10 ")
