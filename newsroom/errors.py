"""What is answered to a request that is no good."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from reader import errors

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """As readers get it; but a form that is too long to be read is told what to do, and that nothing is lost."""
    if request.method != "POST" or not isinstance(exception, TOO_MUCH):
        return errors.bad_request(request, exception)
    html = render_to_string("too_much.html", {"paper_name": settings.PAPER_NAME, "static": settings.STATIC_URL})
    return HttpResponse(html, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers={"Cache-Control": "no-store"})
