"""Sign-in as in production: throttled, and with a second factor; letters are sent at once."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.test import Client

from accounts import letters


@pytest.fixture(autouse=True)
def production(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REQUIRE_2FA = True
    # The words of the source, so that no translator can break a test.
    settings.LANGUAGE_CODE = "en"
    monkeypatch.setattr(letters, "in_background", lambda work, *arguments: work(*arguments))


@pytest.fixture
def app(thu: User) -> Callable[..., str]:
    """Thu's authenticator app: called, it shows a code; `late`: the one that it showed so many seconds ago."""
    secret = generate_totp_secret()
    TOTP.activate(thu, secret)
    return lambda late=0: code_of(secret, late)


def code_of(secret: str, late: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time() - late) // 30))


@pytest.fixture
def give(client: Client) -> Callable[..., object]:
    """Types name and password into the sign-in page."""

    def give(login: str, password: str = "demo", **more: str):
        return client.post("/tai-khoan/dang-nhap/", {"login": login, "password": password} | more)

    return give
