"""What templates write for machines: whole addresses, moments in their formats, JSON-LD."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from django.utils.safestring import SafeString, mark_safe

from ..addresses import absolute as _absolute

register = template.Library()

# A browser ends a script at "</script", whatever JSON says.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.filter
def absolute(address: str) -> str:
    """The whole address of a path of this site."""
    return _absolute(address)


@register.filter
def rfc822(moment: datetime) -> str:
    """The moment as RSS writes it, with the paper's offset from UTC."""
    return rfc2822_date(timezone.localtime(moment))


@register.filter
def rfc3339(moment: datetime) -> str:
    """The moment as Atom, sitemaps and Open Graph write it, with the paper's offset from UTC."""
    return rfc3339_date(timezone.localtime(moment).replace(microsecond=0))


@register.filter
def json_ld(data: Sequence[dict[str, Any]]) -> SafeString:
    """The things as one JSON-LD document that is safe inside a script element."""
    document = {"@context": "https://schema.org", "@graph": list(data)}
    return mark_safe(json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))  # noqa: S308
