"""Compressing what readers get, for browsers that take it so."""

import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponse]
# As a weight: not at all.
NONE = re.compile(r"\s*q\s*=\s*0(?:\.0*)?\s*", re.ASCII | re.IGNORECASE)


def compressed(view: View) -> View:
    """The view, with its answers compressed by gzip where the browser takes that and it makes them shorter."""
    gzip = GZipMiddleware(view)

    @wraps(view)
    def compressing(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        # Django's own looks for the word alone, and finds it in "gzip;q=0" too.
        return gzip.process_response(request, response) if takes_gzip(request) else response

    return compressing


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the request accepts gzip by name, with any weight but 0."""
    for coding in request.headers.get("Accept-Encoding", "").split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return not NONE.fullmatch(weight)
    return False
