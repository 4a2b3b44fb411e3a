"""What the article's form asks the desk for while somebody writes, and the copy of an article."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.content import content_of
from articles.models import Article, Topic
from articles.publishing import publish
from tests import factories
from tests.conftest import account

pytestmark = pytest.mark.django_db

PAGE = """Chợ nổi Phong Điền đông khách trở lại

Sau hai mùa nước kém, thương hồ lại về họp chợ từ bốn giờ sáng.

Ghe bầu xếp kín khúc sông dài hơn cây số.

Chú thích ảnh
Ghe dưa hấu cập bến. Ảnh: Lê Na

Bà Sáu Hò bán bún riêu trên sông đã ba mươi năm.

Khách phương xa thích nhất là cà phê vợt.

Tin, ảnh: Lê Na
Từ khóa: chợ nổi, Cần Thơ"""


@pytest.fixture
def lan() -> User:
    return account("lan", "Phóng viên")


@pytest.fixture
def desk(client: Client, lan: User) -> Client:
    client.force_login(lan)
    return client


# --- Links --------------------------------------------------------------------


def found(client: Client, words: str) -> list[str]:
    return [row["title"] for row in client.get(reverse("desk:linkable"), {"q": words}).json()["articles"]]


def test_articles_to_link_to_are_found_without_accents_the_newest_first(desk: Client) -> None:
    factories.article("Mưa lớn ở Huế")
    factories.article("Nắng đẹp")
    factories.article("Huế ngập sâu")
    assert found(desk, "hue") == ["Huế ngập sâu", "Mưa lớn ở Huế"]


def test_an_address_of_ours_finds_its_article(desk: Client) -> None:
    article = factories.article("Cầu mới", section=factories.section("Đời sống"))
    publish(article, by=None)
    rows = desk.get(reverse("desk:linkable"), {"q": f"http://127.0.0.1:8000/doi-song/x-{article.pk}.html"}).json()
    assert [(row["id"], row["state"]) for row in rows["articles"]] == [(article.pk, "đang trên trang")]
    assert found(desk, f"article:{article.pk}") == ["Cầu mới"]


@pytest.mark.parametrize("words", ["", "article:99999999999999999999", "http://[", "'\"%", "x" * 5000, "999999999999"])
def test_strange_questions_are_answered(desk: Client, words: str) -> None:
    assert desk.get(reverse("desk:linkable"), {"q": words}).status_code == 200


def test_finding_articles_costs_the_same_however_many_there_are(
    desk: Client, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        factories.article("Bão số 5")
    # The session and its user, the user's permissions (two), which have the words, the articles with their sections,
    # what is live of them.
    with django_assert_num_queries(7):
        assert len(found(desk, "bao")) == 3


# --- A pasted page --------------------------------------------------------------


def test_a_page_is_taken_apart_and_nothing_is_kept(desk: Client) -> None:
    factories.author("Lê Na")
    topic = factories.topic("chợ nổi")
    parts = desk.post(reverse("desk:page"), {"text": PAGE}).json()
    assert parts["title"] == "Chợ nổi Phong Điền đông khách trở lại"
    assert parts["lead"].startswith("Sau hai mùa")
    assert [block["type"] for block in parts["blocks"]] == ["paragraph", "photo", "paragraph", "paragraph"]
    assert [author["name"] for author in parts["byline"]["authors"] if author["id"]] == ["Lê Na"]
    assert parts["topics"] == [{"name": "chợ nổi", "id": topic.pk}, {"name": "Cần Thơ", "id": None}]
    assert (Article.objects.count(), Topic.objects.count()) == (0, 1)


def test_names_of_sections_above_the_title_are_the_section(desk: Client) -> None:
    section = factories.section("Xã hội", parent=factories.section("Đời sống"))
    parts = desk.post(reverse("desk:page"), {"text": f"Đời sống\nXÃ HỘI\n24/11/2026 08:15\n\n{PAGE}"}).json()
    assert (parts["section"], parts["title"]) == (section.pk, "Chợ nổi Phong Điền đông khách trở lại")
    assert parts["lead"].startswith("Sau hai mùa nước kém")
    assert desk.post(reverse("desk:page"), {"text": "Đời sống\nXã hội"}).status_code == 400


def test_what_is_no_page_is_refused(desk: Client) -> None:
    assert desk.post(reverse("desk:page"), {"text": ""}).status_code == 400
    assert desk.post(reverse("desk:page"), {"text": "Một dòng"}).status_code == 400


# --- Topics -----------------------------------------------------------------------


def test_a_topic_is_made_once(desk: Client) -> None:
    first = desk.post(reverse("desk:topic"), {"name": " Nước  sạch "}).json()
    again = desk.post(reverse("desk:topic"), {"name": "nước sạch"}).json()
    assert first == again == {"id": Topic.objects.get().pk, "name": "Nước sạch"}


@pytest.mark.parametrize("name", ["", "   ", "x" * 300])
def test_a_topic_that_cannot_be_is_refused_in_words(desk: Client, name: str) -> None:
    answer = desk.post(reverse("desk:topic"), {"name": name})
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not Topic.objects.exists()


# --- Duplicate ----------------------------------------------------------------------


def test_a_copy_is_a_draft_of_ones_own_with_blocks_of_its_own(desk: Client, lan: User) -> None:
    article = factories.article("Lịch cắt điện", factories.text("<p>Một.</p>"), factories.quote("Hai"))
    publish(article, by=None)
    answer = desk.post(reverse("desk:duplicate", args=[article.pk]), follow=True)
    copy = Article.objects.latest("pk")
    assert copy.title == "Bản sao của Lịch cắt điện"
    assert (copy.slug, copy.created_by, copy.status) == ("ban-sao-cua-lich-cat-dien", lan, "draft")
    ours, theirs = content_of(copy), content_of(article)
    assert [block["type"] for block in ours["blocks"]] == ["text", "quote"]
    assert not {block["uid"] for block in ours["blocks"]} & {block["uid"] for block in theirs["blocks"]}
    assert not copy.editions.exists()
    assert "Bản sao của Lịch cắt điện" in answer.content.decode()


def test_a_long_title_leaves_room_for_saying_that_it_is_a_copy(desk: Client) -> None:
    article = factories.article("Dài " * 60)
    desk.post(reverse("desk:duplicate", args=[article.pk]))
    assert len(Article.objects.latest("pk").title) <= 250


def test_who_may_not_is_refused(client: Client) -> None:
    article = factories.article()
    client.force_login(account("tam", "Kiểm duyệt rao vặt"))
    assert client.get(reverse("desk:linkable")).status_code == 403
    for name, args in (("page", []), ("topic", []), ("duplicate", [article.pk])):
        assert client.post(reverse(f"desk:{name}", args=args)).status_code == 403
    client.logout()
    assert client.post(reverse("desk:duplicate", args=[article.pk])).status_code == 302
    assert Article.objects.count() == 1


def test_only_a_post_makes_anything(desk: Client) -> None:
    article = factories.article()
    assert desk.get(reverse("desk:duplicate", args=[article.pk])).status_code == 405
    assert desk.get(reverse("desk:topic")).status_code == 405
    assert desk.post(reverse("desk:duplicate", args=[2**62])).status_code == 404
