from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, RelatedLink
from media.widgets import PicksPhotos

from .blocks import PlaceField, RowForm, RowFormSet
from .choices import PlainChoices


class RelatedLinkForm(RowForm):
    position = PlaceField(required=False)

    def clean_target(self) -> Article | None:
        target = self.cleaned_data["target"]
        if target and target.pk == self.instance.article_id:
            raise ValidationError(_("An article cannot be related to itself."))
        return target


class RelatedLinkInline(PicksPhotos, PlainChoices, admin.StackedInline):
    """What else to read, in order: another article of ours, or an address."""

    model = RelatedLink
    form = RelatedLinkForm
    formset = RowFormSet
    fk_name = "article"
    autocomplete_fields = ("target",)
    fieldsets = (
        (None, {"fields": ("target", "url", "title", "teaser", "photo", "position"), "classes": ("related-row",)}),
    )
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    extra = 0
    column = "side"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedLink]:
        return super().get_queryset(request).select_related("photo", "target")
