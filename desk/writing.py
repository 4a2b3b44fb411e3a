"""What the scripts of the article's form ask for while somebody writes, and the article that is made from another."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.copying import duplicate
from articles.importing import NotAnArticle, Page, parse_page
from articles.links import ELSEWHERE, article_at
from articles.models import Article, Author, Edition, Section, Topic
from kernel.dates import in_words
from kernel.text import one_line

from .access import article_or_404

SHOWN = 10
MAX_QUESTION = 300


# --- The link dialog ------------------------------------------------------------


@require_safe
@permission_required("articles.view_article", raise_exception=True)
def linkable(request: HttpRequest) -> JsonResponse:
    """The articles that a link could lead to, newest first: with the words, or the one of an address of ours.

    `is_ours` says that it was such an address. The article `except`, where the link will stand, is left out.
    """
    asked = one_line(request.GET.get("q", ""))[:MAX_QUESTION]
    number = article_at(asked)
    is_ours = number is not None and number != ELSEWHERE
    kept = Article.objects.kept()
    if is_ours:
        found = kept.filter(pk=number)
    else:
        found, _twice = admin.site.get_model_admin(Article).get_search_results(request, kept, asked)
    rows = found.select_related("section").order_by("-updated_at", "-id")[: SHOWN + 1]
    articles = [row for row in rows if str(row.pk) != request.GET.get("except")][:SHOWN]
    live = Edition.objects.live(timezone.now()).filter(article__in=[article.pk for article in articles])
    shown = described(articles, set(live.values_list("article", flat=True)))
    return JsonResponse({"articles": shown, "is_ours": is_ours})


def described(articles: list[Article], live: set[int]) -> list[dict[str, Any]]:
    """What the dialog shows of each article."""
    return [
        {
            "id": article.pk,
            "title": article.title,
            "section": str(article.section or ""),
            "when": in_words(article.updated_at),
            "state": _("on the site") if article.pk in live else article.get_status_display(),
        }
        for article in articles
    ]


# --- A pasted page --------------------------------------------------------------


@require_POST
@permission_required("articles.add_article", raise_exception=True)
def page(request: HttpRequest) -> JsonResponse:
    """The parts of a page's text, with the numbers of the authors, topics and articles that it names; keeps nothing."""
    try:
        text, section = below_sections(request.POST.get("text", ""))
        return JsonResponse(parts_of(parse_page(text.encode())) | {"section": section})
    except NotAnArticle as error:
        return JsonResponse({"error": str(error)}, status=400)


def below_sections(text: str) -> tuple[str, int | None]:
    """The text without the names of sections above it, as pages have them, and the number of the last of those."""
    sections = {name.casefold(): pk for pk, name in Section.objects.values_list("pk", "name")}
    found = None
    while True:
        first, _end, rest = text.lstrip().partition("\n")
        name = one_line(first).casefold()
        if name not in sections or not rest.strip():
            return text, found
        text, found = rest, sections[name]


def parts_of(page: Page) -> dict[str, Any]:
    """The page as JSON values; authors and topics are {"name", "id"}, related ones have "article": None if unknown."""
    parts = page.as_json()
    titles = [related["title"] for related in parts["related"]]
    articles = dict(Article.objects.kept().filter(title__in=titles).order_by("pk").values_list("title", "pk"))
    if parts["byline"]:
        parts["byline"]["authors"] = _named(Author, parts["byline"]["authors"])
    parts["topics"] = _named(Topic, parts["topics"])
    parts["related"] = [related | {"article": articles.get(related["title"])} for related in parts["related"]]
    return parts


def _named(model: type[Author] | type[Topic], names: list[str]) -> list[dict[str, Any]]:
    known = dict(model.objects.filter(name__in=names).values_list("name", "pk"))
    return [{"name": name, "id": known.get(name)} for name in names]


# --- A topic made in place ------------------------------------------------------


@require_POST
@permission_required("articles.add_topic", raise_exception=True)
def topic(request: HttpRequest) -> JsonResponse:
    """The topic of that name, made if there is none: {"id", "name"}, or 400 with {"error"}."""
    name = one_line(request.POST.get("name", ""))
    found = Topic.objects.filter(name__iexact=name).first()
    if found is None:
        found = Topic(name=name)
        try:
            found.full_clean(exclude=["slug"])
            with transaction.atomic():
                found.save()
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        except IntegrityError:
            # Somebody else made it in the same moment.
            found = Topic.objects.get(name=name)
    return JsonResponse({"id": found.pk, "name": found.name})


# --- Duplicate ------------------------------------------------------------------


@require_POST
@permission_required(["articles.view_article", "articles.add_article"], raise_exception=True)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new draft from the article as it was last saved, and open it."""
    article = duplicate(article_or_404(pk), by=request.user)
    messages.success(request, _("This is the copy: a draft of your own. The other article is as it was."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
