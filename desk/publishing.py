"""The desk's dialogs that change what readers see: publish, withdraw, call off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import publishing, workflow
from articles.admin.readers import ForReaders
from articles.content import Content, photos_in, plain_text, renewed
from articles.models import Article, Edition, Revision
from articles.publishing import Outcome, PublishingError
from articles.readiness import Problem, problems
from articles.revising import latest_revision
from articles.workflow import WorkflowError
from kernel.dates import in_words
from kernel.moments import UnreadableMoment, read_moment
from reader.addresses import absolute

from .access import article_or_404
from .dialog import over_the_form, to_form
from .forms import PublishForm, WithdrawForm

View = Callable[..., HttpResponse]


def for_publishers(view: View) -> View:
    """A page of those who may publish; others are told 403."""
    allowed = permission_required("articles.publish_article", raise_exception=True)(view)
    return require_http_methods(["GET", "HEAD", "POST"])(allowed)


# --- Publish --------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """What would go out: the last saved revision of an article, with what the library knows of its photos now."""

    article: Article
    revision: Revision | None

    @cached_property
    def content(self) -> Content | None:
        return renewed(self.revision.content) if self.revision else None

    @cached_property
    def problems(self) -> list[Problem]:
        return problems(self.content) if self.content else []

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def is_ready(self) -> bool:
        return self.revision is not None and not self.errors

    @property
    def words(self) -> int:
        return len(plain_text(self.content).split())

    @property
    def photos(self) -> int:
        return len({photo["sha256"] for photo in photos_in(self.content)})


@for_publishers
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the last saved revision to readers, now or later, with what the library knows of its photos now."""
    article = article_or_404(pk)
    draft = Draft(article, latest_revision(article))
    was_public = article.editions.filter(kind=Edition.Kind.PUBLICATION).exists()
    seen = {"revision": draft.revision and draft.revision.number}
    form = PublishForm(posted(request), was_public=was_public, initial=seen)
    if draft.is_ready and form.is_valid() and shows_the_last(form, draft.revision):
        if draft.content == draft.revision.content and stands_already(article, draft.revision, form.asked):
            messages.info(request, _("Nothing was published: readers get this very revision already."))
            return to_form(article)
        urgent = "urgent" in request.POST
        done = act(form, workflow.publish, article, by=request.user, urgent=urgent, **form.asked)
        if done:
            messages.success(request, published_message(done))
            return to_form(article)
    return over_the_form(request, article, "desk/publish.html", form=form, draft=draft, readers=ForReaders.of(article))


def shows_the_last(form: PublishForm, revision: Revision) -> bool:
    """Whether the dialog showed this revision; if somebody saved another meanwhile the form says so."""
    shown = form.cleaned_data["revision"]
    if shown in (None, revision.number):
        return True
    author = revision.author
    who = author.get_full_name() or author.get_username() if author else _("Someone")
    sentence = _("%(who)s saved revision %(number)d meanwhile (%(when)s). Look at it, then publish.")
    form.add_error(None, sentence % {"who": who, "number": revision.number, "when": in_words(revision.created_at)})
    # Now it is shown.
    form.data = form.data.copy()
    form.data["revision"] = str(revision.number)
    return False


def stands_already(article: Article, revision: Revision, asked: dict[str, Any]) -> bool:
    """Whether the timeline says already what is asked for, as when a button is clicked twice."""
    if asked.get("until") or asked.get("correction") or asked.get("bump"):
        return False
    readers = ForReaders.of(article)
    publications = [edition for edition in readers.pending if edition.kind == Edition.Kind.PUBLICATION]
    if asked["at"]:
        return any(edition.live_from == asked["at"] and edition.revision == revision for edition in publications)
    return bool(readers.live) and readers.live.revision == revision and not publications


# --- Withdraw, call off ---------------------------------------------------------


@for_publishers
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the article from its readers, now or later."""
    article = article_or_404(pk)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("at", "reason")}
        done = act(form, publishing.withdraw, article, by=request.user, **asked)
        if done:
            messages.success(request, withdrawn_message(done))
            return to_form(article)
    return over_the_form(request, article, "desk/withdraw.html", form=form, readers=ForReaders.of(article))


@for_publishers
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call off everything that lies ahead of the article."""
    article = article_or_404(pk)
    if request.method == "POST":
        try:
            done = publishing.cancel_pending(article, by=request.user)
        except PublishingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, cancelled_message(done.cancelled))
        return to_form(article)
    return over_the_form(request, article, "desk/cancel.html", readers=ForReaders.of(article))


@require_safe
def moment(request: HttpRequest) -> JsonResponse:
    """How a typed date and time is understood: its words in full, or why it cannot be read."""
    try:
        return JsonResponse({"words": in_words(read_moment(request.GET.get("text", ""), timezone.localtime()))})
    except UnreadableMoment as error:
        return JsonResponse({"error": str(error)})


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def act(form: Any, verb: Callable[..., Outcome], *args: Any, **kwargs: Any) -> Outcome | None:
    """Do `verb`; if it cannot be done the form says why, and nothing is returned."""
    try:
        return verb(*args, **kwargs)
    except (PublishingError, WorkflowError) as error:
        form.add_error(None, str(error))
        return None


# --- What the desk is told ------------------------------------------------------


def published_message(done: Outcome) -> SafeString:
    """What was published or scheduled, where, until when, and what that called off."""
    if done.edition.live_from > done.edition.created_at:
        words = format_html(_("Scheduled for {}: {}"), in_words(done.edition.live_from), done.edition.title)
    else:
        words = format_html("{} {}", format_html(_("Published: {}"), link_to(done.edition)), copier(done.edition))
    ends = format_html(" " + _("Until {}."), in_words(done.until.live_from)) if done.until else ""
    return format_html("{}{} {}", words, ends, cancelled_message(done.cancelled))


def link_to(edition: Edition) -> SafeString:
    return format_html('<a href="{}">{}</a>', edition.get_absolute_url(), edition.title)


def copier(edition: Edition) -> SafeString:
    """A button that copies the edition's address (static/desk/copy.js)."""
    button = '<button type="button" class="copier" data-copy="{}" data-copied="{}">{}</button>'
    return format_html(button, absolute(edition.get_absolute_url()), _("Copied"), _("Copy link"))


def withdrawn_message(done: Outcome) -> SafeString:
    """Since when readers no longer see the article, and what that called off."""
    if done.edition.live_from > done.edition.created_at:
        words = format_html(_("Will be withdrawn: {}."), in_words(done.edition.live_from))
    else:
        words = _("Withdrawn: readers are told that the article is no longer there.")
    return format_html("{} {}", words, cancelled_message(done.cancelled))


def cancelled_message(cancelled: list[Edition]) -> str:
    """What was called off, each with its moment; "" for nothing."""
    if not cancelled:
        return ""
    rows = [f"{edition.get_kind_display()}, {in_words(edition.live_from)}" for edition in cancelled]
    return _("Called off: %s.") % "; ".join(rows)
