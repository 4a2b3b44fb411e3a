"""A section's page: its newest articles, page by page, in four queries."""

import re

import pytest

from articles.publishing import publish
from tests import factories
from tests.reader.pages import HOUR, address, part, published, stories


@pytest.fixture
def economy():
    return factories.section("Kinh tế", description="Tiền & chợ")


@pytest.fixture
def market(economy):
    return factories.section("Thị trường", parent=economy)


def test_a_top_section_lists_its_subsections_too_and_a_subsection_only_its_own(client, clock, economy, market):
    published("Của mục lớn", section=economy)
    clock.shift(HOUR)
    published("Của mục con", section=market)
    clock.shift(HOUR)
    published("Của mục khác", section=factories.section("Thể thao"))
    top, sub = client.get("/kinh-te/"), client.get("/kinh-te/thi-truong/")
    assert (stories(top), stories(sub)) == (["Của mục con", "Của mục lớn"], ["Của mục con"])


def test_it_says_which_section_it_is(client, economy, market):
    response = client.get("/kinh-te/thi-truong/")
    assert "<title>Thị trường – Kinh tế | Nhật báo Bình Minh</title>" in response.text
    assert part(response, '<header class="section-head">', "</header>") == (
        '<header class="section-head"><nav class="breadcrumb" aria-label="Breadcrumb"><ol>'
        '<li><a href="/kinh-te/">Kinh tế</a></li></ol></nav><h1>Thị trường</h1></header>'
    )
    assert part(response, '<ul class="menu__list"', "</ul>") == (
        '<ul class="menu__list"><li><a href="/">Home</a></li>'
        '<li><a href="/kinh-te/" aria-current="true">Kinh tế</a></li></ul>'
    )
    assert part(response, '<div class="menu__sub">', "</nav>") == (
        '<div class="menu__sub"><ul class="menu__list wrap" aria-label="Kinh tế">'
        '<li><a href="/kinh-te/thi-truong/" aria-current="page">Thị trường</a></li></ul></div></nav>'
    )
    assert '<p class="section-head__description">Tiền &amp; chợ</p>' in client.get("/kinh-te/").text


def test_a_story_shows_title_lead_time_section_label_and_picture(client, economy, market):
    photo = factories.photo()
    card = photo.renditions["card400"]
    article = published("Giá <gạo>", section=market, lead="Giá lên.", label="opinion", lead_photo=photo)
    assert part(client.get("/kinh-te/"), '<article class="card', "</article>") == (
        '<article class="card card--lead"><div class="card__picture">'
        f'<picture><source type="image/avif" srcset="/uploads/{card["avif"]} 400w"'
        ' sizes="(min-width: 64rem) 44rem, 100vw">'
        f'<img src="/uploads/{card["jpeg"]}" width="400" height="267" alt="Một khoảng màu" class="tint-222"'
        ' fetchpriority="high" decoding="async"></picture></div><div class="card__text">'
        f'<h2 class="card__title"><a href="{address(article)}">Giá &lt;gạo&gt;</a></h2>'
        '<p class="card__meta"><span class="label label--opinion">Opinion</span>'
        '<a class="card__section" href="/kinh-te/thi-truong/">Thị trường</a>'
        '<time datetime="2026-03-08T15:00:00+07:00">15:00</time></p>'
        '<p class="card__lead">Giá lên.</p></div></article>'
    )


@pytest.fixture
def pages_of_three(monkeypatch):
    monkeypatch.setattr("reader.listing.PAGE", 3)


def test_older_articles_follow_page_by_page_without_gap_or_repetition(client, clock, economy, pages_of_three):
    titles = []
    for number in range(7):
        titles.insert(0, f"Bài {number}")
        published(titles[0], section=economy)
        # Every third shares its moment with the one before.
        clock.shift(HOUR if number % 3 else 0)
    path, seen = "/kinh-te/", []
    for _ in range(3):
        response = client.get(path)
        seen.append(stories(response))
        link = re.search(r'rel="next" href="([^"]*)"', response.text)
        path = f"/kinh-te/{link[1]}" if link else None
    assert [len(page) for page in seen] == [3, 3, 1]
    assert sum(seen, []) == titles
    assert path is None


def test_an_article_that_appears_meanwhile_does_not_shift_the_next_page(client, clock, economy, pages_of_three):
    for number in range(5):
        published(f"Bài {number}", section=economy)
        clock.shift(HOUR)
    link = re.search(r'rel="next" href="([^"]*)"', client.get("/kinh-te/").text)[1]
    published("Bài mới", section=economy)
    assert stories(client.get(f"/kinh-te/{link}")) == ["Bài 1", "Bài 0"]


def test_an_update_keeps_its_place_and_a_bump_takes_the_top(client, clock, economy):
    first = published("Bài 1", section=economy)
    clock.shift(HOUR)
    published("Bài 2", section=economy)
    clock.shift(HOUR)
    publish(first, by=None)
    kept = stories(client.get("/kinh-te/"))
    clock.shift(HOUR)
    publish(first, by=None, bump=True)
    assert (kept, stories(client.get("/kinh-te/"))) == (["Bài 2", "Bài 1"], ["Bài 1", "Bài 2"])


@pytest.mark.parametrize(
    "cursor", ["", "x", "1", "-1--1", "1-x", "0-0", f"{10**40}-1", f"1-{2**63}", "%00", "%ED%A0%80", "١-١"]
)
def test_a_cursor_that_leads_nowhere_is_not_found(client, economy, cursor):
    published("Bài", section=economy)
    assert client.get(f"/kinh-te/?sau={cursor}").status_code == 404


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/kinh-te", "/kinh-te/"),
        ("/Kinh-Te/", "/kinh-te/"),
        ("/kinh-te/thi-truong", "/kinh-te/thi-truong/"),
        ("/thi-truong/", "/kinh-te/thi-truong/"),
        ("/the-thao/thi-truong/", "/kinh-te/thi-truong/"),
        ("/thi-truong/kinh-te/?sau=x", "/kinh-te/"),
    ],
)
def test_any_other_spelling_redirects_for_good(client, market, path, target):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize(
    "path", ["/khong-co", "/khong-co/", "/kinh-te/khong-co/", "/kinh-te/thi-truong/x/", "/kinh-tế/"]
)
def test_what_is_no_section_is_not_found(client, market, path):
    assert client.get(path).status_code == 404


def test_the_admin_is_found_without_its_slash(client):
    assert client.get("/admin")["Location"] == "/admin/"


def test_an_empty_section_says_so(client, economy):
    response = client.get("/kinh-te/")
    assert response.status_code == 200
    assert "No article has been published in this section yet." in response.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["/kinh-te/", "/kinh-te/thi-truong/"])
def test_it_costs_four_queries_however_much_it_lists(client, django_assert_num_queries, market, path, count):
    for _ in range(count):
        published(section=market, lead_photo=factories.photo(), authors=[factories.author()])
        factories.section("", parent=market.parent)
    # 1. the frame: sections and the newest act  2. the editions of the page
    # 3. the newest beside them                  4. the masthead
    with django_assert_num_queries(4):
        response = client.get(path)
    assert len(stories(response)) == count
