"""The forms through which documents, videos and audio files come in; a file never changes after that."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .examining import Refused
from .models import Document, Recording
from .models.stored_file import StoredFile
from .storing import storing


class NewFileForm(forms.ModelForm):
    """A file and its words. `save` gives the row; `created` then says whether it is new."""

    created = False

    def clean(self) -> dict[str, Any]:
        """Takes the file into the library once all else is right: only then is it known to be fit and kept."""
        cleaned = super().clean()
        if not self.errors:
            try:
                with storing(self):
                    self.taken, self.created = self._meta.model.objects.add(cleaned["file"], **self.words())
            except Refused as refusal:
                self.add_error("file", gettext(refusal.reason) % refusal.values)
        return cleaned

    def words(self) -> dict[str, Any]:
        """What was said of the file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}

    def save(self, commit: bool = True) -> StoredFile:
        self.instance = self.taken
        return self.taken

    def save_m2m(self) -> None:
        """Nothing to do; the admin asks for it."""


WORDS = {"title": forms.TextInput(attrs={"size": 60}), "caption": forms.Textarea(attrs={"rows": 3})}


class FileWordsForm(forms.ModelForm):
    """What is known of a file that the library has. The file stays what it is."""

    class Meta:
        widgets = WORDS


class NewDocumentForm(NewFileForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF, at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    class Meta:
        model = Document
        fields = ["title"]
        widgets = WORDS


class NewRecordingForm(NewFileForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("MP4 (H.264) or WebM video, M4A or MP3 audio. It is published as it is."),
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm,audio/mp4,audio/mpeg,.m4a,.mp3"}),
    )

    class Meta:
        model = Recording
        fields = ["title", "caption", "credit", "poster"]
        widgets = WORDS
