from typing import Any

from django import forms

from articles.readiness import LONG_TITLE

from .byline import BylineInline
from .overtaking import new_key
from .related_link import RelatedLinkInline

LONG_LEAD = 300


class Untouched(forms.HiddenInput):
    """A hidden value that no browser fills in again when one comes back to the page."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))


class ArticleForm(forms.ModelForm):
    """The working copy, together with the revision that the form was opened on, and a key of this very form."""

    based_on = forms.CharField(required=False, widget=Untouched)
    form_key = forms.CharField(required=False, widget=Untouched, initial=new_key)

    class Meta:
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1, "data-count-to": LONG_TITLE, "data-one-line": ""}),
            "lead": forms.Textarea(attrs={"rows": 3, "data-count-to": LONG_LEAD}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.initial["based_on"] = getattr(self.instance, "opened_on", None)
        # The model's own check says the same of a title without visible text; one of them is enough.
        if "title" in self.fields:
            self.fields["title"].required = False


def columns(context: dict) -> dict[str, Any]:
    """The form's parts by column: `main` (title and lead), `blocks`, and `side` with its cards in their order.

    A card is {"fieldset", "inline"}, one of them possibly None: the authors stand in the card of the byline.
    """
    main, filing, byline, photo, address = context["adminform"]
    inlines = {type(inline.opts): inline for inline in context["inline_admin_formsets"]}
    authors, links = inlines.pop(BylineInline, None), inlines.pop(RelatedLinkInline, None)
    side = [(filing, None), (byline, authors), (photo, None), (None, links), (address, None)]
    return {
        "main": main,
        "blocks": list(inlines.values()),
        "side": [{"fieldset": fieldset, "inline": inline} for fieldset, inline in side if fieldset or inline],
    }
