"""The icons that browsers ask for at the site's root, whatever its pages say."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve

ICONS = settings.BASE_DIR / "static" / "icons"


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86_400)
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """One of our icons."""
    return serve(request, name, document_root=ICONS)


@csrf_exempt
@require_safe
@cache_control(no_store=True)
def nothing(request: HttpRequest) -> HttpResponse:
    """404 for programs that ask on the chance, without a page that nobody would read."""
    return HttpResponseNotFound()
