from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from kernel.text import clean

# What no page of ours ever asks a browser for, so that nothing that is embedded in one can either.
WITHHELD = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class PermissionsPolicyMiddleware:
    """Every response withholds the browser's devices and habits from the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = WITHHELD
        return response


class CleanTextMiddleware:
    """Every text that a form or an address brings enters clean: NFC, and what is no text as U+FFFD, not as an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        if request.META.get("QUERY_STRING"):
            request.GET = cleaned(request.GET)
        if request.method == "POST":
            request.POST = cleaned(request.POST)


def cleaned(texts: QueryDict) -> QueryDict:
    """The same parameters with clean names and values."""
    result = QueryDict(mutable=True, encoding=texts.encoding)
    for name, values in texts.lists():
        result.setlist(clean(name), [clean(value) for value in values])
    result._mutable = False
    return result
