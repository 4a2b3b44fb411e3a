"""The second factor: without one the desk stays closed, and no code serves twice."""

import json

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from tests.accounts.conftest import code_of
from tests.conftest import account

pytestmark = pytest.mark.django_db

SECOND = "/tai-khoan/dang-nhap/ma/"
WRONG = "This code is wrong or was used already"


def test_who_has_none_is_led_to_set_one_up_and_then_to_where_they_wanted(client, thu, give):
    give("thu")
    response = client.get("/admin/articles/article/", follow=True)
    assert response.redirect_chain[-1] == ("/tai-khoan/", 302)
    assert "One step is missing before the desk opens." in response.text
    page = client.get("/tai-khoan/ung-dung/")
    assert page.status_code == 200
    assert "data:image/svg+xml;base64," in page.text
    response = client.post("/tai-khoan/ung-dung/", {"code": code_of(page.context["form"].secret)}, follow=True)
    assert len(response.context["unused_codes"]) == 10
    assert client.get("/tai-khoan/tiep/")["Location"] == "/admin/articles/article/"
    assert client.get("/admin/articles/article/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/auth/user/", "/admin/articles/article/add/", "/admin/jsi18n/"])
def test_nothing_of_the_admin_opens_without(client, admin_user, path):
    client.force_login(admin_user)
    assert client.get(path)["Location"].startswith("/admin/login/")
    assert client.post(path).status_code == 302


def test_in_development_it_is_not_asked_for(desk, settings):
    settings.REQUIRE_2FA = False
    assert desk.get("/admin/").status_code == 200


def test_it_costs_one_query_of_a_page(desk, thu, app, settings, django_assert_num_queries):
    desk.get("/admin/password_change/")
    # The session, the account, and whether it has a second factor.
    with django_assert_num_queries(3):
        desk.get("/admin/login/")


def test_the_password_alone_is_half_the_way(client, thu, app, give):
    assert give("thu", next="/admin/articles/article/")["Location"] == SECOND
    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert client.post(SECOND, {"code": app()})["Location"] == "/admin/articles/article/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("late", [0, 29])
def test_a_slow_finger_is_no_wrong_code(client, thu, app, give, late):
    with time_machine.travel("2026-11-24 08:00:01+00:00", tick=False):
        give("thu")
        assert client.post(SECOND, {"code": app(late)}).status_code == 302


def test_no_code_serves_twice_however_long_it_is_valid(client, thu, app, give):
    with time_machine.travel("2026-11-24 08:00:01+00:00", tick=False) as clock:
        give("thu")
        code = app(-30)
        assert client.post(SECOND, {"code": code}).status_code == 302
        client.post("/tai-khoan/dang-xuat/")
        clock.shift(50)
        give("thu")
        assert WRONG in client.post(SECOND, {"code": code}).text
        clock.shift(30)
        assert client.post(SECOND, {"code": app()}).status_code == 302


@pytest.mark.parametrize("code", ["", "000000", "1" * 100_000, "\x00", "１２３４５６", "abc", "-1", "12 34 56 78 90"])
def test_a_wrong_code_opens_nothing(client, thu, app, give, code):
    give("thu")
    response = client.post(SECOND, {"code": code})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_ten_wrong_codes_and_even_the_right_one_must_wait(client, thu, app, give):
    give("thu")
    for _ in range(10):
        client.post(SECOND, {"code": "000000"})
    assert "Too many wrong tries" in client.post(SECOND, {"code": app()}).text


def test_a_recovery_code_replaces_the_phone_once(client, thu, app, give):
    give("thu")
    client.post(SECOND, {"code": app()})
    client.post("/tai-khoan/ma-du-phong/moi/")
    [code, *_] = client.get("/tai-khoan/ma-du-phong/").context["unused_codes"]
    client.post("/tai-khoan/dang-xuat/")
    give("thu")
    assert client.post(SECOND, {"code": code}).status_code == 302
    client.post("/tai-khoan/dang-xuat/")
    give("thu")
    assert WRONG in client.post(SECOND, {"code": code}).text


def test_who_has_been_signed_in_for_long_confirms_before_secrets_are_shown(client, thu, app, give):
    with time_machine.travel("2026-11-24 08:00:01+00:00", tick=False) as clock:
        give("thu")
        client.post(SECOND, {"code": app()})
        clock.shift(3600)
        response = client.get("/tai-khoan/ung-dung/bo/")
        assert response["Location"] == "/tai-khoan/xac-nhan/?next=%2Ftai-khoan%2Fung-dung%2Fbo%2F"
        confirm = response["Location"]
        assert "This password is wrong." in client.post(confirm, {"password": "sai"}).text
        assert client.post(confirm, {"password": "demo"})["Location"] == "/tai-khoan/ung-dung/bo/"
        client.post("/tai-khoan/ung-dung/bo/")
        assert client.get("/admin/").status_code == 302


