"""What others show and we may embed: from the address that an editor pastes to what the page needs. Pure.

Every form of address that a site gives out is known here, and nothing else is let through. An address is written anew
from what was found in it, so that nothing that was pasted reaches a page as it was.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

LONGEST = 500


class NotEmbeddable(ValueError):
    """The address cannot be embedded. `site`: whose address it is, "" if nobody's we know; `is_short`: a short link."""

    def __init__(self, site: str = "", *, is_short: bool = False) -> None:
        super().__init__(f"not embeddable: {site or 'unknown site'}")
        self.site, self.is_short = site, is_short


@dataclass(frozen=True)
class Embedded:
    """Something of another site.

    `site`: its name, or the host of a file. `kind`: "video", "audio" or "post". `shape`: "wide", "tall", "post" or
    "line". `address`: where the original is. `player`: what a frame shows, or, of a file, the file itself.
    """

    site: str
    kind: str
    shape: str
    address: str
    player: str
    is_file: bool = False

    @property
    def origin(self) -> str:
        """Where the player comes from, as a content policy names it."""
        return "https://" + urlsplit(self.player).netloc


@dataclass(frozen=True)
class Form:
    """One form of address: a pattern of its path and of parameters that it must have, and how it is written anew."""

    path: str
    address: str
    query: Mapping[str, str] = field(default_factory=dict)
    kind: str = "video"
    shape: str = "wide"
    player: str = ""

    def read(self, url: SplitResult) -> dict[str, str] | None:
        """What the address says, by name; None if it has another form."""
        found = re.fullmatch(self.path, url.path.rstrip("/") or "/", re.ASCII)
        if not found:
            return None
        given = parse_qs(url.query)
        values = {name: given.get(name, [""])[0] for name in self.query}
        if not all(re.fullmatch(self.query[name], value, re.ASCII) for name, value in values.items()):
            return None
        return found.groupdict() | values


@dataclass(frozen=True)
class Site:
    """A site: the hosts that its addresses name, its short links, which say nothing, and the forms of the others.

    `player`: what its forms show in a frame unless they say otherwise; {href} is the address, quoted.
    """

    name: str
    hosts: str
    forms: tuple[Form, ...]
    player: str
    short: str = r"(?!)"


VIDEO_ID = r"(?P<id>[\w-]{11})"
YOUTUBE = Site(
    "YouTube",
    r"(?:(?:www\.|m\.|music\.)?youtube\.com|www\.youtube-nocookie\.com|youtu\.be)",
    (
        Form("/watch", "https://www.youtube.com/watch?v={v}", {"v": r"[\w-]{11}"}, player="/{v}?autoplay=1"),
        Form(rf"/shorts/{VIDEO_ID}", "https://www.youtube.com/shorts/{id}", shape="tall"),
        Form(
            "/playlist|/embed/videoseries",
            "https://www.youtube.com/playlist?list={list}",
            {"list": r"[\w-]{10,64}"},
            player="/videoseries?list={list}",
        ),
        Form(rf"/(?:(?:embed|live|watch|v|e)/)?{VIDEO_ID}", "https://www.youtube.com/watch?v={id}"),
    ),
    player="/{id}?autoplay=1",
)
YOUTUBE_PLAYER = "https://www.youtube-nocookie.com/embed"

NAME = r"[\w.%-]{1,100}"
POST_ID = r"(?:pfbid\w{5,100}|\d{5,25})"
FACEBOOK_POST = "https://www.facebook.com/plugins/post.php?href={href}&show_text=true&width=500"


def _facebook_post(path: str, address: str, query: Mapping[str, str] | None = None) -> Form:
    return Form(path, f"https://www.facebook.com{address}", query or {}, "post", "post", FACEBOOK_POST)


FACEBOOK = Site(
    "Facebook",
    r"(?:(?:www|m|web|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com|fb\.com|fb\.watch",
    (
        Form(
            rf"/(?P<page>{NAME})/videos/(?:[^/]+/)?(?P<id>\d{{5,25}})", "https://www.facebook.com/{page}/videos/{id}/"
        ),
        Form(
            r"/watch(?:/live)?|/video\.php|/video/video\.php",
            "https://www.facebook.com/watch/?v={v}",
            {"v": r"\d{5,25}"},
        ),
        Form("/video/embed", "https://www.facebook.com/watch/?v={video_id}", {"video_id": r"\d{5,25}"}),
        Form(r"/reels?/(?P<id>\d{5,25})", "https://www.facebook.com/reel/{id}/", shape="tall"),
        _facebook_post(rf"/(?P<page>{NAME})/posts/(?:[^/]+/)?(?P<id>{POST_ID})", "/{page}/posts/{id}"),
        _facebook_post(
            r"/(?:permalink|story)\.php",
            "/permalink.php?story_fbid={story_fbid}&id={id}",
            {"story_fbid": POST_ID, "id": r"\d{3,25}"},
        ),
        _facebook_post(
            rf"/groups/(?P<group>{NAME})/(?:posts|permalink)/(?P<id>{POST_ID})", "/groups/{group}/posts/{id}/"
        ),
        _facebook_post(
            rf"/groups/(?P<group>{NAME})", "/groups/{group}/posts/{multi_permalinks}/", {"multi_permalinks": POST_ID}
        ),
        _facebook_post(rf"/(?P<page>{NAME})/photos/(?:{NAME}/)?(?P<id>\d{{5,25}})", "/{page}/photos/{id}"),
        _facebook_post(r"/photo(?:\.php)?", "/photo/?fbid={fbid}", {"fbid": r"\d{5,25}"}),
        _facebook_post("/media/set", "/media/set/?set={set}", {"set": r"[a-z]{1,4}\.\d{5,25}"}),
    ),
    player="https://www.facebook.com/plugins/video.php?href={href}&show_text=false&autoplay=true",
    short=r"fb\.watch/.+|[^/]+/share/.+",
)

