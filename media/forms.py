"""The forms through which photos come in and are described: the same ones for the admin's pages and the picker."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from imagefield.widgets import PPOIWidget

from .imaging import NotAPicture
from .models import Photo, validate_focal_point
from .uploading import MAX_BYTES, Upload

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/tiff,image/gif"
DESCRIPTION = ("caption", "alt", "photographer", "source")
_AREAS = {"caption": forms.Textarea(attrs={"rows": 3}), "alt": forms.Textarea(attrs={"rows": 2})}


class NewPhotoForm(forms.ModelForm):
    """A file and what is known of it. `save` gives the photo; `created` then says whether it is new."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, AVIF, TIFF or GIF, at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT, "data-max-bytes": MAX_BYTES}),
    )

    class Meta:
        model = Photo
        fields = DESCRIPTION
        widgets = _AREAS

    field_order = ["file", *DESCRIPTION]
    created = False

    def clean_file(self) -> Upload:
        """The file, verified: decoded, unless the library has it already."""
        try:
            upload = Upload(self.cleaned_data["file"])
            if not Photo.objects.filter(sha256=upload.sha256).exists():
                upload.verify()
        except NotAPicture as refusal:
            raise ValidationError(gettext(refusal.reason))
        return upload

    def save(self, commit: bool = True) -> Photo:
        """The photo, always saved: its files must be there before its row is."""
        description = {name: self.cleaned_data[name] for name in DESCRIPTION}
        self.instance, self.created = Photo.objects.add(self.cleaned_data["file"], **description)
        return self.instance

    def typed(self) -> list[str]:
        """The texts that were given with the file."""
        return [self.cleaned_data[name] for name in DESCRIPTION if self.cleaned_data[name]]

    def save_m2m(self) -> None:
        """Nothing to do; the admin asks for it."""


class FocalPointWidget(forms.TextInput):
    """The photo to click on; imagefield's script moves the point and writes it into the field below."""

    template_name = "media/focal_point.html"
    preview = ""

    @property
    def media(self) -> forms.Media:
        return PPOIWidget().media

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        # The project's templates: Django's form renderer knows only those of packages.
        field = forms.TextInput(self.attrs).render(name, value, attrs, renderer)
        return render_to_string(self.template_name, {"input": field, "preview": self.preview, "id": attrs["id"]})


class PhotoForm(forms.ModelForm):
    """What is known of a photo that the library has. Its file stays what it is."""

    focal_point = forms.CharField(
        label=_("Focal point"),
        max_length=20,
        validators=[validate_focal_point],
        widget=FocalPointWidget,
        help_text=_("Click on what matters most: crops keep it. In numbers: from the left x from the top, 0 to 1."),
    )

    class Meta:
        model = Photo
        fields = ["focal_point", *DESCRIPTION]
        widgets = _AREAS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look at photos gets no fields.
        if "focal_point" in self.fields:
            self.fields["focal_point"].widget.preview = self.instance.rendition_url("w960")

    def clean_focal_point(self) -> str:
        """The point, if it may move: without the original there is nothing to crop anew."""
        original = self.instance.original
        if "focal_point" in self.changed_data and not original.storage.exists(original.name):
            raise ValidationError(gettext("The original file is missing, so the focal point has to stay."))
        return self.cleaned_data["focal_point"]
