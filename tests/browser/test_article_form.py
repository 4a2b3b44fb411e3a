"""An article from the empty form to its reader, in a real browser."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from media.models import Photo
from newsroom.roles import install_roles
from tests import factories
from tests.conftest import account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Giá cà phê Tây Nguyên lập đỉnh ngay đầu vụ"
LEAD = "Nhà vườn ở Đắk Lắk phấn khởi, nhưng lo thiếu người hái."


@pytest.fixture
def thu(transactional_db: None) -> User:
    """The managing editor; the roles anew, because a test of this kind leaves an empty database to the next."""
    install_roles()
    return account("thu", "Thư ký tòa soạn", first_name="Thu")


@pytest.fixture
def library() -> Photo:
    """A photo that the library has already, with files to show."""
    words = {"caption": "Vườn cà phê", "alt": "Một vườn cà phê", "photographer": "Minh Hà"}
    return Photo.objects.add(factories.jpeg("sienna"), **words)[0]


def test_a_signed_in_editor_writes_publishes_and_readers_read(
    sign_in: Callable[[User], Page],
    open_page: Callable[..., Page],
    complaints: list[str],
    live_server: object,
    thu: User,
    library: Photo,
    tmp_path: object,
) -> None:
    factories.section("Kinh tế")
    page = sign_in(thu)
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_lead", LEAD)
    page.select_option("#id_section", label="Kinh tế")
    page.locator(".dynamic-articles_text_set [contenteditable=true]").click()
    page.keyboard.type("Sáng nay giá lên từng giờ.")
    add_figure_from_library(page)
    add_figure_by_upload(page, tmp_path / "hat.jpg")
    page.click("[name=_publish]")

    page.wait_for_url("**/publish/**")
    page.click(".desk-dialog .desk-form [type=submit]")
    page.wait_for_url("**/change/**")
    address = page.locator(".messagelist a").first.get_attribute("href")

    reader = open_page()
    reader.goto(live_server.url + address)
    expect(reader.locator("h1")).to_have_text(TITLE)
    article = reader.locator("article")
    for words in (LEAD, "Sáng nay giá lên từng giờ.", "Vườn cà phê", "Hạt cà phê phơi sân"):
        expect(article).to_contain_text(words)
    expect(article.locator("figure img")).to_have_count(2)
    assert reader.context.cookies() == []
    assert complaints == []
    uids = [block["uid"] for block in Article.objects.get().revisions.get().content["blocks"]]
    assert len(set(uids)) == 3


def add_block(page: Page, name: str) -> Locator:
    """Add a block below the others; the new block."""
    page.locator(f'.block-adder [data-prefix="{name}"]').click()
    return page.locator(f".dynamic-{name}").last


def add_figure_from_library(page: Page) -> None:
    figure = add_block(page, "articles_figure_set")
    figure.locator("[data-choose]").click()
    dialog = page.locator(".photo-dialog")
    dialog.locator("[name=q]").fill("vuon ca phe")
    dialog.locator("[data-found] button").first.click()
    # The caption comes from the library.
    expect(figure.locator('[name$="-caption"]')).to_have_value("Vườn cà phê")


def add_figure_by_upload(page: Page, file: object) -> None:
    file.write_bytes(factories.jpeg("tan"))
    figure = add_block(page, "articles_figure_set")
    figure.locator("[data-choose]").click()
    dialog = page.locator(".photo-dialog")
    dialog.locator("[data-new] [name=file]").set_input_files(file)
    dialog.locator("[data-new] [name=photographer]").fill("Minh Hà")
    dialog.locator("[data-new] [name=alt]").fill("Hạt cà phê")
    dialog.locator("[data-new] [type=submit]").click()
    expect(figure.locator("img")).to_be_visible()
    figure.locator('[name$="-caption"]').fill("Hạt cà phê phơi sân")
