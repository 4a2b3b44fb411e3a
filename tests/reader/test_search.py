"""The search page: what a reader types is found, marked and narrowed, and nothing that is typed is a fault."""

import json
import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from articles.publishing import withdraw
from reader import search as search_page
from reader import tabs
from tests import factories
from tests.reader.pages import HOUR, address, part, published
from tests.reader.pages import stories as all_stories

pytestmark = pytest.mark.django_db


def look(client, typed: str | None = None, **parameters: object):
    if typed is not None:
        parameters["q"] = typed
    return client.get("/tim-kiem/?" + urlencode(parameters))


def stories(response) -> list[str]:
    """The titles found, without their marks."""
    return [re.sub(r"</?mark>", "", title) for title in all_stories(response)]


def body(text: str):
    return factories.text(f"<p>{text}</p>")


# --- Finding ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["hoà bình", "hòa bình", "HÒA BÌNH", "hoa binh", '"hoa binh"', "bình hòa -chợ", "“hòa bình”"]
)
def test_with_and_without_diacritics_and_wherever_the_tone_mark_was_put(client, typed):
    published("Công viên Hoà Bình mở cửa")
    published("Chợ hoa ngày bình thường")
    assert "Công viên Hoà Bình mở cửa" in stories(look(client, typed))


def test_words_are_marked_in_title_and_text_and_nothing_else_is(client):
    published("Giá <gạo> & ngô", body("Hôm nay giá gạo tăng, gạo nếp cũng tăng."), lead="Thị trường sôi động.")
    response = look(client, "gia gao")
    assert part(response, '<div class="card__text">', "</article>").count("<mark>") == 3
    assert 'html">' + "<mark>Giá &lt;gạo</mark>&gt; &amp; ngô</a>" in response.text
    assert "Hôm nay <mark>giá gạo</mark> tăng, <mark>gạo</mark> nếp cũng tăng." in response.text


def test_the_lead_is_shown_where_it_has_the_words_else_the_text_that_does(client):
    published("Một", body("Thân bài về gạo."), lead="Sapo về gạo.")
    published("Hai", body("Dài dòng. " * 60 + "Thân bài về ngô. " + "Dài dòng. " * 60), lead="Sapo trống.")
    assert "Sapo về <mark>gạo</mark>." in look(client, "gạo").text
    text = look(client, "ngô").text
    assert "Thân bài về <mark>ngô</mark>." in text
    assert "… " in text and "Sapo trống" not in text


def test_a_draft_a_withdrawn_and_an_older_edition_are_never_found(client, clock):
    gone = published("Bến phà")
    factories.article("Bến phà nháp")
    clock.shift(HOUR)
    withdraw(gone, by=None, reason="x")
    clock.shift(HOUR)
    assert stories(look(client, "bến phà")) == stories(look(client, "bến phà", xep="moi")) == []


def test_best_match_is_the_order_unless_the_reader_wants_the_newest(client, clock):
    published("Cá tra")
    clock.shift(HOUR)
    published("Sông", body("Cá tra."))
    clock.shift(HOUR)
    assert stories(look(client, "cá tra")) == ["Cá tra", "Sông"]
    response = look(client, "cá tra", xep="moi")
    assert stories(response) == ["Sông", "Cá tra"]
    assert '<a href="?q=c%C3%A1+tra&amp;xep=moi" aria-current="true">Newest first</a>' in response.text


def test_it_says_how_many_there_are(client, monkeypatch):
    published("Gạo một")
    assert "1 article</p>" in look(client, "gạo").text
    published("Gạo hai")
    assert "2 articles</p>" in look(client, "gạo").text
    monkeypatch.setattr("articles.search.BOUND", 1)
    monkeypatch.setattr(search_page, "BOUND", 1)
    monkeypatch.setattr(search_page, "PAGE", 1)
    assert "About 1 articles or more" in look(client, "gạo", xep="moi").text


# --- Diacritics ---------------------------------------------------------------------


@pytest.fixture
def towns(clock):
    published("Ăn gì hôm nay", body("Một tô phở nóng giữa thành phố."), lead="Dạo phố buổi sáng.")
    clock.shift(HOUR)
    published("Thành phố", body("Giá đất."), lead="Ở phố.")
    clock.shift(HOUR)
    published("Phố Hàng Mành", body("Gia đình."), lead="Ở phố.")


