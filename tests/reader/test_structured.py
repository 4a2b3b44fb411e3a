"""What search engines, social networks and readers' tools are told of a page, and that they can use it."""

import json
import re
from html import unescape
from typing import Any

import pytest
import trafilatura
from django.utils import timezone

from articles.models import Author, Section
from articles.publishing import publish
from media.models import Photo
from reader.models import Masthead
from tests import factories
from tests.reader.pages import HOUR, address, published

SITE = "http://127.0.0.1:8000"
Thing = dict[str, Any]


def graph(client, path: str) -> list[Thing]:
    """The page's JSON-LD, which must be there once and valid."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL)
    (document,) = [json.loads(script) for script in scripts]
    assert document["@context"] == "https://schema.org"
    for thing in document["@graph"]:
        check(thing)
    return document["@graph"]


def meta(client, path: str) -> dict[str, list[str]]:
    """The page's meta elements: what each name is given, in order."""
    found: dict[str, list[str]] = {}
    pattern = r'<meta (?:name|property)="([^"]+)" content="([^"]*)">'
    for name, content in re.findall(pattern, client.get(path).text):
        found.setdefault(name, []).append(unescape(content))
    return found


# --- What Google's documentation and schema.org want -----------------------------------

NEWS_TYPES = {"NewsArticle", "OpinionNewsArticle", "Article", "AdvertiserContentArticle", "LiveBlogPosting"}
ARTICLE = {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "url", "inLanguage"}
WANTED = {
    **dict.fromkeys(NEWS_TYPES, ARTICLE),
    "NewsMediaOrganization": {"name", "url", "logo"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Person": {"name"},
    "ProfilePage": {"mainEntity"},
    "BlogPosting": {"headline", "datePublished", "articleBody"},
    "CorrectionComment": {"text", "datePublished"},
}
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00"
ADDRESSES = {"url", "contentUrl", "license", "acquireLicensePage", "item", "masthead", "@id"}


def check(thing: Thing) -> None:
    """A thing has what its type needs, says nothing empty, and only whole addresses and moments with an offset."""
    assert WANTED.get(thing.get("@type"), set()) <= set(thing), thing
    for name, value in thing.items():
        assert value not in ("", None, [], {}), name
        if name in ADDRESSES:
            assert re.match(r"https?://[^\s]+$", value), (name, value)
        if name.startswith("date") or name.endswith("Time"):
            assert re.fullmatch(MOMENT, value), (name, value)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                check(part)


# --- Articles ---------------------------------------------------------------------------


@pytest.fixture
def market() -> Section:
    return factories.section("Thị trường", parent=factories.section("Kinh tế"))


def test_an_article_is_told_in_full(client, market, clock):
    photo = factories.photo(copyright="© Bình Minh", usage_terms="https://creativecommons.org/licenses/by/4.0/")
    photo.renditions["hero1600"] = {"jpeg": "ab/hero.jpg", "avif": None, "width": 1600, "height": 900}
    photo.save()
    article = published(
        "Giá gạo chạm đỉnh",
        factories.text(),
        factories.figure(photo, "Bến cảng sáng nay"),
        section=market,
        short_title="Gạo lên giá",
        lead="Giá cao nhất mười năm.",
        authors=[factories.author("Lê Thảo"), factories.author("Hoàng Tuyết")],
        topics=[factories.topic("Xuất khẩu")],
    )
    clock.shift(HOUR)
    publish(factories.edit(article, lead="Giá cao nhất chín năm."), by=None, correction="Chín năm, không phải mười.")
    news, trail = graph(client, address(article))
    url = SITE + address(article)
    publisher, images = news.pop("publisher"), news.pop("image")
    assert news == {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "headline": "Giá gạo chạm đỉnh",
        "alternativeHeadline": "Gạo lên giá",
        "description": "Giá cao nhất chín năm.",
        "datePublished": "2026-03-08T15:00:00+07:00",
        "dateModified": "2026-03-08T16:00:00+07:00",
        "author": [
            {"@type": "Person", "name": "Lê Thảo", "url": f"{SITE}/tac-gia/le-thao/"},
            {"@type": "Person", "name": "Hoàng Tuyết", "url": f"{SITE}/tac-gia/hoang-tuyet/"},
        ],
        "articleSection": ["Kinh tế", "Thị trường"],
        "keywords": ["Xuất khẩu"],
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "Chín năm, không phải mười.",
                "datePublished": "2026-03-08T16:00:00+07:00",
            }
        ],
    }
    assert (publisher["@type"], publisher["name"]) == ("NewsMediaOrganization", "Nhật báo Bình Minh")
    assert [(image["contentUrl"], image["width"], image["height"]) for image in images] == [
        (f"{SITE}/uploads/ab/hero.jpg", 1600, 900),
        (f"{SITE}/uploads/{photo.renditions['card400']['jpeg']}", 400, 267),
    ]
    words = {"caption", "creator", "creditText", "copyrightNotice", "license", "acquireLicensePage"}
    assert {name: value for name, value in images[0].items() if name in words} == {
        "caption": "Bến cảng sáng nay",
        "creator": {"@type": "Person", "name": "Minh Hà"},
        "creditText": "Minh Hà/Bình Minh",
        "copyrightNotice": "© Bình Minh",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "acquireLicensePage": f"{SITE}/toa-soan/",
    }
    assert [(rung["position"], rung["name"], rung.get("item")) for rung in trail["itemListElement"]] == [
        (1, "Kinh tế", f"{SITE}/kinh-te/"),
        (2, "Thị trường", f"{SITE}/kinh-te/thi-truong/"),
        (3, "Giá gạo chạm đỉnh", None),
    ]


