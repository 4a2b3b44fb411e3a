"""Requests that no browser sends: a clear 4xx, never a 500."""

import pytest
from django.test import Client

from articles.models import Topic
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


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/khong-co/"])
@pytest.mark.parametrize("charset", ["khong-co", "utf-16", "rot13", "base64", "utf-7", "hex"])
def test_a_post_in_an_unknown_charset_is_no_500(client, path, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.generic("POST", path, b"a=b", content_type=kind).status_code < 500


def test_a_post_with_csrf_checks_in_an_unknown_charset_is_no_500():
    kind = "application/x-www-form-urlencoded; charset=khong-co"
    response = Client(enforce_csrf_checks=True).generic("POST", "/admin/login/", b"a=b", content_type=kind)
    assert response.status_code in (400, 403)


@pytest.mark.parametrize("charset", ["base64", "hex", "khong-co", "utf-7"])
def test_a_query_in_an_odd_charset_is_no_500(client, charset):
    response = client.generic("GET", "/?a=b", content_type=f"text/plain; charset={charset}")
    assert response.status_code == 200


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
