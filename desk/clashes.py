"""What two people changed in two ways: side by side, to take one or the other or to write it anew."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

from articles.comparing import Comparison, compare
from articles.content import Content
from articles.markup import sanitise
from articles.meeting import meet, savers, taken_places
from articles.merging import Clash, Merged
from articles.models import Article, Revision, Text
from articles.pieces import as_whole
from articles.places import place_of
from articles.posted import posted_as
from articles.revising import latest_revision

from .access import article_or_404
from .dialog import form_url
from .history import names_of
from .revisions import frame, number_in, revision_or_404

LINK: Content = {"article": None, "url": "", "title": "", "teaser": "", "photo": None}
MINE, THEIRS, ANEW = "mine", "theirs", "anew"
# What is typed, and so can be written anew; of the rest one takes one or the other.
TYPED = frozenset(
    "title short_title lead slug prefix source caption credit alt text attribution teaser".split()  # noqa: SIM905
)


@permission_required("articles.change_article", raise_exception=True)
def clashes(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Decide what of revision `number`, typed on revision `base`, clashes with what was saved last, and save it."""
    article = article_or_404(pk)
    if not article.may_be_edited_by(request.user):
        raise PermissionDenied
    mine, base = kept_or_404(article, number), base_in(request, article)
    # While somebody decides, others may save once more: what was looked at is what is decided about.
    seen = number_in(request.POST.get("seen"))
    theirs = kept_or_404(article, seen) if seen is not None else latest_revision(article)
    merged = meet(base, mine.content, theirs.content)
    data = request.POST if request.method == "POST" else None
    decisions = [Decision(clash, prefix=f"clash-{index}", data=data) for index, clash in enumerate(merged.clashes)]
    if data is not None and all(decision.is_valid() for decision in decisions):
        settled = {decision.clash.key: decision.value for decision in decisions}
        return save(request, article, theirs, meet(base, mine.content, theirs.content, settled).content)
    parts = parts_of(article, base, mine, theirs, merged, decisions, request)
    return TemplateResponse(request, "desk/clashes.html", frame(request, article, _("Two versions")) | parts)


def kept_or_404(article: Article, number: int) -> Revision:
    """A revision of the article that still has its text."""
    revision = revision_or_404(article, number)
    if not revision.content_json:
        raise Http404
    return revision


def base_in(request: HttpRequest, article: Article) -> Revision | None:
    number = number_in(request.GET.get("base"))
    return None if number is None else kept_or_404(article, number)


def save(request: HttpRequest, article: Article, theirs: Revision, content: Content) -> HttpResponse:
    """Save the decided text as if it had been typed into a form opened on `theirs`."""
    buttons = QueryDict(mutable=True)
    for name in request.GET:
        if name.startswith("_") or name == "form_key":
            buttons[name] = request.GET[name]
    sent = copy(request)
    sent.POST = posted_as(buttons, content, article)
    sent.POST["based_on"] = str(theirs.number)
    sent.merged_with = savers(article, base_in(request, article), but=request.user)
    return admin.site.get_model_admin(Article).change_view(sent, str(article.pk), form_url(article))


# --- One clash ------------------------------------------------------------------------


class Decision(forms.Form):
    """Which version of one clash counts: mine, theirs, or another that is typed here."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What counts"),
        choices=[
            (MINE, gettext_lazy("Take mine")),
            (THEIRS, gettext_lazy("Take theirs")),
            (ANEW, gettext_lazy("Edit")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Take one of the two, or edit.")},
    )

    def __init__(self, clash: Clash, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.clash = clash
        if self.is_rich:
            self.fields["anew"] = Text._meta.get_field("html").formfield(
                required=False, label=_("Your text"), initial=as_whole(clash.mine or clash.theirs)
            )
        elif clash.path[-1] in TYPED:
            self.fields["anew"] = forms.CharField(
                required=False, label=_("Your text"), initial=clash.mine, widget=forms.Textarea(attrs={"rows": 3})
            )
        else:
            self.fields["choice"].choices = self.fields["choice"].choices[:2]

    @property
    def is_rich(self) -> bool:
        return "html" in self.clash.path

    @property
    def value(self) -> Any:
        """What was decided."""
        choice = self.cleaned_data["choice"]
        if choice != ANEW:
            return self.clash.mine if choice == MINE else self.clash.theirs
        anew = self.cleaned_data["anew"]
        return sanitise(anew) if self.is_rich else anew


@dataclass(frozen=True)
class Shown:
    """A clash as the page shows it: where it is, and what each side made of what was there before."""

    decision: Decision
    place: str
    mine: Comparison
    theirs: Comparison


def parts_of(
    article: Article,
    base: Revision | None,
    mine: Revision,
    theirs: Revision,
    merged: Merged,
    decisions: list[Decision],
    request: HttpRequest,
) -> dict[str, Any]:
    """What the page shows."""
    contents = [mine.content, theirs.content]
    names = names_of(*contents, *([base.content] if base else []))
    return {
        "shown": [shown_of(decision, contents, names) for decision in decisions],
        "seen": theirs,
        "mine": mine,
        "who": savers(article, base, but=request.user),
        "taken": taken_places(merged, *contents),
        "media": sum((decision.media for decision in decisions), Media()).with_nonce(request.csp_nonce),
    }


def shown_of(decision: Decision, contents: list[Content], names: Any) -> Shown:
    clash = decision.clash
    mine, theirs = (with_only(clash, side, contents) for side in (clash.mine, clash.theirs))
    # Where there was nothing before, each is compared with the other.
    before = None if clash.base is None else with_only(clash, clash.base, contents)
    place = place_of(clash.path, *contents)
    return Shown(decision, place, compare(before or theirs, mine, names), compare(before or mine, theirs, names))


def with_only(clash: Clash, value: Any, contents: list[Content]) -> Content:
    """A content that says nothing but one side of a clash."""
    blank = contents[0] | {"blocks": [], "related": []}
    match clash.path:
        case ("blocks", _uid):
            return blank | {"blocks": [] if value is None else [value]}
        case ("blocks", uid, name, *_piece):
            block = next(block for content in contents for block in content["blocks"] if block["uid"] == uid)
            return blank | {"blocks": [block | {name: as_whole(value) if name == "html" else value}]}
        case ("related", _key):
            return blank | {"related": [] if value is None else [value]}
        case ("related", _key, name):
            return blank | {"related": [LINK | {name: value}]}
        case ("byline", name):
            return blank | {"byline": blank["byline"] | {name: value}}
    return blank | {clash.path[0]: value}
