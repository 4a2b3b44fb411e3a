"""What readers learn of the paper itself: the newsroom's page, contact, the sitemap, and the foot of every page."""

import re
from datetime import date

import pytest
from django.test import Client

from reader.models import Masthead, Outlet
from tests import factories
from tests.reader.pages import address, part, published, squeezed

EVERYTHING = {
    "name": "Báo Sông Quê",
    "governing_body": "Hội Nông dân <Phú Điền>",
    "licence_number": "01/GP",
    "licence_date": date(2024, 5, 9),
    "licence_issuer": "Cục Báo chí",
    "editor_in_chief": "Đoàn Lương",
    "deputies": "Minh Ngọc\n\n  Quốc Ân ",
    "address": "Số 8 Bến Thuyền\nVân Hải",
    "hotline": "0900 000 008",
    "phone": "(0200) 000-0808",
    "email": "toa+soan@songque.example",
    "advertising_phone": "0200 18",
    "advertising_email": "qc@songque.example",
    "reuse_notice": "Ghi rõ nguồn khi dẫn lại.",
    "ethics_policy": "Đăng điều đã kiểm chứng.\n\nKhông nhận quà.",
    "corrections_policy": "Sai thì sửa.",
    "social_profiles": "https://www.facebook.com/songque\nhttps://mang.example/@songque",
}


@pytest.fixture
def masthead() -> Masthead:
    row = Masthead.objects.create(**EVERYTHING)
    Outlet.objects.create(masthead=row, name="Chợ Quê", url="https://choque.example/", position=2)
    Outlet.objects.create(masthead=row, name="Bến Nước", url="https://bennuoc.example/", position=1)
    return row


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html)).strip()


def test_every_page_ends_with_what_the_press_law_wants(client, masthead):
    article = published("Bài")
    pages = ["/", "/thoi-su/", address(article), "/toa-soan/", "/lien-he/", "/so-do-trang/", "/ngay/", "/khong-co"]
    footers = {words(part(client.get(path), '<div class="footer__identity">', "</footer>")) for path in pages}
    assert footers == {
        "Báo Sông Quê Governing body: Hội Nông dân &lt;Phú Điền&gt;"
        " Licence: No. 01/GP, issued by Cục Báo chí, on 9/5/2024"
        " Editor-in-chief: Đoàn Lương Deputy editors-in-chief: Minh Ngọc, Quốc Ân"
        " Newsroom: Số 8 Bến Thuyền, Vân Hải Telephone: (0200) 000-0808 Hotline: 0900 000 008"
        " E-mail: toa+soan@songque.example Facebook · mang.example Bến Nước Chợ Quê"
        " Ghi rõ nguồn khi dẫn lại. Back to top"
    }


def test_numbers_and_addresses_are_links(client, masthead):
    footer = part(client.get("/"), '<div class="footer__identity">', "</footer>")
    assert re.findall('href="(.*?)"', footer) == [
        "tel:02000000808",
        "tel:0900000008",
        "mailto:toa%2Bsoan@songque.example",
        "https://www.facebook.com/songque",
        "https://mang.example/@songque",
        "https://bennuoc.example/",
        "https://choque.example/",
        "#content",
    ]


def test_what_nobody_filled_in_leaves_a_sentence(client):
    footer = part(client.get("/"), '<div class="footer__identity">', "</footer>")
    assert words(footer) == "Nhật báo Bình Minh Details of the newsroom will be added. Back to top"
    assert "is not here yet" in client.get("/toa-soan/").text
    Masthead.objects.create(name="Báo Sông Quê", editor_in_chief="Đoàn Lương")
    assert "is not here yet" not in client.get("/toa-soan/").text
    assert [client.get(path).status_code for path in ("/toa-soan/", "/lien-he/")] == [200, 200]


def test_the_footer_leads_to_the_pages_of_no_section(client):
    links = re.findall('href="(/.*?)"', part(client.get("/"), '<nav class="footer__pages"', "</nav>"))
    assert {"/toa-soan/", "/lien-he/", "/chu-de/", "/tac-gia/", "/ngay/", "/so-do-trang/"} <= set(links)
    assert {path: client.get(path).status_code for path in links} == dict.fromkeys(links, 200)


def test_the_newsrooms_page_says_who_they_are_and_what_they_promise(client, masthead):
    response = client.get("/toa-soan/")
    assert "<h1>Báo Sông Quê</h1>" in response.text
    html = squeezed(response.text)
    assert "<dt>Editor-in-chief</dt><dd>Đoàn Lương</dd>" in html
    assert '<h2 id="principles">Our principles</h2><p>Đăng điều đã kiểm chứng.</p><p>Không nhận quà.</p>' in html
    assert '<h2 id="corrections-policy">How we correct</h2><p>Sai thì sửa.</p>' in html


def test_contact_says_how_to_report_an_error_and_whom_to_ask_for_advertising(client, masthead):
    html = squeezed(client.get("/lien-he/").text)
    assert 'href="mailto:toa%2Bsoan@songque.example?subject=An%20error%20in%20an%20article">Report an error</a>' in html
    assert '<a href="mailto:qc@songque.example">qc@songque.example</a>' in html
    assert '<dt>Hotline</dt><dd><a href="tel:0900000008">0900 000 008</a></dd>' in html


def test_the_sitemap_names_every_section_in_order_and_the_years(client):
    economy = factories.section("Kinh tế", position=2)
    factories.section("Thị trường", parent=economy, position=1, in_menu=False)
    factories.section("Thông cáo", position=3, in_menu=False)
    published("Bài", section=factories.section("Chính trị", position=1))
    page = part(client.get("/so-do-trang/"), '<div class="site">', "</main>")
    sections = part_of(page, "site-sections")
    assert re.findall('href="(.*?)"', sections) == ["/chinh-tri/", "/kinh-te/", "/kinh-te/thi-truong/", "/thong-cao/"]
    assert re.findall('href="(.*?)"', part_of(page, "site-years")) == ["/ngay/2026/"]


def part_of(html: str, label: str) -> str:
    begin = html.index(f'<section aria-labelledby="{label}">')
    return html[begin : html.index("</section>", begin)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/toa-soan/", 2), ("/lien-he/", 2), ("/so-do-trang/", 3)])
def test_their_price_is_fixed(client, django_assert_num_queries, masthead, path, queries, count):
    for _ in range(count):
        published(section=factories.section())
        Outlet.objects.create(masthead=masthead, name="X", url="https://x.example/")
    # 1. the frame  2. the masthead and its outlets  3. the oldest article, where years are named
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Masthead.objects.update(hotline="113"),
        lambda: Outlet.objects.update(name="Khác"),
        lambda: Outlet.objects.first().delete(),
        lambda: Outlet.objects.create(masthead_id=1, name="Mới", url="https://moi.example/"),
    ],
)
def test_readers_see_a_change_at_once(client: Client, masthead, change):
    published("Bài")
    known = client.get("/")["ETag"]
    change()
    assert client.get("/", HTTP_IF_NONE_MATCH=known).status_code == 200
