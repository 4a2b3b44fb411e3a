"""Blocks and rows of the article's form, moved and removed without a mouse's drag; and pages that are left."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page, expect

from articles.content import content_of
from articles.models import Article
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lan(transactional_db: None) -> User:
    """A reporter; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return account("lan", "Phóng viên")


@pytest.fixture
def article(lan: User) -> Article:
    blocks = [factories.text("<p>Một.</p>"), factories.quote("Hai"), factories.text("<p>Ba.</p>")]
    authors = [factories.author("An"), factories.author("Bảo")]
    links = [factories.link(url="https://x.vn/", title="X")]
    return factories.article("Bài", *blocks, authors=authors, related=links, created_by=lan)


@pytest.fixture
def form(sign_in: Callable[[User], Page], lan: User, article: Article, live_server: object) -> Page:
    """Lan's browser with the article's form open."""
    page = sign_in(lan)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.wait_for_selector(".block-adder")
    return page


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("[name=_continue]")
    expect(page.locator(".messagelist li")).to_have_count(1)


def test_blocks_and_authors_are_moved_by_buttons(form: Page, article: Article, complaints: list[str]) -> None:
    form.locator(".dynamic-articles_quote_set [data-move=up]").click()
    form.locator("#byline-0 [data-move=down]").click()
    expect(form.locator(".article-bar__state")).to_have_class("article-bar__state is-unsaved")
    save(form)
    assert [block["type"] for block in content_of(article)["blocks"]] == ["quote", "text", "text"]
    assert [entry.author.name for entry in article.byline.all()] == ["Bảo", "An"]
    assert complaints == []


def test_a_block_is_added_between_two_and_another_removed(form: Page, article: Article, complaints: list[str]) -> None:
    form.locator(".dynamic-articles_quote_set .order-machine-insert-target").click()
    form.locator(".plugin-buttons [data-plugin-prefix=articles_text_set]").click()
    form.keyboard.press("Escape")
    form.locator("#articles_text_set-2 [contenteditable=true]").click()
    form.keyboard.type("Giữa.")
    form.locator("#articles_text_set-0 .delete input").check()
    save(form)
    blocks = content_of(article)["blocks"]
    assert [block.get("html") or block["text"] for block in blocks] == ["<p>Giữa.</p>", "Hai", "<p>Ba.</p>"]
    assert complaints == []


def test_the_keyboard_saves_and_a_second_click_does_no_harm(form: Page, article: Article) -> None:
    form.fill("#id_title", "Bài đã sửa")
    with form.expect_navigation():
        form.keyboard.press("Control+s")
    expect(form.locator("#id_title")).to_have_value("Bài đã sửa")
    form.fill("#id_title", "Bài sửa lần nữa")
    with form.expect_navigation():
        form.dblclick("[name=_continue]", no_wait_after=True)
    expect(form.locator(".messagelist li.success")).to_have_count(1)
    assert article.revisions.count() == 3


def test_leaving_with_unsaved_changes_asks_first(form: Page) -> None:
    asked: list[str] = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    form.fill("#id_title", "Chưa lưu")
    form.locator(".breadcrumbs a").first.click(no_wait_after=True)
    expect(form.locator("#id_title")).to_have_value("Chưa lưu")
    form.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_who_may_only_look_sees_the_article_without_complaints(
    sign_in: Callable[[User], Page], article: Article, live_server: object, complaints: list[str], lan: User
) -> None:
    guest = account("khach")
    parts = ("article", "text", "quote", "figure", "relatedbox", "relatedlink", "articleauthor")
    guest.user_permissions.set(Permission.objects.filter(codename__in=[f"view_{part}" for part in parts]))
    page = sign_in(guest)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    expect(page.locator(".article-main")).to_contain_text("Bài")
    expect(page.locator("[name=_continue]")).to_have_count(0)
    assert complaints == []
