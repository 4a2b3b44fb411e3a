"""The masthead: who publishes the paper, filled in by the managing editor, read on every page."""

import pytest
from django.urls import reverse

from newsroom.roles import ROLES
from reader.models import Masthead, Outlet
from tests import factories
from tests.conftest import account

ADD, CHANGE = reverse("admin:reader_masthead_add"), reverse("admin:reader_masthead_change", args=[1])
EMPTY_OUTLETS = {"outlets-TOTAL_FORMS": "0", "outlets-INITIAL_FORMS": "0"}


@pytest.fixture
def masthead() -> Masthead:
    return Masthead.objects.create(name="Báo Sông Quê")


def test_the_managing_editor_fills_it_in_and_readers_see_it_at_once(client, desk):
    client = type(client)()
    factories.section("Thời sự")
    before = client.get("/")
    outlets = {"outlets-TOTAL_FORMS": "1", "outlets-INITIAL_FORMS": "0", "outlets-0-position": "1"}
    outlets |= {"outlets-0-name": "Tuần san Bến Nước", "outlets-0-url": "https://bennuoc.example/"}
    response = desk.post(ADD, {"name": "Báo Sông Quê", **outlets})
    assert response.status_code == 302
    after = client.get("/", HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200
    assert "<title>Báo Sông Quê</title>" in after.text


def test_without_one_the_settings_name_the_paper(client):
    assert "<title>Nhật báo Bình Minh</title>" in client.get("/").text


def test_the_desk_is_told_while_it_is_empty(desk):
    assert "The masthead is empty." in desk.get(reverse("admin:index")).text
    Masthead.objects.create(name="Báo Sông Quê", editor_in_chief="Đoàn Lương")
    assert "The masthead is empty." not in desk.get(reverse("admin:index")).text


def test_its_list_is_its_form(desk):
    link = reverse("admin:reader_masthead_changelist")
    assert desk.get(link)["Location"] == ADD
    Masthead.objects.create(name="Báo Sông Quê")
    assert desk.get(link)["Location"] == CHANGE
    assert desk.get(CHANGE).status_code == 200


def test_there_is_never_a_second_one_nor_none(desk, masthead):
    delete = reverse("admin:reader_masthead_delete", args=[1])
    answers = [desk.get(ADD), desk.post(ADD, {"name": "Khác"} | EMPTY_OUTLETS), desk.post(delete, {"post": "yes"})]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert list(Masthead.objects.values_list("name", flat=True)) == ["Báo Sông Quê"]


def test_of_two_who_fill_in_the_empty_form_the_later_is_told(desk, masthead, monkeypatch):
    monkeypatch.setattr("reader.admin.MastheadAdmin.has_add_permission", lambda self, request: True)
    response = desk.post(ADD, {"name": "Khác"} | EMPTY_OUTLETS)
    assert "The paper has a masthead already." in response.text


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("Thư ký tòa soạn", "Quản trị viên")])
def test_no_other_role_sees_or_changes_it(client, masthead, role):
    client.force_login(account("ai", role))
    responses = [client.get(CHANGE), client.post(CHANGE, {"name": "Khác"} | EMPTY_OUTLETS)]
    assert [response.status_code for response in responses] == [403, 403]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example/", "https://", "bến nước"])
def test_only_addresses_of_the_web_are_taken(desk, masthead, address):
    outlet = {"outlets-TOTAL_FORMS": "1", "outlets-INITIAL_FORMS": "0", "outlets-0-name": "X"}
    outlet |= {"outlets-0-url": address, "outlets-0-position": "1"}
    profiles = f"https://facebook.com/songque\n{address}"
    assert desk.post(CHANGE, {"name": "Sông Quê", "social_profiles": profiles} | EMPTY_OUTLETS).status_code == 200
    assert desk.post(CHANGE, {"name": "Sông Quê"} | outlet).status_code == 200
    assert (Masthead.objects.get().name, Outlet.objects.count()) == ("Báo Sông Quê", 0)
