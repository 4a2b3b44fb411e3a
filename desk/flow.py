"""Acts of the workflow on an article that is looked at, not edited."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.admin.flow import carry_out

from .access import article_or_404

LISTS = {"bin": "desk:bin", "desk": "admin:index"}


@require_POST
@permission_required("articles.view_article", raise_exception=True)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the pressed button says, and go back to where it stood: to the article unless `_next` names a list."""
    carry_out(request, article_or_404(pk), request.POST.get("_act", ""))
    back = LISTS.get(request.POST.get("_next", ""))
    return HttpResponseRedirect(reverse(back) if back else reverse("admin:articles_article_change", args=[pk]))
