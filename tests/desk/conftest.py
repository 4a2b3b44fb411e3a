import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def quick_passwords(settings: object) -> None:
    """None of these tests is about how passwords are kept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def desk(client: Client, thu: object) -> Client:
    """The browser of Thu, the managing editor."""
    client.force_login(thu)
    return client
