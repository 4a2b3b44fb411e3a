"""The blocks of an article in its form, and what they share with its other ordered rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from content_editor.admin import ContentEditorInline
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.markup import as_text, sanitise
from articles.models import (
    BLOCKS,
    Article,
    DocumentBlock,
    Embed,
    Figure,
    LiveEntry,
    Quote,
    RecordingBlock,
    RelatedBox,
    Text,
)
from articles.models.blocks import this_minute
from media.widgets import PicksPhotos

from .choices import PlainChoices

# What the page itself fills in: a row with nothing else is one that nobody wrote into.
FILLED_IN = frozenset({"uid", "region", "ordering", "position", "moment"})
LAST = 30_000


class UidField(forms.UUIDField):
    """A block's uid as the browser minted it; None for anything else, so that no hidden field can stop a save."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> UUID | None:
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class PlaceField(forms.IntegerField):
    """A place in an order; what is no number comes last, for the same reason."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> int:
        try:
            place = super().to_python(value)
        except ValidationError:
            place = None
        return LAST if place is None else max(0, min(place, LAST))


class RowForm(forms.ModelForm):
    """An ordered row of an article. A new one that nobody wrote into counts as unchanged, and is dropped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - (frozenset() if self.instance.pk else FILLED_IN))


class BlockForm(RowForm):
    uid = UidField(required=False)
    region = forms.CharField(required=False, widget=forms.HiddenInput, initial=Article.regions[0].key)
    ordering = PlaceField(required=False, initial=10)

    def clean_uid(self) -> UUID:
        """A saved block keeps its uid, a new one has that of its browser or is given one."""
        return self.instance.uid if self.instance.pk else self.cleaned_data["uid"] or uuid4()

    def clean_region(self) -> str:
        return Article.regions[0].key


class FigureForm(BlockForm):
    """A figure; where this use has no words of its own, the photo's own stand in grey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("credit", "alt"):
            if self.instance.photo and name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = getattr(self.instance.photo, name)


class QuoteForm(BlockForm):
    """A quote; the model's own check asks for its text, and once is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].required = False


class EmbedForm(BlockForm):
    """An embed; what the model's own check says of its address is enough, even if there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "url" in self.fields:
            self.fields["url"].required = False
            self.fields["url"].widget.attrs |= {"inputmode": "url", "placeholder": "https://"}


class MomentInput(forms.DateTimeInput):
    """A day and a minute, chosen with the browser's own means; of the paper's time zone, wherever its editors are."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"data-time-zone": settings.TIME_ZONE}, format="%Y-%m-%dT%H:%M")


class LiveEntryForm(BlockForm):
    moment = forms.DateTimeField(label=_("Time"), required=False, initial=this_minute, widget=MomentInput)

    def clean_moment(self) -> datetime:
        """Without a time, a new report is of now, and a saved one keeps its own."""
        kept = self.instance.moment if self.instance.pk else this_minute()
        return self.cleaned_data["moment"] or kept


class RelatedBoxForm(BlockForm):
    def clean_articles(self) -> Iterable[Article]:
        articles = self.cleaned_data["articles"]
        if any(article.pk == self.instance.parent_id for article in articles):
            raise ValidationError(_("An article cannot be related to itself."))
        return articles


class RowFormSet(BaseInlineFormSet):
    """Rows of an article; the form that new ones are copied from is made once, where Django makes it at every use."""

    @cached_property
    def empty_form(self) -> forms.ModelForm:
        return super().empty_form


class TextFormSet(RowFormSet):
    """Texts; an empty one is dropped, whether new or saved."""

    def _should_delete_form(self, form: forms.ModelForm) -> bool:
        html = form.cleaned_data.get("html")
        return super()._should_delete_form(form) or (html is not None and not as_text(sanitise(html)))


class BlockInline(PicksPhotos, PlainChoices, ContentEditorInline):
    form = BlockForm
    formset = RowFormSet
    column = "main"
    hidden = ("uid", "region", "ordering")


class TextInline(BlockInline):
    model = Text
    formset = TextFormSet
    fieldsets = ((None, {"fields": ("html", *BlockInline.hidden), "classes": ("text-block",)}),)
    icon = "notes"

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """On a new article one is open already: who opens it wants to write."""
        return 0 if obj else 1


class FigureInline(BlockInline):
    model = Figure
    form = FigureForm
    fieldsets = (
        (
            None,
            {
                "fields": ("photo", "caption", "credit", "alt", "layout", "decorative", *BlockInline.hidden),
                "classes": ("figure-block",),
            },
        ),
    )
    icon = "image"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figure]:
        return super().get_queryset(request).select_related("photo")


class QuoteInline(BlockInline):
    model = Quote
    form = QuoteForm
    fieldsets = ((None, {"fields": ("text", "attribution", *BlockInline.hidden), "classes": ("quote-block",)}),)
    icon = "format_quote"


class DocumentInline(BlockInline):
    model = DocumentBlock
    autocomplete_fields = ("document",)
    fieldsets = ((None, {"fields": ("document", "title", *BlockInline.hidden), "classes": ("file-block",)}),)
    icon = "description"

    def get_queryset(self, request: HttpRequest) -> QuerySet[DocumentBlock]:
        return super().get_queryset(request).select_related("document")


class RecordingInline(BlockInline):
    model = RecordingBlock
    autocomplete_fields = ("recording",)
    fieldsets = (
        (None, {"fields": ("recording", "caption", "credit", *BlockInline.hidden), "classes": ("file-block",)}),
    )
    icon = "play_circle"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RecordingBlock]:
        return super().get_queryset(request).select_related("recording")


class EmbedInline(BlockInline):
    model = Embed
    form = EmbedForm
    fieldsets = ((None, {"fields": ("url", "title", "caption", *BlockInline.hidden), "classes": ("file-block",)}),)
    icon = "smart_display"


class LiveEntryInline(BlockInline):
    model = LiveEntry
    form = LiveEntryForm
    fieldsets = (
        (
            None,
            {
                "fields": (("moment", "is_key"), "title", "html", "photo", "caption", *BlockInline.hidden),
                "classes": ("live-block",),
            },
        ),
    )
    icon = "bolt"

    def get_queryset(self, request: HttpRequest) -> QuerySet[LiveEntry]:
        return super().get_queryset(request).select_related("photo")


class RelatedBoxInline(BlockInline):
    model = RelatedBox
    form = RelatedBoxForm
    autocomplete_fields = ("articles",)
    fieldsets = ((None, {"fields": ("title", "articles", *BlockInline.hidden), "classes": ("related-block",)}),)
    icon = "link"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedBox]:
        titles = Prefetch("articles", Article.objects.only("title"))
        return super().get_queryset(request).prefetch_related(titles)


INLINES = (
    TextInline,
    FigureInline,
    QuoteInline,
    DocumentInline,
    RecordingInline,
    EmbedInline,
    LiveEntryInline,
    RelatedBoxInline,
)


def tell_blocks_apart(formsets: Iterable[BaseInlineFormSet]) -> None:
    """Give a new uid to every new block of a valid form whose uid another block of the article has already."""
    forms_ = [form for formset in formsets if formset.model in BLOCKS for form in formset.forms]
    seen = {form.instance.uid for form in forms_ if form.instance.pk}
    for form in forms_:
        if not form.instance.pk:
            if form.instance.uid in seen:
                form.instance.uid = uuid4()
            seen.add(form.instance.uid)