def test_a_copy_of_the_database_opens_nothing(thu, app):
    sealed = Authenticator.objects.get(user=thu).data["secret"]
    assert not sealed.isalnum()
    assert Authenticator.objects.get(user=thu).wrap().validate_code(app())


def test_a_former_key_of_the_site_still_opens_it_and_a_lost_one_lets_nobody_in(thu, app, settings):
    authenticator = Authenticator.objects.get(user=thu).wrap()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert authenticator.validate_code(app())
    settings.SECRET_KEY_FALLBACKS = []
    assert not authenticator.validate_code(app(30))
    assert not authenticator.validate_code(code_of(""))


@pytest.mark.parametrize("credential", ["", "x", "1", "null", "[]", "{}", '{"id": 1}', '"a"', "{" * 5000, "[" * 30_000])
@pytest.mark.parametrize("path", [SECOND, "/tai-khoan/dang-nhap/passkey/"])
def test_a_made_up_passkey_opens_nothing(client, thu, app, give, path, credential):
    give("thu")
    client.get(path, headers={"Accept": "application/json"})
    assert client.post(path, {"credential": credential}).status_code in (200, 302)
    assert "_auth_user_id" not in client.session


RESPONSE = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AA", "attestationObject": "oA"}


@pytest.mark.parametrize("handle", [None, 1, "", "x", "_____w", "NQ", [], {}])
def test_a_nearly_right_passkey_opens_nothing(client, thu, handle):
    client.get("/tai-khoan/dang-nhap/passkey/", headers={"Accept": "application/json"})
    made_up = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": RESPONSE | {"userHandle": handle}}
    for credential in (made_up, made_up | {"response": []}, made_up | {"response": {"userHandle": handle}}):
        response = client.post("/tai-khoan/dang-nhap/passkey/", {"credential": json.dumps(credential)})
        assert response.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("response", [None, [], {}, 1, RESPONSE, RESPONSE | {"attestationObject": "!!"}])
def test_nonsense_is_no_passkey_to_keep(client, thu, give, response):
    give("thu")
    client.get("/tai-khoan/passkey/them/")
    made_up = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}
    answer = client.post("/tai-khoan/passkey/them/", {"name": "x", "credential": json.dumps(made_up)})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_nobody_reaches_another_ones_passkey(client, thu, binh, give):
    key = Authenticator.objects.create(user=binh, type="webauthn", data={"name": "Của Bình", "credential": {}})
    give("thu")
    for pk in (key.pk, 10**30, 0):
        for act in ("ten", "bo"):
            assert client.get(f"/tai-khoan/passkey/{pk}/{act}/").status_code == 404
            assert client.post(f"/tai-khoan/passkey/{pk}/{act}/", {"name": "x"}).status_code == 404


def test_an_administrator_takes_a_lost_one_away(client, admin_user, thu, app, give, settings):
    thu.email = "thu@binhminh.example"
    thu.save()
    theirs = Client()
    theirs.post("/tai-khoan/dang-nhap/", {"login": "thu", "password": "demo"})
    theirs.post(SECOND, {"code": app()})
    settings.REQUIRE_2FA = False
    client.force_login(admin_user)
    client.post("/admin/auth/user/", {"action": "take_second_factor_away", "_selected_action": [thu.pk]})
    assert not Authenticator.objects.filter(user=thu).exists()
    assert theirs.get("/admin/")["Location"].startswith("/admin/login/")
    assert mail.outbox[0].to == ["thu@binhminh.example"]


def test_so_does_a_command_for_the_only_administrator(thu, app, capsys):
    call_command("take_second_factor", "thu")
    assert not Authenticator.objects.filter(user=thu).exists()
    with pytest.raises(CommandError, match="khong-co"):
        call_command("take_second_factor", "khong-co")


@pytest.mark.parametrize("group", ["Biên tập viên", "Thư ký tòa soạn", "Quản trị viên"])
@pytest.mark.parametrize("is_superuser", [True, False])
def test_only_administrators_do_this_and_not_to_those_above_them(client, thu, app, settings, group, is_superuser):
    settings.REQUIRE_2FA = False
    thu.is_superuser = is_superuser
    thu.save()
    client.force_login(account("khac", group))
    client.post("/admin/auth/user/", {"action": "take_second_factor_away", "_selected_action": [thu.pk]})
    is_taken = group == "Quản trị viên" and not is_superuser
    assert Authenticator.objects.filter(user=thu).exists() is not is_taken
