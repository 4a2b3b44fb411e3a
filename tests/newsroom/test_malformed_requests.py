"""Requests that no browser sends: a clear 4xx, never a 500."""

import io
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from articles.models import Topic
from newsroom.wsgi import application
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/admin/articles/article/?title__regex=(",
        "/admin/articles/article/?section__slug__iregex=(",
        "/admin/media/photo/?caption__regex=(",
    ],
)
def test_a_broken_regular_expression_in_a_filter_is_refused(admin_client, path):
    assert admin_client.get(path).status_code == 400


def test_an_action_on_a_row_without_a_number_is_refused(admin_client):
    factories.section()
    sent = {"action": "delete_selected", "_selected_action": "x'; DROP TABLE"}
    assert admin_client.post("/admin/articles/section/", sent).status_code == 400


@pytest.fixture
def connection_stays_open():
    """A server's request ends by closing its connection; here it is the test's."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("connection_stays_open")
@pytest.mark.parametrize("path", ["/", "/admin/login/", "/khong-co/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("charset", ["khong-co", "utf-16", "rot13", "base64", "utf-7", "hex", '"', ";", "utf-8"])
def test_whatever_a_request_says_of_its_charset_it_is_no_500(path, method, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert through_wsgi(method, path, b"a=b", kind) < 500


def through_wsgi(method: str, path: str, body: bytes, content_type: str) -> int:
    """The status of a request as a server hands it over: Django's test client goes in behind the WSGI application."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "x=%C4%91",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses = []
    list(application(environ, lambda status, headers, *rest: statuses.append(int(status[:3]))))
    return statuses[0]


@pytest.mark.parametrize("charset", ["khong-co", "utf-16"])
def test_the_page_for_a_bad_request_needs_no_token(charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    response = Client(enforce_csrf_checks=True).generic("POST", "/admin/login/", b"a=b", content_type=kind)
    assert response.status_code in (400, 403)


def test_a_form_without_its_token_is_refused_in_vietnamese():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "Biểu mẫu này đã hết hạn" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/admin/login/"])
def test_a_body_of_ten_megabytes_does_no_harm(client, path):
    body = b"title=" + b"a" * (10 * 1024 * 1024)
    response = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 405, 413)


def test_text_is_cleaned_as_it_enters(admin_client):
    body = "name=Chu%00+%C4%91e%CC%82%CC%80&slug="
    admin_client.post("/admin/articles/topic/add/", body, content_type="application/x-www-form-urlencoded")
    assert Topic.objects.get().name == "Chu\ufffd đề"
