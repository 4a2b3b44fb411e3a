"""The page of an article: everything a reader is told, in at most seven queries."""

import re

import pytest
from django.utils import timezone

from articles.models import Author, Topic
from articles.publishing import publish
from tests import factories
from tests.reader.pages import HOUR, address, part, published, squeezed


def test_it_tells_everything_about_the_article(client):
    economy = factories.section("Kinh tế")
    market = factories.section("Thị trường", parent=economy)
    authors = [factories.author("Hoàng Tuyết"), factories.author("Lê Thảo")]
    topics = [factories.topic("Xuất khẩu"), factories.topic("Đồng bằng")]
    article = published(
        "Giá gạo chạm đỉnh",
        factories.text("<p>Nông dân <strong>vẫn</strong> lo.</p>"),
        factories.quote("Giá lên, lòng không lên.", "Ông Ước"),
        section=market,
        lead="Giá cao nhất mười năm.",
        prefix="Tin, ảnh",
        authors=authors[::-1],
        source="Báo Bình Minh",
        topics=topics,
    )
    response = client.get(address(article))
    assert response.status_code == 200
    assert address(article) == f"/thi-truong/gia-gao-cham-dinh-{article.pk}.html"
    assert "<title>Giá gạo chạm đỉnh | Nhật báo Bình Minh</title>" in response.text
    assert '<html lang="vi">' in response.text
    assert part(response, '<article class="article">', "</header>") == (
        '<article class="article"><header class="article__head">'
        '<nav class="breadcrumb" aria-label="Breadcrumb"><ol>'
        '<li><a href="/kinh-te/">Kinh tế</a></li><li><a href="/kinh-te/thi-truong/">Thị trường</a></li></ol></nav>'
        "<h1>Giá gạo chạm đỉnh</h1>"
        '<p class="article__times"><span>'
        '<time datetime="2026-03-08T15:00:00+07:00">Chủ nhật, 8/3/2026, 15:00</time></span>'
        "<span>1 minute to read</span></p>"
        '<p class="article__lead">Giá cao nhất mười năm.</p></header>'
    )
    assert part(response, '<div class="article__body">', "<nav") == (
        '<div class="article__body"><div class="text"><p>Nông dân <strong>vẫn</strong> lo.</p></div>'
        '<div class="quote"><blockquote><p>Giá lên, lòng không lên.</p></blockquote>'
        '<p class="quote__by">Ông Ước</p></div></div>'
        '<p class="article__byline">Tin, ảnh: <a href="/tac-gia/le-thao/" rel="author">Lê Thảo</a>'
        ' - <a href="/tac-gia/hoang-tuyet/" rel="author">Hoàng Tuyết</a>/Báo Bình Minh</p><nav'
    )
    assert part(response, '<section class="topics"', "</section>") == (
        '<section class="topics" aria-labelledby="topics"><h2 id="topics">Topics</h2>'
        f'<ul><li><a href="/chu-de/dong-bang-{topics[1].pk}/">Đồng bằng</a></li>'
        f'<li><a href="/chu-de/xuat-khau-{topics[0].pk}/">Xuất khẩu</a></li></ul></section>'
    )


def test_a_figure_has_its_picture_with_proportions_alt_caption_and_credit(client):
    photo = factories.photo(caption="Của thư viện", alt="Bến cảng")
    article = published("Bến cảng", factories.text(), factories.figure(photo, "Bến cảng <sáng> nay"))
    file = photo.renditions["w400"]
    assert part(client.get(address(article)), '<figure class="figure', "</figure>") == (
        '<figure class="figure figure--normal">'
        f'<div class="figure__frame"><picture><source type="image/avif" srcset="/uploads/{file["avif"]} 400w"'
        ' sizes="(min-width: 46rem) 44rem, 100vw">'
        f'<img src="/uploads/{file["jpeg"]}" width="400" height="267" alt="Bến cảng" class="tint-222" loading="lazy"'
        ' decoding="async"></picture></div>'
        '<figcaption><span class="caption">Bến cảng &lt;sáng&gt; nay</span>'
        '<span class="credit">Photo: Minh Hà/Bình Minh</span></figcaption></figure>'
    )


def test_the_picture_that_the_page_opens_with_loads_at_once(client):
    photo = factories.photo()
    in_body = published(
        "Ảnh trong bài", factories.figure(photo, "Chú thích"), factories.figure(factories.photo(), "Hai")
    )
    on_top = published("Ảnh đầu bài", factories.text(), lead_photo=photo)
    pages = [client.get(address(article)).text.partition('class="more"')[0] for article in (in_body, on_top)]
    assert [(page.count('fetchpriority="high" dec'), page.count('loading="lazy"')) for page in pages] == [
        (1, 1),
        (1, 0),
    ]
    preload = (
        '<link rel="preload" as="image" fetchpriority="high" type="image/avif"'
        f' imagesrcset="/uploads/{photo.renditions["w400"]["avif"]} 400w" imagesizes="(min-width: 46rem) 44rem, 100vw">'
    )
    assert all(page.index(preload) < page.index("<body>") for page in pages)


