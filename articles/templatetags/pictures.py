from typing import Any

from django import template

from media.picture import Choice, Picture

register = template.Library()

# The rendition that browsers without srcset load, and that names the proportions: the largest up to this width.
PLAIN_WIDTH = 800


@register.inclusion_tag("articles/picture.html")
def picture(
    picture: Picture | None,
    alt: str = "",
    *,
    sizes: str = "100vw",
    shape: str = "w",
    eager: bool = False,
    credited: bool = False,
) -> dict[str, Any]:
    """One responsive picture; a neutral placeholder with the credit while it is withheld; nothing if there is none.

    `shape` is "w" for the whole, or the name of a crop: "card" (3:2), "square", "hero" (16:9). `eager` is for the
    one picture that a page opens with. `sizes` is as in HTML: how wide the picture is printed. `credited`: the
    credit stands below it anyway.
    """
    return _values(picture, shape, sizes) | {"alt": alt, "eager": eager, "credited": credited}


@register.inclusion_tag("articles/preload.html")
def preload(picture: Picture | None, *, sizes: str = "100vw", shape: str = "w") -> dict[str, Any]:
    """Tells the browser in the page's head to fetch the picture that the page opens with, before all else."""
    return _values(picture, shape, sizes)


def _values(picture: Picture | None, shape: str, sizes: str) -> dict[str, Any]:
    choices = (picture.shape(shape) or picture.shape("w")) if picture else []
    narrow = [choice for choice in choices if choice.width <= PLAIN_WIDTH] or choices[:1]
    return {
        "picture": picture,
        "plain": narrow[-1] if narrow else None,
        "sizes": sizes,
        "avif": _srcset(choices, "avif"),
        "jpeg": _srcset(choices, "jpeg") if len(choices) > 1 else "",
        "tint": tint(picture.colour) if picture else "",
    }


def _srcset(choices: list[Choice], format: str) -> str:
    return ", ".join(f"{getattr(choice, format)} {choice.width}w" for choice in choices if getattr(choice, format))


def tint(colour: str) -> str:
    """The nearest of the 64 tints of static/css/components.css: "321" for red 3, green 2, blue 1 of 3."""
    # Classes, because the content policy allows no inline style.
    return "".join(str(int(colour[start : start + 2], 16) // 64) for start in (1, 3, 5)) if colour else ""
