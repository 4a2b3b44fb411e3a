from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.middleware import common
from django.middleware.security import SecurityMiddleware
from django.utils.cache import cc_delim_re

from kernel.text import clean
from reader.errors import method_not_allowed

# What no page of ours ever asks a browser for, so that nothing that is embedded in one can either.
WITHHELD = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class NoCookiesMiddleware:
    """Outside settings.COOKIE_PATHS no response sets a cookie or varies by one, whatever the request brings.

    Sessions and CSRF answer a cookie that has expired or was spoilt with another one, on any page and any error, and a
    cache would hand it to everybody. So this is the outermost middleware and acts on the way out, where nothing gets
    past it. Cookies still come in: a photo with limits asks whether it is the desk that looks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(settings.COOKIE_PATHS):
            response.cookies.clear()
            vary_by_no_cookie(response)
        return response


def vary_by_no_cookie(response: HttpResponse) -> None:
    """Take "Cookie" out of the Vary header, and the header off if it says nothing else."""
    names = [name for name in cc_delim_re.split(response.get("Vary", "")) if name.lower() not in ("", "cookie")]
    del response["Vary"]
    if names:
        response["Vary"] = ", ".join(names)


class HeadersMiddleware:
    """Every response withholds the browser's devices and habits from the page, and carries Django's security headers.

    Django's own middleware, further inside, sets none where it raises: asked to redirect an unknown host to HTTPS.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.security = SecurityMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.security.process_response(request, self.get_response(request))
        response.headers["Permissions-Policy"] = WITHHELD
        return response


class Redirect(HttpResponsePermanentRedirect):
    """A permanent redirect that browsers ask for again, as they do for all of ours: an address may change once more."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.headers["Cache-Control"] = "max-age=0, must-revalidate"


class CommonMiddleware(common.CommonMiddleware):
    """As Django's, which adds the slash at an address's end."""

    response_redirect_class = Redirect


class NotAllowedMiddleware:
    """Who uses a method that an address does not know gets a page that says so, where Django sends nothing at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_empty = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        return method_not_allowed(response["Allow"]) if is_empty else response


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
