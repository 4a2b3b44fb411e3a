"""The bin: what was thrown away, by whom, and until when it can be taken out."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import binning
from articles.models import Article

ON_A_PAGE = 50


@require_safe
@permission_required("articles.change_article", raise_exception=True)
def bin_page(request: HttpRequest) -> HttpResponse:
    """What the one who looks may take out; what is expired goes first."""
    binning.empty()
    found = Article.objects.restorable_by(request.user).order_by("-binned_at", "-id")
    found = found.select_related("section__parent", "binned_by").defer("lead")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    for article in page:
        article.goes_at = article.binned_at + binning.KEPT
    frame = admin.site.each_context(request)
    context = frame | {"title": _("Bin"), "opts": Article._meta, "page": page, "days": binning.KEPT.days}
    return TemplateResponse(request, "desk/bin.html", context)
