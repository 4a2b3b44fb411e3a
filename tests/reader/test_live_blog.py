"""A live blog on its page: the newest report on top, each with an address of its own, until the desk ends it."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from articles.models import Article
from articles.publishing import publish
from reader.live import live_blog_of
from tests import factories
from tests.reader.conftest import NOW
from tests.reader.pages import HOUR, address, part, published, squeezed

MINUTE = timedelta(minutes=1)
UID = UUID("0f3a1c52-7d61-4b8e-9a55-1f2e3d4c5b6a")


def report(minutes_ago: int, title: str, html: str = "", **fields: object) -> dict:
    return factories.live_report(NOW - minutes_ago * MINUTE, title, html, **fields)


def headings(page) -> list[str]:
    """The times and titles of the reports, from top to bottom."""
    rows = re.findall(r'<h3 class="live__heading">(.*?)</h3>', squeezed(page.text))
    return [said(row) for row in rows]


def said(html: str) -> str:
    """What of it is words."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_newest_report_is_on_top_wherever_it_stands_in_the_form(client):
    article = published("Bão", report(30, "Hai"), report(5, "Ba"), report(90, "Một"), label="live")
    assert headings(client.get(address(article))) == ["14:55 Ba", "14:30 Hai", "13:30 Một"]


def test_of_two_reports_of_one_minute_the_upper_one_of_the_form_is_the_newer(client):
    article = published("Bão", report(5, "Trên"), report(5, "Dưới"), label="live")
    assert headings(client.get(address(article))) == ["14:55 Trên", "14:55 Dưới"]


def test_a_report_says_when_and_what_and_has_its_own_address(client):
    article = published("Bão", report(5, "Vào <bờ>", "<p>Gió <strong>giảm</strong>.</p>", uid=str(UID)), label="live")
    assert part(client.get(address(article)), '<div class="live__entry"', "</div></div>") == (
        f'<div class="live__entry" id="tin-{UID}"><h3 class="live__heading">'
        f'<a class="live__time" href="#tin-{UID}" title="Link to this report">'
        '<time datetime="2026-03-08T14:55:00+07:00">14:55</time></a><span>Vào &lt;bờ&gt;</span></h3>'
        '<div class="text"><p>Gió <strong>giảm</strong>.</p></div></div>'
    )


def test_reports_of_several_days_say_the_day_unless_it_is_today(client, clock):
    article = published("Bão", report(5, "Nay"), report(24 * 60, "Qua"), label="live")
    assert headings(client.get(address(article))) == ["14:55 Nay", "7/3, 15:00 Qua"]
    clock.shift(9 * HOUR)
    assert headings(client.get(address(article))) == ["8/3, 14:55 Nay", "7/3, 15:00 Qua"]


def test_once_its_day_is_over_the_times_above_the_reports_say_which_it_was(client, clock):
    article = published("Bão", report(5, "A"), report(90, "B"), label="live")
    etag = client.get(address(article))["ETag"]
    clock.shift(9 * HOUR)
    page = client.get(address(article), headers={"if-none-match": etag})
    assert page.status_code == 200
    assert said(part(page, '<p class="live__times">', "</p>")) == "Live now Begun: Chủ nhật, 8/3/2026, 13:30"
    assert said(part(page, '<p class="article__times">', "</p>")).endswith("Last report: Chủ nhật, 8/3/2026, 14:55")
    assert headings(page) == ["14:55 A", "13:30 B"]


def test_key_points_and_times_stand_above_the_reports(client):
    keys = [report(60, "Một", is_key=True), report(5, "", "<p>Hai &amp; ba</p>", is_key=True, uid=str(UID))]
    page = client.get(address(published("Bão", *keys, report(30, "Khác"), label="live")))
    box = part(page, '<section class="live__keys"', "</section>")
    assert said(box) == "Key points 14:55 Hai &amp; ba 14:00 Một"
    assert f'<a href="#tin-{UID}">' in box
    assert said(part(page, '<p class="live__times">', "</p>")) == "Live now Begun: 14:00"
    assert said(part(page, '<p class="article__times">', "</p>")) == "Chủ nhật, 8/3/2026, 15:00 Last report: 14:55"
    assert '<a href="#live">' in part(page, '<p class="article__times">', "</p>")
    assert page.text.index("live__keys") < page.text.index("live__entries")


