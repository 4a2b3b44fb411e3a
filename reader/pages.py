from django.http import HttpResponse
from django.template.loader import render_to_string

from .frame import Frame


def page(template: str, frame: Frame, *, status: int = 200, **context: object) -> HttpResponse:
    """A public page. Its template sees no request: what is printed depends on the path and the moment alone."""
    return HttpResponse(render_to_string(template, {"frame": frame, **context}), status=status)
