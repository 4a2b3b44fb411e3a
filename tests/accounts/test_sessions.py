"""Where somebody is signed in, and signing out there."""

import pytest
from django.test import Client

from accounts.devices import device

pytestmark = pytest.mark.django_db

SESSIONS = "/tai-khoan/phien/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E Safari/604.1"


@pytest.fixture(autouse=True)
def password_alone(settings):
    settings.REQUIRE_2FA = False


def browser(username: str, user_agent: str = WINDOWS) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    client.post("/tai-khoan/dang-nhap/", {"login": username, "password": "demo"})
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def rows(client: Client) -> list:
    return client.get(SESSIONS).context["rows"]


def test_all_of_ones_own_are_listed_and_no_others(thu, binh):
    here, _, _ = browser("thu"), browser("thu", IPHONE), browser("binh")
    assert [row["device"] for row in rows(here)] == ["Chrome on Windows", "Safari on iPhone"]


def test_one_is_ended(thu):
    here, phone, other = browser("thu"), browser("thu", IPHONE), browser("thu")
    here.post(SESSIONS, {"session": rows(here)[1]["session"].pk})
    assert [is_in(client) for client in (here, phone, other)] == [True, False, True]


def test_all_others_are_ended(thu):
    here, phone, other = browser("thu"), browser("thu", IPHONE), browser("thu")
    here.post(SESSIONS, {"others": "1"})
    assert [is_in(client) for client in (here, phone, other)] == [True, False, False]


def test_all_are_ended_here_too(thu, binh):
    here, phone, colleague = browser("thu"), browser("thu", IPHONE), browser("binh")
    assert here.post(SESSIONS, {"everywhere": "1"})["Location"] == "/tai-khoan/dang-nhap/"
    assert [is_in(client) for client in (here, phone, colleague)] == [False, False, True]


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 40, "１", "\x00"])
def test_a_number_that_is_none_of_ones_own_ends_nothing(thu, binh, number):
    here, phone, colleague = browser("thu"), browser("thu", IPHONE), browser("binh")
    here.post(SESSIONS, {"session": number})
    here.post(SESSIONS, {"session": rows(colleague)[0]["session"].pk})
    assert all(is_in(client) for client in (here, phone, colleague))


def test_strangers_see_none(client):
    assert client.get(SESSIONS)["Location"].startswith("/tai-khoan/dang-nhap/")
    assert client.post(SESSIONS, {"everywhere": "1"})["Location"].startswith("/tai-khoan/dang-nhap/")


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (WINDOWS + " Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) coc_coc_browser/130 Chrome/124 Mobile Safari/537", "Cốc Cốc on Android"),
        ("curl/8.0", "Unknown device"),
        ("", "Unknown device"),
        ("\x00" * 9000, "Unknown device"),
    ],
)
def test_browsers_are_called_what_people_call_them(user_agent, name):
    assert device(user_agent) == name
