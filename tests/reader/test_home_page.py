"""The home page: the newest first, no article twice, and a price that does not grow with the paper."""

import re
from html import unescape

import pytest

from frontpage.arrangement import BLOCK_SIZE, TOP_STORIES
from tests import factories
from tests.reader.pages import HOUR, address, part, published, stories


def blocks(response) -> dict[str, list[str]]:
    """The titles below each section's heading, in the page's order."""
    sections = re.findall(r'<section class="block.*?</section>', response.text, re.DOTALL)
    heading = re.compile(r'block__title"[^>]*><a href="[^"]*">(.*?)</a>')
    story = re.compile(r'card__title"><a href="[^"]*">(.*?)</a>')
    return {unescape(heading.search(html)[1]): [unescape(title) for title in story.findall(html)] for html in sections}


def test_the_newest_lead_and_every_section_shows_what_is_left_of_its_own(client, clock):
    economy, sport = factories.section("Kinh tế", position=2), factories.section("Thể thao", position=1)
    for number in range(12):
        published(f"Bài {number}", section=sport if number % 3 == 0 else economy)
        clock.shift(HOUR)
    response = client.get("/")
    first = [f"Bài {number}" for number in range(11, 10 - TOP_STORIES, -1)]
    assert stories(response)[: 1 + TOP_STORIES] == first
    assert blocks(response) == {"Thể thao": ["Bài 3", "Bài 0"], "Kinh tế": ["Bài 5", "Bài 4", "Bài 2", "Bài 1"]}
    assert len(set(stories(response))) == len(stories(response)) == 12


def test_a_block_fills_up_though_everything_above_came_from_its_section(client, clock):
    economy = factories.section("Kinh tế")
    for number in range(1 + TOP_STORIES + BLOCK_SIZE + 3):
        published(f"Bài {number}", section=economy)
        clock.shift(HOUR)
    assert [len(titles) for titles in blocks(client.get("/")).values()] == [BLOCK_SIZE]


def test_press_releases_and_advertising_stand_in_their_blocks_and_never_lead(client, clock):
    news = factories.section("Thời sự")
    press = factories.section("Thông cáo", parent=news, kind="press")
    shop = factories.section("Mua sắm", kind="commercial")
    published("Tin", section=news)
    for section in (press, shop, factories.section("Con của mua sắm", parent=shop)):
        clock.shift(HOUR)
        published(f"Của {section.name}", section=section)
    response = client.get("/")
    assert stories(response)[0] == "Tin"
    assert blocks(response) == {
        "Thời sự": ["Của Thông cáo"],
        "Mua sắm": ["Của Con của mua sắm", "Của Mua sắm"],
    }
    assert re.findall(r'<span class="label [^"]*">(.*?)</span>', response.text) == [
        "Press release",
        "Advertising",
        "Advertising",
    ]


def test_cards_prefer_the_short_title_but_the_first_story_has_its_own(client, clock):
    for number in (1, 2):
        published(f"Tên đầy đủ {number}", short_title=f"Tên ngắn {number}")
        clock.shift(HOUR)
    assert stories(client.get("/")) == ["Tên đầy đủ 2", "Tên ngắn 1"]


def test_the_menu_and_the_footer_know_the_sections_that_the_menu_shows(client):
    economy = factories.section("Kinh tế", position=2)
    factories.section("Ẩn", in_menu=False)
    factories.section("Thể thao", position=1)
    factories.section("Thị trường", parent=economy)
    factories.section("Con ẩn", parent=economy, in_menu=False)
    response = client.get("/")
    assert part(response, '<nav class="menu"', "</nav>") == (
        '<nav class="menu" aria-label="Sections"><ul class="menu__list wrap">'
        '<li><a href="/" aria-current="page">Home</a></li>'
        '<li><a href="/the-thao/">Thể thao</a></li><li><a href="/kinh-te/">Kinh tế</a></li></ul></nav>'
    )
    assert part(response, '<nav class="footer__sections"', "</nav>") == (
        '<nav class="footer__sections" aria-label="All sections"><ul>'
        '<li><a href="/the-thao/">Thể thao</a></li>'
        '<li><a href="/kinh-te/">Kinh tế</a><ul><li><a href="/kinh-te/thi-truong/">Thị trường</a></li></ul></li>'
        "</ul></nav>"
    )
    assert '<time datetime="2026-03-08">Chủ nhật, 8/3/2026</time>' in response.text


def test_an_empty_paper_says_so(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "The first edition is on its way" in response.text


def test_every_story_leads_to_its_page(client):
    article = published("Cầu mới")
    assert f'<a href="{address(article)}">Cầu mới</a>' in client.get("/").text


@pytest.mark.parametrize("count", [1, 3])
def test_its_price_depends_on_the_sections_and_not_on_the_articles(client, django_assert_num_queries, clock, count):
    for name in ("Kinh tế", "Thể thao", "Văn hóa"):
        child = factories.section(f"{name} con", parent=factories.section(name))
        for _ in range(count):
            published(section=child, lead_photo=factories.photo(), authors=[factories.author()])
            clock.shift(HOUR)
    # 1. the frame: sections and the newest act  2. the newest overall  3-5. the newest of each top section
    # 6. the masthead
    with django_assert_num_queries(6):
        response = client.get("/")
    assert len(stories(response)) == 3 * count
