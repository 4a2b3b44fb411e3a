"""Looking back and bringing back, in a real browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
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


@pytest.fixture
def article(transactional_db: None) -> Article:
    row = factories.article("Phiên chợ cuối năm", factories.text("<p>Lá dong về từ sáng sớm.</p>"))
    factories.edit(row, title="Phiên chợ cuối năm vắng khách")
    return factories.edit(row, lead="Sức mua năm nay giảm một nửa.")


def form_of(live_server: object, article: Article) -> str:
    return f"{live_server.url}/admin/articles/article/{article.pk}/change/"


def violations(page: Page) -> list[str]:
    found = Axe().run(page, "#main").response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


def test_an_older_save_is_compared_and_restored_by_two_clicks(
    sign_in: SignIn, complaints: list[str], live_server: object, thu: User, article: Article
) -> None:
    page = sign_in(thu)
    complaints.clear()
    page.goto(form_of(live_server, article))
    page.locator(".card--past a[href$='?old=1&new=3']").click()
    expect(page.locator("ins").filter(has_text="vắng khách")).to_be_visible()
    assert violations(page) == []

    page.locator(".compared__side--del button").click()
    page.wait_for_url(form_of(live_server, article))
    expect(page.locator("[name=title]")).to_have_value("Phiên chợ cuối năm")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert article.revisions.count() == 4
    assert complaints == []


def test_any_two_saves_are_chosen_by_keyboard(
    sign_in: SignIn, complaints: list[str], live_server: object, thu: User, article: Article
) -> None:
    page = sign_in(thu)
    complaints.clear()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(form_of(live_server, article).replace("change/", "revisions/"))
    assert violations(page) == []
    page.focus("[name=old]:checked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?new=3&old=1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    assert complaints == []
