"""Answers in XML."""

import re

from django.http import HttpResponse
from django.template.loader import render_to_string

from .frame import Frame

# What XML 1.0 can hold in no way at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(template: str, frame: Frame, *, content_type: str = "application/xml", **context: object) -> HttpResponse:
    """An XML document. As with pages, its template sees no request."""
    text = render_to_string(template, {"frame": frame, **context})
    return HttpResponse(_NOT_XML.sub("\ufffd", text), content_type=f"{content_type}; charset=utf-8")
