"""From an article's content to the HTML of its body: each type of block has one template.

What blocks point to comes from the caller, as of the moment the page is for: `photos` and `files` (documents,
videos, audio) by their sha256, `editions` (live ones, sections attached) by the id of their article. What is not
there is left out: a link becomes plain text, a figure its caption.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from kernel.dates import hour_in_words, in_brief
from kernel.durations import as_clock
from media.attached import AttachedFile
from media.models import Photo

from . import embeds
from .content import (
    Content,
    document_title,
    entry_figure,
    figure_words,
    moment_of,
    recording_words,
)
from .markup import printable, resolve_links, vouch_for_none
from .models import Article, Edition
from .tables import Table, printed_rows

# How wide a figure is printed, as the layout of static/css/article.css has it.
NORMAL_SIZES = "(min-width: 46rem) 44rem, 100vw"
SIZES = {"wide": "(min-width: 80rem) 76rem, 100vw", "gallery": "(min-width: 46rem) 37rem, 86vw"}

# What opens with as large a picture as the screen has room for.
OPENING_WIDE = (Article.Label.PHOTO_STORY, Article.Label.FEATURE)

Photos = Mapping[str, Photo]
Editions = Mapping[int, Edition]
Files = Mapping[str, AttachedFile]
NO_FILES: Files = {}
# A video is as wide as the text; twice that on a fine screen.
POSTER_WIDTH = 1280


@dataclass(frozen=True)
class Around:
    """What the blocks of a body point to. `vouched`: whether search engines may follow what links to the web.

    `moment`: the one that the page is for; hours of its day need no date.
    """

    photos: Photos
    editions: Editions
    files: Files
    vouched: bool = True
    moment: datetime = field(default_factory=timezone.now)

    def url_of(self, article: int) -> str | None:
        edition = self.editions.get(article)
        return edition.get_absolute_url() if edition else None


def render_body(
    content: Content,
    *,
    photos: Photos,
    editions: Editions,
    files: Files = NO_FILES,
    vouched: bool = True,
    moment: datetime | None = None,
) -> SafeString:
    """The body of an article; its first picture loads at once if the page opens with it.

    `vouched`: that the newsroom wrote it; links out of a press release or advertising are marked as such. `moment`: the
    one that the page is for, by default now.
    """
    parts = list(_parts(content, Around(photos, editions, files, vouched, moment or timezone.now())))
    if parts and opening_figure(content) is None:
        kind, values = parts[0]
        first = values["figures"][0] if kind == "gallery" else values
        first["eager"] = True
    return format_html_join("\n", "{}", ((render_to_string(TEMPLATES[kind], values),) for kind, values in parts))


def render_figure(figure: Content, *, photos: Photos, eager: bool = False) -> SafeString:
    """One figure; "" if it has neither picture nor caption."""
    values = _figure(figure, Around(photos, {}, NO_FILES))
    return render_to_string(TEMPLATES["figure"], values | {"eager": eager}) if values else SafeString()


def opening_figure(content: Content) -> Content | None:
    """The lead photo as a figure for the top of the page; None if there is none or the body shows it anyway."""
    photo = content["lead_photo"]
    figures = [block for block in content["blocks"] if block["type"] == "figure" and block["photo"]]
    if not photo or any(figure["photo"]["sha256"] == photo["sha256"] for figure in figures):
        return None
    layout = "wide" if content["label"] in OPENING_WIDE else "normal"
    words = {"caption": "", "credit": "", "alt": "", "decorative": False, "layout": layout}
    return {"type": "figure", "photo": photo} | words


def first_figure(content: Content) -> Content | None:
    """The figure that the page opens with: the lead photo, or the body's first block; None if it opens with text."""
    first = next(iter(_blocks(content)), None)
    return opening_figure(content) or (first if first and first["type"] == "figure" and first["photo"] else None)


def sizes_of(figure: Content) -> str:
    """How wide the figure is printed, as HTML's `sizes`."""
    return SIZES.get(figure["layout"], NORMAL_SIZES)


# --- Each type of block: what its template is given; None prints nothing ---------

Values = dict[str, Any]


def _text(block: Content, around: Around) -> Values | None:
    # Sanitised when it was saved, and again here: a hole that is found later is closed in old revisions too.
    html = resolve_links(printable(block["html"], _table), around.url_of)
    if not around.vouched:
        html = vouch_for_none(html)
    return {"html": mark_safe(html)} if html else None  # noqa: S308


def _table(table: Table) -> str:
    if not table.rows:
        return ""
    head, body = printed_rows(table)
    return render_to_string("articles/blocks/table.html", {"caption": table.caption, "head": head, "body": body})


def _figure(block: Content, around: Around) -> Values | None:
    photo = around.photos.get(block["photo"]["sha256"]) if block["photo"] else None
    picture = photo.picture if photo else None
    words = figure_words(block)
    if not picture and not words["caption"]:
        return None
    return {"picture": picture, "layout": block["layout"], "eager": False, "sizes": sizes_of(block)} | words


def _quote(block: Content, around: Around) -> Values | None:
    return {"text": block["text"], "attribution": block["attribution"]}


def _document(block: Content, around: Around) -> Values | None:
    kept = block["document"]
    file = around.files.get(kept["sha256"]) if kept else None
    if not file:
        return None
    return {"file": file, "title": document_title(block), "size": kept["size"], "pages": kept["pages"]}


