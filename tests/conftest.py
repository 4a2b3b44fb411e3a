"""What every test may use: a clock that can be moved, the known cast of people, and the shared inputs."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.utils import timezone

from reader import beacon, readings

SHARED = Path(settings.BASE_DIR).parent / "shared"


# --- What runs where ------------------------------------------------------------

# Whoever asks for none of these is refused the database by pytest-django.
THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
LEFT = pytest.StashKey[int]()


def concerns_both_engines(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_engine"):
        return False
    return item.get_closest_marker("django_db") is not None or not THE_DATABASE.isdisjoint(item.fixturenames)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """SQLite's run runs everything; PostgreSQL's leaves out what does not concern it, and says at its end how many."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    left = [item for item in items if not concerns_both_engines(item)]
    items[:] = [item for item in items if concerns_both_engines(item)]
    config.hook.pytest_deselected(items=left)
    config.stash[LEFT] = len(left)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left"] = len(left)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Each of xdist's workers collects the same tests; only the process that started them prints."""
    node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("left", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left := config.stash.get(LEFT, 0):
        terminalreporter.write_line(f"{left} tests that do not concern this engine were left to the run on SQLite.")


# --- For every test -------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_quickly() -> None:
    """Signing in is not what most tests are about; a production hash takes a third of a second."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """SQLite in a file of this process, as in production: threads and live servers get connections of their own."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(Path(database["NAME"]).with_name("test.sqlite3"))
    else:
        database["TEST"]["NAME"] = f"test_newsroom_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """As pytest-django's. A live server's thread may still be hanging up when PostgreSQL is to drop the database."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def database_clock_is_the_tests_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """time-machine moves Python's clock only: let the database's follow it."""
    monkeypatch.setattr("articles.timeline.database_clock", timezone.now)


@pytest.fixture(autouse=True)
def readings_wait(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread writes readings behind a test's back, and none are left to the next: a test says when, by `flush`."""
    monkeypatch.setattr(readings, "flusher", Mock())
    monkeypatch.setattr(beacon, "networks", beacon.Networks())
    yield
    readings.tally.take()


@pytest.fixture
def shared() -> Path:
    """The folder of shared inputs; tests that need it are skipped in a clone that lacks it."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared inputs beside the project, which this clone lacks")
    return SHARED


def account(username: str, group: str | None = None, **kwargs: object) -> User:
    """A signed-up member of the newsroom, in the group of a role."""
    user = User.objects.create_user(username, password="demo", is_staff=True, **kwargs)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def lan(db: None) -> User:
    """Lan, a reporter: writes, publishes nothing."""
    return account("lan", "Phóng viên")


@pytest.fixture
def binh(db: None) -> User:
    """Bình, an editor."""
    return account("binh", "Biên tập viên")


@pytest.fixture
def thu(db: None) -> User:
    """Thu, the managing editor: publishes."""
    return account("thu", "Thư ký tòa soạn")


@pytest.fixture
def rao(db: None) -> User:
    """Rao, who moderates the classifieds and has no business with articles."""
    return account("rao", "Kiểm duyệt rao vặt")


@pytest.fixture
def admin_user(db: None) -> User:
    """The administrator."""
    return User.objects.create_superuser("quantri", password="demo")


@pytest.fixture
def desk(client: Client, thu: User) -> Client:
    """The browser of Thu, the managing editor."""
    client.force_login(thu)
    return client
