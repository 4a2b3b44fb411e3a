"""Topics and authors: their pages, and the indexes in which readers look them up."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Author, Topic
from articles.publishing import publish, withdraw
from tests import factories
from tests.reader.pages import HOUR, address, part, published, squeezed, stories

DAY = timedelta(days=1)


def names(response) -> list[tuple[str, list[str]]]:
    """The letters of an index, each with its names."""
    return [
        (letter, re.findall(r'<li><a href="[^"]*">(.*?)</a>', under))
        for letter, under in re.findall(r'<h2 id="letter-\d+">(.*?)</h2><ul>(.*?)</ul>', squeezed(response.text))
    ]


# --- One of them ------------------------------------------------------------------


def test_a_topic_lists_its_articles_of_all_sections_newest_first(client, clock):
    floods, fair = factories.topic("Mùa lũ"), factories.topic("Hội chợ")
    published("Nước lên", topics=[floods])
    clock.shift(HOUR)
    published("Chợ họp", topics=[fair], section=factories.section("Kinh tế"))
    clock.shift(HOUR)
    published("Nước rút", topics=[fair, floods], section=factories.section("Xã hội"))
    response = client.get(floods.get_absolute_url())
    assert stories(response) == ["Nước rút", "Nước lên"]
    assert "<title>Mùa lũ | Nhật báo Bình Minh</title>" in response.text
    assert part(response, '<header class="section-head">', "</header>") == (
        '<header class="section-head"><nav class="breadcrumb" aria-label="Breadcrumb"><ol>'
        '<li><a href="/chu-de/">Topics</a></li></ol></nav><h1>Mùa lũ</h1></header>'
    )


def test_an_author_has_a_portrait_a_biography_and_their_articles_and_no_legal_name(client):
    author = factories.author("Phù Sa", legal_name="Cao Văn Thức", bio="Cây bút <ký sự>.", photo=factories.photo())
    published("Chuyến đò", authors=[author])
    published("Của người khác", authors=[factories.author("Hạ Vy")])
    response = client.get("/tac-gia/phu-sa/")
    assert stories(response) == ["Chuyến đò"]
    head = part(response, '<header class="section-head person">', "</header>")
    assert "<h1>Phù Sa</h1>" in head
    assert '<div class="person__bio"><p>Cây bút &lt;ký sự&gt;.</p></div>' in head
    assert "<img" in head
    assert "Cao Văn Thức" not in response.text


def test_a_portrait_that_may_no_longer_be_shown_is_not(client):
    photo = factories.photo()
    author = factories.author("Phù Sa", photo=photo)
    published("Chuyến đò", authors=[author])
    shown = client.get("/tac-gia/phu-sa/")
    photo.take_down()
    withheld = client.get("/tac-gia/phu-sa/")
    assert ["<img" in response.text for response in (shown, withheld)] == [True, False]


def test_initials_stand_for_a_portrait_that_there_is_not(client):
    published("Chuyến đò", authors=[factories.author("Vũ Đăng Khả", bio="Phóng viên kinh tế."), factories.author("Ân")])
    index = squeezed(client.get("/tac-gia/").text)
    assert re.findall('portrait__initials" aria-hidden="true">(.*?)<', index) == ["Â", "VK"]
    assert "<p>Phóng viên kinh tế.</p>" in index
    assert ">VK</span>" in client.get("/tac-gia/vu-dang-kha/").text


def test_beside_a_list_stand_the_newest_that_it_does_not_show(client, clock):
    topic = factories.topic("Mùa lũ")
    for title, topics in (("Nước lên", [topic]), ("Chợ họp", [])):
        published(title, topics=topics)
        clock.shift(HOUR)
    beside = part(client.get(topic.get_absolute_url()), '<aside class="beside">', "</aside>")
    assert ("Chợ họp" in beside, "Nước lên" in beside) == (True, False)


def test_lists_show_what_is_live_now(client, clock):
    topic, author = factories.topic("Mùa lũ"), factories.author("Phù Sa")
    both = {"topics": [topic], "authors": [author]}
    withdrawn, edited = published("Sai", **both), published("Cũ", **both)
    published("Đúng", **both)
    ahead = factories.article("Mai", **both)
    publish(ahead, by=None, at=timezone.now() + DAY)
    clock.shift(HOUR)
    withdraw(withdrawn, by=None, reason="Sai")
    publish(factories.edit(edited, title="Mới"), by=None)
    for path in (topic.get_absolute_url(), author.get_absolute_url()):
        assert stories(client.get(path)) == ["Đúng", "Mới"]
    clock.shift(DAY)
    assert stories(client.get(topic.get_absolute_url())) == ["Mai", "Đúng", "Mới"]


def test_an_article_that_loses_a_topic_leaves_its_list(client, clock):
    topic, other = factories.topic("Mùa lũ"), factories.topic("Hội chợ")
    article = published("Bài", topics=[topic, other])
    published("Bài khác", topics=[topic])
    clock.shift(HOUR)
    article.topics.remove(topic)
    publish(factories.edit(article), by=None)
    assert stories(client.get(topic.get_absolute_url())) == ["Bài khác"]
    assert stories(client.get(other.get_absolute_url())) == ["Bài"]


@pytest.mark.parametrize("noun", ["topic", "author"])
def test_a_name_that_no_readable_article_bears_is_nowhere(client, clock, noun):
    """Its very words may tell of an article that is not out yet."""
    row = getattr(factories, noun)("Vụ án chưa công bố")
    bearing = {f"{noun}s": [row]}
    factories.article("Nháp", **bearing)
    article = factories.article("Mai", **bearing)
    publish(article, by=None, at=timezone.now() + DAY)
    index = {"topic": "/chu-de/", "author": "/tac-gia/"}[noun]
    wrong = f"/chu-de/{row.pk}" if noun == "topic" else "/tac-gia/VU-AN-CHUA-CONG-BO"
    for path in (row.get_absolute_url(), wrong):
        assert client.get(path).status_code == 404
    assert "Vụ án" not in client.get(index).text
    clock.shift(2 * DAY)
    assert client.get(row.get_absolute_url()).status_code == 200
    withdraw(article, by=None, reason="x")
    clock.shift(HOUR)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert "Vụ án" not in client.get(index).text


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/chu-de/{id}", "/chu-de/mua-lu-{id}/"),
        ("/chu-de/{id}/", "/chu-de/mua-lu-{id}/"),
        ("/chu-de/mua-lu-{id}", "/chu-de/mua-lu-{id}/"),
        ("/chu-de/ten-cu-{id}/?sau=1", "/chu-de/mua-lu-{id}/"),
        ("/chu-de/Mùa-lũ-{id}/", "/chu-de/mua-lu-{id}/"),
        ("/chu-de", "/chu-de/"),
        ("/tac-gia", "/tac-gia/"),
        ("/tac-gia/phu-sa", "/tac-gia/phu-sa/"),
        ("/tac-gia/Phu-Sa/", "/tac-gia/phu-sa/"),
    ],
)
def test_any_other_spelling_redirects_for_good(client, path, target):
    topic, author = factories.topic("Mùa lũ"), factories.author("Phù Sa")
    published("Bài", topics=[topic], authors=[author])
    response = client.get(path.format(id=topic.pk))
    assert (response.status_code, response["Location"]) == (301, target.format(id=topic.pk))


@pytest.mark.parametrize(
    "path",
    [
        "/chu-de/mua-lu/",
        "/chu-de/kinh-te/",
        "/chu-de/mua-lu-0/",
        f"/chu-de/x-{10**18}/",
        f"/chu-de/x-{10**19 - 1}/",
        f"/chu-de/x-{10**20}/",
        "/chu-de/x-١/",
        "/tac-gia/khong-co/",
        "/tac-gia/%ED%A0%80/",
        "/tac-gia/phù-sa/",
        "/tac-gia/phu-sa/x/",
        "/tac-gia/phu-sa/?sau=x",
        "/tac-gia/phu-sa/?sau=0-0",
    ],
)
def test_what_is_no_name_is_not_found(client, path):
    factories.section("Kinh tế")
    published("Bài", topics=[factories.topic("Mùa lũ")], authors=[factories.author("Phù Sa")])
    assert client.get(path, follow=True).status_code == 404


@pytest.mark.parametrize("noun", ["topic", "author"])
def test_older_articles_follow_page_by_page(client, clock, monkeypatch, noun):
    monkeypatch.setattr("reader.listing.PAGE", 3)
    row = getattr(factories, noun)("Tên")
    titles = []
    for number in range(7):
        titles.insert(0, f"Bài {number}")
        published(titles[0], **{f"{noun}s": [row]})
        clock.shift(HOUR if number % 3 else 0)
    path, seen = row.get_absolute_url(), []
    while path:
        response = client.get(path)
        seen.append(stories(response))
        link = re.search(r'rel="next" href="([^"]*)"', response.text)
        path = link and row.get_absolute_url() + link[1]
    assert [len(page) for page in seen] == [3, 3, 1]
    assert sum(seen, []) == titles


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("noun", ["topic", "author"])
def test_it_costs_five_queries_however_much_it_lists(client, django_assert_num_queries, noun, count):
    row = getattr(factories, noun)("Tên")
    for _ in range(count):
        published(lead_photo=factories.photo(), section=factories.section(), **{f"{noun}s": [row]})
    # 1. the frame  2. the topic or author  3. the editions of the page  4. the newest beside them
    # 5. the masthead
    with django_assert_num_queries(5):
        response = client.get(row.get_absolute_url())
    assert len(stories(response)) == count


def test_another_name_or_biography_makes_another_page(client):
    author, topic = factories.author("Phù Sa"), factories.topic("Mùa lũ")
    article = published("Bài", authors=[author], topics=[topic])
    paths = (author.get_absolute_url(), topic.get_absolute_url(), "/tac-gia/", "/chu-de/", address(article))
    before = [client.get(path)["ETag"] for path in paths]
    Author.objects.update(bio="Khác")
    Topic.objects.update(name="Mùa nước nổi")
    assert all(
        client.get(path, HTTP_IF_NONE_MATCH=etag).status_code == 200 for path, etag in zip(paths, before, strict=True)
    )


# --- All of them ------------------------------------------------------------------


@pytest.mark.parametrize(("noun", "path"), [("topic", "/chu-de/"), ("author", "/tac-gia/")])
def test_the_index_is_in_vietnamese_order(client, noun, path):
    rows = [getattr(factories, noun)(name) for name in ("Đồng Tháp", "Ấm no", "Du lịch", "2030", "ăn mặc", "An ninh")]
    published("Bài", **{f"{noun}s": rows})
    response = client.get(path)
    assert names(response) == [
        ("#", ["2030"]),
        ("A", ["An ninh"]),
        ("Ă", ["ăn mặc"]),
        ("Â", ["Ấm no"]),
        ("D", ["Du lịch"]),
        ("Đ", ["Đồng Tháp"]),
    ]
    assert f'<li><a href="{rows[0].get_absolute_url()}">Đồng Tháp</a>' in response.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("noun", "path"), [("topic", "/chu-de/"), ("author", "/tac-gia/")])
def test_an_index_costs_three_queries_however_many_it_names(client, django_assert_num_queries, noun, path, count):
    published("Bài", **{f"{noun}s": [getattr(factories, noun)() for _ in range(count)]})
    # 1. the frame  2. the names  3. the masthead
    with django_assert_num_queries(3):
        client.get(path)


@pytest.mark.parametrize("path", ["/chu-de/", "/tac-gia/"])
def test_an_empty_index_says_so(client, path):
    assert "No article has been published yet." in client.get(path).text
