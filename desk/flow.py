"""Acts of the workflow on an article that is looked at, not edited."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.admin.flow import carry_out

from .access import article_or_404


@require_POST
@permission_required("articles.view_article", raise_exception=True)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the pressed button says, and go back to the article, or to the bin if the button stood there."""
    carry_out(request, article_or_404(pk), request.POST.get("_act", ""))
    to_bin = request.POST.get("_next") == "bin"
    return HttpResponseRedirect(reverse("desk:bin") if to_bin else reverse("admin:articles_article_change", args=[pk]))
