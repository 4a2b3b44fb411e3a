from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOW, LATER = "now", "later"
# Nobody plans further: what lies beyond is a year mistyped.
HORIZON = timedelta(days=5 * 366)


class MomentField(forms.DateTimeField):
    """A moment ahead, typed as Vietnam's time."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, required=False, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if moment and not timezone.now() - HORIZON < moment < timezone.now() + HORIZON:
            raise ValidationError(_("This year cannot be meant."))
        return moment


class WhenForm(forms.Form):
    """When an act takes effect: now, or at a moment ahead."""

    when = forms.ChoiceField(
        label=_("When"), choices=[(NOW, _("Now")), (LATER, _("At a set time"))], initial=NOW, widget=forms.RadioSelect
    )
    at = MomentField(label=_("Date and time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("when") == NOW:
            cleaned["at"] = None
        elif not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say when."))
        return cleaned


class PublishForm(WhenForm):
    until = MomentField(label=_("Until"), help_text=_("Readers no longer see the article from then on. Usually empty."))
    correction = forms.CharField(
        label=_("Correction"),
        required=False,
        max_length=2000,
        help_text=_("Readers see this note with the article: what was wrong, and what is right."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    bump = forms.BooleanField(
        label=_("Put the article on top of its lists again"),
        required=False,
        help_text=_("Otherwise it keeps its place, as befits a correction."),
    )

    def __init__(self, *args: Any, was_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_public:
            # There is nothing yet to correct, and no place to keep.
            del self.fields["correction"], self.fields["bump"]

    @property
    def asked(self) -> dict[str, Any]:
        """What `publishing.publish` takes."""
        names = ("at", "until", "correction", "bump")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class WithdrawForm(WhenForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("For the newsroom's own record; readers do not see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
