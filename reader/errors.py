"""What readers get instead of a page.

`bad_request`, `forbidden`, `csrf_failure`, `method_not_allowed` and `server_error` must work when nothing else does:
they touch no database, session, form or context processor, and no file that might be missing.
"""

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Edition

from .compression import compressed
from .frame import Frame
from .listing import newest
from .pages import page

READING = ("GET", "HEAD")


@compressed
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with the menu of the paper, or without it if the database cannot be reached.

    405 for what is more than reading, where there is no address: those that exist refuse it before they look whether
    there is anything at them.
    """
    if request.method not in READING and not request.resolver_match:
        return method_not_allowed(", ".join(READING))
    frame, stories = _what_there_is(request)
    response = page("404.html", frame, status=404, newest=stories)
    # The next moment there may be an article here, and the desk may see what readers may not.
    response.headers["Cache-Control"] = "no-store"
    return response


def gone(frame: Frame, notice: str = "") -> HttpResponse:
    """410 for an article that was withdrawn: the newsroom's notice, else one that says nothing of what it was."""
    return page("410.html", frame, status=410, newest=newest(frame), notice=notice)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain("403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _plain("403_csrf.html", 403)


def method_not_allowed(allow: str) -> HttpResponse:
    """405; `allow`: the methods that the address knows, as the header names them."""
    response = _plain("405.html", 405)
    response.headers["Allow"] = allow
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain("500.html", 500)


def _what_there_is(request: HttpRequest) -> tuple[Frame, list[Edition]]:
    """The frame and the newest articles; neither sections nor articles while the database is away."""
    try:
        frame = Frame.load(request)
        return frame, newest(frame)
    except Error:
        return Frame(timezone.now(), {}, has_database=False), []


def _plain(template: str, status: int) -> HttpResponse:
    values = {"paper_name": settings.PAPER_NAME, "static": settings.STATIC_URL}
    # Whatever was wrong may be right the next moment.
    return HttpResponse(render_to_string(template, values), status=status, headers={"Cache-Control": "no-store"})
