"""Two people at one article: nothing is overwritten, and nothing that was typed is lost."""

from copy import copy

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.content import Content, canonical, content_of, digest
from articles.models import Article, Revision
from articles.revising import keep, latest_revision

from .article_form import OVERTAKEN


class Rehearsed(Exception):
    """Ends the rehearsal of a save, so that its transaction undoes it; carries what would have been saved."""

    def __init__(self, content: Content) -> None:
        self.content = content


class KeepsWhatIsTyped:
    """For the article's admin: a form that was overtaken is refused, and its text kept as a revision beside."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        article = overtaken_article(response)
        typed = self.rehearse(request, object_id) if article else None
        if typed is None:
            return response
        if digest(canonical(typed)) == latest_revision(article).digest:
            # The same text came twice, as when a button is clicked twice.
            return self.after_save(request, article)
        kept = keep(article, typed, author=request.user, note=_("Typed into a form that had been overtaken."))
        self.message_user(request, kept_message(kept), messages.WARNING)
        return response

    def rehearse(self, request: HttpRequest, object_id: str) -> Content | None:
        """What a save of the posted form would make of the article now; None if it cannot be saved."""
        rehearsal = copy(request)
        rehearsal.POST = request.POST.copy()
        version = Article.objects.values_list("version", flat=True).filter(pk=unquote(object_id)).first()
        rehearsal.POST["based_on"] = str(version)
        rehearsal.is_rehearsal = True
        try:
            super().changeform_view(rehearsal, object_id)
        except Rehearsed as result:
            return result.content
        return None

    def end_rehearsal(self, request: HttpRequest, article: Article) -> None:
        """Called when everything is saved: undoes it if this was only the rehearsal."""
        if getattr(request, "is_rehearsal", False):
            raise Rehearsed(content_of(article))


def overtaken_article(response: HttpResponse) -> Article | None:
    """The article whose form came back because it was overtaken; None for any other response."""
    adminform = (getattr(response, "context_data", None) or {}).get("adminform")
    if adminform and adminform.form.is_bound and adminform.form.has_error(NON_FIELD_ERRORS, OVERTAKEN):
        return adminform.form.instance
    return None


def kept_message(kept: Revision) -> SafeString:
    """That what was typed is kept, with a link to it."""
    url = reverse("admin:articles_revision_change", args=[kept.pk])
    return format_html(
        '<a href="{}" target="_blank">{}</a>', url, _("What you typed is kept as revision %d.") % kept.number
    )
