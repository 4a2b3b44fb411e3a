"""How administrators make and keep accounts."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password_alone(settings):
    settings.REQUIRE_2FA = False


def test_a_new_colleague_gets_a_link_to_choose_the_password(admin_client, django_capture_on_commit_callbacks):
    form = admin_client.get("/admin/auth/user/add/").context["adminform"].form
    assert (form["is_staff"].value(), form["usable_password"].value()) == (True, "false")
    new = {"username": "mai", "first_name": "Mai", "email": "mai@binhminh.example", "is_staff": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post("/admin/auth/user/add/", new | {"usable_password": "false"})
    mai = User.objects.get(username="mai")
    assert response.status_code == 302
    assert (mai.email, mai.first_name, mai.is_staff, mai.has_usable_password()) == (new["email"], "Mai", True, False)
    admin_client.post("/admin/auth/user/", {"action": "send_password_link", "_selected_action": [mai.pk]})
    assert [letter.to for letter in mail.outbox] == [[mai.email]] * 2
    assert all("/tai-khoan/mat-khau-moi/" in letter.body for letter in mail.outbox)


def test_two_accounts_never_share_an_address(admin_client, thu, binh):
    thu.email = "thu@binhminh.example"
    thu.save()
    new = {"username": "mai", "email": "THU@binhminh.example", "usable_password": "false"}
    assert "Another account has this address." in admin_client.post("/admin/auth/user/add/", new).text
    page = admin_client.get(f"/admin/auth/user/{binh.pk}/change/")
    sent = {name: value or "" for name, value in page.context["adminform"].form.initial.items()}
    sent |= {
        "email": "thu@binhminh.example",
        "last_login_0": "",
        "last_login_1": "",
        "groups": [],
        "user_permissions": [],
    }
    assert "Another account has this address." in admin_client.post(page.request["PATH_INFO"], sent).text


def test_the_list_of_accounts_costs_the_same_for_one_and_many(admin_client, admin_user, django_assert_num_queries):
    def queries() -> int:
        with django_assert_num_queries(7):
            admin_client.get("/admin/auth/user/")

    queries()
    for number in range(5):
        User.objects.create_user(f"nguoi{number}")
    queries()


def test_secrets_are_no_page_of_the_admin(admin_client):
    assert [
        model for model in admin.site._registry if model._meta.app_label in ("account", "mfa", "usersessions")
    ] == []
    assert admin_client.get("/admin/mfa/authenticator/").status_code == 404


def test_an_administrator_signs_a_colleague_out_everywhere(admin_client, thu, client):
    client.post("/tai-khoan/dang-nhap/", {"login": "thu", "password": "demo"})
    admin_client.post("/admin/auth/user/", {"action": "sign_out_everywhere", "_selected_action": [thu.pk]})
    assert client.get("/admin/").status_code == 302
