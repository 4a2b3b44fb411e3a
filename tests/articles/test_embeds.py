"""Addresses that an editor may paste: every form that the sites give out, and nothing else."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.embeds import NotEmbeddable, parse

WATCH = "https://www.youtube.com/watch?v=BinhMinh-01"
PFBID = "pfbid02binhMinhHaThuan8AxyZ"


@pytest.mark.parametrize(
    "pasted",
    [
        "https://www.youtube.com/watch?v=BinhMinh-01",
        "http://youtube.com/watch?v=BinhMinh-01&list=PLabcdefghij&index=2",
        "https://m.youtube.com/watch?app=desktop&v=BinhMinh-01&feature=share",
        "https://music.youtube.com/watch?v=BinhMinh-01&si=x",
        "youtube.com/watch?v=BinhMinh-01",
        "  https://youtu.be/BinhMinh-01?si=AbCdEf  ",
        "https://www.youtube.com/embed/BinhMinh-01?rel=0",
        "https://www.youtube-nocookie.com/embed/BinhMinh-01",
        "https://www.youtube.com/live/BinhMinh-01?feature=shared",
        "https://www.youtube.com/v/BinhMinh-01",
        "https://www.youtube.com/watch/BinhMinh-01/",
    ],
)
def test_a_video_of_youtube(pasted):
    found = parse(pasted)
    assert (found.site, found.kind, found.shape, found.address) == ("YouTube", "video", "wide", WATCH)
    assert found.player == "https://www.youtube-nocookie.com/embed/BinhMinh-01?autoplay=1"


@pytest.mark.parametrize(
    ("start", "seconds"), [("90", 90), ("90s", 90), ("1h2m3s", 3723), ("2m", 120), ("x", 0), ("-5", 0), ("٣", 0)]
)
def test_a_video_may_begin_later(start, seconds):
    found = parse(f"https://youtu.be/BinhMinh-01?t={start}")
    assert found.address == (f"{WATCH}&t={seconds}s" if seconds else WATCH)
    assert found.player.endswith(f"&start={seconds}" if seconds else "autoplay=1")


def test_a_short_is_tall_and_a_playlist_plays_on():
    short = parse("https://www.youtube.com/shorts/BinhMinh-01?feature=share")
    assert (short.shape, short.address) == ("tall", "https://www.youtube.com/shorts/BinhMinh-01")
    plays = parse("https://www.youtube.com/playlist?list=PLabcdefghij")
    assert plays.player == "https://www.youtube-nocookie.com/embed/videoseries?list=PLabcdefghij"


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://www.facebook.com/baobinhminh/videos/1234567890/", "/baobinhminh/videos/1234567890/"),
        (
            "https://vi-vn.facebook.com/bao.binh-minh/videos/l%E1%BB%85-h%E1%BB%99i/1234567890/?mibextid=x",
            "/bao.binh-minh/videos/1234567890/",
        ),
        ("https://www.facebook.com/watch/?v=1234567890&ref=sharing", "/watch/?v=1234567890"),
        ("https://m.facebook.com/watch/live/?ref=watch_permalink&v=1234567890", "/watch/?v=1234567890"),
        ("https://www.facebook.com/video.php?v=1234567890", "/watch/?v=1234567890"),
        ("https://www.facebook.com/video/embed?video_id=1234567890", "/watch/?v=1234567890"),
        ("https://www.facebook.com/reel/1234567890?s=yWDuG2", "/reel/1234567890/"),
        (
            "https://www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fbaobinhminh"
            "%2Fvideos%2F1234567890%2F&show_text=false",
            "/baobinhminh/videos/1234567890/",
        ),
    ],
)
def test_a_video_of_facebook(pasted, address):
    found = parse(pasted)
    assert (found.site, found.kind, found.address) == ("Facebook", "video", f"https://www.facebook.com{address}")
    assert found.player.startswith("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2F")
    assert found.shape == ("tall" if "reel" in address else "wide")


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://www.facebook.com/baobinhminh/posts/1234567890", "/baobinhminh/posts/1234567890"),
        (f"https://www.facebook.com/baobinhminh/posts/{PFBID}?__cft__[0]=AZ", f"/baobinhminh/posts/{PFBID}"),
        ("https://www.facebook.com/bao/posts/gia-lua/1234567890", "/bao/posts/1234567890"),
        (
            "https://m.facebook.com/story.php?story_fbid=1234567890&id=100064",
            "/permalink.php?story_fbid=1234567890&id=100064",
        ),
        (
            f"https://www.facebook.com/permalink.php?story_fbid={PFBID}&id=100064",
            f"/permalink.php?story_fbid={PFBID}&id=100064",
        ),
        ("https://www.facebook.com/groups/hoi.lang/permalink/1234567890/", "/groups/hoi.lang/posts/1234567890/"),
        ("https://www.facebook.com/groups/99/?multi_permalinks=1234567890", "/groups/99/posts/1234567890/"),
        ("https://www.facebook.com/photo.php?fbid=1234567890&set=a.1", "/photo/?fbid=1234567890"),
        ("https://www.facebook.com/bao/photos/a.987/1234567890/?type=3", "/bao/photos/1234567890"),
        ("https://www.facebook.com/media/set/?set=a.1234567890&type=3", "/media/set/?set=a.1234567890"),
    ],
)
def test_a_post_of_facebook(pasted, address):
    found = parse(pasted)
    assert (found.kind, found.shape, found.address) == ("post", "post", f"https://www.facebook.com{address}")
    assert found.player.startswith("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2F")


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://www.tiktok.com/@bao.binhminh/video/7123456789012345678?is_from_webapp=1", "@bao.binhminh/video"),
        ("https://m.tiktok.com/@bao.binhminh/photo/7123456789012345678", "@bao.binhminh/photo"),
        ("https://m.tiktok.com/v/7123456789012345678.html", "@/video"),
        ("https://www.tiktok.com/embed/v2/7123456789012345678", "@/video"),
        ("https://www.tiktok.com/player/v1/7123456789012345678", "@/video"),
    ],
)
def test_a_video_of_tiktok(pasted, address):
    found = parse(pasted)
    assert found.address == f"https://www.tiktok.com/{address}/7123456789012345678"
    assert found.player == "https://www.tiktok.com/player/v1/7123456789012345678?autoplay=1&rel=0"
    assert (found.site, found.shape) == ("TikTok", "tall")


@pytest.mark.parametrize(
    ("pasted", "user"),
    [
        ("https://x.com/baobinhminh/status/1890123456789012345?s=20", "baobinhminh"),
        ("https://twitter.com/baobinhminh/status/1890123456789012345/photo/1", "baobinhminh"),
        ("https://mobile.twitter.com/baobinhminh/statuses/1890123456789012345", "baobinhminh"),
        ("https://x.com/i/web/status/1890123456789012345", "i"),
        ("https://platform.twitter.com/embed/Tweet.html?id=1890123456789012345", "i"),
    ],
)
def test_a_post_of_x(pasted, user):
    found = parse(pasted)
    assert (found.site, found.kind, found.address) == ("X", "post", f"https://x.com/{user}/status/1890123456789012345")
    assert found.player == "https://platform.twitter.com/embed/Tweet.html?id=1890123456789012345&dnt=true&lang=vi"


@pytest.mark.parametrize(
    ("pasted", "kind", "player"),
    [
        ("https://media.example.org/a/le-hoi.MP4", "video", "https://media.example.org/a/le-hoi.MP4"),
        ("https://cdn.example.org/x.webm?key=1&b=%20#t=5", "video", "https://cdn.example.org/x.webm?key=1&b=%20"),
        (
            "https://example.org/lễ hội.mp3".replace(" ", "%20"),
            "audio",
            "https://example.org/l%E1%BB%85%20h%E1%BB%99i.mp3",
        ),
        ("https://phát.example.org/a.ogg", "audio", "https://xn--pht-fla.example.org/a.ogg"),
    ],
)
def test_a_file_of_any_host(pasted, kind, player):
    found = parse(pasted)
    assert (found.kind, found.is_file, found.player, found.address) == (kind, True, player, player)
    assert found.origin == "https://" + urlsplit(player).netloc


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "lễ hội",
        "https://",
        "https://example.org/",
        "https://example.org/a.pdf",
        "http://example.org/a.mp4",
        "https://localhost/a.mp4",
        "https://10.0.0.1/a.mp4",
        "https://example.org:8443/a.mp4",
        "https://ai@example.org/a.mp4",
        "https://example.org;script-src *//a.mp4",
        'https://example.org/a.mp4?x="onerror=',
        "https://example.org/a\n.mp4",
        "javascript:alert(1)//a.mp4",
        "data:video/mp4;base64,AAAA.mp4",
        "ftp://example.org/a.mp4",
        "//www.youtube.com/watch?v=BinhMinh-01\x00",
        "https://youtube.com.example.org/watch?v=BinhMinh-01",
        "https://notyoutube.com/watch?v=BinhMinh-01",
        "https://[::1/a.mp4",
        "https://www.youtube.com:99999999/watch?v=BinhMinh-01",
        '<iframe src="https://www.youtube.com/embed/BinhMinh-01"></iframe>',
        "https://example.org/" + "a" * 500 + ".mp4",
    ],
)
def test_anything_else_is_refused(pasted):
    with pytest.raises(NotEmbeddable) as refused:
        parse(pasted)
    assert refused.value.site == ""


@pytest.mark.parametrize(
    ("pasted", "site"),
    [
        ("https://www.youtube.com/@baobinhminh", "YouTube"),
        ("https://www.youtube.com/watch?v=ngan", "YouTube"),
        ("https://www.youtube.com/watch?v=BinhMinh-01x", "YouTube"),
        ("https://youtu.be/", "YouTube"),
        ("https://www.facebook.com/baobinhminh", "Facebook"),
        ("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fexample.org%2F", "Facebook"),
        ("https://www.facebook.com/watch/?v=١٢٣٤٥٦٧", "Facebook"),
        ("https://www.tiktok.com/@baobinhminh", "TikTok"),
        ("https://x.com/baobinhminh", "X"),
    ],
)
def test_what_is_no_video_or_post_of_a_site_is_refused_in_its_name(pasted, site):
    with pytest.raises(NotEmbeddable) as refused:
        parse(pasted)
    assert (refused.value.site, refused.value.is_short) == (site, False)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://fb.watch/abCdEf/",
        "https://www.facebook.com/share/v/1AbCdEf/",
        "https://www.facebook.com/share/p/1AbCdEf/",
        "https://vm.tiktok.com/ZMabc/",
        "https://vt.tiktok.com/ZSabc/",
        "https://www.tiktok.com/t/ZTabc/",
        "https://t.co/AbCdEf",
    ],
)
def test_a_short_link_says_nothing_of_what_it_leads_to(pasted):
    with pytest.raises(NotEmbeddable) as refused:
        parse(pasted)
    assert refused.value.is_short


# Who may be shown in a frame, and nobody else.
FRAMED = {
    "https://www.youtube-nocookie.com",
    "https://www.facebook.com",
    "https://www.tiktok.com",
    "https://platform.twitter.com",
}
PIECES = st.sampled_from(
    ["https://", "www.", "youtube.com", "youtu.be", "facebook.com", "tiktok.com", "x.com", "example.org", "/", "?", "&"]
    + [
        "watch",
        "v=",
        "href=",
        "plugins/video.php",
        "BinhMinh-01",
        "@a",
        "video",
        "posts",
        "status",
        "1234567890123",
        "=",
    ]
    + [".mp4", ".mp3", "%", "%2F", ":", "#", "@", " ", "\\", "[", "ễ", "\x00", "\u202e", "\ud800", ";", "'", '"', "<"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)))
def test_whatever_is_pasted_comes_out_as_an_address_that_says_the_same_or_is_refused(pasted):
    try:
        found = parse(pasted)
    except NotEmbeddable:
        return
    assert parse(found.address) == found
    assert found.is_file or found.origin in FRAMED
    assert found.player.isascii()
    assert not set(found.player + found.address) & set(" \"'<>\\;")
