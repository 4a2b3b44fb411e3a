"""Around an article's text: whose opinion it is, how long it takes, passing it on, what else the section has."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from articles.content import minutes_to_read
from articles.models import Author, Edition
from articles.publishing import publish, withdraw
from tests import factories
from tests.reader.pages import HOUR, address, part, published, stories


def more(page) -> list[str]:
    """The titles under "More in …"."""
    html = part(page, '<section class="more"', "</section>")
    return re.findall(r'card__title"><a href="[^"]*">(.*?)</a>', html)


# --- Layouts ---


def test_an_opinion_begins_with_who_holds_it(client):
    photo = factories.photo(alt="Chân dung")
    author = factories.author("Hạ Vy", photo=photo, bio="Viết về <giáo dục>.")
    page = client.get(address(published("Ý kiến", label="opinion", authors=[author])))
    head = part(page, '<header class="article__head">', "</header>")
    assert '<article class="article article--opinion">' in page.text
    name = '<p class="columnist__name">Hạ Vy</p>'
    assert head.index('<div class="portrait">') < head.index(name) < head.index("<h1>")
    assert '<p class="columnist__bio">Viết về &lt;giáo dục&gt;.</p>' in head
    # The name stands beside it.
    assert 'alt=""' in part(page, '<div class="portrait">', "</div>")


def test_authors_of_an_opinion_stand_in_the_order_of_the_byline_even_without_portrait(client):
    authors = [factories.author("Thứ hai"), factories.author("Thứ nhất")]
    page = client.get(address(published("Ý kiến", label="opinion", authors=authors[::-1])))
    assert re.findall(r'columnist__name">(.*?)<', page.text) == ["Thứ nhất", "Thứ hai"]
    assert re.findall(r'portrait__initials" aria-hidden="true">(.*?)<', page.text) == ["TN", "TH"]


def test_a_portrait_that_may_not_be_shown_is_left_out(client, clock):
    photo = factories.photo(rights_end=timezone.now() + HOUR)
    url = address(published("Ý kiến", label="opinion", authors=[factories.author("Vy", photo=photo)]))
    clock.shift(2 * HOUR)
    page = client.get(url)
    assert "columnist__name" in page.text
    assert '<div class="portrait"><picture' not in page.text


def test_what_an_author_s_portrait_and_biography_say_is_todays(client):
    author = factories.author("Vy", bio="Cũ")
    url = address(published("Ý kiến", label="opinion", authors=[author]))
    before = client.get(url)["ETag"]
    Author.objects.update(bio="Mới")
    page = client.get(url)
    assert "Mới" in page.text
    assert page["ETag"] != before


@pytest.mark.parametrize(
    ("label", "layout"), [("none", ""), ("feature", " article--feature"), ("live", " article--live")]
)
def test_other_articles_do_not(client, label, layout):
    page = client.get(address(published("Bài", label=label, authors=[factories.author("Vy", bio="Tiểu sử")])))
    assert f'<article class="article{layout}">' in page.text
    assert "columnist" not in page.text


def test_a_feature_opens_with_a_wide_picture(client):
    on_top = published("Phóng sự", factories.text(), label="feature", lead_photo=factories.photo())
    in_body = published(
        "Phóng sự", factories.figure(factories.photo()), factories.figure(factories.photo()), label="feature"
    )
    found = [re.findall(r'class="figure figure--(\w+)', client.get(address(row)).text) for row in (on_top, in_body)]
    assert found == [["wide"], ["wide", "normal"]]


# --- How long it takes ---


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (299, 1), (301, 2), (1000, 5), (5000, 25)])
def test_reading_takes_a_minute_for_two_hundred_words(db, words, minutes):
    article = factories.article("Bài", factories.text(f"<p>{'chữ ' * words}</p>"), lead="")
    assert minutes_to_read(article.revisions.get().content) == minutes


def test_the_page_says_how_long_it_takes(client):
    short, long = published("Ngắn"), published("Dài", factories.text(f"<p>{'chữ ' * 700}</p>"))
    assert "<span>1 minute to read</span>" in client.get(address(short)).text
    assert "<span>4 minutes to read</span>" in client.get(address(long)).text


# --- Passing it on ---


def test_it_can_be_passed_on_by_plain_links(client, settings):
    settings.SITE_URL = "https://binhminh.example"
    article = published("Giá gạo & lúa", section=factories.section("Kinh tế"))
    whole = f"https://binhminh.example{address(article)}"
    page = client.get(address(article))
    bar = part(page, '<nav class="share"', "</nav>").replace("&amp;", "&")
    facebook, x, mail = re.findall(r'<a class="share__way" href="([^"]*)"', bar)
    assert parse_qs(urlsplit(facebook).query) == {"u": [whole]}
    assert parse_qs(urlsplit(x).query) == {"url": [whole], "text": ["Giá gạo & lúa"]}
    assert parse_qs(urlsplit(mail).query) == {"subject": ["Giá gạo & lúa"], "body": [whole]}
    assert "+" not in mail
    assert bar.count('target="_blank" rel="noopener nofollow"') == 2
    # What needs a script is offered by the script.
    assert bar.count("<li hidden><button") == bar.count("<button") == 3


# --- What else there is ---


def test_the_newest_four_of_the_section_are_offered(client, clock):
    section = factories.section("Kinh tế")
    titles = [f"Bài {number}" for number in range(1, 7)]
    articles = []
    for title in titles:
        articles.append(published(title, section=section))
        clock.shift(HOUR)
    published("Chuyện khác", section=factories.section("Thể thao"))
    assert more(client.get(address(articles[4]))) == ["Bài 6", "Bài 4", "Bài 3", "Bài 2"]


def test_neither_itself_nor_what_it_links_to_anyway(client, clock):
    section = factories.section("Kinh tế")
    linked, boxed, other = (published(title, section=section) for title in ("Liên quan", "Trong khung", "Khác"))
    article = published(
        "Bài", factories.text(), factories.related_box(boxed), section=section, related=[factories.link(linked)]
    )
    assert more(client.get(address(article))) == ["Khác"]
    withdraw(other, by=None, reason="Sai")
    assert '<section class="more"' not in client.get(address(article)).text


def test_a_top_section_offers_its_subsections_articles_and_a_subsection_its_own_before_those_around_it(client, clock):
    top = factories.section("Kinh tế")
    sub = factories.section("Thị trường", parent=top)
    shop = factories.section("Doanh nghiệp", parent=top, kind="commercial")
    below, beside = published("Ở dưới", section=sub), published("Cũng ở dưới", section=sub)
    clock.shift(HOUR)
    above, paid = published("Ở trên", section=top), published("Quảng cáo", section=shop)
    assert more(client.get(address(above))) == ["Quảng cáo", "Cũng ở dưới", "Ở dưới"]
    page = client.get(address(below))
    assert more(page) == ["Cũng ở dưới", "Ở trên"]
    assert "More in Kinh tế" in page.text
    # What is paid for is not filled up with journalism, nor the other way round.
    assert '<section class="more"' not in client.get(address(paid)).text
    for number in range(4):
        published(f"Bài {number}", section=sub)
    page = client.get(address(beside))
    assert more(page) == ["Bài 3", "Bài 2", "Bài 1", "Bài 0"]
    assert "More in Thị trường" in page.text


def test_what_is_not_yet_public_is_not_offered(client, clock):
    section = factories.section("Kinh tế")
    article = published("Bài", section=section)
    ahead = factories.article("Mai mới đăng", section=section)
    publish(ahead, by=None, at=Edition.objects.get().live_from + HOUR)
    url = address(article)
    assert "Mai mới đăng" not in client.get(url).text
    clock.shift(2 * HOUR)
    assert more(client.get(url)) == ["Mai mới đăng"]


@pytest.mark.parametrize("count", [1, 3])
def test_an_opinion_costs_one_query_more_however_many_sign_it(client, django_assert_num_queries, count):
    authors = [factories.author(photo=factories.photo()) for _ in range(count)]
    url = address(published("Ý kiến", label="opinion", authors=authors))
    for _ in range(count):
        published()
    # The frame, the edition, the masthead, what else the section has, and who signs.
    with django_assert_num_queries(5):
        page = client.get(url)
    assert page.text.count('<div class="portrait"><picture') == count
    assert len(stories(page)) == count
