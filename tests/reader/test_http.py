"""What public answers say to browsers and caches besides their page, whatever a request brings."""

import gzip
import io

import pytest
from django.test import Client
from PIL import Image

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


# --- Caches -------------------------------------------------------------------------


def test_an_error_is_kept_by_nobody(visitor, monkeypatch):
    requests = [visitor.get("/", HTTP_HOST="evil.example"), visitor.get("/khong-co"), visitor.post("/")]
    monkeypatch.delattr("reader.views.front")
    requests.append(visitor.get("/"))
    assert [(response.status_code, response["Cache-Control"]) for response in requests] == [
        (status, "no-store") for status in (400, 404, 405, 500)
    ]


@pytest.mark.parametrize(
    "path",
    ["ngay", "chu-de", "tac-gia", "tim-kiem", "rss", "luot-doc", "toa-soan", "lien-he", "so-do-trang", "Thoi-Su"],
)
def test_a_redirect_is_asked_for_again(visitor, path):
    published("Bài")
    response = visitor.get(f"/{path}?x=1")
    assert response.status_code == 301
    assert {"max-age=0", "must-revalidate"} <= set(response["Cache-Control"].split(", "))


# --- Compression ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.1", True),
        ("gzip ; q=1.0, identity", True),
        ("gzip;q=0", False),
        ("br;q=1, gzip; Q=0.000", False),
        ("GZIP;q=0,*;q=1", False),
        ("x-gzipped", False),
        ("identity", False),
        ("", False),
        (";;,,=;q", False),
    ],
)
def test_only_who_takes_it_gets_gzip(visitor, accepted, is_packed):
    for path in (address(published("Bài")), "/khong-co", "/khong-co.html"):
        response = visitor.get(path, HTTP_ACCEPT_ENCODING=accepted)
        assert (response.get("Content-Encoding") == "gzip") == is_packed, path
        assert response["Vary"] == "Accept-Encoding"
        text = gzip.decompress(response.content) if is_packed else response.content
        assert text.decode().endswith("</html>\n")
        assert response["Content-Length"] == str(len(response.content))


# --- Methods --------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "XYZ"])
def test_what_is_no_reading_is_refused_alike_wherever_it_is_tried(visitor, method):
    paths = ["/", "/thoi-su/", "/khong-co/", "/a/b-999999.html", "/khong-co.html", "/a/b/c/d", "/ngay", "/design/"]
    paths += ["/tim-kiem/", "/rss/tin-moi.xml", "/robots.txt", "/uploads/x.jpg", "/favicon.ico", "/.well-known/x"]
    published("Bài")
    for path in paths:
        response = visitor.generic(method, path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), path
        assert "<h1>This address cannot be used in this way</h1>" in response.text


def test_the_beacon_takes_only_what_is_sent(visitor):
    response = visitor.get("/luot-doc/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1>This address cannot be used in this way</h1>" in response.text


# --- What browsers ask for by themselves ------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "size"),
    [
        ("/favicon.ico", "ICO", (48, 48)),
        ("/apple-touch-icon.png", "PNG", (180, 180)),
        ("/apple-touch-icon-precomposed.png", "PNG", (180, 180)),
        ("/apple-touch-icon-120x120.png", "PNG", (180, 180)),
        ("/apple-touch-icon-152x152-precomposed.png", "PNG", (180, 180)),
    ],
)
def test_icons_lie_where_browsers_look_for_them(visitor, django_assert_num_queries, path, kind, size):
    with django_assert_num_queries(0):
        response = visitor.get(path)
    picture = Image.open(io.BytesIO(response.getvalue()))
    assert (picture.format, picture.size) == (kind, size)
    # Machines know ICO by two names.
    assert response["Content-Type"] in ("image/png" if kind == "PNG" else "image/x-icon image/vnd.microsoft.icon")
    assert response["Cache-Control"] == "public, max-age=86400"


def test_what_programs_look_for_in_vain_costs_nothing(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = visitor.get("/.well-known/traffic-advice")
    assert (response.status_code, response["Cache-Control"], len(response.content) < 100) == (404, "no-store", True)
