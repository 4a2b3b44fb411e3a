"""Files in buckets: what the environment says, what the site makes of it, and what is refused."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from newsroom.checks import originals_have_a_bucket_of_their_own, readers_can_load_from_the_bucket

BUCKETS = {
    "S3_BUCKET": "anh",
    "S3_PRIVATE_BUCKET": "goc",
    "S3_PUBLIC_URL": "https://anh.example.vn/bao/",
    "S3_ENDPOINT_URL": "https://s3.example.vn",
}
SAY = """
import environs
environs.Env.read_env = lambda *a, **k: True
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
import django
django.setup()
from django.conf import settings
from django.core.files.storage import default_storage, storages
csp = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
print(csp["img-src"], csp["media-src"], default_storage.url("ab/cd/w400-1.jpg"))
print(type(default_storage._wrapped).__name__, *(type(storages[name]).__name__ for name in ("originals", "limited")))
"""


def start(**environment: str) -> subprocess.CompletedProcess:
    """Ask a process with this environment where its files lie."""
    return subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VIRTUAL_ENV": sys.prefix, "DATABASE_URL": "sqlite://:memory:", "DEBUG": "1"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_bucket_files_lie_on_this_machine_and_pages_load_from_nowhere_else():
    assert start().stdout.splitlines() == [
        """["'self'", 'data:'] ["'self'"] /uploads/ab/cd/w400-1.jpg""",
        "PublicStorage PrivateStorage PrivateStorage",
    ]


def test_with_a_bucket_pages_may_load_from_its_address_alone():
    assert start(**BUCKETS).stdout.splitlines() == [
        """["'self'", 'https://anh.example.vn', 'data:'] ["'self'", 'https://anh.example.vn']"""
        " https://anh.example.vn/bao/ab/cd/w400-1.jpg",
        "PublicBucket PrivateBucket PrivateBucket",
    ]


@pytest.mark.parametrize("name", ["S3_PRIVATE_BUCKET", "S3_PUBLIC_URL"])
def test_half_a_configuration_does_not_start(name: str):
    result = start(**{key: value for key, value in BUCKETS.items() if key != name})
    assert result.returncode != 0
    assert f'Environment variable "{name}" not set' in result.stderr


def test_originals_in_the_public_bucket_are_refused(settings):
    settings.S3_BUCKET, settings.S3_PRIVATE_BUCKET = "anh", "goc"
    assert originals_have_a_bucket_of_their_own() == []
    for private in ("anh", ""):
        settings.S3_PRIVATE_BUCKET = private
        assert [fault.id for fault in originals_have_a_bucket_of_their_own()] == ["newsroom.E003"]


def test_an_address_that_no_browser_can_load_from_is_refused(settings):
    settings.S3_BUCKET, settings.S3_PUBLIC_URL = "anh", "https://anh.example.vn/bao"
    assert readers_can_load_from_the_bucket() == []
    for url in ("anh.example.vn", "", "s3://anh"):
        settings.S3_PUBLIC_URL = url
        assert [fault.id for fault in readers_can_load_from_the_bucket()] == ["newsroom.E004"]
