"""Starting the site: safe by default, and what is misconfigured is said before anyone is harmed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from newsroom.checks import originals_are_private, uploads_lie_outside_packages
from newsroom.roles import ROLES, install_roles


def start(**environment: str) -> subprocess.CompletedProcess:
    """Run `manage.py check` in a process of its own, from a folder without .env."""
    code = "import environs; environs.Env.read_env = lambda *a, **k: True; import manage; manage.main()"
    return subprocess.run(
        [sys.executable, "-c", code, "check"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VIRTUAL_ENV": sys.prefix, "DATABASE_URL": "sqlite://:memory:"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_key_it_does_not_start():
    result = start()
    assert result.returncode != 0
    assert 'Environment variable "SECRET_KEY" not set' in result.stderr


def test_for_development_it_starts_without_one():
    assert start(DEBUG="1").returncode == 0


def test_a_virtual_environment_behind_a_link_is_taken_for_what_it_is(tmp_path):
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "manage.py").write_text((settings.BASE_DIR / "manage.py").read_text())
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(settings.BASE_DIR)}
    result = subprocess.run(
        [tmp_path / ".venv" / "bin" / "python", "manage.py", "help"],
        cwd=tmp_path,
        env=environment | {"DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0


def test_uploads_inside_a_package_are_refused(settings):
    assert uploads_lie_outside_packages() == []
    settings.MEDIA_ROOT = settings.BASE_DIR / "media" / "files"
    assert [fault.id for fault in uploads_lie_outside_packages()] == ["newsroom.E001"]


def test_originals_among_the_public_files_are_refused(settings):
    assert originals_are_private() == []
    settings.ORIGINALS_ROOT = settings.MEDIA_ROOT / "originals"
    assert [fault.id for fault in originals_are_private()] == ["newsroom.E002"]


@pytest.mark.django_db
def test_the_groups_have_exactly_the_permissions_of_the_table():
    Group.objects.get(name="Phóng viên").permissions.clear()
    install_roles()
    for name, permissions in ROLES.items():
        held = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
        assert {f"{label}.{codename}" for label, codename in held} == set(permissions)


def test_only_the_managing_editors_publish():
    assert [name for name, permissions in ROLES.items() if "articles.publish_article" in permissions] == [
        "Thư ký tòa soạn",
        "Quản trị viên",
    ]
