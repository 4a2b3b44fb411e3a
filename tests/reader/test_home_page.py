"""The home page: the newest first, no article twice, and a price that does not grow with the paper."""

import re
from html import unescape

import pytest

from frontpage.arrangement import BLOCK_SIZE, LATEST, PRESS_SIZE, TOP_STORIES
from reader import home
from tests import factories
from tests.reader.pages import HOUR, address, part, published, stories


def blocks(response) -> dict[str, list[str]]:
    """The titles below each section's heading, in the page's order."""
    sections = re.findall(r'<section class="block.*?</section>', response.text, re.DOTALL)
    heading = re.compile(r'block__title"[^>]*><a href="[^"]*">(.*?)</a>')
    story = re.compile(r'card__title"><a href="[^"]*">(.*?)</a>')
    return {unescape(heading.search(html)[1]): [unescape(title) for title in story.findall(html)] for html in sections}


ABOVE = 1 + TOP_STORIES + LATEST


def test_the_newest_lead_then_the_newest_by_the_clock_and_every_section_shows_what_is_left_of_its_own(client, clock):
    economy, sport = factories.section("Kinh tế", position=2), factories.section("Thể thao", position=1)
    for number in range(ABOVE + 6):
        published(f"Bài {number}", section=sport if number % 3 == 0 else economy)
        clock.shift(HOUR)
    response = client.get("/")
    newest = [f"Bài {number}" for number in range(ABOVE + 5, -1, -1)]
    assert stories(response)[:ABOVE] == newest[:ABOVE]
    assert blocks(response) == {"Thể thao": ["Bài 3", "Bài 0"], "Kinh tế": ["Bài 5", "Bài 4", "Bài 2", "Bài 1"]}
    assert len(set(stories(response))) == len(stories(response)) == ABOVE + 6


def test_the_newest_say_when_by_the_hour_today_and_by_the_day_before(client, clock):
    clock.shift(-24 * HOUR * ABOVE)
    for number in range(ABOVE):
        published(f"Bài {number}")
        clock.shift(24 * HOUR)
    published("Bài cuối")
    stream = part(client.get("/"), '<ol class="stream__list">', "</ol>")
    assert stream.startswith(
        '<ol class="stream__list"><li class="stream__item">'
        f'<time datetime="2026-03-{8 - TOP_STORIES - 1:02}T15:00:00+07:00">{8 - TOP_STORIES - 1}/3</time>'
    )
    assert '<time datetime="2026-03-08T15:00:00+07:00">15:00</time>' in client.get("/").text


def test_a_block_fills_up_though_everything_above_came_from_its_section(client, clock):
    economy = factories.section("Kinh tế")
    for number in range(ABOVE + BLOCK_SIZE + 3):
        published(f"Bài {number}", section=economy)
        clock.shift(HOUR)
    assert [len(titles) for titles in blocks(client.get("/")).values()] == [BLOCK_SIZE]


def test_press_releases_and_advertising_stand_apart_from_the_news_and_say_what_they_are(client, clock):
    news = factories.section("Thời sự")
    press = factories.section("Thông cáo", parent=news, kind="press")
    shop = factories.section("Mua sắm", kind="commercial")
    published("Tin", section=news)
    for section in (press, shop, factories.section("Con của mua sắm", parent=shop)):
        clock.shift(HOUR)
        published(f"Của {section.name}", section=section)
    response = client.get("/")
    assert stories(response) == ["Tin", "Của Con của mua sắm", "Của Mua sắm", "Của Thông cáo"]
    apart = part(response, '<section class="press"', "</section>")
    assert re.findall(r'<span class="label [^"]*">(.*?)</span>', apart) == [
        "Advertising",
        "Advertising",
        "Press release",
    ]
    assert apart.count("card__title") == 3
    assert blocks(response) == {}


def test_press_releases_and_advertising_come_in_though_the_menu_leaves_them_out_and_neither_crowds_out_the_other(
    client, clock
):
    press = factories.section("Thông cáo", kind="press", in_menu=False)
    shop = factories.section("Mua sắm", kind="commercial", in_menu=False)
    published("Thông cáo cũ", section=press)
    for number in range(PRESS_SIZE + 1):
        clock.shift(HOUR)
        published(f"Quảng cáo {number}", section=shop, label="sponsored")
    response = client.get("/")
    assert stories(response) == ["Quảng cáo 4", "Quảng cáo 3", "Quảng cáo 2", "Thông cáo cũ"]
    apart = part(response, '<section class="press"', "</section>")
    assert re.findall(r'<li><a href="(.*?)">(.*?)</a>', apart) == [
        ("/thong-cao/", "Thông cáo"),
        ("/mua-sam/", "Mua sắm"),
    ]
    assert re.findall(r'<span class="label [^"]*">(.*?)</span>', apart) == [*["Advertising"] * 3, "Press release"]


def test_photo_stories_with_a_picture_stand_in_a_strip_and_nowhere_else(client, clock):
    travel = factories.section("Du lịch")
    published("Cũ, có ảnh", section=travel, label="photo-story", lead_photo=factories.photo())
    published("Cũ, không ảnh", section=travel, label="photo-story")
    for number in range(ABOVE):
        clock.shift(HOUR)
        published(f"Bài {number}")
    response = client.get("/")
    strip = part(response, '<section class="photos"', "</section>")
    assert ("Cũ, có ảnh" in strip, "Cũ, không ảnh" in strip) == (True, False)
    assert blocks(response) == {"Du lịch": ["Cũ, không ảnh"]}


def test_boxes_of_other_parts_stand_in_their_places_if_they_have_something_to_show(client, monkeypatch):
    published("Tin")
    monkeypatch.setattr(home, "_boxes", {place: [] for place in home.Place})
    empty = client.get("/").text
    home.register(home.Place.BOTTOM, lambda frame: None)
    home.register(home.Place.SIDE, lambda frame: ("reader/components/stream.html", {"editions": []}))
    shown = client.get("/").text
    assert ("stream__list" in empty, "opening__side" in empty, '<div class="bottom">' in empty) == (False,) * 3
    assert shown.index("opening__side") < shown.index("stream__list")
    assert '<div class="bottom">' not in shown


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
    assert part(response, '<ul class="menu__list"', "</ul>") == (
        '<ul class="menu__list"><li><a href="/" aria-current="page">Home</a></li>'
        '<li><a href="/the-thao/">Thể thao</a></li><li><a href="/kinh-te/">Kinh tế</a></li></ul>'
    )
    assert part(response, '<ul class="sections wrap">', "</details>").endswith(
        '<li><a href="/the-thao/">Thể thao</a></li>'
        '<li><a href="/kinh-te/">Kinh tế</a><ul><li><a href="/kinh-te/thi-truong/">Thị trường</a></li></ul></li>'
        "</ul></div></details>"
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
    # 1. the frame: sections and the newest act  2. the newest overall  3. photo stories
    # 4-6. the newest of each top section  7. the masthead
    with django_assert_num_queries(7):
        response = client.get("/")
    assert len(stories(response)) == 3 * count
