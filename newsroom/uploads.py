from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve

# Names that our own code gives to files: short, no dot in front. Anything else is not ours to look up on a disk.
PATH = r"(?:[0-9A-Za-z_-][0-9A-Za-z_.-]{0,120}/){0,3}[0-9A-Za-z_-][0-9A-Za-z_.-]{0,120}"


@csrf_exempt
@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponse:
    """A public rendition. Its name comes from its content, so whoever has it has it for ever."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response
