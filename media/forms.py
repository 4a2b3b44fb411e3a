"""The forms through which photos come in and are described: the same ones for the admin's pages and the picker."""

import hashlib
from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .imaging import CROPS, NotAPicture, gettext_noop
from .models import Photo, validate_focal_point
from .storing import rendering, storing
from .uploading import MAX_BYTES, Upload

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/tiff,image/gif"
# What the picker asks for beside a file.
DESCRIPTION = ("caption", "alt", "photographer", "source")
# What a card shows, in this order; the photo's own page has all of it and more.
CARD = (
    "title", "caption", "alt", "photographer", "source", "place", "people", "keywords", "licence", "embargo_until",
    "rights_end", "usage_terms",
)  # fmt: skip
# What photos from one card have in common.
FILLED = ("photographer", "source", "place", "keywords", "licence")
EVERYTHING = ("focal_point", *CARD, "copyright", "taken_at")
CROP_NAMES = {
    "card": _("Card 3:2"),
    "square": _("Square"),
    "hero": _("Top of the page 16:9"),
    "social": _("Social networks"),
}
OVERTAKEN = gettext_noop("Somebody changed this photo meanwhile. What you typed is still here: save again to keep it.")
_AREAS = {
    "caption": forms.Textarea(attrs={"rows": 3}),
    "alt": forms.Textarea(attrs={"rows": 3}),
    "usage_terms": forms.Textarea(attrs={"rows": 2}),
}


class MomentInput(forms.DateTimeInput):
    """A moment in the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment; what no calendar holds is an error of the field."""

    widget = MomentInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """To the minute, which is all that the input shows: a camera's seconds are no change."""
        shown = initial.replace(second=0, microsecond=0) if isinstance(initial, datetime) else initial
        return super().has_changed(shown, data)


# --- Files --------------------------------------------------------------------


class PictureField(forms.FileField):
    """A picture's file; its value is an Upload that was decoded, unless the library has the file already."""

    widget = forms.FileInput(attrs={"accept": ACCEPT, "data-max-bytes": MAX_BYTES})

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("File"), "help_text": _("JPEG, PNG, WebP, AVIF, TIFF or GIF, at most 50 MB.")} | kwargs
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Upload:
        file = super().clean(data, initial)
        try:
            upload = Upload(file)
            if not Photo.objects.filter(sha256=upload.sha256).exists():
                upload.verify()
        except NotAPicture as refusal:
            raise ValidationError(gettext(refusal.reason))
        return upload


class PictureForm(forms.Form):
    """A file alone. `save` gives the photo, or None and an error of the field; `created` says whether it is new."""

    file = PictureField()
    created = False

    def save(self) -> Photo | None:
        """The photo that the library now has of this file."""
        photo = None
        try:
            # What was written before the storage failed is no photo yet.
            with storing(self):
                photo, self.created = self.keep(self.cleaned_data["file"])
        except ValidationError as error:
            self.add_error("file", error.messages)
        return photo

    def keep(self, upload: Upload) -> tuple[Photo, bool]:
        """What the library makes of the file."""
        return Photo.objects.add(upload)


class NewPhotoForm(PictureForm):
    """A file and what is known of it."""

    field_order = ["file", *DESCRIPTION]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(Photo, DESCRIPTION, widgets=_AREAS)

    def keep(self, upload: Upload) -> tuple[Photo, bool]:
        return Photo.objects.add(upload, **{name: self.cleaned_data[name] for name in DESCRIPTION})


