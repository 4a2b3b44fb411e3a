"""Public renditions: served for ever under their names, and nothing else from the disk."""

from pathlib import Path

import pytest

# Closing a file closes the connections of its request, those that an earlier test left open too.
pytestmark = pytest.mark.django_db


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


# --- Parts ------------------------------------------------------------------------

FILM = bytes(range(256)) * 40


@pytest.fixture
def film(settings) -> str:
    """The address of a film of 10,240 bytes."""
    path = Path(settings.MEDIA_ROOT) / "cd" / "film.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FILM)
    return "/uploads/cd/film.mp4"


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-", 100, 10_239),
        ("bytes=10239-", 10_239, 10_239),
        ("bytes=5000-99999999", 5_000, 10_239),
        ("bytes=-500", 9_740, 10_239),
        ("bytes=-99999", 0, 10_239),
        ("Bytes=0-8191", 0, 8_191),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(client, film, asked, begin, end):
    response = client.get(film, headers={"Range": asked})
    assert response.status_code == 206
    assert response.getvalue() == FILM[begin : end + 1]
    assert response["Content-Range"] == f"bytes {begin}-{end}/10240"
    assert response["Content-Length"] == str(end - begin + 1)
    names = ("Content-Type", "Accept-Ranges", "Cache-Control", "X-Content-Type-Options")
    assert [response[name] for name in names] == [
        "video/mp4",
        "bytes",
        "public, max-age=31536000, immutable",
        "nosniff",
    ]


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0", "bytes=999999999999999999-"])
def test_a_part_beyond_the_end_is_refused_with_the_length(client, film, asked):
    response = client.get(film, headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10240")
    assert response.getvalue() == b""


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-9", "lines=0-1", "bytes=x-y", "bytes=0x1-2"]
    + ["bytes=\u0661-\u0662", "bytes=" + "9" * 5_000 + "-", "bytes=--5"],
)
def test_what_is_no_single_range_gets_the_whole(client, film, asked):
    response = client.get(film, headers={"Range": asked})
    assert (response.status_code, response.getvalue()) == (200, FILM)
    assert response["Accept-Ranges"] == "bytes"


def last_modified(client, address: str) -> str:
    response = client.get(address)
    response.close()
    return response["Last-Modified"]


def test_a_part_of_another_file_is_not_completed(client, film):
    current = last_modified(client, film)
    for claim, status in ((current, 206), ("Sun, 08 Mar 2020 08:00:00 GMT", 200), ('"an-etag"', 200)):
        response = client.get(film, headers={"Range": "bytes=0-1", "If-Range": claim})
        assert (response.status_code, len(response.getvalue())) == (status, 2 if status == 206 else 10_240)


def test_head_tells_the_length_whatever_part_is_asked_for(client, film):
    response = client.head(film, headers={"Range": "bytes=0-1"})
    assert (response.status_code, response["Content-Length"], response["Accept-Ranges"]) == (200, "10240", "bytes")
    assert response.getvalue() == b""


def test_who_has_the_file_is_not_sent_it_again(client, film):
    current = last_modified(client, film)
    assert client.get(film, headers={"If-Modified-Since": current, "Range": "bytes=0-1"}).status_code == 304


@pytest.mark.parametrize(
    ("name", "type", "disposition"),
    [
        ("quyet-dinh.pdf", "application/pdf", 'inline; filename="quyet-dinh.pdf"'),
        ("bai-noi.m4a", "audio/mp4", 'inline; filename="bai-noi.m4a"'),
        ("w800.avif", "image/avif", 'inline; filename="w800.avif"'),
        ("trang.html", "application/octet-stream", 'attachment; filename="trang.html"'),
        ("hinh.svg", "application/octet-stream", 'attachment; filename="hinh.svg"'),
    ],
)
def test_a_file_is_what_we_say_it_is_and_acts_on_nothing_of_ours(client, settings, name, type, disposition):
    folder = Path(settings.MEDIA_ROOT) / "ef"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"<script>alert(1)</script>")
    response = client.get(f"/uploads/ef/{name}")
    assert (response["Content-Type"], response["Content-Disposition"]) == (type, disposition)
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    # In a sandbox Safari shows no PDF.
    assert ("sandbox" in policy) == (type != "application/pdf")
    response.close()
