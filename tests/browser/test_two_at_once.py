"""Two editors at one article, in real browsers: what does not touch costs the second nothing, what clashes is asked."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>Nước sông Hương dâng cao từ đêm qua.</p><p>Học sinh nghỉ học hai ngày.</p>"


@pytest.fixture
def article(transactional_db: None) -> Article:
    return factories.article("Mưa lớn ở Huế", factories.text(BODY), section=factories.section("Thời sự"))


@pytest.fixture
def desks(article: Article, sign_in: Callable[[User], Page], live_server: object) -> tuple[Page, Page]:
    """Thu and Mai, who both have opened the article."""
    install_roles()
    pages = [sign_in(account(name.lower(), "Thư ký tòa soạn", first_name=name)) for name in ("Thu", "Mai")]
    for page in pages:
        page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    return pages[0], pages[1]


def write(page: Page, paragraph: int, words: str) -> None:
    """Add words to the end of a paragraph of the first text."""
    line = page.locator(".dynamic-articles_text_set [contenteditable=true] p").nth(paragraph)
    line.click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("[name=_continue]")


def test_the_second_to_save_has_nothing_to_do(desks: tuple[Page, Page], article: Article, complaints: list) -> None:
    thu, mai = desks
    write(thu, 0, " Tàu thuyền vào bờ.")
    write(mai, 1, " Chợ vẫn họp.")
    mai.fill("#id_lead", "Sapo của Mai")
    save(mai)
    save(thu)
    expect(thu.locator(".messagelist")).to_contain_text("Mai")
    expect(thu.locator("#id_lead")).to_have_value("Sapo của Mai")
    texts = thu.locator(".dynamic-articles_text_set [contenteditable=true] p")
    expect(texts.nth(0)).to_have_text("Nước sông Hương dâng cao từ đêm qua. Tàu thuyền vào bờ.")
    expect(texts.nth(1)).to_have_text("Học sinh nghỉ học hai ngày. Chợ vẫn họp.")
    # The form goes on from there.
    write(thu, 1, " Hết mưa.")
    save(thu)
    assert "Chợ vẫn họp. Hết mưa." in article.articles_text_set.get().html
    assert complaints == []


def test_what_both_changed_is_decided_on_one_page(desks: tuple[Page, Page], article: Article, complaints: list) -> None:
    thu, mai = desks
    thu.fill("#id_title", "Mưa lớn ở Huế và Đà Nẵng")
    mai.fill("#id_title", "Mưa rất lớn ở Huế")
    write(thu, 0, " Tàu thuyền vào bờ.")
    write(mai, 0, " Đò ngang dừng chạy.")
    thu.fill("#id_source", "TTXVN")
    save(mai)
    save(thu)
    places = thu.locator("fieldset.clash")
    expect(places).to_have_count(2)
    expect(places.nth(0).locator("ins")).to_have_text(["và Đà Nẵng", "rất"])
    assert Axe().run(thu).response["violations"] == []

    # Without deciding, the browser points at what is missing; the keyboard is enough for all of it.
    thu.keyboard.press("Tab")
    thu.locator(".clashes__acts button").press("Enter")
    assert "/clashes/" in thu.url
    places.nth(0).get_by_role("radio").nth(0).press("Space")
    places.nth(1).get_by_role("radio").nth(2).press("Space")
    editor = places.nth(1).locator("[contenteditable=true]")
    expect(editor).to_be_visible()
    editor.click()
    thu.keyboard.press("End")
    thu.keyboard.type(" Đò ngang dừng chạy.")
    assert Axe().run(thu).response["violations"] == []
    with thu.expect_navigation():
        thu.locator(".clashes__acts button").click()

    expect(thu.locator("#id_title")).to_have_value("Mưa lớn ở Huế và Đà Nẵng")
    article.refresh_from_db()
    assert article.source == "TTXVN"
    assert article.articles_text_set.get().html == BODY.replace(
        "đêm qua.", "đêm qua. Tàu thuyền vào bờ. Đò ngang dừng chạy."
    )
    assert complaints == []
