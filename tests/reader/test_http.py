"""What public answers say to browsers and caches besides their page, whatever a request brings."""

import pytest
from django.test import Client

from tests.reader.pages import address, published

SPOILT = [
    "csrftoken=x",
    "sessionid=",
    "sessionid=%FF",
    "sessionid=abc",
    "sessionid=" + "a" * 32,
    "messages=x",
    "a=b; ;=;",
]


@pytest.fixture
def visitor() -> Client:
    """Someone whose faults are answered, not raised."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def paths(db) -> list[str]:
    """Addresses of every kind of public answer: pages, feeds, redirects, files, errors."""
    return [
        "/",
        address(published("Bài")),
        "/Thoi-Su",
        "/ngay",
        "/rss/tin-moi.xml",
        "/sitemap.xml",
        "/luot-doc/",
        "/uploads/x.jpg",
        "/khong-co",
        "/?" + "a&" * 30_000,
    ]


# --- Cookies ------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", SPOILT)
def test_whatever_cookie_is_sent_none_comes_back(visitor, paths, cookie):
    for path in paths:
        for response in (visitor.get(path, HTTP_COOKIE=cookie), visitor.post(path, HTTP_COOKIE=cookie)):
            assert (path, dict(response.cookies)) == (path, {})
            assert response.get("Vary") in (None, "Accept-Encoding"), path


def test_a_fault_of_ours_sets_no_cookie_either(visitor, monkeypatch):
    monkeypatch.delattr("reader.views.front")
    response = visitor.get("/", HTTP_COOKIE="csrftoken=x; sessionid=abc")
    assert (response.status_code, dict(response.cookies), response.get("Vary")) == (500, {}, None)


# --- Headers ------------------------------------------------------------------------

SECURITY = {
    "Permissions-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Content-Security-Policy",
}


def test_every_answer_carries_the_security_headers(visitor, paths):
    for path in paths:
        for response in (visitor.get(path), visitor.post(path), visitor.get(path, HTTP_HOST="evil.example")):
            assert SECURITY - set(response.headers) == set(), (path, response.status_code)


def test_so_do_the_redirect_to_https_and_an_unknown_host(visitor, settings):
    settings.SECURE_SSL_REDIRECT = True
    for host, status in (("testserver", 301), ("evil.example", 400)):
        response = visitor.get("/", HTTP_HOST=host)
        assert (response.status_code, SECURITY - set(response.headers)) == (status, set())