def test_what_an_article_is_depends_on_its_label_and_section(client):
    press = factories.section("Thông cáo", kind=Section.Kind.PRESS)
    commercial = factories.section("Doanh nghiệp", kind=Section.Kind.COMMERCIAL)
    articles = [
        published(label="none"),
        published(label="opinion"),
        published(label="sponsored"),
        published(section=press),
        published(section=commercial),
    ]
    assert [graph(client, address(article))[0]["@type"] for article in articles] == [
        "NewsArticle",
        "OpinionNewsArticle",
        "AdvertiserContentArticle",
        "Article",
        "AdvertiserContentArticle",
    ]


def test_the_paper_stands_for_an_article_that_nobody_signed(client):
    (author,) = graph(client, address(published("Bài")))[0]["author"]
    assert (author["@type"], author["name"]) == ("NewsMediaOrganization", "Nhật báo Bình Minh")


def test_a_live_blog_tells_its_reports_newest_first(client, clock):
    reports = [
        {"type": "live-entry", "moment": moment, "title": title, "html": f"<p>{title}.</p>", **REPORT}
        for moment, title in (("2026-03-08T07:00:00Z", "Khai mạc"), ("2026-03-08T07:30:00Z", "Bỏ phiếu"))
    ]
    running = published("Đang diễn ra", *reports, label="live")
    ended = published("Đã xong", *reports, label="live-ended")
    told = graph(client, address(running))[0]
    assert (told["@type"], told["coverageStartTime"]) == ("LiveBlogPosting", "2026-03-08T14:00:00+07:00")
    assert "coverageEndTime" not in told
    updates = told["liveBlogUpdate"]
    assert [(row["headline"], row["datePublished"]) for row in updates] == [
        ("Bỏ phiếu", "2026-03-08T14:30:00+07:00"),
        ("Khai mạc", "2026-03-08T14:00:00+07:00"),
    ]
    html = client.get(address(running)).text
    assert all(f'id="{row["url"].partition("#")[2]}"' in html for row in updates)
    assert graph(client, address(ended))[0]["coverageEndTime"] == "2026-03-08T14:30:00+07:00"


REPORT = {"photo": None, "caption": "", "is_key": False}


def test_a_withheld_photo_is_told_nowhere(client):
    article = published("Bài", lead_photo=factories.photo())
    Photo.objects.update(taken_down_at=timezone.now())
    assert graph(client, address(article))[0]["image"]["url"] == f"{SITE}/ten-bao.png"
    assert meta(client, address(article))["og:image"] == [f"{SITE}/ten-bao.png"]


