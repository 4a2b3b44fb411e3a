"""An article's address: the id decides, today's spelling is the only one, and what is gone says so."""

import pytest
from django.utils import timezone

from articles.models import Edition
from articles.publishing import publish, withdraw
from tests import factories
from tests.reader.pages import HOUR, address, published


@pytest.mark.parametrize(
    "spelling",
    [
        "/thoi-su/ten-cu-{id}.html",
        "/the-thao/cau-moi-{id}.html",
        "/khong-co/-{id}.html",
        "/thoi-su/cau-moi-000{id}.html",
        "/THOI-SU/Cau-Moi-{id}.html",
        "/thời-sự/cầu-mới-{id}.html",
        "/a/b/cau-moi-{id}.html",
        "/cau-moi-{id}.html",
        "/{id}.html",
        "/%00%0d%0aSet-Cookie:x/<script>-{id}.html",
        "/%ED%A0%80/x-{id}.html?next=//evil.example",
    ],
)
def test_any_other_spelling_redirects_for_good_to_todays(client, spelling):
    article = published("Cầu mới")
    response = client.get(spelling.format(id=article.pk))
    assert (response.status_code, response["Location"]) == (301, f"/thoi-su/cau-moi-{article.pk}.html")


def test_the_address_follows_the_newest_edition(client, clock):
    article = published("Tên đầu")
    first = address(article)
    clock.shift(HOUR)
    publish(factories.edit(article, slug="ten-sau", section=factories.section("Kinh tế")), by=None)
    assert address(article) == f"/kinh-te/ten-sau-{article.pk}.html"
    assert (client.get(first)["Location"], client.get(address(article)).status_code) == (address(article), 200)


def test_query_strings_are_ignored(client):
    url = address(published("Cầu mới"))
    assert client.get(f"{url}?utm_source=x&sau=%00&page=-1").content == client.get(url).content


@pytest.mark.parametrize(
    "path",
    [
        "/thoi-su/bai-0.html",
        "/thoi-su/bai-123456.html",
        f"/thoi-su/bai-{2**63 - 1}.html",
        f"/thoi-su/bai-{2**63}.html",
        f"/thoi-su/bai-{10**30}.html",
        f"/thoi-su/bai-{'9' * 5000}.html",
        "/thoi-su/bai-١٢.html",
        "/thoi-su/bai.html",
        "/a/b/c/bai-{id}.html",
    ],
)
def test_an_id_that_was_never_published_is_not_found(client, path):
    other = published("Bài khác")
    assert client.get(path.format(id=other.pk)).status_code == 404


def test_a_withdrawn_article_is_gone_and_the_notice_says_nothing_of_it(client, clock):
    article = published("Tên bí mật", factories.text("<p>Lời bí mật</p>"), lead="Sapo bí mật", authors=[])
    url = address(article)
    clock.shift(HOUR)
    withdraw(article, by=None, reason="Lý do bí mật")
    for path in (url, f"/sai/chinh-ta-{article.pk}.html"):
        response = client.get(path)
        assert response.status_code == 410
        assert "<h1>This article has been withdrawn</h1>" in response.text
        assert "bí mật" not in response.text
        assert "ten-bi-mat" not in response.text


def test_a_withdrawn_article_that_is_published_again_can_be_read(client, clock):
    article = published("Trở lại")
    clock.shift(HOUR)
    withdraw(article, by=None, reason="Nhầm")
    clock.shift(HOUR)
    publish(article, by=None)
    assert client.get(address(article)).status_code == 200


def test_a_withdrawal_of_what_readers_never_saw_is_not_found(client, clock):
    article = factories.article("Chưa từng đăng")
    publish(article, by=None, at=timezone.now() + HOUR, until=timezone.now() + 2 * HOUR)
    # The publication moves behind its end, which stays.
    publish(article, by=None, at=timezone.now() + 5 * HOUR)
    clock.shift(3 * HOUR)
    assert Edition.objects.standing(timezone.now()).get(article=article).kind == "withdrawal"
    assert client.get(f"/thoi-su/chua-tung-dang-{article.pk}.html").status_code == 404


def test_a_head_request_is_answered_without_a_body(client):
    response = client.head(address(published("Cầu mới")))
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_anything_but_reading_is_refused(client, method):
    factories.section("Kinh tế")
    article = address(published("Cầu mới"))
    responses = [getattr(client, method)(path) for path in ("/", "/kinh-te/", article)]
    assert [(response.status_code, response["Allow"]) for response in responses] == [(405, "GET, HEAD")] * 3
