"""The pages of an article's revisions: its history, two of them side by side, and bringing one back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from articles.admin.readers import ForReaders
from articles.comparing import compare as comparison_of
from articles.models import Article, Revision
from articles.restoring import Overtaken, gone
from articles.restoring import restore as bring_back
from articles.revising import latest_revision

from .access import article_or_404
from .dialog import to_form
from .history import History, names_of

EMPTIED = gettext_noop("The text of this revision was removed by order; it can be neither compared nor restored.")
# More digits than any number of a revision has.
DIGITS = 9


@require_safe
@permission_required("articles.view_revision", raise_exception=True)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every save of the article, newest first, two of which can be chosen to be compared."""
    article = article_or_404(pk)
    page = History.of(article, before=number_in(request.GET.get("before")))
    latest, live = latest_revision(article), ForReaders.of(article).live
    parts = {"page": page, "latest": latest, "live": live and live.revision}
    return TemplateResponse(request, "desk/history.html", frame(request, article, _("History of saves")) | parts)


@require_safe
@permission_required("articles.view_revision", raise_exception=True)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed from one revision to another, whichever of them was named first."""
    article = article_or_404(pk)
    numbers = [number_in(request.GET.get(name)) for name in ("old", "new")]
    if None in numbers or numbers[0] == numbers[1]:
        messages.info(request, _("Choose two different revisions to compare."))
        return to_history(article)
    older, newer = (revision_or_404(article, number) for number in sorted(numbers))
    if not (older.content_json and newer.content_json):
        messages.error(request, _(EMPTIED))
        return to_history(article)
    old, new = older.content, newer.content
    parts = {
        "older": older,
        "newer": newer,
        "latest": latest_revision(article),
        "comparison": comparison_of(old, new, names_of(old, new)),
        "may_restore": article.may_be_edited_by(request.user),
    }
    return TemplateResponse(request, "desk/compare.html", frame(request, article, _("Compare two saves")) | parts)


@require_POST
@permission_required("articles.change_article", raise_exception=True)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a revision back into the working copy, if nobody saved since the page was looked at."""
    article = article_or_404(pk)
    number = number_in(request.POST.get("number"))
    if number is None:
        return to_history(article)
    revision = revision_or_404(article, number)
    if not revision.content_json:
        messages.error(request, _(EMPTIED))
        return to_history(article)
    try:
        saved, is_new = bring_back(revision, by=request.user, seen=number_in(request.POST.get("seen")) or 0)
    except Overtaken as overtaken:
        tell_overtaken(request, overtaken.latest)
        return to_comparison(article, revision, overtaken.latest)
    tell_restored(request, revision, saved, is_new=is_new)
    return to_form(article)


def tell_overtaken(request: HttpRequest, latest: Revision) -> None:
    said = _("%(who)s saved meanwhile: revision %(number)d. Nothing was restored yet; look at what would change.")
    who = latest.author and (latest.author.get_full_name() or latest.author.username)
    messages.warning(request, said % {"who": who or _("Somebody"), "number": latest.number})


def tell_restored(request: HttpRequest, revision: Revision, saved: Revision, *, is_new: bool) -> None:
    numbers = {"old": revision.number, "new": saved.number}
    if is_new:
        messages.success(request, _("Restored from revision %(old)d and saved as revision %(new)d.") % numbers)
    else:
        messages.info(request, _("The article already says what revision %(old)d says.") % numbers)
    if missing := gone(revision.content):
        messages.warning(request, _("No longer there, and left out: %s.") % "; ".join(missing))


# --- What the pages share ---------------------------------------------------------


def number_in(text: str | None) -> int | None:
    """The number that was asked for; None for anything else."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def revision_or_404(article: Article, number: int) -> Revision:
    revision = article.revisions.select_related("author").filter(number=number).first()
    if revision is None:
        raise Http404
    return revision


def frame(request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
    """What the admin's pages need around theirs."""
    return admin.site.each_context(request) | {"title": title, "opts": Article._meta, "article": article}


def to_history(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:history", args=[article.pk]))


def to_comparison(article: Article, one: Revision, other: Revision) -> HttpResponse:
    url = reverse("desk:compare", args=[article.pk])
    return HttpResponseRedirect(f"{url}?old={one.number}&new={other.number}")
