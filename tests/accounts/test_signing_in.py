"""The sign-in page: lets in who knows the password, tells strangers nothing, and is no way to other sites."""

from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

pytestmark = pytest.mark.django_db

SIGN_IN = "/tai-khoan/dang-nhap/"
WRONG = "The name or the password is wrong"


@pytest.fixture(autouse=True)
def password_alone(settings):
    settings.REQUIRE_2FA = False


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_admin_asks_to_sign_in_and_leads_back(client, thu, give):
    response = client.get("/admin/articles/article/?q=l%E1%BB%A5t", follow=True)
    assert response.redirect_chain[-1][0].startswith(SIGN_IN)
    wanted = response.context["redirect_field_value"]
    assert give("thu", next=wanted)["Location"] == "/admin/articles/article/?q=l%E1%BB%A5t"
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize("name", ["thu", "THU", " thu ", "thu@binhminh.example", "Thu@BinhMinh.example"])
def test_name_or_address_signs_in(client, thu, give, name):
    thu.email = "thu@binhminh.example"
    thu.save()
    assert give(name)["Location"] == "/admin/"
    assert signed_in(client)


def test_an_address_that_two_accounts_have_signs_in_neither(client, thu, binh, give):
    for user in (thu, binh):
        user.email = "chung@binhminh.example"
        user.save()
    assert WRONG in give("chung@binhminh.example").text


@pytest.mark.parametrize("name", ["thu", "khong-co", "thu@binhminh.example", "khong-co@binhminh.example"])
def test_a_wrong_password_gets_the_same_answer_and_takes_as_long_for_every_name(thu, give, name):
    thu.email = "thu@binhminh.example"
    thu.save()
    with patch.object(MD5PasswordHasher, "encode", autospec=True, return_value="md5$x$y") as hashing:
        response = give(name, "sai rồi")
    assert hashing.call_count == 1
    assert WRONG in response.text
    assert response.status_code == 200


def test_an_account_without_a_password_looks_like_any_other(thu, give):
    thu.set_unusable_password()
    thu.save()
    assert WRONG in give("thu", "").text or give("thu", "x").status_code == 200
    assert WRONG in give("thu", "!").text


def test_a_closed_account_does_not_come_in(client, thu, give):
    thu.is_active = False
    thu.save()
    assert client.get(give("thu")["Location"]).context is not None
    assert not signed_in(client)


def test_who_is_signed_in_is_out_as_soon_as_the_account_is_closed(desk, thu):
    thu.is_active = False
    thu.save()
    assert desk.get("/admin/").status_code == 302


def test_after_ten_wrong_tries_even_the_right_password_must_wait(client, thu, give, binh):
    for _ in range(10):
        give("thu", "sai")
    assert "Too many wrong tries" in give("thu").text
    assert not signed_in(client)
    assert give("binh").status_code == 302


def test_a_machine_that_tries_many_names_must_wait_too(client, thu, give):
    for number in range(20):
        give(f"ten{number}", "sai")
    assert "Too many wrong tries" in give("thu").text


def test_so_many_requests_get_a_page_that_says_so(client, give):
    assert [give("x", "").status_code for _ in range(61)][-1] == 429
    assert "Too many tries" in give("x", "").text


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example/",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00//e",
    ],
)
def test_no_link_leads_through_the_sign_in_to_another_site(client, thu, give, evil):
    assert urlsplit(give("thu", next=evil)["Location"]).netloc == ""
    response = client.get("/admin/login/", {"next": evil})
    assert "evil" not in response["Location"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"login": "a" * 300_000, "password": "b"},
        {"login": "thu", "password": "b" * 300_000},
        {"login": "\x00thu", "password": "\x00"},
        {"login": "' OR 1=1 --", "password": "' OR 1=1 --"},
        {"login": "thu", "password": "demo\x00"},
        {"login": ["thu", "binh"], "password": ["x", "y"]},
        {"login": "🙂" * 80, "password": "ﾊﾟ", "remember": "x", "next": "🙂"},
    ],
)
def test_hostile_input_is_a_wrong_try(client, thu, values):
    assert client.post(SIGN_IN, values).status_code == 200
    assert not signed_in(client)


def test_a_script_of_the_desk_that_is_led_here_gets_no_json_that_it_could_take_for_its_own(client):
    response = client.get("/admin/", follow=True, headers={"Accept": "application/json"})
    assert response["Content-Type"].startswith("text/html")


def test_nobody_signs_up(client):
    assert client.get("/tai-khoan/dang-ky/").status_code == 404
    assert client.get("/tai-khoan/signup/").status_code == 404


def test_a_form_of_another_site_does_not_sign_in(thu):
    response = Client(enforce_csrf_checks=True).post(SIGN_IN, {"login": "thu", "password": "demo"})
    assert response.status_code == 403


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(client, thu, give):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    give("thu")
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/admin/").status_code == 302


def test_the_session_ends_with_the_browser_unless_one_stays_signed_in(client, thu, give, settings):
    give("thu")
    assert client.cookies["sessionid"]["max-age"] == ""
    client.logout()
    give("thu", remember="on")
    assert client.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE == 14 * 86400


def test_signing_out_takes_a_post(desk):
    assert desk.get("/tai-khoan/dang-xuat/").status_code == 200
    assert signed_in(desk)
    assert desk.post("/tai-khoan/dang-xuat/")["Location"] == SIGN_IN
    assert not signed_in(desk)
    assert "You are signed out." in desk.get(SIGN_IN).text


def test_who_does_not_work_at_the_desk_is_told_so(client, thu):
    thu.is_staff = False
    thu.save()
    client.force_login(thu)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "This account does not work at the desk" in response.text


def test_who_is_signed_in_needs_no_sign_in_page(desk):
    assert desk.get("/admin/login/?next=/admin/articles/article/")["Location"] == "/admin/articles/article/"
    assert desk.get(SIGN_IN)["Location"] == "/admin/"


def test_nothing_keeps_these_pages(client, thu, give):
    give("thu")
    for path in ("", "phien/", "mat-khau/", "ung-dung/", "passkey/"):
        assert "no-store" in client.get(f"/tai-khoan/{path}")["Cache-Control"], path
