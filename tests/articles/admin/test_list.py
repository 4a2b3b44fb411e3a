"""The list of articles, and the searches that the form's choices use."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import finding
from articles.admin import article_list
from articles.models import Article
from articles.publishing import publish, withdraw
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "admin:articles_article_changelist"


def titles(client: Client, **query: object) -> list[str]:
    response = client.get(reverse(LIST), query)
    return [article.title for article in response.context["cl"].result_list]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(desk: Client, count: int, django_assert_num_queries: object) -> None:
    for number in range(count):
        article = factories.article(f"Bài {number}", authors=[factories.author(), factories.author()])
        publish(article, by=None)
        publish(article, by=None, at=timezone.now() + timedelta(days=1))
    # The session, the user, the permissions (own, groups'); which articles there are; the newest edition, for the
    # moment; the articles with their states, their bylines and figures; sections and authors, to choose from; whether
    # there is a masthead, for the menu.
    with django_assert_num_queries(12):
        response = desk.get(reverse(LIST))
    assert response.content.decode().count("state--ahead") == count


def test_the_list_says_what_readers_see(desk: Client) -> None:
    now = timezone.now()
    draft, live, gone, ahead = (factories.article(name) for name in ("Nháp", "Đang đọc", "Đã gỡ", "Hẹn giờ"))
    publish(live, by=None)
    publish(gone, by=None)
    withdraw(gone, by=None, reason="Sai")
    publish(ahead, by=None, at=now + timedelta(hours=1))
    rows = desk.get(reverse(LIST)).context["cl"].result_list
    states = {row.title: (row.standing_kind, row.next_kind) for row in rows}
    assert states == {
        draft.title: (None, None),
        live.title: ("publication", None),
        gone.title: ("withdrawal", None),
        ahead.title: (None, "publication"),
    }


def test_articles_are_found_without_accents_and_by_number(desk: Client) -> None:
    wanted = factories.article("Giá cà phê ở Đắk Lắk", factories.text("<p>Nông dân được mùa.</p>"))
    factories.article("Bóng đá")
    assert titles(desk, q="ca phe dak") == ["Giá cà phê ở Đắk Lắk"]
    assert titles(desk, q="ĐƯỢC MÙA") == ["Giá cà phê ở Đắk Lắk"]
    assert titles(desk, q=str(wanted.pk)) == ["Giá cà phê ở Đắk Lắk"]
    assert titles(desk, q="khong co") == []


def test_the_list_is_filtered_by_section_with_those_below(desk: Client) -> None:
    top = factories.section("Kinh tế")
    below, other = factories.section("Thị trường", parent=top), factories.section("Văn hóa")
    for name, section in (("Một", top), ("Hai", below), ("Ba", other)):
        factories.article(name, section=section)
    assert sorted(titles(desk, section=top.pk)) == ["Hai", "Một"]
    assert titles(desk, section=below.pk) == ["Hai"]
    assert "Kinh tế › Thị trường" in desk.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "' OR 1=1 --%_"},
        {"q": "9" * 400},
        {"section": "\x00"},
        {"section": "9" * 40},
        {"status": "\x00"},
        {"status__exact": "\x00"},
        {"label__exact": "không có"},
        {"p": "9" * 40},
        {"o": "9.-9.x"},
        {"updated_at__year": "99999"},
        {"updated_at__year": "x", "updated_at__month": "13"},
        {"all": ""},
        {"e": "1"},
        {"la": "gì"},
        {"_facets": "True"},
        {"_to_field": "title"},
        {"search_text__contains": "x"},
        {"created_by__password__startswith": "p"},
    ],
)
def test_odd_queries_do_no_harm(desk: Client, query: dict[str, str]) -> None:
    factories.article("Bài")
    assert desk.get(reverse(LIST), query).status_code in (200, 302, 400)


@pytest.mark.parametrize("bound", [finding.BOUND, 0])
def test_filters_and_words_cost_two_queries_at_most(
    desk: Client, thu: User, bound: int, django_assert_max_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "BOUND", bound)
    section, author = factories.section("Kinh tế"), factories.author("Hà")
    publish(factories.article("Cà phê được mùa", section=section, authors=[author], created_by=thu), by=None)
    query = {"section": section.pk, "author": author.pk, "readers": "live", "mine": "on", "q": "mua phe"}
    with django_assert_max_num_queries(14):
        assert titles(desk, **query) == ["Cà phê được mùa"]


def test_a_phrase_of_the_body_finds_its_story_first(desk: Client) -> None:
    wanted = factories.article("Bến cũ", factories.text("<p>Chiếc phà <b>cuối</b> cùng rời bến trong sương.</p>"))
    factories.article("Sương mù", factories.text("<p>Trong bến, sương cuối mùa; phà rời đi, chiếc sau cùng.</p>"))
    assert titles(desk, q="chiếc phà cuối cùng rời bến") == ["Bến cũ", "Sương mù"]
    assert titles(desk, q="CHIEC PHA CUOI CUNG ROI BEN") == ["Bến cũ", "Sương mù"]
    assert titles(desk, q='"phà cuối cùng"') == ["Bến cũ"]
    assert titles(desk, q="sương -mùa") == ["Bến cũ"]
    factories.edit(wanted, lead="Sapo khác hẳn, nhắc tới hoa gạo.")
    assert titles(desk, q="hoa gạo") == ["Bến cũ"]


def test_the_names_of_the_byline_and_beginnings_of_words_are_found(desk: Client) -> None:
    factories.article("Một", authors=[factories.author("Hoài Phương")])
    factories.article("Hai", lead="Xe của Vinalog về đích.")
    assert titles(desk, q="hoai phuong") == ["Một"]
    assert titles(desk, q="vina") == ["Hai"]
    assert titles(desk, q="vin") == []


def test_of_words_that_very_many_have_the_last_changed_are_looked_at_and_that_is_said(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "BOUND", 1)
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    for name in ("Lúa đông", "Lúa xuân", "Lúa hè"):
        factories.article(name)
    assert titles(desk, q="lúa") == ["Lúa hè", "Lúa xuân"]
    assert 'class="quiet article-cut"' in desk.get(reverse(LIST), {"q": "lua"}).text
    assert titles(desk, q="lúa đông") == ["Lúa đông"]
    assert 'class="quiet article-cut"' not in desk.get(reverse(LIST), {"q": "lua dong"}).text


def test_no_more_pages_are_offered_than_were_counted(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_list, "MOST_COUNTED", 2)
    for number in range(3):
        factories.article(f"Bài {number}")
    response = desk.get(reverse(LIST))
    assert (response.context["cl"].has_more, len(response.context["cl"].result_list)) == (True, 2)
    assert desk.get(reverse(LIST), {"status": "draft", "p": "2"}).status_code == 302


def test_the_list_the_history_and_the_dialog_say_the_same_number_of_words(desk: Client) -> None:
    html = "<p>Giá <strong>gạo</strong>, theo Sở, tăng – lần thứ 3.</p><p>Hết</p>"
    article = factories.article(
        "Bài", factories.text(html), factories.quote("Mừng quá!"), factories.figure(None, "Ảnh")
    )
    assert article.words == 11
    assert "11 <span" in desk.get(reverse(LIST)).text
    assert desk.get(reverse("desk:publish", args=[article.pk])).context["draft"].words == 11
    assert [row.words for row in desk.get(reverse("desk:history", args=[article.pk])).context["page"].rows] == [11]


def choices(client: Client, field: str, term: str, **query: object) -> list[str]:
    """What a choice offers for what is typed into it."""
    model, name = field.split(".")
    asked = {"app_label": "articles", "model_name": model, "field_name": name, "term": term} | query
    return [row["text"] for row in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


def test_choices_are_found_without_accents(desk: Client) -> None:
    factories.author("Nguyễn Đức Hà")
    factories.author("Minh")
    factories.topic("Bầu cử 2026")
    factories.article("Mưa lớn ở Đà Nẵng")
    assert choices(desk, "articleauthor.author", "duc ha") == ["Nguyễn Đức Hà"]
    assert choices(desk, "article.topics", "BAU 2026") == ["Bầu cử 2026"]
    assert choices(desk, "relatedlink.target", "da nang") == ["Mưa lớn ở Đà Nẵng"]
    assert choices(desk, "relatedbox.articles", "mua") == ["Mưa lớn ở Đà Nẵng"]
    assert choices(desk, "article.topics", "\x00") == []


def test_choices_are_for_those_who_may_see_them(client: Client, rao: User) -> None:
    client.force_login(rao)
    asked = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "x"}
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 403
    assert Article.objects.count() == 0


def test_the_filters_add_up(desk: Client, thu: User) -> None:
    section, author = factories.section("Kinh tế"), factories.author("Hà")
    wanted = factories.article("Đúng", section=section, authors=[author], created_by=thu, label="opinion")
    factories.article("Khác mục", authors=[author], created_by=thu, label="opinion")
    factories.article("Khác người", section=section, label="opinion")
    today = timezone.localdate().isoformat()
    found = titles(
        desk, section=section.pk, author=author.pk, label="opinion", mine="on", status="draft", since=today, until=today
    )
    assert found == [wanted.title]
    assert titles(desk, until="2001-01-01") == []


@pytest.mark.parametrize(
    ("state", "names"), [("live", ["Đăng"]), ("ahead", ["Hẹn"]), ("withdrawn", ["Gỡ"]), ("never", ["Hẹn", "Nháp"])]
)
def test_the_list_is_filtered_by_what_readers_see(desk: Client, state: str, names: list[str]) -> None:
    rows = {name: factories.article(name) for name in ("Nháp", "Đăng", "Gỡ", "Hẹn")}
    publish(rows["Đăng"], by=None)
    publish(rows["Gỡ"], by=None)
    withdraw(rows["Gỡ"], by=None, reason="Sai")
    publish(rows["Hẹn"], by=None, at=timezone.now() + timedelta(hours=1))
    assert sorted(titles(desk, readers=state)) == names


def test_what_no_filter_knows_is_said(desk: Client) -> None:
    factories.article("Bài")
    response = desk.get(reverse(LIST), {"author": "khong", "since": "hôm kia"})
    assert response.status_code == 200
    assert response.text.count("errorlist") == 2


def test_the_address_of_what_is_live_is_copied(desk: Client) -> None:
    article = factories.article("Cầu mới")
    edition = publish(article, by=None).edition
    factories.article("Nháp")
    html = desk.get(reverse(LIST)).text
    assert html.count("data-copy=") == 1
    assert f'{edition.get_absolute_url()}"' in html
