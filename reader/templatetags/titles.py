"""How titles are set. What is copied, searched or told to machines stays as it was written."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# From so many characters on a title is set a step smaller: at full size it would fill a telephone's screen.
LONG = 110
# "2026-2035", "1.200-1.500": browsers would break the line behind the hyphen.
RANGE = re.compile(r"\d[\d.,/]*-\d[\d.,/]*\d|\d-\d")


@register.filter
def is_long(title: str) -> bool:
    return len(title) >= LONG


@register.filter
def as_title(title: str) -> SafeString:
    """The title with its ranges of numbers held together, by elements: a character would be copied along."""
    escaped = conditional_escape(title)
    return mark_safe(RANGE.sub(r'<span class="range">\g<0></span>', escaped))  # noqa: S308  (it is escaped)
