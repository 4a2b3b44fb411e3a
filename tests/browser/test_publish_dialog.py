"""The dialogs over the article's form in a real browser: by mouse, by keyboard, without scripts."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from articles.content import content_of
from articles.models import Article, Edition
from articles.publishing import publish
from articles.readiness import problems
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.one_engine, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[User], Page]


@pytest.fixture
def thu(transactional_db: None) -> User:
    """The managing editor; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return account("thu", "Thư ký tòa soạn", first_name="Thu")


def form_of(live_server: object, article: Article) -> str:
    return f"{live_server.url}/admin/articles/article/{article.pk}/change/"


def ready(title: str, *blocks: dict, **fields: object) -> Article:
    """An approved article."""
    row = factories.article(title, *blocks, **fields)
    Article.objects.filter(pk=row.pk).update(status=Article.Status.READY)
    return row


def violations(page: Page) -> list[str]:
    expect(page.locator(".desk-dialog")).to_be_visible()
    found = Axe().run(page, ".desk-dialog").response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


def test_an_error_leads_to_its_field_and_enter_publishes(
    sign_in: SignIn, open_page: Callable[..., Page], complaints: list[str], live_server: object, thu: User
) -> None:
    photo = factories.photo(photographer="", source="")
    article = ready("Giá cà phê lập đỉnh", factories.text(), factories.figure(photo, caption="Vườn"))
    page = sign_in(thu)
    complaints.clear()
    page.goto(form_of(live_server, article))
    page.click("[name=_publish]")

    dialog = page.locator(".desk-dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator(".desk-form")).to_have_count(0)
    assert violations(page) == []
    dialog.locator(".problems--errors a").click()
    expect(dialog).not_to_be_visible()
    assert page.url.startswith(form_of(live_server, article))
    assert "/publish/" not in page.url
    credit = page.locator('.figure-block:visible [name$="-credit"]')
    expect(credit).to_be_focused()
    page.keyboard.type("Minh Hà")

    page.click("[name=_publish]")
    expect(dialog.locator("button.default")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")
    address = page.locator(".messagelist a").first.get_attribute("href")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(".copier")
    assert page.evaluate("navigator.clipboard.readText()").endswith(address)

    reader = open_page()
    reader.goto(live_server.url + address)
    expect(reader.locator("h1")).to_have_text("Giá cà phê lập đỉnh")
    assert [text for text in complaints if "/uploads/" not in text and "404" not in text] == []


def test_a_link_to_a_block_leads_there_from_any_page(sign_in: SignIn, live_server: object, thu: User) -> None:
    article = ready("Bài", *(factories.text() for _ in range(12)), factories.figure(factories.photo(alt="")))
    problem = next(problem for problem in problems(content_of(article)) if problem.part == "alt")
    page = sign_in(thu)
    page.goto(f"{form_of(live_server, article)}#{problem.place}")
    expect(page.locator('.figure-block:visible [name$="-alt"]')).to_be_focused()
    expect(page.locator('.figure-block:visible [name$="-alt"]')).to_be_in_viewport()


def test_a_link_to_the_lead_photo_leads_to_its_button(sign_in: SignIn, live_server: object, thu: User) -> None:
    page = sign_in(thu)
    page.goto(form_of(live_server, ready("Bài")))
    page.click("[name=_publish]")
    page.locator(".desk-dialog .problems a").click()
    expect(page.locator(".field-lead_photo [data-choose]")).to_be_focused()


def test_a_draft_is_scheduled_by_three_clicks(sign_in: SignIn, live_server: object, thu: User) -> None:
    article = ready("Bài mai")
    page = sign_in(thu)
    page.goto(form_of(live_server, article))
    page.click("[name=_publish]")
    # Before six there are two of them.
    page.locator('.desk-dialog label:has([value$="T06:00"])').last.click()
    page.click(".desk-dialog button.default")
    page.wait_for_url("**/change/**")
    moment = timezone.localtime(Edition.objects.get().live_from)
    assert (moment.hour, moment.minute) == (6, 0)
    assert moment.date() > timezone.localdate()


def test_a_typed_time_is_echoed_and_an_unreadable_one_refused(sign_in: SignIn, live_server: object, thu: User) -> None:
    article = ready("Bài")
    page = sign_in(thu)
    page.goto(form_of(live_server, article) + "../publish/")
    page.check(".desk-dialog [value=later]")
    page.keyboard.type("chiều mai 3")
    echo = page.locator(".moment-echo").first
    expect(echo).to_have_class("moment-echo is-wrong")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-dialog .errorlist")).to_be_visible()
    field = page.locator(".desk-dialog [name=at]")
    expect(field).to_have_value("chiều mai 3")
    assert not Edition.objects.exists()
    field.fill("chiều mai 3h")
    expect(echo).to_contain_text("15:00")
    field.press("Enter")
    page.wait_for_url("**/change/**")
    assert timezone.localtime(Edition.objects.get().live_from).hour == 15


def test_the_keyboard_closes_the_dialog_and_nothing_was_done(sign_in: SignIn, live_server: object, thu: User) -> None:
    article = ready("Bài")
    page = sign_in(thu)
    page.goto(form_of(live_server, article) + "../publish/")
    expect(page.locator(".desk-dialog")).to_be_visible()
    # The form under it, which comes first in the page, cannot be reached.
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 24:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('#article_form') === null")
    page.keyboard.press("Escape")
    expect(page.locator(".desk-dialog")).not_to_be_visible()
    expect(page.locator("[name=_publish]")).to_be_focused()
    assert page.url.partition("#")[0] == form_of(live_server, article)
    page.fill("#id_title", "Bài viết tiếp")
    page.click("[name=_continue]")
    expect(page.locator("#id_title")).to_have_value("Bài viết tiếp")
    assert not Edition.objects.exists()


def test_a_live_article_is_withdrawn_with_a_notice(
    sign_in: SignIn, open_page: Callable[..., Page], live_server: object, thu: User
) -> None:
    article = ready("Bài")
    publish(article, by=None)
    page = sign_in(thu)
    page.goto(form_of(live_server, article))
    page.click(".card--readers a[href$='/withdraw/']")
    assert violations(page) == []
    expect(page.locator(".desk-dialog [name=reason]")).to_be_focused()
    page.keyboard.type("Nguồn tin rút lời")
    page.keyboard.press("Tab")
    page.keyboard.type("Bài được gỡ để kiểm chứng.")
    page.click(".desk-dialog button.default")
    page.wait_for_url("**/change/**")
    reader = open_page()
    response = reader.goto(live_server.url + Edition.objects.get(kind="publication").get_absolute_url())
    assert response.status == 410
    expect(reader.locator(".notice")).to_contain_text("Bài được gỡ để kiểm chứng.")


def test_who_is_quicker_than_the_script_writes_on_in_the_same_field(
    sign_in: SignIn, live_server: object, thu: User
) -> None:
    article = ready("Bài")
    publish(article, by=None)
    page = sign_in(thu)
    late: list[Route] = []
    page.route("**/desk/dialog*.js", lambda route: late.append(route))
    page.goto(form_of(live_server, article) + "../withdraw/", wait_until="commit")
    expect(page.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("Nguồn tin")
    page.keyboard.press("Tab")
    page.keyboard.type("Bài được")
    late[0].continue_()
    page.locator(".desk-dialog:modal").wait_for()
    page.keyboard.type(" gỡ.")
    expect(page.locator("[name=notice]")).to_have_value("Bài được gỡ.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Edition.objects.get(kind="withdrawal").notice == "Bài được gỡ."


def test_without_scripts_the_dialog_publishes_all_the_same(
    sign_in: SignIn, browser: object, live_server: object, thu: User
) -> None:
    article = ready("Bài")
    state = sign_in(thu).context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(form_of(live_server, article))
    page.click("[name=_publish]")
    page.click(".desk-dialog button.default")
    page.wait_for_url("**/change/**")
    assert Edition.objects.count() == 1
    context.close()