def test_other_blocks_stand_around_the_reports(client):
    article = published(
        "Bão", factories.text("<p>Trước</p>"), report(9, "A"), factories.text("<p>Sau</p>"), report(5, "B")
    )
    html = client.get(address(article)).text
    places = [html.index(words) for words in ("<p>Trước</p>", ">B</span>", ">A</span>", "<p>Sau</p>")]
    assert places == sorted(places)
    assert html.count('<section class="live"') == 1


def test_while_it_runs_the_page_refreshes_and_can_be_loaded_again(client):
    page = client.get(address(published("Bão", report(5, "A"), label="live"))).text
    assert "data-refresh" in page
    assert "reader/live.js" in page
    assert '<p class="live__reload"><a href="">Load the page again</a></p>' in page


def test_the_desk_ends_it_by_its_label(client):
    article = published("Bão", report(5, "A"), label="live")
    publish(factories.edit(article, label=Article.Label.LIVE_ENDED), by=None)
    page = client.get(address(article)).text
    assert "data-refresh" not in page
    assert "reader/live.js" not in page
    assert "live__reload" not in page
    assert "Ended" in page
    assert headings(client.get(address(article))) == ["14:55 A"]


def test_a_new_report_makes_another_page_and_without_one_it_is_not_sent_again(client, clock):
    article = published("Bão", report(5, "A"), label="live")
    url = address(article)
    etag = client.get(url)["ETag"]
    clock.shift(30)
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    article.articles_liveentry_set.create(region="body", ordering=0, title="B", moment=timezone.now().replace(second=0))
    publish(factories.edit(article), by=None)
    answer = client.get(url, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert headings(answer) == ["15:00 B", "14:55 A"]


def test_a_report_keeps_its_address_through_revisions_and_editions(client, clock):
    article = published("Bão", report(5, "A"), label="live")
    anchors = re.findall(r'id="(tin-[^"]*)"', client.get(address(article)).text)
    entry = article.articles_liveentry_set.get()
    entry.title = "A, sửa lại"
    entry.save()
    clock.shift(HOUR)
    publish(factories.edit(article), by=None)
    page = client.get(address(article)).text
    assert re.findall(r'id="(tin-[^"]*)"', page) == anchors == [f"tin-{entry.uid}"]
    assert "A, sửa lại" in page


def test_a_report_may_show_a_photo_and_links_to_our_articles(client):
    target = published("Bài đích")
    photo = factories.photo(caption="Của thư viện")
    link = f'<p>Xem <a href="article:{target.pk}">bài</a></p>'
    page = client.get(address(published("Bão", report(5, "A", link, photo=photo), label="live")))
    assert f'<a href="{address(target)}">bài</a>' in page.text
    assert part(page, "<figcaption>", "</figcaption>") == (
        '<figcaption><span class="caption">Của thư viện</span>'
        '<span class="credit">Photo: Minh Hà/Bình Minh</span></figcaption>'
    )


def test_hostile_text_of_a_report_is_cleaned(client):
    article = published("Bão", report(5, "<script>", "<p onclick=x>a<script>alert(1)</script></p>"), label="live")
    html = client.get(address(article)).text
    assert "<script>alert" not in html
    assert "onclick" not in html
    assert "<span>&lt;script&gt;</span>" in squeezed(html)


def test_nobody_is_told_how_long_a_live_blog_takes_to_read(client):
    assert "to read" not in client.get(address(published("Bão", report(5, "A"), label="live"))).text


def test_machines_are_told_the_same_reports():
    article = factories.article("Bão", report(60, "Một", "<p>Gió &amp; mưa</p>"), report(5, "Hai"), label="live")
    blog = live_blog_of(article.revisions.get().content)
    assert [(row.headline, row.body, row.moment) for row in blog.reports] == [
        ("Hai", "", NOW - 5 * MINUTE),
        ("Một", "Gió & mưa", NOW - 60 * MINUTE),
    ]
    assert (blog.begun, blog.updated, blog.is_running) == (NOW - 60 * MINUTE, NOW - 5 * MINUTE, True)
    assert all(row.anchor.startswith("tin-") for row in blog.reports)


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_as_many_queries_however_many_reports(client, django_assert_num_queries, count):
    reports = [report(number, f"Tin {number}", photo=factories.photo()) for number in range(count)]
    url = address(published("Bão", *reports, label="live"))
    # The frame, the edition, the masthead, the photos, and what else the section has.
    with django_assert_num_queries(5):
        client.get(url)
