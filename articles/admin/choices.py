from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Field, ManyToManyField, QuerySet
from django.forms import Field as FormField
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest

from kernel.paging import MAX_INTEGER

# What may be made without leaving the form, by who has the permission.
MADE_HERE = frozenset({"topics", "author", "document", "recording"})


class FoundField(ModelMultipleChoiceField):
    """A choice of several rows; a number that no key can have is refused, where Django's asks the database for it."""

    def clean(self, value: Any) -> QuerySet:
        for key in value if isinstance(value, list | tuple) else []:
            if not is_key(key):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
        return super().clean(value)


class OnlyKeys:
    """For a choice found by typing: shows what was posted again if it is a key, where Django's stops with an error."""

    def optgroups(self, name: str, value: list[str], attr: dict | None = None) -> list:
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


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
                kwargs["widget"] = FoundChoice(db_field, self.admin_site)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = field and field.widget
        if isinstance(wrapper, RelatedFieldWidgetWrapper):
            wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
            wrapper.can_add_related = wrapper.can_add_related and db_field.name in MADE_HERE
        return field
