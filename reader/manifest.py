"""The web app manifest: the paper's name and icons, for readers who keep it on their home screen."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse

from .caching import public
from .frame import Frame

# As in static/css/base.css by day: the paper, and the accent.
PAPER, ACCENT = "#fffdf9", "#9c1b20"


@public
def manifest(request: HttpRequest, frame: Frame) -> HttpResponse:
    home = reverse("reader:home")
    values = {
        "id": home,
        "name": frame.paper_name,
        "short_name": frame.paper_name,
        "lang": "vi",
        "dir": "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news"],
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("maskable-512.png", 512, "maskable"),
        ],
    }
    return JsonResponse(values, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {"src": static(f"icons/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
