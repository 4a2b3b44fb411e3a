"""What stands between an article and its readers: errors stop publishing, warnings can be overridden."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from media.models import Photo
from media.models.photo import WARNED_AHEAD

from .content import (
    Content,
    entry_figure,
    figure_words,
    leading_photo,
    live_entries,
    moment_of,
    photos_in,
    recording_words,
)
from .links import broken_links
from .markup import as_text, paragraphs
from .models import Article
from .name_spelling import spelled_twice

LONG_TITLE = 110
# Of names that are spelled in two ways so many are told.
MOST_NAMES = 5
# The texts of blocks, beside their html, in which names stand.
NAMED_IN = ("caption", "text", "attribution", "title")


@dataclass(frozen=True)
class Problem:
    """Something to mend before publishing; `field` is the form field it lies in ("blocks" for the body).

    In the body `block` is the uid of the block, if it lies in one, and `part` the field of that block.
    """

    is_error: bool
    field: str
    message: str
    block: str = ""
    part: str = ""

    def __str__(self) -> str:
        return self.message

    @property
    def place(self) -> str:
        """Where it lies, as the fragment of an address of the form (static/desk/places.js leads there)."""
        if self.block:
            return "-".join(filter(None, ["block", self.block, self.part]))
        return {"blocks": "blocks", "related_links": "related_links-group"}.get(self.field, f"id_{self.field}")


def problems(content: Content) -> list[Problem]:
    """The problems of an article's content, errors first, in the order of the form."""
    found = [problem for check in (*_STOPPING, *_WARNING) for problem in check(content)]
    return sorted(found, key=lambda problem: not problem.is_error)


def errors(content: Content) -> list[Problem]:
    """Those that stop publishing, without looking for the others."""
    return [problem for check in _STOPPING for problem in check(content) if problem.is_error]


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
        yield from _problems_of_figure(figure, position)
    if content["lead_photo"] and not content["lead_photo"]["credit"]:
        yield Problem(True, "lead_photo", _("The lead photo has no credit."))


def _problems_of_figure(figure: Content, position: int) -> Iterator[Problem]:
    """Of the figure that is the `position`th of the body."""
    words, uid = figure_words(figure), figure["uid"]
    if not figure["photo"]:
        if words["caption"]:
            message = _("Figure %d has only its caption: readers see no picture.")
        else:
            message = _("Figure %d is empty: it has neither photo nor caption.")
        yield Problem(not words["caption"], "blocks", message % position, uid)
        return
    if not words["credit"]:
        yield Problem(True, "blocks", _("The photo of figure %d has no credit.") % position, uid, "credit")
    if not words["alt"] and not figure["decorative"]:
        yield Problem(False, "blocks", _("The photo of figure %d has no alternative text.") % position, uid, "alt")


def _live_problems(content: Content) -> Iterator[Problem]:
    entries = live_entries(content)
    if content["label"] == Article.Label.LIVE and not entries:
        yield Problem(False, "blocks", _("The live blog has no report yet."))
    for entry in entries:
        if entry["photo"] and not figure_words(entry_figure(entry))["credit"]:
            yield Problem(
                True, "blocks", _("The photo of the live report “%s” has no credit.") % entry["title"], entry["uid"]
            )
        if moment_of(entry) > timezone.now():
            yield Problem(
                False, "blocks", _("The live report “%s” bears a time that lies ahead.") % entry["title"], entry["uid"]
            )


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
        yield Problem(False, "blocks", message % photo, _block_with(photo, content))


def _block_with(photo: Photo, content: Content) -> str:
    """The uid of the first block that shows the photo; "" if it stands elsewhere."""
    found = (block["uid"] for block in content["blocks"] if (block.get("photo") or {}).get("id") == photo.pk)
    return next(found, "")


def _file_problems(content: Content) -> Iterator[Problem]:
    """Of blocks that offer a document, a video or an audio file."""
    for block in content["blocks"]:
        if block["type"] == "document" and not block["document"]:
            yield Problem(True, "blocks", _("A block for a document has none."), block["uid"])
        if block["type"] == "recording":
            recording = block["recording"]
            if not recording:
                yield Problem(True, "blocks", _("A block for a video or audio file has none."), block["uid"])
            elif not recording_words(block)["credit"]:
                yield Problem(False, "blocks", _("“%s” has no credit.") % recording["title"], block["uid"], "credit")


def _link_problems(content: Content) -> Iterator[Problem]:
    for link in broken_links(content, timezone.now()):
        if link.article is None:
            message = _("The link “%s” leads to no page of ours.")
        else:
            message = _("The link “%s” leads to an article that readers cannot read now.")
        yield Problem(False, "blocks" if link.block else "related_links", message % link.words, link.block)
    for link in content["related"]:
        if not link["article"] and not link["url"]:
            yield Problem(False, "related_links", _("The related link “%s” has no target yet.") % link["title"])


def _name_problems(content: Content) -> Iterator[Problem]:
    texts = [(name, content[name]) for name in ("title", "lead")]
    # A paragraph's end ends a sentence; as_text would join it to the next.
    texts += [(block["uid"], words) for block in content["blocks"] for words in _texts_of(block)]
    for names in spelled_twice(texts)[:MOST_NAMES]:
        message = _("A name is spelled in two ways: “%(usual)s” and “%(other)s”.")
        known = names.place in ("title", "lead")
        yield Problem(
            False,
            names.place if known else "blocks",
            message % {"usual": names.usual, "other": names.other},
            "" if known else names.place,
        )


def _texts_of(block: Content) -> list[str]:
    """The texts of a block in which names may stand."""
    return [*map(as_text, paragraphs(block.get("html", ""))), *(block.get(name) or "" for name in NAMED_IN)]


# Which find errors, and which only warn; in the order of the form.
_STOPPING = (_text_problems, _figure_problems, _live_problems, _file_problems)
_WARNING = (_rights_problems, _link_problems, _name_problems)
