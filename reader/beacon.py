"""What a reader's browser sends after ten seconds of reading, and what of it counts. No request meets the database.

Nothing is kept of who sends: no cookie, no id, no address. That one network cannot push an article up is watched in
this process's memory alone, by hashes under a salt that is thrown away every hour.
"""

import re
import threading
from collections import Counter
from datetime import datetime
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kernel.paging import MAX_INTEGER

from .readings import count_reading, hour_of

MOST_DIGITS = 19
# How often one network counts in an hour, for one article and for all: many readers may stand behind one address.
MOST_FOR_AN_ARTICLE = 5
MOST_FROM_A_NETWORK = 600
# So many hashes take ten megabytes; then this process begins anew with another salt.
MOST_REMEMBERED = 100_000
# Providers give a household 256 networks of IPv6, so that each of its devices has its own.
HOUSEHOLD = 56
# Programs say what they are, or where to read about them. Cubot makes phones.
PROGRAM = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|http|curl|wget|python|java/|ruby|perl|headless|phantom|lighthouse|preview|monitor|externalhit",
    re.IGNORECASE,
)


class Networks:
    """How often each network has counted in this hour."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget(None)

    def _forget(self, hour: datetime | None) -> None:
        self._hour, self._salt, self._counts = hour, token_bytes(16), Counter()

    def admit(self, address: str, article: int, hour: datetime) -> bool:
        """Whether a reading from there still counts; if so, it has been taken note of."""
        network = network_of(address)
        with self._lock:
            if hour != self._hour or len(self._counts) >= MOST_REMEMBERED:
                self._forget(hour)
            allowed = {self._name(network): MOST_FROM_A_NETWORK, self._name(network, article): MOST_FOR_AN_ARTICLE}
            admitted = all(self._counts[name] < most for name, most in allowed.items())
            if admitted:
                self._counts.update(allowed.keys())
            return admitted

    def _name(self, *what: object) -> bytes:
        return blake2b(repr(what).encode(), key=self._salt, digest_size=8).digest()


networks = Networks()


@csrf_exempt
@cache_control(no_store=True)
@require_POST
def beacon(request: HttpRequest) -> HttpResponse:
    """Count a reading of the article whose id is the body. The answer is always the same and tells nothing."""
    article = named(request)
    now = timezone.now()
    if article and is_reader(request) and networks.admit(address_of(request), article, hour_of(now)):
        count_reading(article, now)
    return HttpResponse(status=204)


def named(request: HttpRequest) -> int | None:
    """The article's id in the body; None for anything else, of which no more is read than an id is long."""
    try:
        body = request.read(MOST_DIGITS + 1)
    except UnreadablePostError:
        return None
    article = int(body) if body.isdigit() and len(body) <= MOST_DIGITS else 0
    return article if 0 < article <= MAX_INTEGER else None


def is_reader(request: HttpRequest) -> bool:
    """Whether this comes from a page of ours in somebody's browser, as far as a request can tell."""
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and not PROGRAM.search(agent) and is_from_here(request)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent it: browsers say so, and no page can make them lie."""
    site, origin, host = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), request.get_host()
    return site in (None, "same-origin") and origin in (f"https://{host}", f"http://{host}")


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: what the proxy before us saw, if there is one."""
    if settings.BEHIND_PROXY:
        # Whatever stands before the last address was sent by the client, who may say anything.
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """The address, of IPv6 the household's; what is none is a network of its own."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((int(parsed), HOUSEHOLD), strict=False))