def test_what_is_spelled_as_typed_comes_first_and_only_that_spelling_is_marked_in_it(client, towns):
    response = look(client, "phở")
    assert stories(response) == ["Ăn gì hôm nay", "Phố Hàng Mành", "Thành phố"]
    assert "Một tô <mark>phở</mark> nóng giữa thành phố." in response.text
    assert '"><mark>Phố</mark> Hàng Mành</a>' in response.text


def test_other_spellings_are_announced_and_can_be_left_out(client, towns):
    response = look(client, "phở", xep="moi")
    link = re.search(r'Words with other diacritics were found, too\. <a href="([^"]*)">([^<]*)</a>', response.text)
    assert unescape(link[2]) == 'Only "phở"'
    exact = client.get(f"/tim-kiem/{unescape(link[1])}")
    assert stories(exact) == ["Ăn gì hôm nay"]
    for other in (exact, look(client, "pho"), look(client, "hôm nay")):
        assert "Words with other diacritics" not in other.text


def test_a_word_left_out_is_left_out_as_it_is_spelled(client, towns):
    assert stories(look(client, "pho -giá")) == ["Phố Hàng Mành", "Ăn gì hôm nay"]
    assert stories(look(client, "pho -gia")) == ["Ăn gì hôm nay"]


# --- Pages --------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["hop", "moi"])
def test_page_by_page(client, clock, monkeypatch, order):
    monkeypatch.setattr(search_page, "PAGE", 2)
    for number in range(5):
        published(f"Gạo {number}")
        clock.shift(HOUR)
    seen, url = [], f"?q=g%E1%BA%A1o&xep={order}"
    while url:
        response = client.get(f"/tim-kiem/{url}")
        seen.append(stories(response))
        link = re.search(r'rel="next" href="([^"]*)"', response.text)
        url = unescape(link[1]) if link else None
    assert seen == [["Gạo 4", "Gạo 3"], ["Gạo 2", "Gạo 1"], ["Gạo 0"]]


@pytest.mark.parametrize(
    "parameters",
    [
        {"trang": "0"},
        {"trang": "x"},
        {"trang": "-1"},
        {"trang": "²"},
        {"trang": "9999999"},
        {"trang": "2"},
        {"xep": "moi", "sau": "x"},
        {"xep": "moi", "sau": "1-1"},
        {"sau": "1-1"},
        {"xep": "moi", "trang": "2"},
        {"q": "", "trang": "2"},
        {"q": "", "sau": "x"},
        {"q": "", "loai": "news", "trang": "1"},
        {"tacgia": "Không Ai", "trang": "2"},
    ],
)
def test_a_page_that_leads_nowhere_is_not_found(client, parameters):
    published("Gạo")
    assert look(client, **({"q": "gạo"} | parameters)).status_code == 404


@pytest.mark.parametrize("order", ["hop", "moi", ""])
def test_an_empty_parameter_is_passed_over(client, order):
    published("Gạo")
    assert stories(look(client, "gạo", xep=order, trang="", sau="", muc="", tacgia="", the="")) == ["Gạo"]


def test_where_the_newest_have_no_match_the_older_ones_can_be_searched(client, clock, monkeypatch):
    published("Gạo cũ")
    for _ in range(3):
        clock.shift(HOUR)
        published()
    monkeypatch.setattr("articles.search.BOUND", 0)
    monkeypatch.setattr("articles.search.WINDOWS", (2,))
    response = look(client, "gạo", xep="moi")
    assert "older ones have not been looked at yet" in response.text
    link = unescape(re.search(r'rel="next" href="([^"]*)">Search older articles', response.text)[1])
    assert stories(client.get(f"/tim-kiem/{link}")) == ["Gạo cũ"]


# --- Filters --------------------------------------------------------------------------