def test_a_lead_photo_that_the_body_shows_is_not_shown_twice(client):
    photo = factories.photo()
    article = published("Một ảnh", factories.text(), factories.figure(photo, "Chú thích"), lead_photo=photo)
    assert client.get(address(article)).text.count("<img") == 1


def test_several_sizes_are_offered_to_the_browser(client):
    photo = factories.photo()
    photo.renditions["w800"] = {"jpeg": "ab/w800.jpg", "avif": "ab/w800.avif", "width": 800, "height": 533}
    photo.renditions["w1600"] = {"jpeg": "ab/w1600.jpg", "avif": None, "width": 1600, "height": 1067}
    photo.save()
    article = published("Ba cỡ", factories.text(), factories.figure(photo, "Chú thích"))
    small = photo.renditions["w400"]
    assert (
        f'<source type="image/avif" srcset="/uploads/{small["avif"]} 400w, /uploads/ab/w800.avif 800w"'
        ' sizes="(min-width: 46rem) 44rem, 100vw"><img src="/uploads/ab/w800.jpg"'
        f' srcset="/uploads/{small["jpeg"]} 400w, /uploads/ab/w800.jpg 800w, /uploads/ab/w1600.jpg 1600w"'
        ' sizes="(min-width: 46rem) 44rem, 100vw" width="800" height="533"'
    ) in client.get(address(article)).text


def test_without_a_photo_a_figure_is_its_caption_and_without_both_nothing(client):
    article = published("Chờ ảnh", factories.text(), factories.figure(None, "Quang cảnh hội nghị"))
    assert part(client.get(address(article)), '<figure class="figure', "</figure>") == (
        '<figure class="figure figure--normal figure--caption">'
        '<figcaption><span class="caption">Quang cảnh hội nghị</span></figcaption></figure>'
    )


def test_consecutive_gallery_figures_form_one_gallery(client):
    figures = [factories.figure(factories.photo(), f"Ảnh {number}", layout="gallery") for number in (1, 2, 3)]
    article = published("Bộ ảnh", *figures, factories.text(), figures[0])
    html = squeezed(client.get(address(article)).text)
    assert html.count('<div class="gallery"') == 1
    # The one that stands alone is an ordinary figure.
    assert html.count('<figure class="figure">') == 3
    assert html.count('<figure class="figure figure--gallery">') == 1


def test_related_links_say_their_own_words_or_those_of_their_article(client):
    target = published("Bài đích", lead="Sapo của bài đích.")
    article = published(
        "Bài gốc",
        related=[
            factories.link(target),
            factories.link(target, title="Tên khác", teaser="Lời dẫn khác"),
            factories.link(url="https://example.org/a?b=1&c=2", title="Trang ngoài"),
            factories.link(title="Chưa có đường dẫn", teaser="Chỉ có lời dẫn"),
            factories.link(url="javascript:alert(1)", title="Kẻ xấu"),
        ],
    )
    assert part(client.get(address(article)), '<section class="related"', "</section>") == (
        '<section class="related" aria-labelledby="related"><h2 id="related">Related articles</h2><ul>'
        f'<li class="related__item"><div><h3><a href="{address(target)}">Bài đích</a></h3>'
        "<p>Sapo của bài đích.</p></div></li>"
        f'<li class="related__item"><div><h3><a href="{address(target)}">Tên khác</a></h3>'
        "<p>Lời dẫn khác</p></div></li>"
        '<li class="related__item"><div><h3><a href="https://example.org/a?b=1&amp;c=2">Trang ngoài</a></h3></div></li>'
        '<li class="related__item"><div><h3>Chưa có đường dẫn</h3><p>Chỉ có lời dẫn</p></div></li>'
        '<li class="related__item"><div><h3>Kẻ xấu</h3></div></li>'
        "</ul></section>"
    )


def test_links_and_boxes_in_the_body_lead_to_other_articles(client):
    target = published("Bài đích")
    article = published(
        "Bài gốc",
        factories.text(f'<p>Xem <a href="article:{target.pk}">bài này</a>, <a href="article:999999">bài kia</a>.</p>'),
        factories.related_box(target, title="Đọc thêm"),
    )
    assert part(client.get(address(article)), '<div class="article__body">', "</aside>") == (
        '<div class="article__body"><div class="text">'
        f'<p>Xem <a href="{address(target)}">bài này</a>, bài kia.</p></div>'
        '<aside class="related-box" aria-label="Đọc thêm"><p class="related-box__title">Đọc thêm</p>'
        f'<ul><li><a href="{address(target)}">Bài đích</a></li></ul></aside>'
    )


