"""The desk's guide: docs/huong-dan-toa-soan.md as a page, with the pictures that `make screenshots` made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from PIL import Image

from kernel.text import slugify

TEXT = settings.BASE_DIR / "docs" / "huong-dan-toa-soan.md"
# Made anew by a command, so never committed: a guide without pictures is a guide all the same.
PICTURES = TEXT.with_name("huong-dan")


@dataclass(frozen=True)
class Chapter:
    """A heading of the guide, where it stands, and the tasks under it."""

    title: str
    anchor: str
    tasks: list["Chapter"] = field(default_factory=list)


@dataclass(frozen=True)
class Guide:
    """The guide as HTML, and its table of contents."""

    html: SafeString
    chapters: list[Chapter]

    @classmethod
    def of(cls, text: str) -> "Guide":
        """The guide written as `text`; raw HTML in it stays text."""
        markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        markdown.add_render_rule("image", _picture)
        tokens = list(_without_missing_pictures(markdown.parse(text)))
        chapters = _contents(tokens)
        return cls(mark_safe(markdown.renderer.render(tokens, markdown.options, {})), chapters)  # noqa: S308


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The whole guide on one page: a search in the page finds everything."""
    frame = admin.site.each_context(request)
    context = frame | {"title": _("Guide for the newsroom"), "guide": Guide.of(TEXT.read_text("utf-8"))}
    return TemplateResponse(request, "desk/guide.html", context)


@require_safe
@cache_control(private=True, max_age=3600)
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the guide. `name` is a slug, so it leads out of no folder."""
    path = PICTURES / f"{name}.png"
    if not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/png")


def _contents(tokens: Sequence[Token]) -> list[Chapter]:
    """The chapters (h2) and their tasks (h3); gives their headings the anchors that lead to them."""
    chapters: list[Chapter] = []
    for heading, words in pairwise(tokens):
        if heading.type != "heading_open" or heading.tag not in ("h2", "h3"):
            continue
        chapter = Chapter(words.content, slugify(words.content))
        heading.attrSet("id", chapter.anchor)
        (chapters if heading.tag == "h2" else chapters[-1].tasks).append(chapter)
    return chapters


def _without_missing_pictures(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without the pictures that nobody has made; the others become figures and know their size."""
    rest = iter(tokens)
    for token in rest:
        if token.type != "paragraph_open":
            yield token
            continue
        inline, end = next(rest), next(rest)
        images = [child for child in inline.children if child.type == "image"]
        if not all(_measure(image) for image in images):
            continue
        if images:
            token.tag = end.tag = "figure"
        yield from (token, inline, end)


def _measure(image: Token) -> bool:
    """Note how large the picture is; False if there is none, or one that is only half written."""
    name = Path(str(image.attrs["src"])).stem
    try:
        with Image.open(PICTURES / f"{name}.png") as picture:
            image.meta |= {"name": name, "size": picture.size}
    except OSError:
        return False
    return True


def _picture(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    """A picture at its own size, which opens alone by a click, and what it shows."""
    image = tokens[index]
    return format_html(
        '<a href="{0}" target="_blank"><img src="{0}" alt="" width="{1}" height="{2}" loading="lazy"></a>'
        "<figcaption>{3}</figcaption>",
        *(reverse("desk:guide_picture", args=[image.meta["name"]]), *image.meta["size"], image.content),
    )