def test_no_text_ends_the_script(client):
    article = published("A</script><script>alert(1)</script>", lead="<!-- & \u2028")
    assert graph(client, address(article))[0]["headline"] == "A</script><script>alert(1)</script>"
    assert "<script>alert" not in client.get(address(article)).text


# --- Other pages ------------------------------------------------------------------------


def test_home_tells_who_the_paper_is(client):
    factories.section("Kinh tế")
    Masthead.objects.create(
        name="Nhật báo Hừng Đông",
        governing_body="Hội Nhà vườn Bến Đò",
        address="12 Bến Đò\nPhường Phù Sa",
        hotline="0900 000 000",
        email="toasoan@example.org",
        social_profiles="https://www.facebook.com/hungdong",
        ethics_policy="Nói đúng.",
    )
    paper, site = graph(client, "/")
    assert paper == {
        "@type": "NewsMediaOrganization",
        "@id": f"{SITE}/#paper",
        "name": "Nhật báo Hừng Đông",
        "url": f"{SITE}/",
        "logo": {"@type": "ImageObject", "url": f"{SITE}/static/icons/icon-512.png", "width": 512, "height": 512},
        "masthead": f"{SITE}/toa-soan/",
        "ethicsPolicy": f"{SITE}/toa-soan/",
        "parentOrganization": {"@type": "Organization", "name": "Hội Nhà vườn Bến Đò"},
        "address": "12 Bến Đò, Phường Phù Sa",
        "telephone": "0900 000 000",
        "email": "toasoan@example.org",
        "sameAs": ["https://www.facebook.com/hungdong"],
    }
    assert (site["@type"], site["name"], site["url"]) == ("WebSite", "Nhật báo Hừng Đông", f"{SITE}/")


def test_an_author_is_a_person_and_a_section_lies_somewhere(client, market):
    published("Bài", section=market, authors=[factories.author("Lê Thảo", bio="Viết về đồng ruộng.")])
    page, _trail = graph(client, Author.objects.get().get_absolute_url())
    assert page["mainEntity"] == {
        "@type": "Person",
        "@id": f"{SITE}/tac-gia/le-thao/",
        "name": "Lê Thảo",
        "url": f"{SITE}/tac-gia/le-thao/",
        "description": "Viết về đồng ruộng.",
    }
    (trail,) = graph(client, "/kinh-te/thi-truong/")
    assert [rung["name"] for rung in trail["itemListElement"]] == ["Kinh tế", "Thị trường"]


def test_pages_around_the_articles_say_where_they_lie_and_what_they_are(client):
    topic = factories.topic("Bến phà")
    published("Bài", topics=[topic])
    for path, names in (
        ("/chu-de/", ["Topics"]),
        (topic.get_absolute_url(), ["Topics", "Bến phà"]),
        ("/ngay/2026/03/", ["News by date", "Year 2026", "News of Month 3/2026"]),
        ("/toa-soan/", ["The newsroom"]),
        ("/rss/", ["RSS feeds"]),
    ):
        trail = next(thing for thing in graph(client, path) if thing["@type"] == "BreadcrumbList")
        assert [rung["name"] for rung in trail["itemListElement"]] == names, path
        assert len(meta(client, path)["og:description"][0]) > 20, path


def test_what_is_no_page_tells_nothing_of_itself(client):
    for path in ("/khong-co/", "/thoi-su/x-999.html"):
        text = client.get(path).text
        assert not re.search(r'rel="canonical"|og:|ld\+json', text), path


# --- When a page is shared --------------------------------------------------------------


