"""From a reporter's first word to a reader's screen, through three accounts."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    """Lan reports, Bình edits the section, Thu publishes; the roles anew, as an emptied database lacks them."""
    install_roles()
    roles = {"lan": "Phóng viên", "binh": "Biên tập viên", "thu": "Thư ký tòa soạn"}
    people = {name: account(name, role, first_name=name.title()) for name, role in roles.items()}
    factories.section("Thời sự").editors.add(people["binh"])
    return people


def button(page: Page, act: str):
    return page.locator(f'.article-bar [name="_act"][value="{act}"]')


def test_an_article_goes_its_whole_way(
    people: dict[str, User], live_server: object, sign_in: Callable[[User], Page], open_page: Callable[..., Page]
) -> None:
    lan = sign_in(people["lan"])
    lan.goto(f"{live_server.url}/admin/articles/article/add/")
    lan.fill("#id_title", "Cầu mới thông xe")
    lan.fill("#id_lead", "Sáng nay những chiếc xe đầu tiên đã qua cầu.")
    lan.select_option("#id_section", label="Thời sự")
    button(lan, "submit").click()
    expect(lan.locator(".card--flow .status--review")).to_be_visible()
    # Without the fragment that the editor writes there: with it, to go there again loads nothing.
    address = lan.url.partition("#")[0]

    binh = sign_in(people["binh"])
    binh.goto(address)
    binh.locator(".acts__fold summary").first.click()
    binh.fill("#act-note", "Thiếu vốn đầu tư.")
    binh.fill("#id_lead", "Sáng nay những chiếc xe đầu tiên đã qua cầu, sớm ba tháng.")
    button(binh, "send-back").click()
    expect(binh.locator(".card--flow .status--draft")).to_be_visible()

    lan.goto(address)
    expect(lan.locator(".flow__note")).to_contain_text("Thiếu vốn đầu tư.")
    expect(lan.locator("#id_lead")).to_have_value("Sáng nay những chiếc xe đầu tiên đã qua cầu, sớm ba tháng.")
    add_text(lan, "Cầu dài hai cây số, vốn do tỉnh cấp.")
    button(lan, "submit").click()
    expect(lan.locator(".card--flow .status--review")).to_be_visible()

    binh.goto(address)
    button(binh, "ready").click()
    expect(binh.locator(".card--flow .status--ready")).to_be_visible()
    lan.goto(address)
    expect(lan.locator("#id_title")).to_have_count(0)

    thu = sign_in(people["thu"])
    thu.goto(address)
    assert violations(thu, ".card--flow") == violations(thu, ".article-bar") == []
    thu.locator('[name="_publish"]').click()
    thu.locator("dialog.desk-dialog .desk-acts button").click()
    expect(thu.locator(".messagelist a").first).to_have_text("Cầu mới thông xe")
    edition = Article.objects.get().editions.get()
    assert edition.approved_by == people["binh"]

    reader = open_page()
    reader.goto(f"{live_server.url}{edition.get_absolute_url()}")
    expect(reader.locator("h1")).to_have_text("Cầu mới thông xe")
    expect(reader.locator("body")).to_contain_text("vốn do tỉnh cấp")


def add_text(page: Page, words: str) -> None:
    """A block of text at the end of the article."""
    page.locator(".block-adder button").first.click()
    page.locator(".ProseMirror").last.click()
    page.keyboard.type(words)


def test_a_draft_is_thrown_away_and_taken_out_again(
    people: dict[str, User], live_server: object, sign_in: Callable[[User], Page]
) -> None:
    article = factories.article("Bài bỏ", created_by=people["lan"])
    page = sign_in(people["lan"])
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.locator(".acts__fold summary").last.click()
    button(page, "bin").click()
    expect(page.locator("#id_title")).to_have_count(0)
    page.goto(f"{live_server.url}/admin/articles/article/bin/")
    assert violations(page) == []
    page.get_by_role("button", name=gettext("Take out of the bin")).click()
    expect(page.get_by_text(gettext("The bin is empty."))).to_be_visible()


def violations(page: Page, *parts: str) -> list[str]:
    """What axe finds in the parts of the page; in all of it, without any."""
    found = Axe().run(page, context={"include": [list(parts)]} if parts else None).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
