"""Links that lead readers nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import content_of
from articles.links import broken_links
from articles.models import Article
from articles.publishing import publish
from articles.readiness import problems
from tests import factories

pytestmark = pytest.mark.django_db


def broken(*blocks: dict, **fields: object) -> list[str]:
    content = content_of(factories.article("Bài", *blocks, **fields))
    return [link.words for link in broken_links(content, timezone.now())]


@pytest.fixture
def live() -> Article:
    row = factories.article("Đang đăng")
    publish(row, by=None)
    return row


def test_links_to_what_is_live_or_elsewhere_are_left_alone(live: Article, settings) -> None:
    settings.SITE_URL = "https://binhminh.example"
    address = live.editions.get().get_absolute_url()
    html = f"""<p><a href="article:{live.pk}">a</a> <a href="https://binhminh.example{address}">b</a>
    <a href="https://khac.example/khong-co">c</a> <a href="https://binhminh.example/toa-soan/">d</a>
    <a href="mailto:a@binhminh.example">e</a></p>"""
    related = [factories.link(live), factories.link(url="https://khac.example/")]
    assert broken(factories.text(html), factories.related_box(live), related=related) == []


def test_links_that_lead_nowhere_are_named(live: Article, settings) -> None:
    settings.SITE_URL = "https://binhminh.example"
    draft = factories.article("Bài nháp")
    ahead = factories.article("Bài hẹn giờ")
    publish(ahead, by=None, at=timezone.now() + timedelta(hours=1))
    html = f"""<p><a href="article:{draft.pk}">tới bản nháp</a> <a href="article:99999999">không có</a>
    <a href="article:{"9" * 18}">quá lớn</a> <a href="https://binhminh.example/a/b/c/d">trang lạ</a>
    <a href="https://binhminh.example/thoi-su/x-{draft.pk}.html">địa chỉ bài nháp</a></p>"""
    words = broken(factories.text(html), factories.related_box(ahead, live), related=[factories.link(draft)])
    assert words == [
        "tới bản nháp", "không có", "quá lớn", "trang lạ", "địa chỉ bài nháp", "Bài hẹn giờ", "Bài nháp"
    ]  # fmt: skip


def test_a_problem_names_the_block_and_the_field_that_it_lies_in() -> None:
    photo = factories.photo(photographer="", source="", alt="")
    row = factories.article("Xã Hà Thuận", factories.text("<p>Ở Hà Thuận, tức Hà Thuân.</p>"), factories.figure(photo))
    text, figure = (block["uid"] for block in content_of(row)["blocks"])
    assert {problem.place for problem in problems(content_of(row))} == {
        f"block-{figure}-credit",
        f"block-{figure}-alt",
        f"block-{text}",
    }
    bare = factories.article("Bài", lead="")
    assert [problem.place for problem in problems(content_of(bare))] == ["id_lead", "id_lead_photo"]
