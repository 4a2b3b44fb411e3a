"""Previews for people without an account: links to a working copy, their making and revoking, and what they show."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.content import content_of
from articles.models import Article
from reader.addresses import absolute
from reader.article import ArticlePage, show
from reader.frame import Frame

from .access import article_or_404
from .dialog import to_form
from .models import PreviewLink
from .preview import presentable, unsaved_edition
from .publishing import copier

# The address is a key: it goes to no other site, no index and no cache.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@require_safe
def guest_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The working copy as last saved, for whoever has the link; a link that does not open is like none at all."""
    link = PreviewLink.objects.behind(token, timezone.now())
    frame = Frame.load(request)
    content = link and presentable(content_of(link.article), frame)
    if content is None:
        raise Http404
    page = ArticlePage.of(unsaved_edition(link.article, content, frame), content, frame)
    response = show("desk/guest.html", frame, page, until=link.expires_at)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


@require_POST
@permission_required("articles.change_article", raise_exception=True)
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link to the article, which is shown this once."""
    article = article_or_404(pk)
    if not article.may_be_edited_by(request.user):
        raise PermissionDenied
    name = request.POST.get("link_name", "").strip()[:100]
    _link, token = PreviewLink.objects.make(article, by=request.user, name=name)
    address = absolute(reverse("guest_preview", args=[token]))
    note = _("This address is shown only now: copy it. It works for seven days.")
    return answer(
        request, article, format_html('{} <span class="guest-address">{}</span> {}', note, address, copier(address))
    )


@require_POST
@permission_required("articles.change_article", raise_exception=True)
def revoke_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """The link no longer shows anything."""
    article = article_or_404(pk)
    found = PreviewLink.objects.revocable_by(request.user).filter(article=article, pk=min(link, 2**63 - 1)).first()
    if found is None:
        raise Http404
    found.revoke()
    return answer(request, article, format_html("{}", _("Revoked: the link no longer shows anything.")))


def answer(request: HttpRequest, article: Article, note: SafeString) -> HttpResponse:
    """The card of links with the note, for the form's script; the form itself for a browser without scripts."""
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "desk/guest_links.html", links_of(article, request) | {"note": note})
    messages.success(request, note)
    return to_form(article)


def links_of(article: Article, request: HttpRequest) -> dict[str, object]:
    """What the card shows: the links that still open, and whether another may be made."""
    valid = PreviewLink.objects.valid(timezone.now()).filter(article=article)
    links = list(valid.select_related("created_by"))
    revocable = set(valid.revocable_by(request.user).values_list("pk", flat=True)) if links else ()
    rows = [(link, link.pk in revocable) for link in links]
    may_make = admin.site.get_model_admin(Article).is_open_to(request, article)
    return {"article": article, "rows": rows, "may_make": may_make}
