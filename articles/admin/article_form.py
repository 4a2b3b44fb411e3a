from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import Article
from articles.readiness import LONG_TITLE
from articles.revising import latest_revision
from kernel.dates import in_words

from .byline import BylineInline
from .related_link import RelatedLinkInline

LONG_LEAD = 300
OVERTAKEN = "overtaken"


class ArticleForm(forms.ModelForm):
    """The working copy, together with the version that the form was opened on."""

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    class Meta:
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1, "data-count-to": LONG_TITLE, "data-one-line": ""}),
            "lead": forms.Textarea(attrs={"rows": 3, "data-count-to": LONG_LEAD}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.initial["based_on"] = self.instance.version
        # The model's own check says the same of a title without visible text; one of them is enough.
        if "title" in self.fields:
            self.fields["title"].required = False

    def clean(self) -> None:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("based_on") != self.instance.version:
            raise ValidationError(overtaken_message(self.instance), code=OVERTAKEN)


def overtaken_message(article: Article) -> str:
    """Who saved the article meanwhile, and when."""
    revision = latest_revision(article)
    author = revision and revision.author
    who = author.get_full_name() or author.get_username() if author else _("Someone")
    return _(
        "%(who)s saved this article (%(when)s) after you had opened it. Nothing was overwritten, and what you typed "
        "stands below: open the article in another tab and put the two together there."
    ) % {"who": who, "when": in_words(revision.created_at if revision else article.updated_at)}


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