class ReplacementForm(PictureForm):
    """Another file for a photo that the library has."""

    def __init__(self, *args: Any, photo: Photo, by: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo, self.by = photo, by

    def clean_file(self) -> Upload:
        upload = self.cleaned_data["file"]
        if Photo.objects.filter(sha256=upload.sha256).exists():
            raise ValidationError(gettext("The library has this file already, as a photo of its own."))
        return upload

    def keep(self, upload: Upload) -> tuple[Photo, bool]:
        return self.photo.replace(upload, by=self.by), True


# --- What is known of a photo -------------------------------------------------


def digest_of(photo: Photo) -> str:
    """Tells one state of what is known of a photo from another."""
    values = "\0".join(str(getattr(photo, name)) for name in EVERYTHING)
    return hashlib.sha256(values.encode(errors="replace")).hexdigest()[:16]


class KnownPhotoForm(forms.ModelForm):
    """What is known of a photo that the library has. Overwrites nobody: `seen` is the state that the form showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Photo
        fields = CARD
        widgets = _AREAS
        field_classes = {"embargo_until": MomentField, "rights_end": MomentField, "taken_at": MomentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is typed goes into `instance` even where it is refused: this is what the library has.
        self.stored = copy(self.instance)
        self.initial["seen"] = digest_of(self.stored)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_overtaken(cleaned)
        return cleaned

    def _refuse_overtaken(self, cleaned: dict[str, Any]) -> None:
        """Somebody saved meanwhile: what was typed stays, and sending it once more is meant."""
        if cleaned.get("seen") == self.initial["seen"]:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.initial["seen"]
        self.add_error(None, gettext(OVERTAKEN))
        for name in self.described_changes:
            stored = getattr(self.stored, f"get_{name}_display", lambda name=name: getattr(self.stored, name))()
            shown = localize(stored) if stored not in (None, "") else gettext("empty")
            self.add_error(name, gettext("Stored now: %s") % shown)

    @property
    def described_changes(self) -> list[str]:
        """The photo's fields that would change."""
        return [name for name in self.changed_data if name != "seen"]

    def save(self, commit: bool = True) -> Photo:
        """Saves what changed and nothing else: a photo taken down meanwhile stays so."""
        if commit and self.described_changes:
            self.instance.save(update_fields=self.described_changes)
        return self.instance

    def save_quietly(self) -> bool:
        """Save; False and an error of the form if the files cannot be made anew."""
        with rendering(self):
            self.save()
        return not self.errors

    def save_m2m(self) -> None:
        """Nothing to do; the admin asks for it."""


class CardForm(KnownPhotoForm):
    """One photo of many on a page."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, instance: Photo) -> None:
        super().__init__(data, instance=instance, prefix=f"photo-{instance.pk}", label_suffix="")


class FillForm(forms.Form):
    """What many cards have in common: a script fills it into them. Never sent itself."""

    def __init__(self) -> None:
        super().__init__(prefix="all", label_suffix="")
        self.fields |= forms.fields_for_model(Photo, FILLED)


class FocalPointWidget(forms.TextInput):
    """The photo to click on: static/media/focal_point.js moves the point, writes it below and moves the crops along."""

    template_name = "media/focal_point.html"
    photo: Photo | None = None

    class Media:
        js = [forms.Script("media/focal_point.js", type="module")]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """The point as it is kept: "0,25 x 0,5", as people write it here, is "0.25x0.5"."""
        typed = super().value_from_datadict(data, files, name)
        return typed and "".join(typed.replace(",", ".").split())

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        # The project's templates: Django's form renderer knows only those of packages.
        field = forms.TextInput(self.attrs).render(name, value, attrs, renderer)
        context = {
            "input": field,
            "preview": self.photo.rendition_url("w800"),
            "ratio": self.photo.width / self.photo.height,
            "point": self.photo.focal_point,
            "crops": crop_families(),
        }
        return render_to_string(self.template_name, context)


def crop_families() -> list[dict[str, Any]]:
    """The shapes that crops come in, with their names for people."""
    ratios = {crop.family: crop.ratio for crop in CROPS.values()}
    return [{"family": family, "name": name, "ratio": ratios[family]} for family, name in CROP_NAMES.items()]


class PhotoForm(KnownPhotoForm):
    """All that is known of a photo, for its own page. Its file stays what it is.

    Saves as soon as all else is right: a storage that fails is then an error like any other, beside what was typed.
    """

    focal_point = forms.CharField(
        label=_("Focal point"),
        max_length=20,
        validators=[validate_focal_point],
        widget=FocalPointWidget,
        help_text=_("Click on what matters most: crops keep it. In numbers: from the left x from the top, 0 to 1."),
    )

    class Meta(KnownPhotoForm.Meta):
        fields = EVERYTHING

    class Media:
        js = [forms.Script("desk/guard.js", type="module")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look at photos gets no fields.
        if "focal_point" in self.fields:
            self.fields["focal_point"].widget.photo = self.stored

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.errors:
            self.save_quietly()

    def clean_focal_point(self) -> str:
        """The point, if it may move: without the original there is nothing to crop anew."""
        if "focal_point" in self.changed_data and not self._has_original():
            raise ValidationError(gettext("The original file is missing, so the focal point has to stay."))
        return self.cleaned_data["focal_point"]

    def _has_original(self) -> bool:
        original = self.instance.original
        with rendering(self):
            return original.storage.exists(original.name)
        # Nobody knows, and that is said already.
        return True
