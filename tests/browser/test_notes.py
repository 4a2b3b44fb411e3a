"""Internal notes beside the article's form, between two people of the desk."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from desk.models import Note
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    install_roles()
    thu = account("thu", "Thư ký tòa soạn", first_name="Thu")
    return {"thu": thu, "lan": account("lan", "Phóng viên", first_name="Nguyễn Thị", last_name="Lan")}


@pytest.fixture
def article(people: dict[str, User]) -> Article:
    blocks = [factories.text("<p>Cầu dài hai cây số.</p>"), factories.quote("Vui quá")]
    return factories.article("Cầu mới thông xe", *blocks, created_by=people["lan"])


def test_a_note_on_a_block_is_found_answered_and_resolved_by_whom_it_names(
    people: dict[str, User],
    article: Article,
    live_server: object,
    sign_in: Callable[[User], Page],
    complaints: list[str],
) -> None:
    address = f"{live_server.url}/admin/articles/article/{article.pk}/change/"
    thu = sign_in(people["thu"])
    thu.goto(address)
    thu.fill("#id_title", "Chưa lưu")
    quote = thu.locator(".order-machine .inline-related", has=thu.locator(".quote-block"))
    quote.locator("[data-block-notes]").click()
    expect(thu.locator(".notes-pane [data-about]")).to_contain_text("Vui quá")
    expect(thu.locator("#new-note")).to_be_focused()
    # Found by a word of her name, without marks; Enter takes it and does not send.
    thu.keyboard.type("Ai nói câu này, @ngu")
    expect(thu.locator(".note-people [role=option]")).to_have_text(re.compile("Nguyễn Thị Lan"))
    assert Axe().run(thu, context=".notes-pane").violations_count == 0
    thu.keyboard.press("Enter")
    expect(thu.locator("#new-note")).to_have_value("Ai nói câu này, @lan ")
    thu.keyboard.press("Control+Enter")
    expect(thu.locator(".note__name")).to_have_text("@Nguyễn Thị Lan")
    expect(quote.locator("[data-block-notes] [data-count]")).to_have_text("1")
    expect(thu.locator("[data-notes-count]")).to_have_text("1")
    expect(thu.locator("#id_title")).to_have_value("Chưa lưu")

    lan = sign_in(people["lan"])
    mention = lan.locator("[aria-labelledby=box-mentions]")
    expect(mention).to_contain_text("Ai nói câu này")
    mention.locator(".first-title").click()
    note = lan.locator(f"#note-{Note.objects.get().pk}")
    expect(note).to_be_focused()
    assert Axe().run(lan, context=".notes-pane").violations_count == 0
    lan.locator(".note-form--answer textarea").fill("Một người dân ở bến đò.")
    lan.locator("[data-answer]").click()
    expect(lan.locator(".note")).to_have_count(2)
    lan.locator("[formaction*=resolve]").click()
    expect(lan.locator("[data-notes-count]")).to_be_hidden()
    expect(lan.locator(".notes__resolved summary")).to_be_visible()
    lan.goto(f"{live_server.url}/admin/")
    expect(lan.locator("#box-mine")).to_be_visible()
    expect(mention).to_have_count(0)
    assert complaints == []


def test_what_is_typed_in_the_pane_outlives_a_failure_and_other_notes(
    people: dict[str, User], article: Article, live_server: object, sign_in: Callable[[User], Page]
) -> None:
    page = sign_in(people["lan"])
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.locator("[data-notes-open]").click()
    page.fill("#new-note", "Một.")
    page.locator("[data-new] .button").click()
    expect(page.locator(".note")).to_have_count(1)
    page.locator(".note-form--answer textarea").fill("Đang gõ dở")
    page.fill("#new-note", "Hai.")
    page.context.set_offline(True)
    page.locator("[data-new] .button").click()
    expect(page.locator(".notes-pane [role=status]")).not_to_be_empty()
    page.context.set_offline(False)
    expect(page.locator("#new-note")).to_have_value("Hai.")
    page.locator("[data-new] .button").click()
    expect(page.locator(".note")).to_have_count(2)
    expect(page.locator("#new-note")).to_have_value("")
    assert "Đang gõ dở" in page.locator(".note-form--answer textarea").evaluate_all("all => all.map(f => f.value)")
    page.keyboard.press("Escape")
    expect(page.locator(".notes-pane")).to_be_hidden()
    expect(page.locator("[data-notes-open]")).to_be_focused()


def test_notes_work_without_scripts_and_for_who_only_looks(
    people: dict[str, User], live_server: object, sign_in: Callable[[User], Page], complaints: list[str]
) -> None:
    article = factories.article("Của Thu", created_by=people["thu"])
    page = sign_in(people["lan"])
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.locator("[data-notes-open]").click()
    page.fill("#new-note", "Tôi có số liệu.")
    page.locator("[data-new] .button").click()
    expect(page.locator(".note")).to_have_count(1)
    assert complaints == []

    plain = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    without = plain.new_page()
    without.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    with plain.expect_page() as opened:
        without.locator("[data-notes-open]").click()
    notes = opened.value
    notes.select_option("#note-block", index=1)
    notes.fill("#new-note", "Viết không cần script.")
    notes.locator("[data-new] .button").click()
    expect(notes.locator(".note")).to_have_count(2)
    expect(notes.locator(".note-thread__place")).to_have_count(1)
    assert Axe().run(page, context=".notes-pane").violations_count == 0
    plain.close()
