"""Forgotten and new passwords: a letter to the owner, nothing to anybody else."""

import re
from unittest.mock import Mock

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import letters
from kernel import background

pytestmark = pytest.mark.django_db

FORGOT = "/tai-khoan/quen-mat-khau/"
NEW = {"password1": "bốn mùa lá rụng", "password2": "bốn mùa lá rụng"}


@pytest.fixture(autouse=True)
def address(thu, settings):
    settings.REQUIRE_2FA = False
    thu.email = "thu@binhminh.example"
    thu.save()


def link_in(letter) -> str:
    return re.search(r"http://127.0.0.1:8000(/\S+)", letter.body)[1]


def asked(client) -> str:
    client.post(FORGOT, {"email": "Thu@binhminh.example"})
    return link_in(mail.outbox[-1])


def test_a_link_comes_by_e_mail_and_sets_a_new_password(client, thu, give):
    form = client.get(asked(client), follow=True)
    assert "key" not in form.redirect_chain[-1][0]
    response = client.post(form.redirect_chain[-1][0], NEW, follow=True)
    assert "The new password is saved." in response.text
    assert give("thu", "bốn mùa lá rụng").status_code == 302
    assert [letter.to for letter in mail.outbox] == [["thu@binhminh.example"]] * 2
    assert "Nhật báo Bình Minh" in mail.outbox[0].subject


def test_nobody_learns_which_addresses_have_accounts(client, monkeypatch):
    later = Mock()
    monkeypatch.setattr(letters, "in_background", later)
    client.post(FORGOT, {"email": "ai-do@binhminh.example"})
    locations, works = set(), set()
    for email in ("thu@binhminh.example", "khong-co@binhminh.example"):
        with CaptureQueriesContext(connection) as queries:
            locations.add(client.post(FORGOT, {"email": email})["Location"])
        # Neither looks for an account: tries are counted, and that is all.
        assert not any("auth_user" in query["sql"] for query in queries)
        works.add(len(queries))
    assert locations == {f"{FORGOT}da-gui/"}
    assert len(works) == 1
    assert later.call_count == 3
    assert mail.outbox == []


def test_strangers_and_closed_accounts_get_no_letter(client, thu):
    client.post(FORGOT, {"email": "khong-co@binhminh.example"})
    thu.is_active = False
    thu.save()
    client.post(FORGOT, {"email": "thu@binhminh.example"})
    assert mail.outbox == []


def test_a_server_for_letters_that_is_down_does_not_tell_either(client, monkeypatch, caplog):
    monkeypatch.undo()
    monkeypatch.setattr(letters, "in_background", background.carefully)
    monkeypatch.setattr(background.connections, "close_all", Mock())
    monkeypatch.setattr(letters, "send_mail", Mock(side_effect=OSError("no route to host")))
    response = client.post(FORGOT, {"email": "thu@binhminh.example"})
    assert response["Location"] == f"{FORGOT}da-gui/"
    assert "A letter could not be sent." in caplog.text


def test_the_link_leads_to_the_site_whatever_host_the_request_named(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(FORGOT, {"email": "thu@binhminh.example"}, headers={"Host": "evil.example"})
    assert "evil" not in mail.outbox[0].body


def test_a_link_works_once_and_for_a_day(client):
    link = asked(client)
    with time_machine.travel("2030-01-01", tick=False):
        assert "no longer valid" in Client().get(link).text
    client.post(client.get(link)["Location"], NEW)
    assert "no longer valid" in Client().get(link).text


def test_a_link_is_void_once_the_address_is_another(client, thu):
    link = asked(client)
    thu.email = "moi@binhminh.example"
    thu.save()
    assert "no longer valid" in client.get(link).text


@pytest.mark.parametrize("part", ["0-x", "zzzzzzzzzzzzz-x-y", "1-set-password", "1-" + "a" * 100])
def test_a_made_up_link_opens_nothing(client, part):
    assert "no longer valid" in client.get(f"/tai-khoan/mat-khau-moi/{part}/").text


@pytest.mark.parametrize("email", ["", "x", "a" * 100_000 + "@b.vn", "\x00@b.vn", "a@b.vn\nBcc: c@d.vn"])
def test_what_is_no_address_is_said_so(client, email):
    response = client.post(FORGOT, {"email": email})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert mail.outbox == []


def test_three_letters_in_ten_minutes_are_enough(client):
    codes = [client.post(FORGOT, {"email": "thu@binhminh.example"}).status_code for _ in range(4)]
    assert codes == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_changing_it_signs_out_all_other_devices(client, thu, give):
    elsewhere = Client()
    elsewhere.post("/tai-khoan/dang-nhap/", {"login": "thu", "password": "demo"})
    give("thu")
    assert "not your present password" in client.post("/tai-khoan/mat-khau/", {"oldpassword": "sai"} | NEW).text
    client.post("/tai-khoan/mat-khau/", {"oldpassword": "demo"} | NEW)
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert mail.outbox[0].subject.endswith("Your password was changed")


def test_a_reset_signs_out_all_devices(client, thu, give):
    elsewhere = Client()
    elsewhere.post("/tai-khoan/dang-nhap/", {"login": "thu", "password": "demo"})
    client.post(client.get(asked(client))["Location"], NEW)
    assert elsewhere.get("/admin/").status_code == 302


@pytest.mark.parametrize("password", ["ngắn", "password123", "1234567890"])
def test_a_weak_password_is_refused(client, give, password):
    give("thu")
    sent = {"oldpassword": "demo", "password1": password, "password2": password}
    assert client.post("/tai-khoan/mat-khau/", sent).context["form"].errors


def test_the_admins_own_page_leads_here(desk):
    assert desk.get("/admin/password_change/")["Location"] == "/tai-khoan/mat-khau/"
