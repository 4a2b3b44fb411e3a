"""Public renditions: served for ever under their names, and nothing else from the disk."""

from pathlib import Path

import pytest


@pytest.fixture
def rendition(settings) -> bytes:
    """A picture file among the uploads, and a secret beside their folder."""
    folder = Path(settings.MEDIA_ROOT)
    (folder / "ab").mkdir(parents=True, exist_ok=True)
    (folder / "ab" / "abc123.jpg").write_bytes(b"a picture")
    (folder / ".secret").write_bytes(b"secret")
    folder.with_name("secret.jpg").write_bytes(b"secret")
    return b"a picture"


def test_a_rendition_is_served_to_be_kept_for_ever(client, rendition):
    response = client.get("/uploads/ab/abc123.jpg")
    headers = ("Content-Type", "Cache-Control", "X-Content-Type-Options")
    assert (response.status_code, response.getvalue()) == (200, rendition)
    assert [response[name] for name in headers] == ["image/jpeg", "public, max-age=31536000, immutable", "nosniff"]
    assert (dict(response.cookies), response.get("Vary")) == ({}, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "ab/none.jpg",
        "ab/",
        "ab",
        "",
        ".secret",
        "ab/.abc123.jpg",
        "../secret.jpg",
        "ab/../../secret.jpg",
        "%2e%2e/secret.jpg",
        "..%2fsecret.jpg",
        "ab//abc123.jpg",
        "/etc/passwd",
        "ab/abc123.jpg%00",
        "ab/%ED%A0%80.jpg",
        "a" * 300 + ".jpg",
        "/".join(["a" * 100] * 50),
    ],
)
def test_anything_else_is_not_found(client, rendition, path):
    response = client.get(f"/uploads/{path}")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")


def test_nobody_writes_there(client, rendition):
    assert client.post("/uploads/ab/abc123.jpg").status_code == 405
