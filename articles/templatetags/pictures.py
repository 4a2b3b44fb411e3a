from typing import Any

from django import template
from django.conf import settings

register = template.Library()

# The rendition that browsers without srcset load, and that names the proportions: the largest up to this width.
PLAIN_WIDTH = 960


@register.inclusion_tag("articles/picture.html")
def picture(
    renditions: dict[str, dict] | None,
    alt: str = "",
    *,
    sizes: str = "100vw",
    shape: str = "whole",
    eager: bool = False,
) -> dict[str, Any]:
    """One responsive picture from a Photo's renditions; nothing if there are none.

    `shape` is "whole", or "card" for the 3:2 crop where there is one. `eager` is for the one picture that a page
    opens with. `sizes` is as in HTML: how wide the picture is printed.
    """
    choices = _choices(renditions or {}, shape)
    narrow = [choice for choice in choices if choice["width"] <= PLAIN_WIDTH] or choices[:1]
    return {"choices": choices, "plain": narrow[-1] if narrow else None, "alt": alt, "sizes": sizes, "eager": eager}


def _choices(renditions: dict[str, dict], shape: str) -> list[dict]:
    if shape == "card" and "card" in renditions:
        chosen = [renditions["card"]]
    else:
        chosen = [rendition for name, rendition in renditions.items() if name.startswith("w")]
    sized = [rendition | {"url": f"{settings.MEDIA_URL}{rendition['file']}"} for rendition in chosen]
    return sorted(sized, key=lambda rendition: rendition["width"])
