from collections.abc import Iterator
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Section
from kernel.dates import day_in_words, in_words

register = template.Library()


@register.filter
def time_element(moment: datetime) -> SafeString:
    """The moment in words, and for machines with the paper's offset from UTC."""
    return format_html('<time datetime="{}">{}</time>', _iso(moment), in_words(moment))


@register.filter
def day_element(moment: datetime) -> SafeString:
    """The day of the moment in words."""
    return format_html('<time datetime="{}">{}</time>', timezone.localdate(moment), day_in_words(moment))


def _iso(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def labels(edition: Edition) -> list[tuple[str, str]]:
    """What must be said of an article at first sight: (kind, words) for its section's kind and its own label."""
    return list(_labels(edition))


def _labels(edition: Edition) -> Iterator[tuple[str, str]]:
    kinds = {edition.section.kind, edition.section.top.kind}
    if Section.Kind.COMMERCIAL in kinds:
        # Translators: printed above an article that somebody paid for.
        yield "commercial", _("Advertising")
    elif Section.Kind.PRESS in kinds:
        yield "press", _("Press release")
    if edition.label in set(Article.Label.values) - {Article.Label.NONE}:
        yield edition.label, capfirst(Article.Label(edition.label).label)
