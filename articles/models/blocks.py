from datetime import UTC, datetime
from uuid import uuid4

from content_editor.models import create_plugin_base
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_prose_editor.fields import ProseEditorField

from articles import embeds
from articles.markup import EXTENSIONS, as_text, sanitise
from articles.tables import count_cells
from media.models import Document, Photo, Recording

from .article import Article

# A year's exam scores of a town; what is longer is a document to download, not a page to read.
MAX_CELLS = 5000
# Years that no newspaper means are slips of the keyboard, and no database counts as far.
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class Block(create_plugin_base(Article)):
    """One ordered piece of an article's body.

    Its `uid` is minted in the browser and stays in every Revision: primary keys are per block type and change.
    """

    uid = models.UUIDField(default=uuid4)

    class Meta:
        abstract = True
        app_label = "articles"
        ordering = ["ordering", "id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Text(Block):
    """Paragraphs, subheadings, lists and tables, as sanitised HTML."""

    html = ProseEditorField(_("text"), blank=True, extensions=EXTENSIONS, sanitize=sanitise, preset="nearby")

    class Meta(Block.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def clean(self) -> None:
        check_tables(self.html)


def check_tables(html: str) -> None:
    """Refuse the text of a block whose tables nobody could read."""
    if (cells := count_cells(html)) > MAX_CELLS:
        message = _("The tables have %(cells)d cells, at most %(most)d are allowed. Offer a document instead.")
        raise ValidationError({"html": message % {"cells": cells, "most": MAX_CELLS}})


class Figure(Block):
    """A photo with the caption for this use; without a photo, an empty frame that keeps its caption."""

    class Layout(models.TextChoices):
        NORMAL = "normal", _("normal")
        WIDE = "wide", _("wide")
        GALLERY = "gallery", _("gallery")

    photo = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, verbose_name=_("photo"))
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("For this use; otherwise the photo's own.")
    )
    alt = models.TextField(_("alternative text"), blank=True, help_text=_("For this use; otherwise the photo's own."))
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Says nothing to who does not see it.")
    )
    layout = models.CharField(_("layout"), max_length=10, choices=Layout, default=Layout.NORMAL)

    class Meta(Block.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")


class Quote(Block):
    """A sentence lifted out of the text, and who said it."""

    text = models.TextField(_("quotation"))
    attribution = models.CharField(_("who said it"), max_length=200, blank=True)

    class Meta(Block.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def clean(self) -> None:
        if not self.text.strip():
            raise ValidationError({"text": _("The quotation has no text.")})


class DocumentBlock(Block):
    """A document to read or download, under its own title or one for this use."""

    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, verbose_name=_("document"))
    title = models.CharField(
        _("title"), max_length=250, blank=True, help_text=_("For this use; otherwise the document's own.")
    )

    class Meta(Block.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class RecordingBlock(Block):
    """A video or an audio file to play, with the caption for this use."""

    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, verbose_name=_("video or audio"))
    caption = models.TextField(_("caption"), blank=True, help_text=_("For this use; otherwise the file's own."))
    credit = models.CharField(
        pgettext_lazy("of a video or audio file", "credit"),
        max_length=200,
        blank=True,
        help_text=_("For this use; otherwise the file's own."),
    )

    class Meta(Block.Meta):
        verbose_name = _("video or audio")
        verbose_name_plural = _("videos and audio")


class Embed(Block):
    """A video, audio file or post of another site, by its address alone; readers' browsers load it when they ask."""

    url = models.CharField(
        _("address"),
        max_length=embeds.LONGEST,
        help_text=_("Of a video or post on YouTube, Facebook, TikTok or X, or of an mp4, webm, mp3 or m4a file."),
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    caption = models.TextField(_("caption"), blank=True)

    class Meta(Block.Meta):
        verbose_name = _("embed")
        verbose_name_plural = _("embeds")

    def clean(self) -> None:
        try:
            self.url = embeds.parse(self.url).address
        except embeds.NotEmbeddable as refused:
            raise ValidationError({"url": refusal(refused)})


def refusal(refused: embeds.NotEmbeddable) -> str:
    """Why an address cannot be embedded, and what to paste instead."""
    if refused.is_short:
        return _("This is a short link. Open it in the browser and paste the full address that you then see.")
    if refused.site:
        return _("This address of %(site)s leads to no single video or post.") % {"site": refused.site}
    return _(
        "Paste the address of a video or post on YouTube, Facebook, TikTok or X, or of a video or audio file "
        "(mp4, webm, mp3, m4a…) that begins with https://. Embedding code is not taken."
    )


def this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


class LiveEntry(Block):
    """One report of a live blog: when, what, perhaps with a photo. Readers see the newest first, wherever it stands."""

    moment = models.DateTimeField(
        _("time"),
        default=this_minute,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    html = ProseEditorField(_("text"), blank=True, extensions=EXTENSIONS, sanitize=sanitise, preset="nearby")
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, blank=True, verbose_name=_("photo"))
    caption = models.TextField(_("caption"), blank=True, help_text=_("For this use; otherwise the photo's own."))
    is_key = models.BooleanField(
        _("key point"), default=False, help_text=_("Also stands in the box above all reports.")
    )

    class Meta(Block.Meta):
        verbose_name = _("live report")
        verbose_name_plural = _("live reports")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.moment):%H:%M} {self.title or as_text(self.html)[:60]}".strip()

    def clean(self) -> None:
        check_tables(self.html)
        if not (self.title.strip() or as_text(sanitise(self.html)) or self.photo_id):
            raise ValidationError({"title": _("The report says nothing yet.")})


class RelatedBox(Block):
    """Other articles, offered in the middle of the body."""

    title = models.CharField(_("title"), max_length=100, blank=True)
    articles = models.ManyToManyField(Article, blank=True, related_name="+", verbose_name=_("articles"))

    class Meta(Block.Meta):
        verbose_name = _("related box")
        verbose_name_plural = _("related boxes")


# In the order in which the admin offers them.
BLOCKS: tuple[type[Block], ...] = (Text, Figure, Quote, DocumentBlock, RecordingBlock, Embed, LiveEntry, RelatedBox)
