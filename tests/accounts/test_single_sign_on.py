"""Single sign-on by OpenID Connect, against a provider on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator

from accounts.checks import single_sign_on_is_encrypted, staff_have_a_second_factor

pytestmark = pytest.mark.django_db

START = "/tai-khoan/dang-nhap/chung/"
BACK = "/tai-khoan/dang-nhap/chung/ve/"


class Provider(ThreadingHTTPServer):
    """Says of everybody that they are `person`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person = {"sub": "7", "email": "Thu@binhminh.example", "email_verified": True}
        self.asked: list[dict] = []

    def pages(self) -> dict[str, dict]:
        config = {name: f"{self.address}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        config |= {"issuer": self.address, "userinfo_endpoint": f"{self.address}/userinfo"}
        claims = self.person | {"iss": self.address, "aud": "toasoan", "exp": 4_000_000_000}
        token = {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(claims, "k" * 32)}
        return {"/.well-known/openid-configuration": config, "/token_endpoint": token, "/userinfo": self.person}


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(self.server.pages()[self.path]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append({name: values[0] for name, values in parse_qs(sent).items()})
        self.do_GET()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.OIDC_ISSUER, settings.OIDC_NAME = server.address, "Bình Minh ID"
    app = {"provider_id": "oidc", "name": "Bình Minh ID", "client_id": "toasoan", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [app | {"settings": {"server_url": server.address}}],
        }
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def address(thu, settings):
    settings.REQUIRE_2FA = False
    thu.email = "thu@binhminh.example"
    thu.save()


def come_back(client, **query: str):
    """Go to the provider and back, as a browser does."""
    asked = urlsplit(client.get(START, query)["Location"])
    return client.get(BACK, {"code": "c", "state": parse_qs(asked.query)["state"][0]})


def test_without_settings_there_is_none(client):
    assert client.get(START).status_code == 404
    assert client.get(BACK, {"code": "c", "state": "s"}).status_code == 404
    assert "/chung/" not in client.get("/tai-khoan/dang-nhap/").text


def test_the_sign_in_page_offers_it_by_its_name(client, provider):
    page = client.get("/tai-khoan/dang-nhap/?next=/admin/articles/article/").text
    assert "Sign in with Bình Minh ID" in page
    assert f"{START}?next=/admin/articles/article/" in page


def test_who_comes_from_it_is_the_account_with_that_address(client, provider, thu):
    assert come_back(client, next="/admin/articles/article/")["Location"] == "/admin/articles/article/"
    assert client.session["_auth_user_id"] == str(thu.pk)
    [asked] = provider.asked
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert asked["code_verifier"]
    thu.refresh_from_db()
    assert thu.check_password("demo")


def test_afterwards_the_account_is_known_whatever_its_address(client, provider, thu):
    come_back(client)
    client.post("/tai-khoan/dang-xuat/")
    provider.person["email"] = "moi@binhminh.example"
    come_back(client)
    assert client.session["_auth_user_id"] == str(thu.pk)


@pytest.mark.parametrize(
    "person",
    [
        {"email": "la@binhminh.example"},
        {"email": ""},
        {"email": "thu@binhminh.example", "email_verified": False},
        {"email": "' OR 1=1"},
    ],
)
def test_a_stranger_gets_no_account(client, provider, person, django_user_model):
    provider.person |= person
    response = come_back(client)
    assert response.status_code == 403
    assert "The newsroom does not know you yet" in response.text
    assert django_user_model.objects.count() == 1


def test_a_closed_account_stays_closed(client, provider, thu):
    come_back(client)
    client.post("/tai-khoan/dang-xuat/")
    thu.is_active = False
    thu.save()
    come_back(client)
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for_all_the_same(client, provider, app):
    assert come_back(client)["Location"] == "/tai-khoan/dang-nhap/ma/"


def test_unless_the_provider_asks_for_one_itself(client, provider, thu, settings):
    settings.REQUIRE_2FA = True
    come_back(client)
    assert client.get("/admin/").status_code == 302
    settings.OIDC_ASKS_SECOND_FACTOR = True
    assert client.get("/admin/").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_link_back_that_nobody_asked_for_signs_nobody_in(client, provider):
    for query in ({}, {"code": "c"}, {"code": "c", "state": "x"}, {"error": "\x00", "state": "\x00"}):
        assert client.get(BACK, query).status_code == 401
    assert "_auth_user_id" not in client.session


def test_it_leads_to_no_other_site(client, provider):
    assert come_back(client, next="//evil.example/")["Location"] == "/admin/"


def test_a_provider_that_is_down_gets_a_page_that_says_so(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    response = client.get(START)
    assert response.status_code == 401
    assert "does not answer as it should" in response.text


def test_who_stops_at_the_provider_can_try_again(client, provider):
    asked = urlsplit(client.get(START)["Location"])
    response = client.get(BACK, {"error": "access_denied", "state": parse_qs(asked.query)["state"][0]}, follow=True)
    assert "You stopped signing in" in response.text


def test_an_open_connection_to_the_provider_is_refused(settings):
    settings.OIDC_ISSUER = "http://id.example.vn"
    assert [fault.id for fault in single_sign_on_is_encrypted()] == ["accounts.E001"]
    settings.OIDC_ISSUER = "https://id.example.vn"
    assert single_sign_on_is_encrypted() == []


def test_going_without_a_second_factor_is_said_aloud(settings):
    assert [fault.id for fault in staff_have_a_second_factor()] == ["accounts.W001"]
    settings.REQUIRE_2FA = True
    assert staff_have_a_second_factor() == []
