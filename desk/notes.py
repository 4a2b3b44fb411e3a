"""The pages of internal notes; a script of the article's form is given the part of them that its pane shows."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from kernel.paging import MAX_INTEGER

from . import noting
from .access import article_or_404
from .mentions import colleagues, name_of, offered, unknown
from .models import Mention, Note
from .noting import NoteError
from .threads import Threads

sees_articles = permission_required("articles.view_article", raise_exception=True)
# Where a text that was refused stands again; other fields are those of desk/threads.py.
NEW = "new-note"


# --- Reading and writing --------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@sees_articles
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The article's notes; a POST writes one."""
    article = article_or_404(pk)
    if request.method != "POST":
        return shown(request, article)
    block = uuid_in(request, "block")
    return done(
        request,
        article,
        lambda text: noting.write(article, text, by=request.user, key=key_in(request), block=block),
        field=NEW,
    )


@require_POST
@sees_articles
def answer(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Answer the note."""
    article, found = article_or_404(pk), note_of(pk, note)
    return done(
        request,
        article,
        lambda text: noting.answer(found, text, by=request.user, key=key_in(request)),
        field=f"answer-{note}",
    )


@require_POST
@sees_articles
def resolve(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Resolve the thread; if something was typed into its answer, that is said first."""
    article, found = article_or_404(pk), note_of(pk, note)
    return done(
        request,
        article,
        lambda text: noting.resolve(found, by=request.user, last_word=text, key=key_in(request)),
        field=f"answer-{note}",
    )


@require_POST
@sees_articles
def reopen(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Open the thread again."""
    article, found = article_or_404(pk), note_of(pk, note)
    return done(request, article, lambda text: noting.reopen(found, by=request.user))


@require_POST
@sees_articles
def change(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Say something else in one's own note."""
    article, found = article_or_404(pk), own_note_of(request, pk, note)
    return done(request, article, lambda text: noting.change(found, text, by=request.user), field=f"edit-{note}")


@require_POST
@sees_articles
def delete(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Delete one's own note."""
    article, found = article_or_404(pk), own_note_of(request, pk, note)
    return done(request, article, lambda text: noting.delete(found, by=request.user))


@require_POST
@sees_articles
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A mention no longer waits; back to the desk's first page, or to the notes if the button stood there."""
    mention = Mention.objects.filter(user=request.user, pk=min(pk, MAX_INTEGER)).select_related("note__article").first()
    if mention is None:
        raise Http404
    Mention.objects.filter(pk=mention.pk).read()
    if request.POST.get("_next") == "notes":
        return answered(request, mention.note.article)
    return HttpResponseRedirect(reverse("admin:index"))


@require_safe
@sees_articles
def people(request: HttpRequest) -> JsonResponse:
    """Who can be named, for what is typed after an @."""
    found = offered(request.GET.get("q", "")[:150], but=request.user)
    return JsonResponse({"people": [{"username": user.username, "name": name_of(user)} for user in found]})


# --- Asked ----------------------------------------------------------------------


def note_of(article: int, pk: int) -> Note:
    """The note of the article; one that is no longer there is the verbs' to speak of."""
    return Note.objects.filter(article=article, pk=min(pk, MAX_INTEGER)).first() or Note()


def own_note_of(request: HttpRequest, article: int, pk: int) -> Note:
    note = note_of(article, pk)
    if note.author_id not in (None, request.user.pk):
        raise PermissionDenied
    return note


def uuid_in(request: HttpRequest, name: str) -> UUID | None:
    """The value as a UUID; None for anything else."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def key_in(request: HttpRequest) -> UUID:
    return uuid_in(request, "key") or uuid4()


# --- Answered -------------------------------------------------------------------


def done(request: HttpRequest, article: Article, verb: Callable[[str], Any], field: str = NEW) -> HttpResponse:
    """Do what was asked with the typed text; a text that is refused stands again in `field`, with the reason."""
    text = request.POST.get("text", "")
    try:
        said = verb(text)
    except NoteError as error:
        typed = {"field": field, "text": text, "block": request.POST.get("block", "")}
        return shown(request, article, error=str(error), typed=typed, status=409)
    return answered(request, article, said)


def answered(request: HttpRequest, article: Article, said: Note | None = None) -> HttpResponse:
    """The notes as they are now for the script; for a browser without scripts the way to their page."""
    nobody = unknown(said.text, colleagues()) if said and "@" in said.text else []
    warning = _("Nobody on the desk has this user name, so nobody was told: %s") % ", ".join(nobody) if nobody else ""
    if wants_part(request):
        return shown(request, article, fresh=said, warning=warning)
    if warning:
        messages.warning(request, warning)
    address = reverse("desk:notes", args=[article.pk])
    return HttpResponseRedirect(f"{address}#note-{said.pk}" if said else address)


def shown(request: HttpRequest, article: Article, *, status: int = 200, **parts: Any) -> HttpResponse:
    """The page of notes, or of it what stands in the panel."""
    threads = Threads.of(article, request.user)
    fields = {thread.answer_field for thread in threads.open}
    fields |= {each.edit_field for thread in threads.open for each in thread.said if each.may_be_changed}
    typed = parts.get("typed")
    if typed and typed["field"] not in fields:
        parts["typed"] = typed | {"field": NEW}
    context = {"article": article, "threads": threads, "key": uuid4(), "is_part": wants_part(request)} | parts
    if wants_part(request):
        return TemplateResponse(request, "desk/notes/list.html", context, status=status)
    frame = admin.site.each_context(request) | {"title": _("Internal notes"), "opts": Article._meta}
    return TemplateResponse(request, "desk/notes/page.html", frame | context, status=status)


def wants_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