def test_an_article_is_shared_with_its_words_and_its_picture(client, market, clock):
    photo = factories.photo(alt="Bến cảng")
    photo.renditions["social1200"] = {"jpeg": "ab/social.jpg", "avif": None, "width": 1200, "height": 630}
    photo.save()
    article = published(
        'Giá "gạo" & lúa',
        section=market,
        lead="Cao nhất mười năm.",
        lead_photo=photo,
        authors=[factories.author("Lê Thảo")],
        topics=[factories.topic("Gạo"), factories.topic("Lúa")],
    )
    clock.shift(HOUR)
    publish(article, by=None)
    told = meta(client, address(article))
    expected = {
        "description": ["Cao nhất mười năm."],
        "author": ["Lê Thảo"],
        "robots": ["max-image-preview:large"],
        "og:type": ["article"],
        "og:site_name": ["Nhật báo Bình Minh"],
        "og:locale": ["vi_VN"],
        "og:url": [SITE + address(article)],
        "og:title": ['Giá "gạo" & lúa'],
        "og:description": ["Cao nhất mười năm."],
        "og:image": [f"{SITE}/uploads/ab/social.jpg"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["Bến cảng"],
        "article:published_time": ["2026-03-08T15:00:00+07:00"],
        "article:modified_time": ["2026-03-08T16:00:00+07:00"],
        "article:section": ["Thị trường"],
        "article:tag": ["Gạo", "Lúa"],
        "twitter:card": ["summary_large_image"],
    }
    assert {name: told.get(name) for name in expected} == expected


def canonical(client, path: str) -> str:
    return unescape(re.search(r'<link rel="canonical" href="([^"]+)">', client.get(path).text)[1]).removeprefix(SITE)


def test_a_page_has_one_address_whatever_is_added_to_it(client, clock):
    for number in range(21):
        clock.shift(HOUR)
        article = published(f"Bài {number}")
    assert canonical(client, "/?utm_source=zalo") == "/"
    assert canonical(client, f"{address(article)}?fbclid=1") == address(article)
    assert canonical(client, "/thoi-su/?utm_source=zalo") == "/thoi-su/"
    older = re.search(r"\?sau=[0-9]+-[0-9]+", client.get("/thoi-su/").text)[0]
    assert canonical(client, f"/thoi-su/{older}&utm_source=zalo") == f"/thoi-su/{older}"


# --- Readers' tools ---------------------------------------------------------------------


def test_trafilatura_gives_back_title_author_date_and_every_paragraph(client):
    paragraphs = [
        "Sáng sớm, chiếc phà cuối cùng rời bến Đò Quan với bảy hành khách và một con chó nhỏ ngồi im ở mũi.",
        "Người lái phà nói ông đã qua khúc sông này hơn bốn vạn lần mà chưa lần nào thấy nước giống nhau.",
        "“Cầu mới xong rồi thì tôi về trồng bưởi”, ông cười, tay vẫn giữ chặt bánh lái.",
        "Theo kế hoạch, cây cầu dài 820 mét sẽ thông xe vào cuối tháng tư, sớm hơn dự tính hai tuần.",
    ]
    article = published(
        "Chuyến phà cuối cùng trên bến Đò Quan",
        factories.text("".join(f"<p>{words}</p>" for words in paragraphs[:2])),
        factories.figure(factories.photo(), "Chiếc phà lúc rời bến."),
        factories.text(f"<h2>Về trồng bưởi</h2><p>{paragraphs[2]}</p>"),
        factories.quote("Nước lớn thì chờ, nước ròng thì đi.", "Ông Bảy Lành"),
        factories.text(f"<p>{paragraphs[3]}</p>"),
        lead="Sau 41 năm, bến phà nhường chỗ cho cây cầu bắc qua sông Vân.",
        authors=[factories.author("Lê Thảo"), factories.author("Hoàng Tuyết")],
        topics=[factories.topic("Bến phà")],
    )
    read = trafilatura.bare_extraction(
        client.get(address(article)).text, url=SITE + address(article), with_metadata=True
    )
    assert read.title == "Chuyến phà cuối cùng trên bến Đò Quan"
    assert read.author.split("; ") == ["Lê Thảo", "Hoàng Tuyết"]
    assert (read.date, read.sitename) == ("2026-03-08", "Nhật báo Bình Minh")
    for words in [*paragraphs, "Về trồng bưởi", "Nước lớn thì chờ, nước ròng thì đi."]:
        assert words in read.text
