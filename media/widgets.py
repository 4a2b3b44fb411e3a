"""The photo picker: a form field that holds a photo's id, shows the photo, and lets people search or upload one."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Photo


class PhotoPicker(forms.TextInput):
    """A photo's id as an input that static/media/picker.js turns into a thumbnail with buttons.

    When a photo is chosen the script dispatches "change" on the input and then, bubbling from the widget,
    "photo:chosen" with {id, thumb, caption, alt, credit} as detail; "photo:removed" when it is taken away.
    """

    # The photo that the form's row shows, where it is known already; see PhotoChoiceField.
    photo: Photo | None = None

    class Media:
        css = {"all": ["media/picker.css"]}
        js = [forms.Script("media/picker.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "photo-picker-id", "inputmode": "numeric", "autocomplete": "off"} | (attrs or {}))

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a browser cannot point at an empty field that the script has hidden."""
        return False

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        context = {
            "input": super().render(name, value, attrs, renderer),
            "value": value,
            "photo": self._photo(value),
            "dialog_url": reverse("admin:media_photo_picker_dialog"),
        }
        return render_to_string("media/photo_picker.html", context)

    def _photo(self, value: Any) -> Photo | None:
        """The photo with this id; None for anything that is no id, however hostile."""
        if self.photo is not None and str(self.photo.pk) == str(value):
            return self.photo
        text = str(value or "")
        return Photo.objects.filter(pk=text).first() if text.isascii() and text.isdigit() else None


class PhotoChoiceField(forms.ModelChoiceField):
    """A photo by its id. Shows the photo that the form's row has loaded, instead of asking for it once more."""

    widget = PhotoPicker

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        instance = getattr(form, "instance", None)
        if instance is not None:
            self.widget.photo = instance._state.fields_cache.get(field_name)
        return super().get_bound_field(form, field_name)


class PicksPhotos:
    """For a ModelAdmin or an inline: every foreign key to a Photo is chosen with the picker.

    An inline whose queryset has `select_related` on its photo shows any number of them without a query each.
    """

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if isinstance(db_field, models.ForeignKey) and db_field.related_model is Photo:
            return db_field.formfield(form_class=PhotoChoiceField, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
