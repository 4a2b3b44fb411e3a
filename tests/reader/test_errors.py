"""What readers get when something is wrong: the right status, a plain page, and never a second fault."""

import pytest
from django.db import OperationalError
from django.test import Client

from articles.publishing import withdraw
from tests import factories
from tests.reader.pages import address, part, published, stories


@pytest.fixture
def visitor() -> Client:
    """Someone whose faults are answered, not raised."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def break_down(*args: object, **kwargs: object) -> None:
    raise OperationalError("the database is away")


def post(client: Client, path: str, content_type: str, body: bytes = b"a=b"):
    # Client.post would itself stumble over a charset that nobody knows.
    return client.generic("POST", path, body, content_type)


def test_an_unknown_address_is_answered_with_the_papers_menu(client):
    factories.section("Kinh tế")
    response = client.get("/khong-co-trang-nay")
    assert response.status_code == 404
    assert part(response, '<div class="notice">', "</h1>") == (
        '<div class="notice"><p class="notice__code">404</p><h1>Page not found</h1>'
    )
    assert '<a href="/kinh-te/">Kinh tế</a>' in response.text


def test_who_finds_nothing_is_offered_the_newest_articles_and_a_search(client, clock):
    published("Quảng cáo", section=factories.section("Doanh nghiệp", kind="commercial"))
    for number in range(6):
        published(f"Bài {number}")
        clock.shift(60)
    article = published("Gỡ")
    withdrawn = address(article)
    withdraw(article, by=None, reason="x")
    clock.shift(60)
    for path, status in (("/khong-co", 404), (withdrawn, 410)):
        response = client.get(path)
        assert response.status_code == status
        assert stories(response) == ["Bài 5", "Bài 4", "Bài 3", "Bài 2"]
    form = part(client.get("/khong-co"), '<form class="find"', "</form>")
    assert 'action="/tim-kiem/"' in form
    assert '<label for="find">Search the paper</label>' in form


def test_not_found_is_answered_even_without_a_database(visitor, monkeypatch):
    monkeypatch.setattr("reader.frame.Frame.at", break_down)
    response = visitor.get("/khong/co/trang/nay")
    assert response.status_code == 404
    assert "<h1>Page not found</h1>" in response.text
    assert '<p class="footer__name">Nhật báo Bình Minh</p>' in response.text


def test_not_found_is_answered_when_the_database_goes_away_meanwhile(visitor, monkeypatch):
    published("Bài")
    monkeypatch.setattr("reader.errors.newest", break_down)
    response = visitor.get("/khong/co/trang/nay")
    assert (response.status_code, stories(response)) == (404, [])
    assert "<h1>Page not found</h1>" in response.text


def test_a_fault_is_answered_plainly_and_tells_nothing(visitor, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("reader.frame.Frame.at", break_down)
    # None: the page must come out when the database does not answer.
    with django_assert_num_queries(0):
        response = visitor.get("/")
    assert response.status_code == 500
    assert part(response, "<h1>", "</p>") == (
        "<h1>Something went wrong</h1><p>The fault is ours and has been recorded. Please try again in a moment.</p>"
    )
    assert "database" not in response.text


@pytest.mark.parametrize("path", ["/", "/khong-co", "/admin/login/"])
@pytest.mark.parametrize("charset", ["utf-7", "bogus", "%00", "latin-1"])
def test_a_form_in_an_odd_charset_is_no_fault_of_ours(visitor, path, charset):
    response = post(visitor, path, f"application/x-www-form-urlencoded; charset={charset}")
    assert response.status_code in (400, 403, 405)


def test_a_body_of_ten_megabytes_is_refused(visitor):
    published("Bài")
    responses = [
        post(visitor, path, "application/x-www-form-urlencoded", b"a=" + b"b" * 10_000_000)
        for path in ("/", "/thoi-su/", "/khong/co/trang", "/admin/login/")
    ]
    assert [response.status_code for response in responses] == [413, 413, 405, 403]
    assert not any("Set-Cookie" in response for response in responses[:2])


def test_a_broken_multipart_body_is_no_fault_of_ours(visitor):
    responses = [
        post(visitor, "/", f"multipart/form-data; boundary={boundary}") for boundary in ("", "x", "\xff" * 300)
    ]
    assert {response.status_code for response in responses} <= {400, 405}


def test_an_unknown_host_is_refused(visitor):
    response = visitor.get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert "evil" not in response.text


@pytest.mark.parametrize(
    "query",
    ["x=1", "sau[]=1", "%00=%00", "%ED%A0%80=%ED%A0%80", "%FF%FE", "&&&==&", "x=" + "y" * 5000, "a%0d%0aSet-Cookie:b"],
)
def test_unknown_parameters_change_nothing(client, query):
    published("Bài")
    assert [client.get(f"{path}?{query}").content for path in ("/", "/thoi-su/")] == [
        client.get(path).content for path in ("/", "/thoi-su/")
    ]


def test_too_many_parameters_are_refused(visitor):
    factories.section("Kinh tế")
    assert visitor.get("/kinh-te/?" + "a&" * 30_000).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/%00/",
        "/kinh-te/%00/",
        "/%ED%A0%80/",
        "/%FF%FE/",
        "/..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
        "//evil.example/%2e%2e",
        "/\\evil.example/",
        "/kinh-te;x=1/",
        "/%0d%0aSet-Cookie:x=1",
        "/" + "a" * 5000 + "/",
        "/" + "1" * 5000 + ".html",
        "/" + "-1" * 2500 + ".html",
        "/.git/config",
        "/uploads/",
        "/uploads",
        "/static/",
        "/{{7*7}}/",
        "/%25s%25n/",
    ],
)
def test_a_hostile_path_is_not_found(client, path):
    factories.section("Kinh tế")
    response = client.get(path, follow=True)
    assert (response.status_code, [status for _, status in response.redirect_chain if status != 301]) == (404, [])
