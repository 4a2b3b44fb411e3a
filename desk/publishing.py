"""The desk's pages that change what readers see: publish, withdraw, call off.

None of them runs inside a transaction of its own: each act is one durable transaction of articles.publishing.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import publishing
from articles.admin.readers import ForReaders
from articles.content import renewed
from articles.models import Article, Edition, Revision
from articles.publishing import Outcome, PublishingError
from articles.readiness import problems
from articles.revising import latest_revision
from kernel.dates import in_words

from .access import article_or_404
from .forms import PublishForm, WithdrawForm

View = Callable[..., HttpResponse]


def for_publishers(view: View) -> View:
    """A page of those who may publish; others are told 403."""
    allowed = permission_required("articles.publish_article", raise_exception=True)(view)
    return require_http_methods(["GET", "HEAD", "POST"])(allowed)


@for_publishers
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the last saved revision to readers, now or later, with what the library knows of its photos now."""
    article = article_or_404(pk)
    revision = latest_revision(article)
    content = renewed(revision.content) if revision else None
    found = problems(content) if content else []
    is_ready = bool(revision) and not any(problem.is_error for problem in found)
    form = PublishForm(posted(request), was_public=article.editions.filter(kind=Edition.Kind.PUBLICATION).exists())
    if is_ready and form.is_valid():
        if content == revision.content and stands_already(article, revision, form.asked):
            messages.info(request, _("Nothing was published: readers get this very revision already."))
            return to_form(article)
        done = act(form, publishing.publish, article, by=request.user, **form.asked)
        if done:
            messages.success(request, published_message(done))
            return to_form(article)
    errors = [problem for problem in found if problem.is_error]
    warnings = [problem for problem in found if not problem.is_error]
    return page(
        request,
        "desk/publish.html",
        article,
        title=_("Publish"),
        form=form,
        revision=revision,
        errors=errors,
        warnings=warnings,
        is_ready=is_ready,
    )


def stands_already(article: Article, revision: Revision, asked: dict[str, Any]) -> bool:
    """Whether the timeline says already what is asked for, as when a button is clicked twice."""
    if asked.get("until") or asked.get("correction") or asked.get("bump"):
        return False
    readers = ForReaders.of(article)
    publications = [edition for edition in readers.pending if edition.kind == Edition.Kind.PUBLICATION]
    if asked["at"]:
        return any(edition.live_from == asked["at"] and edition.revision == revision for edition in publications)
    return bool(readers.live) and readers.live.revision == revision and not publications


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
    return page(request, "desk/withdraw.html", article, title=_("Withdraw"), form=form)


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
    return page(request, "desk/cancel.html", article, title=_("Call off what is scheduled"))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def act(form: Any, verb: Callable[..., Outcome], *args: Any, **kwargs: Any) -> Outcome | None:
    """Do `verb`; if it cannot be done the form says why, and nothing is returned."""
    try:
        return verb(*args, **kwargs)
    except PublishingError as error:
        form.add_error(None, str(error))
        return None


# --- What the desk is told ------------------------------------------------------


def published_message(done: Outcome) -> SafeString:
    """What was published or scheduled, where, until when, and what that called off."""
    url, title = done.edition.get_absolute_url(), done.edition.title
    if done.edition.live_from > done.edition.created_at:
        words = format_html(_("Scheduled for {}: {}"), in_words(done.edition.live_from), title)
    else:
        words = format_html(_("Published: {}"), format_html('<a href="{}">{}</a>', url, title))
    ends = format_html(" " + _("Until {}."), in_words(done.until.live_from)) if done.until else ""
    return format_html("{}{} {}", words, ends, cancelled_message(done.cancelled))


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


# --- Pages ----------------------------------------------------------------------


def page(request: HttpRequest, template: str, article: Article, *, title: str, **context: Any) -> TemplateResponse:
    """A page of the desk about one article, in the admin's frame."""
    frame = admin.site.each_context(request) | {
        "title": title,
        "article": article,
        "opts": Article._meta,
        "readers": ForReaders.of(article),
    }
    return TemplateResponse(request, template, frame | context)


def to_form(article: Article) -> HttpResponse:
    """Back to the article's form."""
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