def test_an_update_and_every_correction_are_told_with_their_time(client, clock):
    article = published("Ban đầu")
    for note in ("Đúng là 12 ha.", "Đúng là ông Ước."):
        clock.shift(HOUR)
        publish(article, by=None, correction=note)
    clock.shift(HOUR)
    publish(article, by=None)
    response = client.get(address(article))
    assert part(response, '<p class="article__times">', "</p>") == (
        '<p class="article__times"><span>'
        '<time datetime="2026-03-08T15:00:00+07:00">Chủ nhật, 8/3/2026, 15:00</time></span>'
        '<span>Updated: <time datetime="2026-03-08T18:00:00+07:00">Chủ nhật, 8/3/2026, 18:00</time></span>'
        "<span>1 minute to read</span></p>"
    )
    assert part(response, '<aside class="corrections"', "</aside>") == (
        '<aside class="corrections" aria-labelledby="corrections"><h2 id="corrections">Corrections</h2>'
        '<div class="corrections__note"><p class="corrections__time">'
        '<time datetime="2026-03-08T16:00:00+07:00">Chủ nhật, 8/3/2026, 16:00</time></p><p>Đúng là 12 ha.</p></div>'
        '<div class="corrections__note"><p class="corrections__time">'
        '<time datetime="2026-03-08T17:00:00+07:00">Chủ nhật, 8/3/2026, 17:00</time></p><p>Đúng là ông Ước.</p></div>'
        "</aside>"
    )


def test_a_correction_that_lies_ahead_or_was_cancelled_is_not_told(client):
    article = published("Ban đầu")
    publish(article, by=None, at=timezone.now() + HOUR, correction="Của một giờ nữa")
    publish(article, by=None, at=timezone.now() + 2 * HOUR, correction="Của hai giờ nữa")
    assert "giờ nữa" not in client.get(address(article)).text


def test_names_are_todays(client):
    author, topic = factories.author("Tên cũ"), factories.topic("Chủ đề cũ")
    article = published("Bài ký tên", authors=[author], topics=[topic])
    Author.objects.update(name="Tên mới")
    Topic.objects.update(name="Chủ đề mới")
    html = squeezed(client.get(address(article)).text)
    assert '<p class="article__byline"><a href="/tac-gia/ten-cu/" rel="author">Tên mới</a></p>' in html
    assert ">Chủ đề mới</a></li>" in html
    assert "cũ" not in html


@pytest.mark.parametrize(
    ("kind", "label", "labels"),
    [
        ("news", "none", []),
        ("news", "opinion", ["Opinion"]),
        ("press", "none", ["Press release"]),
        ("news", "sponsored", ["Sponsored"]),
        ("commercial", "sponsored", ["Advertising"]),
    ],
)
def test_what_is_no_plain_news_says_so_above_the_title(client, kind, label, labels):
    top = factories.section("Chuyên trang", kind=kind)
    article = published("Bài", section=factories.section("Mục con", parent=top), label=label)
    assert re.findall(r'<span class="label [^"]*">(.*?)</span>', client.get(address(article)).text) == labels


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_seven_queries_however_much_it_shows(client, django_assert_num_queries, count):
    targets = [published() for _ in range(3 * count)]
    article = published(
        "Bài lớn",
        *(factories.text(f'<p><a href="article:{target.pk}">x</a></p>') for target in targets[:count]),
        *(factories.figure(factories.photo(), "Chú thích") for _ in range(count)),
        factories.related_box(*targets[count : 2 * count]),
        lead_photo=factories.photo(),
        authors=[factories.author() for _ in range(count)],
        topics=[factories.topic() for _ in range(count)],
        related=[factories.link(target) for target in targets[2 * count :]],
        section=factories.section("Mục con", parent=factories.section("Mục lớn")),
    )
    for _ in range(count):
        publish(article, by=None, correction="Đính chính")
    url = address(article)
    # 1. the frame: sections and the newest act  2. the standing edition, its text, names and corrections
    # 3. the photos of its content               4. the live editions of the articles that it mentions
    # 5. the masthead                            6. what else its section has
    # 7. what fills it up from the section above
    with django_assert_num_queries(7):
        response = client.get(url)
    assert response.status_code == 200


def test_a_plain_article_costs_four_queries(client, django_assert_num_queries):
    url = address(published("Không ảnh, không liên kết"))
    # 1. the frame  2. the standing edition  3. the masthead  4. what else its section has
    with django_assert_num_queries(4):
        client.get(url)


def test_a_range_of_numbers_in_a_title_stays_on_one_line_and_is_copied_as_it_is(client):
    article = published("Quy hoạch 2026-2035: thêm 3-5 cầu, bỏ mục A-1")
    html = client.get(address(article)).text
    assert re.search("<h1>(.*?)</h1>", html)[1] == (
        'Quy hoạch <span class="range">2026-2035</span>: thêm <span class="range">3-5</span> cầu, bỏ mục A-1'
    )
    assert "<title>Quy hoạch 2026-2035: thêm 3-5 cầu, bỏ mục A-1 |" in html
    assert "\u2060" not in html


@pytest.mark.parametrize(("length", "is_long"), [(109, False), (110, True)])
def test_a_long_title_is_set_smaller(client, length, is_long):
    title = ("Nước sông Thuận lên " * 10)[:length].replace(" ", "_")
    article = published(title)
    assert (f'<h1 class="is-long">{title}</h1>' in client.get(address(article)).text) == is_long
    assert ("card--hero card--long" in client.get("/").text) == is_long