@pytest.fixture
def archive(clock):
    """Five articles about rice, an hour short of a day between each."""
    economy = factories.section("Kinh tế")
    market = factories.section("Thị trường", parent=economy)
    press = factories.section("Thông cáo", kind="press")
    vy, nam = factories.author("Hà Vy"), factories.author("Nam Khánh")
    for title, fields in {
        "Gạo ở chợ": {"section": market, "authors": [vy]},
        "Gạo và kinh tế": {"section": economy, "authors": [nam]},
        "Nghĩ về gạo": {"label": "opinion", "authors": [vy, nam]},
        "Gạo qua ảnh": {"label": "photo-story"},
        "Hãng gạo thông báo": {"section": press},
    }.items():
        published(title, **fields)
        clock.shift(timedelta(hours=24))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"muc": "kinh-te"}, ["Gạo và kinh tế", "Gạo ở chợ"]),
        ({"muc": "KINH-Te"}, ["Gạo và kinh tế", "Gạo ở chợ"]),
        ({"muc": "thi-truong"}, ["Gạo ở chợ"]),
        ({"tacgia": "Hà Vy"}, ["Nghĩ về gạo", "Gạo ở chợ"]),
        ({"tacgia": "ha vy"}, ["Nghĩ về gạo", "Gạo ở chợ"]),
        ({"tacgia": "nam-khanh"}, ["Nghĩ về gạo", "Gạo và kinh tế"]),
        ({"tacgia": "vy", "muc": "kinh-te"}, ["Gạo ở chợ"]),
        ({"loai": "opinion"}, ["Nghĩ về gạo"]),
        ({"loai": "photo-story"}, ["Gạo qua ảnh"]),
        ({"loai": "news"}, ["Gạo và kinh tế", "Gạo ở chợ"]),
        ({"loai": "press"}, ["Hãng gạo thông báo"]),
        ({"loai": "live"}, []),
        ({"tu": "2026-03-10"}, ["Hãng gạo thông báo", "Gạo qua ảnh", "Nghĩ về gạo"]),
        ({"den": "9/3/2026"}, ["Gạo và kinh tế", "Gạo ở chợ"]),
        ({"tu": "2026-03-09", "den": "2026-03-09"}, ["Gạo và kinh tế"]),
    ],
)
@pytest.mark.parametrize("typed", ["gạo", ""])
def test_filters_narrow_with_and_without_words(client, archive, parameters, expected, typed):
    response = look(client, typed, xep="moi", **parameters)
    assert (response.status_code, stories(response)) == (200, expected)
    assert "Remove all filters" in response.text


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"muc": "khong-co"}, "khong-co is not one of the available choices."),
        ({"loai": "x\0"}, "is not one of the available choices."),
        ({"tacgia": "x" * 200}, "at most 100 characters"),
        ({"tu": "hôm qua"}, "Enter a valid date."),
        ({"tu": "0001-01-01"}, "Choose a day between 1900 and 2200."),
        ({"den": "9999-12-31"}, "Choose a day between 1900 and 2200."),
        ({"tu": "2026-03-08", "den": "2026-03-07"}, "This day lies before the first one."),
        ({"xep": "x"}, "Please correct the filters that are marked."),
    ],
)
def test_an_invalid_filter_is_said_beside_it(client, archive, parameters, message):
    response = look(client, "gạo", **parameters)
    assert response.status_code == 400
    assert message in response.text
    assert '<details class="finder__filters" open>' in response.text
    assert stories(response) == []


@pytest.mark.parametrize("typed", ["gạo", ""])
@pytest.mark.parametrize("name", ["Không Ai", "Bí Mật"])
def test_nobodys_articles_are_none_and_that_is_said_beside_the_name(client, archive, typed, name):
    # Who has published nothing is nobody, too.
    factories.author("Bí Mật")
    response = look(client, typed, tacgia=name)
    assert (response.status_code, stories(response)) == (200, [])
    assert "No author has this name." in response.text
    assert look(client, typed, tacgia=name, muc="khong-co").status_code == 400


def test_a_section_in_capitals_is_chosen_and_kept_in_todays_spelling(client, archive):
    response = look(client, "gạo", muc="KINH-TE")
    assert '<option value="kinh-te" selected>' in response.text
    assert 'href="?q=g%E1%BA%A1o&amp;muc=kinh-te&amp;xep=moi"' in response.text


