"""How public pages travel: one validator, never kept past the next change, alike for every reader.

The ETag says which epoch, address and day a page is of. A browser asks each time and mostly hears 304, which costs
one query; caches between may answer for SHARED_SECONDS without asking, but not past a change that is known ahead.
Nothing here looks at cookies, languages or users.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .compression import compressed
from .epoch import NEWS, PHOTOS, Part
from .frame import Frame

SHARED_SECONDS = 5
# The folders whose files decide what a page looks like.
PRINTING = ("templates", "static", "locale", "kernel", "media", "articles", "frontpage", "reader")
DAY = timedelta(days=1)

View = Callable[..., HttpResponse]


def public(view: View | None = None, *, parts: Iterable[Part] = (NEWS, PHOTOS), every: timedelta = DAY) -> View:
    """A public page: `view(request, frame, **path)`, where `frame` says for which moment.

    What it shows depends on these parts, the address and the moment, the latter only in steps of `every`, counted
    from the paper's midnight. `parts` are looked up at each request: what is registered may add to them. Anything
    but GET and HEAD is refused before any talk of CSRF.
    """
    if view is None:
        return lambda view: public(view, parts=parts, every=every)

    @wraps(view)
    def page(request: HttpRequest, *args: object, **path: object) -> HttpResponse:
        frame = Frame.load(request)
        if frame.epoch is None:
            response = view(request, frame, *args, **path)
            response.headers["Cache-Control"] = "no-store"
            return response
        begun = step(frame.moment, every)
        etag = _etag(request.get_full_path(), frame.epoch.version(parts), begun)
        response = get_conditional_response(request, etag=etag) or view(request, frame, *args, **path)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # The kept page keeps its own content policy, which may name where a file that it embeds lies.
            response._csp_exempt = True
        ends = min(filter(None, [frame.epoch.boundary(parts), begun + every]))
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = _kept_for(ends - frame.moment)
        return response

    return csrf_exempt(require_safe(compressed(page)))


def step(moment: datetime, every: timedelta) -> datetime:
    """The beginning of the step that `moment` lies in: steps are counted from the paper's midnight."""
    local = timezone.localtime(moment)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + (local - midnight) // every * every).astimezone(UTC)


def _kept_for(life: timedelta) -> str:
    """The header for what is true for `life` at most."""
    seconds = max(0, min(SHARED_SECONDS, int(life.total_seconds())))
    return f"public, max-age=0, s-maxage={seconds}, must-revalidate"


def _etag(address: str, version: tuple[object, ...], begun: datetime) -> str:
    named = repr((release(), address, version, begun)).encode()
    return f'W/"{hashlib.sha256(named).hexdigest()[:32]}"'


def release() -> str:
    """Names what this program prints: another template, translation or module makes another one."""
    return _digest() if settings.DEBUG else _digest_at_start()


def _digest() -> str:
    kinds = (".py", ".html", ".css", ".js", ".mo")
    digest = hashlib.sha256(f"{settings.SITE_URL} {settings.PAPER_NAME}".encode())
    for folder in PRINTING:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in kinds:
                digest.update(path.read_bytes())
    return digest.hexdigest()


_digest_at_start = cache(_digest)
