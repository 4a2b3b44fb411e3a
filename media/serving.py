"""Renditions of photos with limits: handed out while readers may see them, from that very second no longer."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .models import Photo
from .renditions import storage_for

# How long a cache between us and a reader may keep such a picture: what a change of its rights can be late by.
MAX_AGE = 60
RENDITION = r"[0-9a-z]{1,20}-[0-9a-f]{16}\.(?:jpg|avif)"
TYPES = {"jpg": "image/jpeg", "avif": "image/avif"}

logger = logging.getLogger(__name__)


@csrf_exempt
@require_safe
def limited_photo(request: HttpRequest, id: int, name: str) -> HttpResponse:
    """One rendition of a photo with limits. The desk sees it at any time, readers only within its rights."""
    photo = get_object_or_404(Photo, pk=id)
    now = timezone.now()
    if photo.is_available(now):
        ends_in = (photo.rights_end - now).total_seconds() if photo.rights_end else MAX_AGE
        caching = f"public, max-age={int(min(MAX_AGE, ends_in))}"
    elif request.user.has_perm("media.view_photo"):
        caching = "private, no-store"
    else:
        raise Http404
    try:
        # A page from before the limits were lifted still points here.
        storage = storage_for(photo.is_limited)
        file = storage.open(f"{photo.folder}/{name}")
    except FileNotFoundError:
        raise Http404
    except OSError:
        logger.exception("A photo with limits could not be read.")
        return HttpResponse(status=503, headers={"Cache-Control": "no-store", "Retry-After": "60"})
    kind = TYPES[name.rpartition(".")[2]]
    return FileResponse(
        file, content_type=kind, headers={"Cache-Control": caching, "X-Content-Type-Options": "nosniff"}
    )
