"""What stands between an article and its readers: errors stop publishing, warnings can be overridden."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.models import Photo
from media.models.photo import WARNED_AHEAD

from .content import (
    Content,
    entry_figure,
    figure_words,
    leading_photo,
    live_entries,
    mentioned_articles,
    moment_of,
    photos_in,
    recording_words,
)
from .markup import as_text
from .models import Article

LONG_TITLE = 110


@dataclass(frozen=True)
class Problem:
    """Something to mend before publishing; `field` is the form field it lies in ("blocks" for the body)."""

    is_error: bool
    field: str
    message: str

    def __str__(self) -> str:
        return self.message


def problems(content: Content) -> list[Problem]:
    """The problems of an article's content, errors first, in the order of the form."""
    checks = (_text_problems, _figure_problems, _live_problems, _rights_problems, _file_problems, _link_problems)
    found = [problem for check in checks for problem in check(content)]
    return sorted(found, key=lambda problem: not problem.is_error)


def has_body(content: Content) -> bool:
    """Whether there is anything to read below the lead."""
    return any(
        ("html" in block and as_text(block["html"]))
        or (block["type"] == "figure" and (block["photo"] or block["caption"]))
        or block["type"] in ("quote", "embed", "live-entry")
        or block.get("document")
        or block.get("recording")
        for block in content["blocks"]
    )


def _text_problems(content: Content) -> Iterator[Problem]:
    if not content["title"].strip():
        yield Problem(True, "title", _("The article has no title."))
    if not content["lead"].strip():
        yield Problem(True, "lead", _("The article has no lead."))
    if not content["section"]:
        yield Problem(True, "section", _("The article stands in no section."))
    if not has_body(content):
        yield Problem(True, "blocks", _("The article has no body."))
    if len(content["title"]) > LONG_TITLE:
        yield Problem(False, "title", _("The title is longer than %d characters.") % LONG_TITLE)


def _figure_problems(content: Content) -> Iterator[Problem]:
    figures = [block for block in content["blocks"] if block["type"] == "figure"]
    if not leading_photo(content):
        yield Problem(False, "lead_photo", _("The article has no photo."))
    for position, figure in enumerate(figures, start=1):
        words = figure_words(figure)
        if not figure["photo"]:
            if words["caption"]:
                message = _("Figure %d has only its caption: readers see no picture.")
            else:
                message = _("Figure %d is empty: it has neither photo nor caption.")
            yield Problem(not words["caption"], "blocks", message % position)
            continue
        if not words["credit"]:
            yield Problem(True, "blocks", _("The photo of figure %d has no credit.") % position)
        if not words["alt"] and not figure["decorative"]:
            yield Problem(False, "blocks", _("The photo of figure %d has no alternative text.") % position)
    if content["lead_photo"] and not content["lead_photo"]["credit"]:
        yield Problem(True, "lead_photo", _("The lead photo has no credit."))


def _live_problems(content: Content) -> Iterator[Problem]:
    entries = live_entries(content)
    if content["label"] == Article.Label.LIVE and not entries:
        yield Problem(False, "blocks", _("The live blog has no report yet."))
    for entry in entries:
        if entry["photo"] and not figure_words(entry_figure(entry))["credit"]:
            yield Problem(True, "blocks", _("The photo of the live report “%s” has no credit.") % entry["title"])
        if moment_of(entry) > timezone.now():
            yield Problem(False, "blocks", _("The live report “%s” bears a time that lies ahead.") % entry["title"])


def _rights_problems(content: Content) -> Iterator[Problem]:
    """Photos that readers may not see now, or soon no longer."""
    now = timezone.now()
    for photo in Photo.objects.filter(pk__in={photo["id"] for photo in photos_in(content)}).order_by("pk"):
        if not photo.is_available(now):
            message = _("Readers may not see the photo “%s” now: a placeholder stands in its place.")
        elif photo.rights_end and photo.rights_end <= now + WARNED_AHEAD:
            message = _("The rights of the photo “%s” end within seven days.")
        else:
            continue
        yield Problem(False, "blocks", message % photo)


def _file_problems(content: Content) -> Iterator[Problem]:
    """Of blocks that offer a document, a video or an audio file."""
    for block in content["blocks"]:
        if block["type"] == "document" and not block["document"]:
            yield Problem(True, "blocks", _("A block for a document has none."))
        if block["type"] == "recording":
            recording = block["recording"]
            if not recording:
                yield Problem(True, "blocks", _("A block for a video or audio file has none."))
            elif not recording_words(block)["credit"]:
                yield Problem(False, "blocks", _("“%s” has no credit.") % recording["title"])


def _link_problems(content: Content) -> Iterator[Problem]:
    mentioned = mentioned_articles(content)
    broken = mentioned - set(Article.objects.filter(pk__in=mentioned).values_list("pk", flat=True))
    if broken:
        message = ngettext("A link leads to no article.", "%(count)d links lead to no article.", len(broken))
        yield Problem(False, "blocks", message % {"count": len(broken)})
    for link in content["related"]:
        if not link["article"] and not link["url"]:
            yield Problem(False, "related_links", _("The related link “%s” has no target yet.") % link["title"])