def test_the_filters_are_kept_on_the_way(client, archive):
    response = look(client, "gạo", muc="kinh-te", tacgia="Nam", xep="moi")
    assert '<option value="kinh-te" selected>' in response.text
    assert 'name="tacgia" value="Nam"' in response.text
    assert '<input type="hidden" name="xep" value="moi">' in response.text
    assert 'href="?q=g%E1%BA%A1o&amp;muc=kinh-te&amp;tacgia=Nam&amp;xep=hop"' in response.text
    assert part(response, '<p class="finder__active">', "</p>") == (
        '<p class="finder__active"><span>Section: <strong>Kinh tế</strong></span>'
        "<span>Author: <strong>Nam</strong></span>"
        '<a href="?q=g%E1%BA%A1o&amp;xep=moi">Remove all filters</a></p>'
    )


# --- Nothing found, nothing asked -------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"), [("tieesng vieejt", "tiếng việt"), ("tiengviet", "tiếng việt"), ("tiếng viêtt", "tiếng việt")]
)
def test_what_may_have_been_meant_is_offered_if_it_finds_something(client, typed, meant):
    published("Tiếng Việt ở vùng cao")
    response = look(client, typed)
    link = re.search(r'Did you mean: <a href="([^"]*)">([^<]*)</a>', response.text)
    assert link[2] == meant
    assert stories(client.get(f"/tim-kiem/{unescape(link[1])}")) == ["Tiếng Việt ở vùng cao"]


def test_what_would_find_nothing_is_not_offered(client):
    published("Tiếng Việt ở vùng cao")
    for typed in ("zzzqqq", "tieesng quowwkk"):
        response = look(client, typed)
        assert "Nothing was found" in response.text
        assert "Did you mean" not in response.text


def test_a_draft_helps_nobody_to_spell(client):
    published("Gạo")
    factories.article("Bến phà Cần Giang")
    factories.topic("Bến phà")
    assert "Did you mean" not in look(client, "benpha").text


def test_filters_that_leave_nothing_can_be_taken_away(client, archive):
    response = look(client, "gạo", loai="feature")
    assert '<a class="button" href="?q=g%E1%BA%A1o">Search without filters</a>' in response.text


@pytest.mark.parametrize("url", ["/tim-kiem/", "/tim-kiem/?q=", "/tim-kiem/?q=+++&muc=&tu="])
def test_before_anything_was_asked_the_page_helps(client, url):
    published(topics=[factories.topic("Mùa nước nổi")])
    factories.topic("Chưa công bố")
    response = client.get(url)
    assert response.status_code == 200
    assert "How to search" in response.text
    assert '<a href="?q=%22M%C3%B9a+n%C6%B0%E1%BB%9Bc+n%E1%BB%95i%22">Mùa nước nổi</a>' in response.text
    assert "Chưa công bố" not in response.text
    assert "Nothing was found" not in response.text


def test_without_slash_it_redirects(client):
    response = client.get("/tim-kiem?q=x")
    assert (response.status_code, response["Location"]) == (301, "/tim-kiem/?q=x")


# --- Hostile, private, cached ------------------------------------------------------------

SYNTAX = [
    '"', '""', "*", "x*", "NEAR(a b)", "NEAR", "-", "--", "- -x", ":", "title:x", "search_text : x", "^x", "{a b}: c",
    "a AND", "OR", "NOT x", "a NOT", "(", "')", "'; DROP TABLE articles_edition; --", "%", "_", "\\", "&", "!x",
    "a <-> b", "a:*", "<script>alert(1)</script>", "{{ 7 }}",
]  # fmt: skip
SIGNS = [
    "\0", "a\0b", "\ufffe", "\u202e", "🙂", "👍🏽 gạo", "ﷺ", "²", "½", "각", "مرحبا", "日本語", "x" * 10_000,
    "a " * 5_000, '"a ' * 3_000, "-a " * 3_000, "e\u0301" * 500, "\u0301" * 5_000,
]  # fmt: skip


def test_whatever_is_typed_is_answered(client):
    published("Gạo", body("x a b c 日本語"))
    for typed in SYNTAX + SIGNS:
        assert {look(client, typed, xep=order).status_code for order in ("hop", "moi")} == {200}, typed
    assert client.get("/tim-kiem/?q=%ff%fe%00&q=%ED%A0%80&tacgia=%ff").status_code in (200, 400)
    assert client.get("/tim-kiem/?" + "&".join(f"q={number}" for number in range(900))).status_code == 200


