from typing import Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from articles.models import ArticleAuthor

from .blocks import PlaceField, RowForm
from .choices import PlainChoices


class BylineForm(RowForm):
    position = PlaceField(required=False)


class BylineFormSet(BaseInlineFormSet):
    """The authors of an article, each at most once."""

    def get_unique_error_message(self, unique_check: Any) -> str:
        return _("An author stands in the byline twice.")

    def get_form_error(self) -> str:
        return _("This author stands in the byline already.")


class BylineInline(PlainChoices, admin.StackedInline):
    """Who signs, in the order in which they are printed."""

    model = ArticleAuthor
    form = BylineForm
    formset = BylineFormSet
    autocomplete_fields = ("author",)
    fieldsets = ((None, {"fields": ("author", "position"), "classes": ("byline-row",)}),)
    extra = 0
    column = "side"
