from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.content import Content, content_of
from articles.models import Article, Author, Edition, Topic
from articles.publishing import derive
from kernel.text import slugify
from reader.article import ArticlePage, show, standing_edition
from reader.frame import Frame

from .access import article_or_404


@require_safe
@permission_required("articles.view_article", raise_exception=True)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The working copy as its readers would see it now: the public page, never kept by anyone."""
    article = article_or_404(pk)
    content = content_of(article)
    if content["section"] is None:
        messages.warning(request, _("Choose a section first: the page of an article shows where it stands."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
    frame = Frame.load(request)
    edition = unsaved_edition(article, content, frame)
    response = show("desk/preview.html", frame, ArticlePage.of(edition, content, frame), **_banner(request, article))
    response["X-Robots-Tag"] = "noindex"
    return response


def presentable(content: Content, frame: Frame) -> Content | None:
    """The content with what the page of an article cannot be without, while it is still missing.

    None if the paper has no section at all.
    """
    section = content["section"] if content["section"] in frame.sections else next(iter(frame.sections), None)
    title = content["title"] or _("Untitled")
    slug = content["slug"] if slug_re.fullmatch(content["slug"]) else slugify(title) or "bai-viet"
    return content | {"section": section, "title": title, "slug": slug} if section else None


def unsaved_edition(article: Article, content: Content, frame: Frame) -> Edition:
    """The edition that publishing `content` at the frame's moment would insert, with names as readers get them."""
    edition = Edition(article=article, kind=Edition.Kind.PUBLICATION, live_from=frame.moment)
    derive(edition, content)
    standing = standing_edition(article.pk, frame.moment)
    edition.first_published_at = standing and standing.first_published_at
    edition.told_at = standing and standing.told_at
    edition.corrections = standing and standing.corrections
    authors = Author.objects.in_bulk(content["byline"]["authors"])
    edition.author_names = [
        {"id": pk, "name": authors[pk].name, "slug": authors[pk].slug, "position": position}
        for position, pk in enumerate(content["byline"]["authors"])
        if pk in authors
    ]
    edition.topic_names = list(Topic.objects.filter(pk__in=content["topics"]).values("id", "name", "slug"))
    return edition


def _banner(request: HttpRequest, article: Article) -> dict[str, object]:
    """What the bar above the page offers."""
    may_publish = request.user.has_perm("articles.publish_article")
    return {
        "form_url": reverse("admin:articles_article_change", args=[article.pk]),
        "publish_url": reverse("desk:publish", args=[article.pk]) if may_publish else "",
        "state": article.get_status_display(),
    }
