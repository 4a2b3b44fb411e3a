from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.moments import MAX_LENGTH, UnreadableMoment, read_moment

NOW, LATER = "now", "later"
QUIET, UPDATE, CORRECTION = "quiet", "update", "correction"
# The hours at which readers come.
CHOICE_HOURS = (6, 11, 18, 20)
CHOICES = 3


class MomentField(forms.Field):
    """A moment ahead, as people type it ("mai 6:00"); a small script says below it how it was understood."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "autocomplete": "off",
            "maxlength": MAX_LENGTH,
            "placeholder": "mai 6:00",
            "data-moment": reverse_lazy("desk:moment"),
        }
        super().__init__(widget=forms.TextInput(attrs), required=False, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        return moment(str(value)) if value and str(value).strip() else None


def moment(text: str) -> datetime:
    """The moment ahead that the text names; what cannot be read is a ValidationError."""
    try:
        return read_moment(text, timezone.localtime())
    except UnreadableMoment as error:
        raise ValidationError(str(error), code="invalid")


class WhenField(forms.ChoiceField):
    """Now, one of the next hours at which readers come, or a moment of one's own."""

    def valid_value(self, value: str) -> bool:
        # The hours that were offered, not those that would be now: the page may have been open for a while.
        return value in (NOW, LATER) or "T" in value


def next_hours(now: datetime) -> list[tuple[str, str]]:
    """The next hours at which readers come, as choices: each moment, and its words."""
    days = [(now.date(), _("Today")), (now.date() + timedelta(days=1), _("Tomorrow"))]
    found = [
        (datetime.combine(day, time(hour), tzinfo=now.tzinfo), name) for day, name in days for hour in CHOICE_HOURS
    ]
    ahead = [(at, name) for at, name in found if at > now + timedelta(minutes=5)]
    tomorrow = [(at, name) for at, name in ahead if at.date() > now.date()]
    # Tomorrow's morning is among them, whatever the hour.
    chosen = sorted(dict([tomorrow[0], *ahead][:CHOICES]).items())
    return [(f"{at:%Y-%m-%dT%H:%M}", f"{name} {at:%H:%M}") for at, name in chosen]


class WhenForm(forms.Form):
    """When an act takes effect: now, or at a moment ahead."""

    when = WhenField(label=_("When"), initial=NOW, widget=forms.RadioSelect)
    at = MomentField(label=_("Date and time"))
    offers_hours = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Ids of its own: the article's form stands on the same page.
        super().__init__(*args, label_suffix="", auto_id="dialog_%s", **kwargs)
        hours = next_hours(timezone.localtime()) if self.offers_hours else []
        self.fields["when"].choices = [(NOW, _("Now")), *hours, (LATER, _("Another time…"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        match cleaned.get("when"):
            case None:
                pass
            case "now":
                if cleaned.get("at") or "at" in self.errors:
                    self.add_error("when", _("You typed a time, and chose “now”: which is meant?"))
                cleaned["at"] = None
            case "later":
                if not cleaned.get("at") and "at" not in self.errors:
                    self.add_error("at", _("Say when."))
            case hour:
                self._take(hour)
        return cleaned

    def _take(self, hour: str) -> None:
        try:
            self.cleaned_data["at"] = moment(hour)
        except ValidationError as error:
            self.add_error("when", error)


class PublishForm(WhenForm):
    # The revision that was shown: nobody publishes what he has not seen.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    until = MomentField(label=_("Until"), help_text=_("Readers no longer see the article from then on. Usually empty."))
    change = forms.ChoiceField(
        label=_("What changed"),
        choices=[
            (QUIET, _("Nothing to announce")),
            (UPDATE, _("Update")),
            (CORRECTION, _("Correction")),
        ],
        initial=QUIET,
        required=False,
        help_text=_("Readers see the time of an update, and the note of a correction."),
        widget=forms.RadioSelect,
    )
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
            del self.fields["change"], self.fields["correction"], self.fields["bump"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "correction" in self.fields:
            said = (cleaned.get("correction") or "").strip()
            if cleaned.get("change") == CORRECTION and not said and "correction" not in self.errors:
                self.add_error("correction", _("Say what was wrong, and what is right: readers see it."))
            if said and cleaned.get("change") in (QUIET, UPDATE):
                self.add_error("change", _("You typed a correction: choose it, or empty the note."))
        at, until = cleaned.get("at"), cleaned.get("until")
        if until and at and until <= at:
            self.add_error("until", _("The end must lie after the beginning."))
        return cleaned

    @property
    def asked(self) -> dict[str, Any]:
        """What `workflow.publish` takes."""
        names = ("at", "until", "correction", "bump")
        asked = {name: self.cleaned_data[name] for name in names if name in self.fields}
        is_quiet = "change" in self.fields and self.cleaned_data["change"] in ("", QUIET)
        return asked | {"quiet": is_quiet and not asked["correction"]}


class WithdrawForm(WhenForm):
    offers_hours = False
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("For the newsroom's own record; readers do not see it."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "list": "reasons"}),
    )
    notice = forms.CharField(
        label=_("Notice to readers"),
        required=False,
        max_length=2000,
        help_text=_("What readers see instead of the article; if empty, only that it was withdrawn."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("reason", "notice", "when", "at")

    @property
    def asked(self) -> dict[str, Any]:
        """What `publishing.withdraw` takes."""
        return {name: self.cleaned_data[name] for name in ("at", "reason", "notice")}
