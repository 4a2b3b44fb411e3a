"""Where something stands in an article, in the desk's words."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .content import MODELS, Content
from .markup import as_text
from .merging import Path
from .models import Article

# By which one knows a block again.
TELLING = ("html", "text", "caption", "title", "url", "attribution")
OPENING = 40


def place_of(path: Path, *contents: Content) -> str:
    """What a path (articles/merging.py) leads to, in one of the contents: "Text “Sáng nay mưa…”: caption"."""
    match path:
        case ("blocks", "order"):
            return _("The order of the blocks")
        case ("blocks", str(uid), *rest):
            block = next(block for content in contents for block in content["blocks"] if block["uid"] == uid)
            return _block(block, [str(name) for name in rest[:1]])
        case ("related", *_rest):
            return _("Related links")
        case ("byline", "authors", *_rest):
            return capfirst(_("authors"))
        case ("byline", "prefix"):
            return _field("byline_prefix")
        case ("byline", name) | (name, *_):
            return _field(str(name))
    return ""


def _field(name: str) -> str:
    return capfirst(str(Article._meta.get_field(name).verbose_name))


def _block(block: Content, names: list[str]) -> str:
    meta = MODELS[block["type"]]._meta
    opening = next(_openings(block), "")
    named = capfirst(str(meta.verbose_name)) + (pgettext("a block", " “%s”") % opening if opening else "")
    # Of a text there is only the text.
    parts = [str(meta.get_field(name).verbose_name) for name in names if name != "html"]
    return ": ".join([named, *parts])


def _openings(block: Content) -> Iterator[str]:
    for name in TELLING:
        words = as_text(block[name]) if name == "html" and "html" in block else " ".join(block.get(name, "").split())
        if words:
            yield words if len(words) <= OPENING else f"{words[:OPENING].rsplit(' ', 1)[0].rstrip('.,;:!?')}…"