def _recording(block: Content, around: Around) -> Values | None:
    kept = block["recording"]
    file = around.files.get(kept["sha256"]) if kept else None
    if not file:
        return None
    player = {"player": f"articles/blocks/{kept['kind']}.html", "poster": _poster(kept["poster"], file, around)}
    facts = {"file": file, "title": kept["title"], "length": as_clock(kept["seconds"])}
    return player | facts | recording_words(block)


def _poster(poster: Content | None, file: AttachedFile, around: Around) -> str:
    """The address of the picture that stands there until the video plays; a photo that may not be shown is not."""
    photo = around.photos.get(poster["sha256"]) if poster else None
    picture = photo.picture if photo else file.picture
    sizes = [] if picture.withheld else picture.shape("w")
    fitting = [size for size in sizes if size.width <= POSTER_WIDTH] or sizes[:1]
    return fitting[-1].jpeg if fitting else ""


def _embed(block: Content, around: Around) -> Values | None:
    try:
        found = embeds.parse(block["url"])
    except embeds.NotEmbeddable:
        return None
    return {"embed": found, "title": block["title"], "caption": block["caption"]}


def embedded_origins(content: Content) -> dict[str, set[str]]:
    """Where what the body embeds comes from, by the directive of a content policy that lets it in."""
    origins = defaultdict(set)
    for block in content["blocks"]:
        values = _embed(block, Around({}, {}, NO_FILES)) if block["type"] == "embed" else None
        if values:
            found = values["embed"]
            origins["media-src" if found.is_file else "frame-src"].add(found.origin)
    return dict(origins)


def _live_entry(block: Content, around: Around) -> Values | None:
    text, figure = _text(block, around), _figure(entry_figure(block), around)
    if not (block["title"] or text or figure):
        return None
    said = {"anchor": entry_anchor(block), "moment": moment_of(block), "is_key": block["is_key"]}
    return said | {"title": block["title"], "html": text and text["html"], "figure": figure}


def entry_anchor(entry: Content) -> str:
    """The id of a live report's element: its own address on the page."""
    return f"tin-{entry['uid']}"


def _related(block: Content, around: Around) -> Values | None:
    editions = [around.editions[pk] for pk in block["articles"] if pk in around.editions]
    return {"title": block["title"], "editions": editions} if editions else None


BLOCKS: dict[str, Callable[[Content, Around], Values | None]] = {
    "text": _text,
    "figure": _figure,
    "quote": _quote,
    "document": _document,
    "recording": _recording,
    "embed": _embed,
    "live-entry": _live_entry,
    "related": _related,
}
TEMPLATES = {kind: f"articles/blocks/{kind}.html" for kind in (*BLOCKS, "gallery", "live")}


def _parts(content: Content, around: Around) -> Iterator[tuple[str, Values]]:
    """What to print, in order: the type of each part and what its template is given."""
    printed = [(block["type"], BLOCKS[block["type"]](block, around)) for block in _blocks(content)]
    visible = [(kind, values) for kind, values in printed if values]
    for is_gallery, group in groupby(_with_live(visible, content, around), key=_in_gallery):
        parts = list(group)
        if is_gallery and len(parts) > 1:
            yield "gallery", {"figures": [values for _, values in parts]}
        else:
            yield from parts


def _with_live(parts: list[tuple[str, Values]], content: Content, around: Around) -> Iterator[tuple[str, Values]]:
    """The parts with all reports of a live blog as one, where the first of them stands."""
    entries = [values for kind, values in parts if kind == "live-entry"]
    live = _live(entries, content, around.moment) if entries else None
    for kind, values in parts:
        if kind != "live-entry":
            yield kind, values
        elif live:
            yield "live", live
            live = None


def _live(entries: list[Values], content: Content, now: datetime) -> Values:
    """A live blog: its reports, newest first; of those of one minute the one that stands higher in the form."""
    entries = sorted(entries, key=lambda entry: entry["moment"], reverse=True)
    begun, newest = entries[-1]["moment"], entries[0]["moment"]
    over_days = timezone.localdate(begun) != timezone.localdate(newest)
    for entry in entries:
        entry["when"] = _when(entry["moment"], now, with_day=over_days)
    return {
        "entries": entries,
        "keys": [entry for entry in entries if entry["is_key"]],
        "is_running": content["label"] == Article.Label.LIVE,
        "begun": begun,
        "begun_when": hour_in_words(begun, now),
    }


def _when(moment: datetime, now: datetime, *, with_day: bool) -> str:
    """The hour of a report, after its day if that is asked for and not today's: "7/3, 15:00"."""
    hour, brief = f"{timezone.localtime(moment):%H:%M}", in_brief(moment, now)
    return f"{brief}, {hour}" if with_day and brief != hour else hour


def _blocks(content: Content) -> list[Content]:
    """The blocks as the page lays them out.

    In a photo story a picture that stands alone is a large one, in a feature the one that it opens with.
    """
    blocks, label = content["blocks"], content["label"]
    if label == Article.Label.PHOTO_STORY:
        return [_wide(block) for block in blocks]
    if label == Article.Label.FEATURE and opening_figure(content) is None:
        return [*map(_wide, blocks[:1]), *blocks[1:]]
    return blocks


def _wide(block: Content) -> Content:
    return block | {"layout": "wide"} if block.get("layout") == "normal" else block


def _in_gallery(part: tuple[str, Values]) -> bool:
    kind, values = part
    return kind == "figure" and values["layout"] == "gallery"
