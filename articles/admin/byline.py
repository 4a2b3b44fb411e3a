from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import ArticleAuthor

from .blocks import PlaceField, RowForm, RowFormSet
from .choices import PlainChoices


class BylineForm(RowForm):
    position = PlaceField(required=False)


class BylineFormSet(RowFormSet):
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleAuthor]:
        return super().get_queryset(request).select_related("author")