@pytest.mark.parametrize("name", ["tacgia", "muc", "tu", "sau", "trang", "the", "xep"])
def test_whatever_stands_in_a_parameter_is_answered(client, name):
    published("Gạo")
    for typed in SYNTAX[::5] + SIGNS:
        response = look(client, **({"q": "gạo"} | {name: typed}))
        assert response.status_code in (200, 400, 404), typed


class Markup(HTMLParser):
    """The names of all tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.names |= {tag, *(name for name, _value in attrs)}


@pytest.mark.parametrize("name", ["naughty.jsonl", "xss.jsonl"])
def test_public_hostile_strings_come_back_as_text(client, shared, name):
    published("Gạo", body("script alert javascript"))
    pages = [client.get("/tim-kiem/"), look(client, "không có"), look(client, "gạo")]
    expected = {"mark", *(name for page in pages for name in Markup(page.text).names)}
    for line in (shared / "corpora" / name).read_text().splitlines()[::10]:
        typed = json.loads(line)["s"].encode("utf-8", "replace").decode()
        response = look(client, typed)
        assert response.status_code == 200, typed
        assert Markup(response.text).names <= expected, typed


def test_results_are_kept_out_of_search_engines(client):
    published("Gạo")
    for response in (look(client, "gạo"), look(client, "không có"), client.get("/tim-kiem/"), look(client, muc="x")):
        assert '<meta name="robots" content="noindex, follow">' in response.text


def test_nothing_is_posted_and_no_cookie_set(client):
    assert client.post("/tim-kiem/", {"q": "x"}).status_code == 405
    assert dict(look(client, "x").cookies) == {}


def test_a_change_is_found_at_once_and_until_then_the_page_is_not_sent_again(client, clock):
    published("Gạo một")
    first = look(client, "gạo")
    assert client.get("/tim-kiem/?q=g%E1%BA%A1o", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    clock.shift(HOUR)
    published("Gạo hai")
    assert client.get("/tim-kiem/?q=g%E1%BA%A1o", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_every_result_leads_to_its_article(client):
    article = published("Gạo")
    assert f'href="{address(article)}"' in look(client, "gạo").text


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_much_it_lists(client, django_assert_num_queries, count):
    for _ in range(count):
        published("Cá tra", authors=[factories.author()], lead_photo=factories.photo())
    # 1. the frame  2. the index  3. what of it is live  4. the articles shown  5. their texts  6. the masthead
    with django_assert_num_queries(6):
        assert len(stories(look(client, "ca tra"))) == count
    # 7. what of all is spelled as typed  8. what of those shown is
    with django_assert_num_queries(8):
        assert len(stories(look(client, "cá tra"))) == count


# --- Tabs -------------------------------------------------------------------------------


@pytest.fixture
def ads():
    finds = tabs.Finds(rows=["Bán xe <cũ>"], count=1, has_more=True)
    tab = tabs.register(tabs.Tab("rao-vat", "Classifieds", "reader/components/search_tabs.html", lambda *asked: finds))
    yield tab
    tabs.unregister(tab)


def test_there_are_no_tabs_if_there_are_only_articles(client):
    assert "finder__tabs" not in look(client, "gạo").text


def test_other_finds_have_a_tab_of_their_own(client, ads):
    published("Gạo")
    articles, classifieds = look(client, "gạo"), look(client, "gạo", the="rao-vat")
    assert stories(articles) == ["Gạo"]
    assert '<a href="?q=g%E1%BA%A1o&amp;the=rao-vat">Classifieds</a>' in articles.text
    assert '<a href="?q=g%E1%BA%A1o&amp;the=rao-vat" aria-current="page">Classifieds</a>' in classifieds.text
    assert stories(classifieds) == []
    assert 'rel="next" href="?q=g%E1%BA%A1o&amp;the=rao-vat&amp;trang=2"' in classifieds.text
    assert look(client, "gạo", the="rao-vat", trang="51").status_code == 404
    assert stories(look(client, "gạo", the="khong-co")) == ["Gạo"]
