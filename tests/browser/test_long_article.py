"""A long article's form: its texts become editors as they come near the screen, and until then nothing is missing."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

BLOCKS = 200
PARAGRAPH = f"<p>{'Nước lên chậm mà chắc. ' * 12}</p>"
EDITORS = ".order-machine .ProseMirror[contenteditable=true]"
# What an editor would write in another way, if it wrote: only what was typed in is to be sent.
NOT_AS_AN_EDITOR_WRITES = "<ul><li>Chợ nổi</li></ul><p>Nước &amp; phù sa</p>"


@pytest.fixture
def article(transactional_db: None) -> Article:
    texts = [f"<p>Đoạn {number}.</p>{PARAGRAPH}" for number in range(BLOCKS)]
    texts[120] = NOT_AS_AN_EDITOR_WRITES
    texts[150] = f"{PARAGRAPH}<p>Ghe bầu chở đầy <strong>khóm Tắc Cậu</strong>.</p>"
    return factories.article("Bài dài", *[factories.text(html) for html in texts])


@pytest.fixture
def page(sign_in: Callable[[User], Page], article: Article, live_server: object) -> Page:
    install_roles()
    page = sign_in(account("thu", "Thư ký tòa soạn", first_name="Thu"))
    page.set_default_timeout(60_000)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.wait_for_selector(".block-adder")
    page.locator(EDITORS).first.wait_for()
    return page


def block(page: Page, number: int) -> Locator:
    return page.locator(f"#articles_text_set-{number}")


def editor(page: Page, number: int) -> Locator:
    return block(page, number).locator("[contenteditable=true]")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector(".block-adder")


def test_only_texts_near_the_screen_are_editors(page: Page, complaints: list[str]) -> None:
    assert page.locator(EDITORS).count() < 20
    expect(page.locator("[data-words]")).to_have_text(re.compile(r"^12\.348 "))
    block(page, 100).scroll_into_view_if_needed()
    expect(editor(page, 100)).to_contain_text("Đoạn 100.")
    assert page.locator(EDITORS).count() < 40
    # The keyboard comes to a text that sleeps.
    block(page, 180).locator("textarea").focus()
    expect(editor(page, 180)).to_be_focused()
    assert complaints == []


def test_finding_and_replacing_reach_a_text_that_sleeps(page: Page, article: Article) -> None:
    assert not editor(page, 150).count()
    page.keyboard.press("Control+h")
    page.locator("#find-panel [name=words]").fill("khóm tắc cậu")
    expect(page.locator("#find-panel [data-count]")).to_have_text("1 / 1")
    expect(block(page, 150).locator(".is-current")).to_have_text("khóm Tắc Cậu")
    page.locator("#find-panel [name=replacement]").fill("cam sành")
    page.locator('#find-panel [data-act="one"]').click()
    expect(editor(page, 150)).to_contain_text("chở đầy cam sành.")
    # All at once: also where none was shown.
    page.locator("#find-panel [name=words]").fill("phù sa")
    page.locator('#find-panel [data-act="all"]').click()
    expect(editor(page, 120)).to_contain_text("Nước & cam sành")
    page.keyboard.press("Escape")
    save(page)
    texts = article.articles_text_set.order_by("ordering")
    assert texts[150].html.endswith("<p>Ghe bầu chở đầy <strong>cam sành</strong>.</p>")


def test_a_save_without_a_change_is_no_new_revision(page: Page, article: Article) -> None:
    before = list(article.articles_text_set.order_by("ordering").values_list("html", flat=True))
    save(page)
    assert article.revisions.count() == 1
    assert list(article.articles_text_set.order_by("ordering").values_list("html", flat=True)) == before


def test_words_typed_far_down_are_saved_and_no_others_change(page: Page, article: Article) -> None:
    block(page, 190).locator("textarea").focus()
    expect(editor(page, 190)).to_be_focused()
    page.keyboard.type("Tin mới: ")
    save(page)
    texts = list(article.articles_text_set.order_by("ordering").values_list("html", flat=True))
    assert texts[190].startswith("<p>Tin mới: Đoạn 190.</p>")
    assert texts[120] == NOT_AS_AN_EDITOR_WRITES
    assert article.revisions.count() == 2
