"""The interface is Vietnamese: every source string has its translation, with the same placeholders."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUES = sorted(Path(settings.BASE_DIR, "locale").rglob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")


def messages(path: Path) -> list:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="vi") if message.id]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_every_string_is_translated_with_its_placeholders(path):
    found = messages(path)
    assert found
    for message in found:
        source = message.id if isinstance(message.id, str) else message.id[1]
        target = message.string if isinstance(message.string, str) else message.string[0]
        assert target, source
        assert not message.fuzzy, source
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(target)), source


def test_no_source_string_is_missing_from_the_catalogue(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("needs gettext (make test installs it) to collect the source strings")
    folder = tmp_path / "project"
    ignored = shutil.ignore_patterns(".venv", "var", ".git", "tests", "node_modules", "__pycache__")
    shutil.copytree(settings.BASE_DIR, folder, ignore=ignored)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "vi", "--no-obsolete", "--no-location"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    collected = {message.id for message in messages(folder / "locale" / "vi" / "LC_MESSAGES" / "django.po")}
    known = {message.id for message in messages(settings.BASE_DIR / "locale" / "vi" / "LC_MESSAGES" / "django.po")}
    assert collected - known == set()
    assert known - collected == set(), "no longer used"
