from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Section

from .searching import SearchByName

# Each top section followed by its own, in the order of the menu.
TREE = (
    Coalesce("parent__position", "position"),
    Coalesce("parent_id", "id"),
    F("parent_id").asc(nulls_first=True),
    "position",
    "id",
)


def in_tree_order() -> QuerySet[Section]:
    """All sections in the order of `TREE`, with their parents."""
    return Section.objects.select_related("parent").order_by(*TREE)


def path_of(section: Section) -> str:
    """A section with the one it lies in: "Kinh tế › Thị trường"."""
    return f"{section.parent} › {section}" if section.parent_id else str(section)


class SectionSelect(forms.Select):
    """Each option says in `data-slug` where its section's articles are (static/desk/writing/address.js)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        # Above the list of articles the choices are written out (article_list.py): numbers without their sections.
        if section := getattr(value, "instance", None):
            option["attrs"]["data-slug"] = section.slug
        return option


class SectionField(forms.ModelChoiceField):
    """A choice of a section on either level."""

    widget = SectionSelect

    def label_from_instance(self, obj: Section) -> str:
        return path_of(obj)


class EditorsField(forms.ModelMultipleChoiceField):
    """A choice of the people who may approve articles."""

    def label_from_instance(self, obj: AbstractUser) -> str:
        return obj.get_full_name() or obj.get_username()


def possible_editors() -> QuerySet[AbstractUser]:
    """Who has a role that approves articles, by name."""
    people = get_user_model()._default_manager.with_perm(
        "articles.review_article", include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    return people.filter(is_staff=True).order_by("first_name", "last_name", "username")


@admin.register(Section)
class SectionAdmin(SearchByName, admin.ModelAdmin):
    list_display = ("path", "slug", "kind", "position", "in_menu")
    list_filter = ("kind", "in_menu")
    fields = ("name", "slug", "parent", "kind", "description", "position", "in_menu", "editors")
    actions = None

    list_select_related = ("parent",)
    ordering = TREE

    @admin.display(description=_("name"))
    def path(self, section: Section) -> str:
        return path_of(section)

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = Section.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "editors":
            kwargs |= {"queryset": possible_editors(), "form_class": EditorsField, "widget": CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)
