"""Unsaved work: what open forms say of themselves every few seconds, and what becomes of what they left behind."""

from copy import copy
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.comparing import compare as comparison_of
from articles.content import Content, canonical, content_of
from articles.models import Article
from articles.posted import content_from
from articles.revising import saved_on_purpose
from kernel.dates import in_words
from kernel.paging import MAX_INTEGER
from reader.article import ArticlePage, show
from reader.frame import Frame

from .dialog import form_url
from .history import names_of
from .models import Sitting
from .preview import presentable, unsaved_edition
from .revisions import frame

OFFERED = 3


# --- What an open form says ---------------------------------------------------------


@require_POST
def beat(request: HttpRequest, pk: int | None = None) -> JsonResponse:
    """Note that the form is open (`_sitting`), and what is typed into it (with `_typed`); say who else is there."""
    if not may_write(request, pk):
        return JsonResponse({"error": _("You may not change this article (any more).")}, status=HTTPStatus.FORBIDDEN)
    if request.POST.get("_user", str(request.user.pk)) != str(request.user.pk):
        error = _("You are signed in as %s now. This page is somebody else's: sign in as the one who opened it.")
        return JsonResponse({"error": error % name_of(request.user)}, status=HTTPStatus.CONFLICT)
    token = token_in(request)
    if token is None:
        return JsonResponse({"error": "token"}, status=HTTPStatus.BAD_REQUEST)
    article = Article.objects.filter(pk=min(pk, MAX_INTEGER)).first() if pk is not None else None
    if pk is not None and article is None:
        return deleted()
    if "_gone" in request.POST:
        Sitting.objects.filter(user=request.user, token=token, typed="").delete()
        return JsonResponse({})
    try:
        sitting = Sitting.objects.beat(request.user, token, article, request.POST if "_typed" in request.POST else None)
    except IntegrityError:
        # The article, or who writes, was deleted in this very moment.
        return deleted()
    saved = sitting.typed_at and f"{timezone.localtime(sitting.typed_at):%H:%M:%S}"
    return JsonResponse({"user": request.user.pk, "saved": saved} | (news_of(article, request) if article else {}))


def deleted() -> JsonResponse:
    """What a form is told whose article is no more: its text is only on that page now."""
    error = _("The article was deleted for good: nothing can be saved to it. Copy from this page what you still need.")
    return JsonResponse({"error": error}, status=HTTPStatus.GONE)


def may_write(request: HttpRequest, pk: int | None) -> bool:
    return request.user.has_perm("articles.add_article" if pk is None else "articles.change_article")


def token_in(request: HttpRequest) -> UUID | None:
    """The token that the form minted; None for anything else."""
    try:
        return UUID(request.POST.get("_sitting", ""))
    except ValueError:
        return None


def news_of(article: Article, request: HttpRequest) -> dict[str, str]:
    """What somebody at the form wants to know of others: who has it open too, and who saved it meanwhile."""
    others = [
        _("%(who)s, %(ago)s") % {"who": name_of(row.user), "ago": ago(row.seen_at)}
        for row in Sitting.objects.present(article, but=request.user)
    ]
    news = {"others": _("Also open: %s") % "; ".join(others) if others else "", "meanwhile": ""}
    based_on = request.POST.get("based_on", "")
    revision = saved_on_purpose(article.revisions).select_related("author").defer("content_json").first()
    if revision and based_on.isdecimal() and len(based_on) < 10 and int(based_on) < revision.number:
        said = {"who": name_of(revision.author), "when": in_words(revision.created_at)}
        news["meanwhile"] = _("%(who)s saved this article meanwhile (%(when)s).") % said
    return news


def ago(moment: datetime) -> str:
    """How long ago the moment was, in words."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%s ago") % timesince(moment, depth=1)


def name_of(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Someone")


def close(request: HttpRequest, article: Article) -> None:
    """Called when the form is saved: nothing of it is unsaved any more."""
    if token := token_in(request):
        Sitting.objects.close(request.user, token)


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where the sign-in dialog over a form arrives: the form's script closes it then."""
    return render(request, "desk/signed_in.html")


# --- What was left behind -----------------------------------------------------------


def own_sitting(request: HttpRequest, token: UUID) -> Sitting:
    """One's own unsaved text; nobody else's can be reached."""
    row = Sitting.objects.filter(user=request.user, token=token, closed_at=None).exclude(typed="").first()
    if row is None:
        raise Http404
    if not may_write(request, row.article_id):
        raise PermissionDenied
    return row


def content_typed(sitting: Sitting) -> Content:
    """What is typed, as content."""
    return content_from(sitting.post, content_of(sitting.article) if sitting.article else None)


def offers(request: HttpRequest, article: Article | None) -> list[Sitting]:
    """What one left unsaved at this article, or at a new one; not what has been saved in the meantime."""
    if not may_write(request, article and article.pk):
        return []
    rows = list(Sitting.objects.left_by(request.user, article)[:OFFERED])
    # Reading the whole article costs: only if there is something to compare it with.
    saved = canonical(content_of(article)) if article and rows else None
    return [row for row in rows if saved is None or canonical(content_typed(row)) != saved]


@require_safe
def preview(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is typed and not saved, as its readers would see it: in the pane beside the form (`frame`) or by itself."""
    sitting = own_sitting(request, token)
    frame = Frame.load(request)
    content = presentable(content_typed(sitting), frame)
    if content is None:
        return render(request, "desk/no_section.html")
    article = sitting.article or Article(pk=0)
    page = ArticlePage.of(unsaved_edition(article, content, frame), content, frame)
    template = "desk/framed.html" if "frame" in request.GET else "desk/preview.html"
    back = form_url(article) if sitting.article else reverse("admin:articles_article_add")
    response = show(template, frame, page, form_url=back, state=_("Not saved"))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def compare(request: HttpRequest, token: UUID) -> HttpResponse:
    """What would change in the article if what is typed were saved."""
    sitting = own_sitting(request, token)
    if sitting.article is None:
        raise Http404
    saved, typed = content_of(sitting.article), content_typed(sitting)
    parts = {"sitting": sitting, "comparison": comparison_of(saved, typed, names_of(saved, typed))}
    title = _("What was not saved")
    return TemplateResponse(request, "desk/compare_unsaved.html", frame(request, sitting.article, title) | parts)


@require_POST
def restore(request: HttpRequest, token: UUID) -> HttpResponse:
    """Save what was left behind, as if its form were sent now; what cannot be saved comes back in the form."""
    sitting = own_sitting(request, token)
    sent = copy(request)
    sent.POST = sitting.post
    sent.POST["_sitting"] = str(token)
    editor = admin.site.get_model_admin(Article)
    if sitting.article:
        return editor.change_view(sent, str(sitting.article_id), form_url(sitting.article))
    return editor.add_view(sent, reverse("admin:articles_article_add"))


@require_POST
def discard(request: HttpRequest, token: UUID) -> HttpResponse:
    """Throw away what was left behind."""
    sitting = own_sitting(request, token)
    sitting.delete()
    return HttpResponseRedirect(form_url(sitting.article) if sitting.article else reverse("admin:articles_article_add"))
