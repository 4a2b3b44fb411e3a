"""The desk's dialogs that change what readers see: publish, withdraw, call off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import publishing, workflow
from articles.admin.readers import ForReaders
from articles.content import Content, photos_in, renewed, word_count
from articles.models import Article, Edition, Revision
from articles.publishing import NothingNew, Outcome, PublishingError
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
        return word_count(self.content)

    @property
    def photos(self) -> int:
        return len({photo["sha256"] for photo in photos_in(self.content)})


@for_publishers
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the last saved revision to readers, now or later, with what the library knows of its photos now."""
    article = article_or_404(pk)
    draft = Draft(article, latest_revision(article))
    was_public = article.editions.filter(kind=Edition.Kind.PUBLICATION).exists()
    form = PublishForm(posted(request), was_public=was_public)
    if draft.is_ready and form.is_valid():
        seen = form.cleaned_data["revision"] or draft.revision.number
        asked = form.asked | {"seen": seen, "urgent": "urgent" in request.POST}
        done = carry_out(request, article, form, workflow.publish, published_message, **asked)
        if done:
            return done
    return over_the_form(request, article, "desk/publish.html", form=form, draft=draft, readers=ForReaders.of(article))


# --- Withdraw, call off ---------------------------------------------------------


@for_publishers
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the article from its readers, now or later."""
    article = article_or_404(pk)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        done = carry_out(request, article, form, publishing.withdraw, withdrawn_message, **form.asked)
        if done:
            return done
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


def carry_out(
    request: HttpRequest, article: Article, form: Form, verb: Callable[..., Outcome], words: Callable, **asked: Any
) -> HttpResponse | None:
    """Do `verb`, say in `words` what it did, and go back to the article; None if it cannot be done, and why."""
    try:
        done = verb(article, by=request.user, **asked)
    except NothingNew as nothing:
        messages.info(request, str(nothing))
    except (PublishingError, WorkflowError) as error:
        form.add_error(None, str(error))
        # Nothing was done: the dialog shows the article as the database has it.
        article.refresh_from_db()
        return None
    else:
        messages.success(request, words(done))
    return to_form(article)


# --- What the desk is told ------------------------------------------------------


def published_message(done: Outcome) -> SafeString:
    """What was published or scheduled, where, until when, and what that called off."""
    if done.edition.live_from > done.edition.created_at:
        words = format_html(_("Scheduled for {}: {}"), in_words(done.edition.live_from), done.edition.title)
    else:
        address = absolute(done.edition.get_absolute_url())
        words = format_html("{} {}", format_html(_("Published: {}"), link_to(done.edition)), copier(address))
    ends = format_html(" " + _("Until {}."), in_words(done.until.live_from)) if done.until else ""
    return format_html("{}{} {}", words, ends, cancelled_message(done.cancelled))


def link_to(edition: Edition) -> SafeString:
    return format_html('<a href="{}">{}</a>', edition.get_absolute_url(), edition.title)


def copier(address: str) -> SafeString:
    """A button that copies the address (static/desk/copy.js)."""
    button = '<button type="button" class="copier" data-copy="{}" data-copied="{}">{}</button>'
    return format_html(button, address, _("Copied"), _("Copy link"))


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