TIKTOK = Site(
    "TikTok",
    r"(?:(?:www|m|vm|vt)\.)?tiktok\.com",
    (
        Form(
            r"/@(?P<user>[\w.-]{0,30})/(?P<what>video|photo)/(?P<id>\d{8,20})",
            "https://www.tiktok.com/@{user}/{what}/{id}",
            shape="tall",
        ),
        Form(
            r"/(?:v|embed|embed/v2|player/v1)/(?P<id>\d{8,20})(?:\.html)?",
            "https://www.tiktok.com/@/video/{id}",
            shape="tall",
        ),
    ),
    player="https://www.tiktok.com/player/v1/{id}?autoplay=1&rel=0",
    short=r"v[mt]\.tiktok\.com/.+|[^/]+/t/.+",
)

STATUS = r"(?P<id>\d{1,20})"
X = Site(
    "X",
    r"(?:(?:www|m|mobile)\.)?(?:x|twitter)\.com|platform\.twitter\.com|t\.co",
    (
        Form(
            rf"/(?P<user>\w{{1,15}})/status(?:es)?/{STATUS}(?:/(?:photo|video)/\d)?",
            "https://x.com/{user}/status/{id}",
            kind="post",
            shape="post",
        ),
        Form(rf"/i/web/status/{STATUS}", "https://x.com/i/status/{id}", kind="post", shape="post"),
        Form(r"/embed/Tweet\.html", "https://x.com/i/status/{id}", {"id": r"\d{1,20}"}, kind="post", shape="post"),
    ),
    player="https://platform.twitter.com/embed/Tweet.html?id={id}&dnt=true&lang=vi",
    short=r"t\.co/.+",
)

SITES = (YOUTUBE, FACEBOOK, TIKTOK, X)
FILES = {
    "video": r".*\.(?:mp4|m4v|webm|ogv)",
    "audio": r".*\.(?:mp3|m4a|aac|oga|ogg|opus|wav|flac)",
}


def parse(text: str) -> Embedded:
    """What the address leads to, with or without its "https://"; raises NotEmbeddable."""
    url = _split(text)
    host = url.hostname or ""
    for site in SITES:
        if re.fullmatch(site.hosts, host):
            return _of_site(site, url)
    return _file(url)


def _split(text: str) -> SplitResult:
    """The parts of a plain address of the web, and nothing that hides in one."""
    text = text.strip()
    if "://" not in text:
        text = f"https://{text}"
    # Printable ASCII, and the letters of other scripts, which addresses carry in their path.
    if len(text) > LONGEST or not text.isprintable() or re.search(r"[\s<>\"'\\`{}|^]", text):
        raise NotEmbeddable
    try:
        url = urlsplit(text)
        is_plain = url.scheme in ("http", "https") and url.port is None and "@" not in url.netloc
    except ValueError:
        raise NotEmbeddable
    if not is_plain:
        raise NotEmbeddable
    return url


def _of_site(site: Site, url: SplitResult) -> Embedded:
    if re.fullmatch(site.short, f"{url.hostname}{url.path}"):
        raise NotEmbeddable(site.name, is_short=True)
    inner = _in_plugin(site, url)
    if inner:
        return _of_site(site, inner)
    for form in site.forms:
        values = form.read(url)
        if values is not None:
            return _embedded(site, form, values, url)
    raise NotEmbeddable(site.name)


def _in_plugin(site: Site, url: SplitResult) -> SplitResult | None:
    """The address inside that of Facebook's own player, as its embedding code has it."""
    href = parse_qs(url.query).get("href", [""])[0]
    if site is not FACEBOOK or url.path not in ("/plugins/video.php", "/plugins/post.php") or "/plugins/" in href:
        return None
    inner = _split(href)
    return inner if re.fullmatch(site.hosts, inner.hostname or "") else None


def _embedded(site: Site, form: Form, values: dict[str, str], url: SplitResult) -> Embedded:
    address = form.address.format(**values)
    player = (form.player or site.player).format(**values, href=quote(address, safe=""))
    if site is YOUTUBE:
        start = _start(url)
        address += f"&t={start}s" if start and "watch?" in address else ""
        player = YOUTUBE_PLAYER + player + (f"&start={start}" if start else "")
    return Embedded(site.name, form.kind, form.shape, address, player)


def _start(url: SplitResult) -> int:
    """At which second YouTube is to begin: "90", "90s" or "1h2m3s"."""
    given = parse_qs(url.query)
    text = (given.get("t") or given.get("start") or ["0"])[0]
    found = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?", text, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return 3600 * hours + 60 * minutes + seconds


def _file(url: SplitResult) -> Embedded:
    """A video or audio file of any host, by the end of its name; only https, or the browser would refuse it."""
    for kind, pattern in FILES.items():
        if url.scheme == "https" and re.fullmatch(pattern, url.path, re.IGNORECASE):
            host = _host(url.hostname or "")
            query = f"?{quote(url.query, safe='%=&+-._~/:,@!*')}" if url.query else ""
            address = f"https://{host}{quote(url.path, safe='/%+-._~:,@!*()=')}{query}"
            return Embedded(host, kind, "wide" if kind == "video" else "line", address, address, is_file=True)
    raise NotEmbeddable


def _host(name: str) -> str:
    """A host's name as the wire has it: it becomes part of the content policy."""
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        raise NotEmbeddable
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", name):
        raise NotEmbeddable
    return name
