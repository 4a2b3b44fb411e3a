from collections.abc import Mapping
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Field, ManyToManyField, Model, QuerySet
from django.forms import BaseForm, BoundField, ModelChoiceField, ModelMultipleChoiceField
from django.forms import Field as FormField
from django.http import HttpRequest

from kernel.paging import MAX_INTEGER

# What may be made without leaving the form, by who has the permission.
MADE_HERE = frozenset({"topics", "author", "document", "recording"})


class ShowsLoaded:
    """For a field of choices found by typing: tells its widget which rows the form has loaded already."""

    def get_bound_field(self, form: BaseForm, field_name: str) -> BoundField:
        chosen = form.initial.get(field_name)
        rows = [row for row in chosen if isinstance(row, Model)] if isinstance(chosen, list) else []
        instance = getattr(form, "instance", None)
        if instance is not None and (row := instance._state.fields_cache.get(field_name)):
            rows.append(row)
        # The admin wraps the widget where new rows may be made.
        getattr(self.widget, "widget", self.widget).loaded = {str(row.pk): row for row in rows}
        return super().get_bound_field(form, field_name)


class FoundField(ShowsLoaded, ModelMultipleChoiceField):
    """A choice of several rows; a number that no key can have is refused, where Django's asks the database for it."""

    def clean(self, value: Any) -> QuerySet:
        for key in value if isinstance(value, list | tuple) else []:
            if not is_key(key):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
        return super().clean(value)


class LoadedField(ShowsLoaded, ModelChoiceField):
    pass


class OnlyKeys:
    """For a choice found by typing: shows what was posted again if it is a key, where Django's stops with an error.

    Rows that are `loaded` are not asked for once more.
    """

    loaded: Mapping[str, Model] = {}

    def optgroups(self, name: str, value: list[str], attr: dict | None = None) -> list:
        keys = [key for key in value if is_key(key)]
        if not all(str(key) in self.loaded for key in keys):
            return super().optgroups(name, keys, attr)
        may_be_empty = not self.is_required and not self.allow_multiple_selected
        options = [self.create_option(name, "", "", False, 0)] if may_be_empty else []
        for key, row in self.loaded.items():
            if key in map(str, keys):
                text = self.choices.field.label_from_instance(row)
                options.append(self.create_option(name, row.pk, text, True, len(options)))
        return [(None, options, 0)]


class FoundChoice(OnlyKeys, AutocompleteSelect):
    pass


class FoundChoices(OnlyKeys, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        """Without a button that clears all: each has its own, and a list with a button in it is no list to a reader."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


def is_key(value: Any) -> bool:
    """Whether a posted value could be a row's key."""
    text = str(value)
    return text.isascii() and text.isdigit() and int(text) <= MAX_INTEGER


class PlainChoices:
    """For an admin or inline: choices without links to change, view or delete what is chosen; the form is full."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        if db_field.name in self.autocomplete_fields:
            if isinstance(db_field, ManyToManyField):
                kwargs |= {"widget": FoundChoices(db_field, self.admin_site), "form_class": FoundField}
            else:
                kwargs |= {"widget": FoundChoice(db_field, self.admin_site), "form_class": LoadedField}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = field and field.widget
        if isinstance(wrapper, RelatedFieldWidgetWrapper):
            wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
            wrapper.can_add_related = wrapper.can_add_related and db_field.name in MADE_HERE
        return field
