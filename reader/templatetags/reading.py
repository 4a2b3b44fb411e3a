from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Section
from kernel.dates import day_in_words, hour_in_words, in_brief, in_words

register = template.Library()


@register.filter
def time_element(moment: datetime) -> SafeString:
    """The moment in words, and for machines with the paper's offset from UTC."""
    return format_html('<time datetime="{}">{}</time>', _iso(moment), in_words(moment))


@register.filter
def brief_time_element(moment: datetime, now: datetime) -> SafeString:
    """The moment as lists print it: the hour if it is of the day of `now`, else the day."""
    return format_html('<time datetime="{}">{}</time>', _iso(moment), in_brief(moment, now))


@register.filter
def hour_element(moment: datetime, now: datetime) -> SafeString:
    """The hour of the moment, with its day if that is not the day of `now`."""
    return format_html('<time datetime="{}">{}</time>', _iso(moment), hour_in_words(moment, now))


@register.filter
def day_element(moment: datetime) -> SafeString:
    """The day of the moment in words."""
    return format_html('<time datetime="{}">{}</time>', timezone.localdate(moment), day_in_words(moment))


def _iso(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def phone_link(number: str) -> SafeString:
    """A telephone number that a phone dials."""
    dialled = "".join(char for char in number if char in "+0123456789")
    return format_html('<a href="tel:{}">{}</a>', dialled, number)


@register.filter
def mail_link(address: str) -> SafeString:
    return format_html('<a href="mailto:{}">{}</a>', quote(address, safe="@"), address)


@register.filter
def section_label(section: Section) -> tuple[str, str] | None:
    """What must be said of a section at first sight: (kind, words); None of one that holds journalism."""
    if section.nature == Section.Kind.COMMERCIAL:
        # Translators: printed above an article that somebody paid for.
        return "commercial", _("Advertising")
    return ("press", _("Press release")) if section.nature == Section.Kind.PRESS else None


@register.filter
def labels(edition: Edition) -> list[tuple[str, str]]:
    """What must be said of an article at first sight: (kind, words) for its section's kind and its own label."""
    return list(_labels(edition))


@register.filter
def is_labelled_by(section: Section, edition: Edition) -> bool:
    """Whether the edition's labels say the section's name already."""
    return section.name in {words for _kind, words in _labels(edition)}


def _labels(edition: Edition) -> Iterator[tuple[str, str]]:
    section = section_label(edition.section)
    if section:
        yield section
    # That it was paid for is what "Advertising" says.
    said = {Article.Label.NONE} | ({Article.Label.SPONSORED} if section and section[0] == "commercial" else set())
    if edition.label in set(Article.Label.values) - said:
        yield edition.label, capfirst(Article.Label(edition.label).label)
