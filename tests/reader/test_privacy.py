"""Readers are left alone: no cookie, no session, no third party, nothing that the security policy would block."""

import re

import pytest

from articles.publishing import withdraw
from tests import factories
from tests.reader.pages import address, published

# Scripts come from our own files alone; JSON-LD is data, which no browser runs and no policy blocks.
OURS = r'(?: type="module")? src="/static/[^>]*></script>| type="application/ld\+json">[^<]*</script>'
INLINE = rf"<script(?!{OURS})|<style|\sstyle=|\son\w+=|javascript:|<iframe|<object"
# Links that no browser follows by itself.
UNFOLLOWED = r'<link rel="(?:canonical|alternate)"[^>]*>'


@pytest.fixture
def paths(db) -> list[str]:
    """One of every kind of public page."""
    author, photo = factories.author(), factories.photo()
    related = [factories.link(published(lead_photo=photo), teaser="Lời dẫn")]
    figures = [factories.figure(factories.photo(), "Ảnh", layout="gallery") for _ in range(3)]
    full = published("Đủ cả", factories.text(), *figures, factories.quote("A"), authors=[author], related=related)
    gone = published("Đã gỡ")
    url = address(gone)
    withdraw(gone, by=None, reason="x")
    factories.section("Trống")
    return [
        "/",
        "/thoi-su/",
        "/trong/",
        address(full),
        url,
        "/khong-co",
        "/thoi-su/?sau=x",
        "/tim-kiem/?q=anh&tacgia=x",
        "/tim-kiem/?q=khongcogi",
        "/rss/",
        "/ngay/",
        "/lien-he/",
        "/toa-soan/",
        "/Thoi-Su",
        "/uploads/x.jpg",
    ]


def test_no_page_sets_a_cookie_or_varies_by_one(client, admin_user, paths):
    for path in paths:
        response = client.get(path)
        assert dict(response.cookies) == {}, path
        assert response.get("Vary") in (None, "Accept-Encoding"), path
    client.force_login(admin_user)
    for path in paths:
        response = client.get(path)
        assert dict(response.cookies) == {}, path
        assert response.get("Vary") in (None, "Accept-Encoding"), path


def test_a_reader_who_is_signed_in_gets_the_same_page(client, admin_user, paths):
    before = [client.get(path).content for path in paths]
    client.force_login(admin_user)
    assert [client.get(path).content for path in paths] == before


def test_no_page_holds_what_the_policy_blocks(client, paths):
    for path in paths:
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert ("unsafe" in policy, "nonce" in policy, "default-src 'self'" in policy) == (False, False, True)
        assert not re.search(INLINE, response.text, re.IGNORECASE), path


def test_no_page_asks_a_third_party_for_anything(client, paths):
    for path in paths:
        html = re.sub(UNFOLLOWED, "", client.get(path).text)
        fetched = re.findall(r'(?:src|srcset|<link[^>]*href)="([^"]*)"', html)
        ours = ("/static/", "/uploads/", "/manifest.webmanifest")
        assert [url for url in fetched if not url.startswith(ours)] == [], path


def test_every_page_carries_the_security_headers(client, paths):
    for path in paths:
        headers = client.get(path).headers
        assert "geolocation=()" in headers["Permissions-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["X-Frame-Options"] == "SAMEORIGIN", path


def test_behind_https_browsers_are_told_to_stay_there(client, settings, paths):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31_536_000, True
    assert client.get("/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
    assert client.get("/x?y=1")["Location"] == "https://testserver/x?y=1"
