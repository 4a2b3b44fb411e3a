"""Several people at one article: what is posted is read and kept first, and put together with what others saved."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.content import Content, content_of
from articles.meeting import keep_typed, meet, note_of, notice_of, savers
from articles.merging import Merged
from articles.models import Article, Revision
from articles.posted import content_from, posted_as, with_uids
from articles.revising import latest_revision, saved_on_purpose

# In the session: by the keys of forms that were sent, [article, revision that came of it].
SENT = "articles_sent"
# Articles whose clashes somebody left undecided: the address of the page by the article's number.
UNDECIDED = "articles_undecided"
REMEMBERED = 20
DIGITS = 9


class SavesTogether:
    """For the article's admin: a save of what others changed meanwhile is merged, or asks about what clashes."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """The article, with the revision that a form opened now shows; inside a save its row is locked.

        The number is read together with the row: read later, it could be of a save that the form does not show.
        """
        try:
            pk = Article._meta.pk.to_python(object_id)
        except ValidationError:
            return None
        latest = saved_on_purpose(Revision.objects.filter(article=OuterRef("pk"))).values("number")[:1]
        rows = self.get_queryset(request).annotate(opened_on=Subquery(latest))
        if request.method == "POST" and connection.in_atomic_block:
            # Of two saves one waits here for the other.
            rows = rows.select_for_update(of=("self",))
        return rows.filter(pk=pk).first()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            self.remind(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.POST = with_uids(request.POST)
        object_id = object_id or made_before(request)
        with transaction.atomic():
            article = object_id and self.get_object(request, unquote(object_id))
            if article and self.has_change_permission(request, article):
                return self.save_onto(request, article, form_url, extra_context)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            remember(request)
            return response

    def save_onto(
        self, request: HttpRequest, article: Article, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        """Save the form, behind the article's lock, onto what is saved by now."""
        base, latest = opened_on(request, article), latest_revision(article)
        mine = content_from(request.POST, base.content if base and base.content_json else None)
        theirs = None
        if is_overtaken(request, latest):
            theirs = content_of(article)
            merged = meet(base, mine, theirs)
            if merged.clashes:
                return self.ask(request, article, base, mine)
            self.put_together(request, article, base, mine, theirs, merged)
        response = super().changeform_view(request, str(article.pk), form_url, extra_context)
        if response.status_code == 200:
            keep_typed(article, mine, author=request.user, note=_("As typed; it could not be saved like that."))
        remember(request)
        return response

    def put_together(
        self,
        request: HttpRequest,
        article: Article,
        base: Revision | None,
        mine: Content,
        theirs: Content,
        merged: Merged,
    ) -> None:
        """Let the request say what comes of both: it is checked and saved as if it had been typed."""
        who = savers(article, base, but=request.user)
        if merged.taken:
            request.merged_with = who
            if merged.content != mine:
                keep_typed(article, mine, author=request.user, note=_("As typed, before it was put together."))
            self.message_user(request, notice_of(who, merged, mine, theirs), messages.INFO)
        request.POST = posted_as(request.POST, merged.content, article)
        request.POST["based_on"] = str(latest_revision(article).number)

    def ask(self, request: HttpRequest, article: Article, base: Revision | None, mine: Content) -> HttpResponse:
        """Keep what was typed, and go where its clashes are decided."""
        kept = keep_typed(article, mine, author=request.user, note=_("As typed, before it was put together."))
        query = QueryDict(mutable=True)
        # What the button was to do, and which form it stood in.
        for name in request.POST:
            if name.startswith("_") or name == "form_key":
                query[name] = request.POST[name]
        query["base"] = str(base.number) if base else ""
        address = reverse("desk:clashes", args=[article.pk, kept.number]) + f"?{query.urlencode()}"
        if hasattr(request, "merged_with"):
            again = _(
                "While you decided, the article was saved once more. What you took is kept; this is what clashes now."
            )
            self.message_user(request, again, messages.WARNING)
        request.session[UNDECIDED] = request.session.get(UNDECIDED, {}) | {str(article.pk): address}
        return HttpResponseRedirect(address)

    def remind(self, request: HttpRequest, object_id: str | None) -> None:
        """Who left a page of clashes is led back to it."""
        if address := request.session.get(UNDECIDED, {}).get(object_id):
            words = _("Of what you typed, not all is in this text: it clashes with what somebody else saved.")
            link = format_html('<a href="{}">{}</a>', address, _("Decide now"))
            self.message_user(request, format_html("{} {}", words, link), messages.WARNING)

    def note_of_save(self, request: HttpRequest) -> str:
        """The note of the revision that this save leaves."""
        who = getattr(request, "merged_with", "")
        return note_of(who) if who else ""


# --- Which revision a form was opened on --------------------------------------------


def opened_on(request: HttpRequest, article: Article) -> Revision | None:
    """The revision that the form showed; or the one that came of it, if the very same form was sent before."""
    pk, sent = sent_before(request)
    numbers = [_number(request.POST.get("based_on", "")), sent if pk == article.pk else 0]
    return article.revisions.filter(number=max(numbers)).first()


def is_overtaken(request: HttpRequest, latest: Revision | None) -> bool:
    """Whether the rows that the form shows may not be those of today."""
    return latest is not None and _number(request.POST.get("based_on", "")) != latest.number


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


# --- Forms that were sent before ----------------------------------------------------


def new_key() -> str:
    """The key of a form that is opened now."""
    return uuid4().hex


def sent_before(request: HttpRequest) -> tuple[int, int]:
    """The article that the same form was saved to before, and the revision: a double click, or the back button."""
    pk, number = request.session.get(SENT, {}).get(request.POST.get("form_key", ""), (0, 0))
    return pk, number


def made_before(request: HttpRequest) -> str | None:
    """The article that the form of a new article made when it was sent before."""
    pk, _revision = sent_before(request)
    return str(pk) if pk else None


def remember(request: HttpRequest) -> None:
    """Note what the form was saved to, if it was."""
    key, saved = request.POST.get("form_key", ""), getattr(request, "saved", None)
    if saved and str(saved[0].article_id) in request.session.get(UNDECIDED, {}):
        request.session[UNDECIDED].pop(str(saved[0].article_id))
        request.session.modified = True
    if saved and len(key) == len(new_key()):
        revision, _is_new = saved
        before: dict[str, Any] = request.session.get(SENT, {})
        before.pop(key, None)
        kept = list(before.items())[1 - REMEMBERED :]
        request.session[SENT] = dict([*kept, (key, [revision.article_id, revision.number])])


def kept_message(kept: Revision) -> SafeString:
    """That what was typed is kept, with a link to it."""
    url = reverse("admin:articles_revision_change", args=[kept.pk])
    return format_html(
        '<a href="{}" target="_blank">{}</a>', url, _("What you typed is kept as revision %d.") % kept.number
    )
