"""An article's content as one JSON value: what a Revision keeps, and what a page is rendered from.

    {"title", "short_title", "lead", "slug", "section": id|null, "label", "topics": [id],
     "byline": {"prefix", "authors": [id], "source"}, "lead_photo": PHOTO|null,
     "blocks": [{"type", "uid", …}], "related": [{"article": id|null, "url", "title", "teaser", "photo": PHOTO|null}]}

PHOTO is {"id", "sha256", "focal_point", "alt", "caption", "credit"}, as the library knew it when the article was saved.
The blocks, each with its uid, in order:

    {"type": "text", "html"}                      sanitised; links to our articles as "article:ID"
    {"type": "figure", "photo": PHOTO|null, "caption", "credit", "alt", "decorative": bool, "layout"}
    {"type": "quote", "text", "attribution"}
    {"type": "document", "document": DOCUMENT|null, "title"}
    {"type": "recording", "recording": RECORDING|null, "caption", "credit"}
    {"type": "embed", "url", "title", "caption"}
    {"type": "live-entry", "moment": UTC, "title", "html", "photo": PHOTO|null, "caption", "is_key": bool}
    {"type": "related", "title", "articles": [id]}

DOCUMENT is {"id", "sha256", "title", "name", "size", "pages"}, RECORDING {"id", "sha256", "kind", "title", "caption",
"credit", "seconds", "poster": PHOTO|null}, as the library knew them then; `renewed` says what it knows now.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Model

from kernel.fulltext import indexed
from kernel.text import clean, one_line
from media.models import Document, Photo, Recording

from .markup import as_printed, as_text, linked_articles, sanitise
from .models import (
    BLOCKS,
    Article,
    ArticleAuthor,
    Author,
    DocumentBlock,
    Embed,
    Figure,
    LiveEntry,
    Quote,
    RecordingBlock,
    RelatedBox,
    RelatedLink,
    Section,
    Text,
    Topic,
)

Content = dict[str, Any]

TYPES = {
    Text: "text",
    Figure: "figure",
    Quote: "quote",
    DocumentBlock: "document",
    RecordingBlock: "recording",
    Embed: "embed",
    LiveEntry: "live-entry",
    RelatedBox: "related",
}
MODELS = {name: model for model, name in TYPES.items()}
# What a block of each type says, under the names of its model's fields.
PARTS = {
    "text": ("html",),
    "figure": ("photo", "caption", "credit", "alt", "decorative", "layout"),
    "quote": ("text", "attribution"),
    "document": ("document", "title"),
    "recording": ("recording", "caption", "credit"),
    "embed": ("url", "title", "caption"),
    "live-entry": ("moment", "title", "html", "photo", "caption", "is_key"),
    "related": ("title", "articles"),
}
DOCUMENT = ("sha256", "title", "name", "size", "pages")
RECORDING = ("sha256", "kind", "title", "caption", "credit", "seconds")
MAX_SEARCH_TEXT = 250_000
# Of Vietnamese, whose words are written syllable by syllable.
WORDS_A_MINUTE = 200
CREDIT_PREFIX = re.compile(r"^\s*(ảnh|photo)\s*:\s*", re.IGNORECASE)


# --- Working copy -> content --------------------------------------------------


def content_of(article: Article) -> Content:
    """The working copy as it stands in the database."""
    return {
        "title": article.title,
        "short_title": article.short_title,
        "lead": clean(article.lead).strip(),
        "slug": article.slug,
        "section": article.section_id,
        "label": article.label,
        "topics": sorted(article.topics.values_list("pk", flat=True)),
        "byline": {
            "prefix": article.byline_prefix,
            "authors": list(article.byline.values_list("author", flat=True)),
            "source": article.source,
        },
        "lead_photo": _photo(article.lead_photo),
        "blocks": [_block(block) for block in blocks_of(article)],
        "related": [
            {
                "article": link.target_id,
                "url": link.url,
                "title": link.title,
                "teaser": link.teaser,
                "photo": _photo(link.photo),
            }
            for link in article.related_links.select_related("photo")
        ],
    }


def blocks_of(article: Article) -> list:
    """The article's blocks of all types, in their order."""
    blocks = [
        *article.articles_text_set.all(),
        *article.articles_figure_set.select_related("photo"),
        *article.articles_quote_set.all(),
        *article.articles_documentblock_set.select_related("document"),
        *article.articles_recordingblock_set.select_related("recording__poster"),
        *article.articles_embed_set.all(),
        *article.articles_liveentry_set.select_related("photo"),
        *article.articles_relatedbox_set.prefetch_related("articles"),
    ]
    # Ties by type and key, so that the same rows always give the same content.
    return sorted(blocks, key=lambda block: (block.ordering, BLOCKS.index(type(block)), block.pk))


def _photo(photo: Photo | None) -> Content | None:
    if photo is None:
        return None
    return {
        "id": photo.pk,
        "sha256": photo.sha256,
        "focal_point": photo.focal_point,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }


def _document(document: Document | None) -> Content | None:
    if document is None:
        return None
    return {"id": document.pk} | {name: getattr(document, name) for name in DOCUMENT}


def _recording(recording: Recording | None) -> Content | None:
    if recording is None:
        return None
    known = {name: getattr(recording, name) for name in RECORDING}
    return {"id": recording.pk, "poster": _photo(recording.poster)} | known


def renewed(content: Content) -> Content:
    """The content with what the library knows now of its photos and files; each use keeps its own words.

    What the library no longer has stays as it was kept. A query for each kind that there is.
    """
    holders = [{"photo": content["lead_photo"]}, *content["blocks"], *content["related"]]
    for part, (rows, describe) in LIBRARY.items():
        found = rows.in_bulk({holder[part]["id"] for holder in holders if holder.get(part)})
        known = {pk: describe(row) for pk, row in found.items()}
        holders = [
            holder | {part: known.get(holder[part]["id"], holder[part])} if holder.get(part) else holder
            for holder in holders
        ]
    lead, *rest = holders
    count = len(content["blocks"])
    return content | {"lead_photo": lead["photo"], "blocks": rest[:count], "related": rest[count:]}


# The parts of a content that the library knows, and how it describes them.
LIBRARY = {
    "photo": (Photo.objects.all(), _photo),
    "document": (Document.objects.all(), _document),
    "recording": (Recording.objects.select_related("poster"), _recording),
}


def _block(block: Model) -> Content:
    common = {"type": TYPES[type(block)], "uid": str(block.uid)}
    match block:
        case Text():
            return common | {"html": block.html}
        case Figure():
            return common | {
                "photo": _photo(block.photo),
                "caption": block.caption,
                "credit": block.credit,
                "alt": block.alt,
                "decorative": block.decorative,
                "layout": block.layout,
            }
        case Quote():
            return common | {"text": block.text, "attribution": block.attribution}
        case DocumentBlock():
            return common | {"document": _document(block.document), "title": block.title}
        case RecordingBlock():
            words = {"caption": block.caption, "credit": block.credit}
            return common | {"recording": _recording(block.recording)} | words
        case Embed():
            return common | {"url": block.url, "title": block.title, "caption": block.caption}
        case LiveEntry():
            moment = block.moment.astimezone(UTC).isoformat(timespec="seconds")
            words = {"title": block.title, "html": block.html, "caption": block.caption}
            return common | {"moment": moment, "photo": _photo(block.photo), "is_key": block.is_key} | words
        case RelatedBox():
            return common | {"title": block.title, "articles": sorted(a.pk for a in block.articles.all())}


# --- Content -> working copy --------------------------------------------------


@transaction.atomic
def apply(content: Content, article: Article) -> None:
    """Make the working copy say what `content` says (an import, a restored revision), and save it.

    Blocks keep their uid, and their row as long as the uid stays; one without gets a new one. Sections, authors,
    topics, photos and articles that are gone are left out.
    """
    for field in ("title", "short_title", "slug", "label"):
        setattr(article, field, content.get(field) or Article._meta.get_field(field).get_default())
    article.title = one_line(article.title)[:250]
    article.lead = clean(content["lead"])
    article.byline_prefix = content["byline"]["prefix"] or ""
    article.source = content["byline"]["source"] or ""
    article.section = Section.objects.filter(pk=content["section"]).first()
    article.lead_photo = _find_photo(content.get("lead_photo"))
    article.save()
    article.topics.set(Topic.objects.filter(pk__in=content["topics"]))
    _apply_byline(content["byline"]["authors"], article)
    _apply_blocks(content["blocks"], article)
    _apply_links(content["related"], article)


def _apply_byline(authors: list[int], article: Article) -> None:
    article.byline.exclude(author__in=authors).delete()
    known = Author.objects.in_bulk(authors)
    for position, pk in enumerate(dict.fromkeys(authors)):
        if pk in known:
            ArticleAuthor.objects.update_or_create(article=article, author=known[pk], defaults={"position": position})


def _apply_blocks(blocks: list[Content], article: Article) -> None:
    rows = {(TYPES[type(row)], str(row.uid)): row for row in blocks_of(article)}
    for position, block in enumerate(blocks):
        row = rows.pop((block["type"], str(block.get("uid"))), None)
        if row is None:
            row = MODELS[block["type"]](parent=article, region="body", uid=block.get("uid") or uuid4())
        row.ordering = 10 * (position + 1)
        _apply_block(block, row)
    for row in rows.values():
        row.delete()


def _find_photo(photo: Content | None) -> Photo | None:
    return _find(Photo, photo)


def _find(model: type[Model], kept: Content | None) -> Any:
    """The row that the content names, if it is still there."""
    return model.objects.filter(pk=kept["id"]).first() if kept else None


def _apply_block(block: Content, row: Model) -> None:
    # What an import leaves out keeps the model's default.
    said = {name: block[name] for name in PARTS[block["type"]] if name in block}
    articles = said.pop("articles", [])
    if "html" in said:
        said["html"] = sanitise(said["html"])
    if "moment" in said:
        said["moment"] = moment_of(block)
    for name, model in (("photo", Photo), ("document", Document), ("recording", Recording)):
        if name in said:
            said[name] = _find(model, said[name])
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    if isinstance(row, RelatedBox):
        row.articles.set(Article.objects.filter(pk__in=articles))


def _apply_links(links: list[Content], article: Article) -> None:
    rows = list(article.related_links.all())
    for position, link in enumerate(links):
        row = rows.pop(0) if rows else RelatedLink(article=article)
        row.position = position
        row.target = Article.objects.filter(pk=link["article"]).first() if link["article"] else None
        row.url = "" if row.target else link["url"]
        row.title, row.teaser, row.photo = link["title"], link["teaser"], _find_photo(link.get("photo"))
        if row.target or row.title:
            row.save()
        elif row.pk:
            row.delete()
    for row in rows:
        row.delete()


# --- Facts about content ------------------------------------------------------


def canonical(content: Content) -> str:
    """The one spelling of `content`: sorted keys, no spaces, NFC. Digests are taken of this text."""
    return unicodedata.normalize(
        "NFC", json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    )


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def photos_in(content: Content) -> list[Content]:
    """Every PHOTO of the content: the lead photo, the figures', the videos' posters, the related links'."""
    holders = [content["lead_photo"], *(block.get("photo") for block in content["blocks"])]
    holders += [recording["poster"] for recording in recordings_in(content)]
    return [photo for photo in [*holders, *(link["photo"] for link in content["related"])] if photo]


def documents_in(content: Content) -> list[Content]:
    """Every DOCUMENT of the content."""
    return [block["document"] for block in content["blocks"] if block.get("document")]


def recordings_in(content: Content) -> list[Content]:
    """Every RECORDING of the content."""
    return [block["recording"] for block in content["blocks"] if block.get("recording")]


def leading_photo(content: Content) -> Content | None:
    """The PHOTO that stands for the article in lists, with alt, caption and credit as its figure has them."""
    for block in content["blocks"]:
        if block["type"] == "figure" and block["photo"]:
            if content["lead_photo"] and content["lead_photo"]["id"] != block["photo"]["id"]:
                continue
            return block["photo"] | figure_words(block)
    return content["lead_photo"]


def figure_words(figure: Content) -> dict[str, str]:
    """What stands with a figure: the words of this use, else the photo's own; a decorative one has no alt."""
    photo = figure["photo"] or {}
    words = {key: figure[key] or photo.get(key, "") for key in ("caption", "credit", "alt")}
    # The page prints "Ảnh:" itself; who typed it too should not see it twice.
    words["credit"] = CREDIT_PREFIX.sub("", words["credit"])
    return words | {"alt": ""} if figure["decorative"] else words


def recording_words(block: Content) -> dict[str, str]:
    """The caption and the credit that stand with a video or audio file: those of this use, else its own."""
    recording = block["recording"] or {}
    return {key: block[key] or recording.get(key, "") for key in ("caption", "credit")}


def document_title(block: Content) -> str:
    """What a document is called here: as this use says, else by its own title."""
    return block["title"] or (block["document"] or {}).get("title", "")


def moment_of(entry: Content) -> datetime:
    """When a live report says that it was made."""
    return datetime.fromisoformat(entry["moment"])


def live_entries(content: Content) -> list[Content]:
    """The reports of a live blog, the newest first; of those of one minute the one that stands higher in the form."""
    entries = [block for block in content["blocks"] if block["type"] == "live-entry"]
    return sorted(entries, key=moment_of, reverse=True)


def entry_figure(entry: Content) -> Content:
    """The photo of a live report as a figure: the caption is of this use or the photo's own, the rest the photo's."""
    words = {"caption": entry["caption"], "credit": "", "alt": "", "decorative": False, "layout": "normal"}
    return {"type": "figure", "photo": entry["photo"]} | words


def mentioned_articles(content: Content) -> set[int]:
    """The ids of all articles that the content links to."""
    ids = {link["article"] for link in content["related"] if link["article"]}
    for block in content["blocks"]:
        if block["type"] == "related":
            ids.update(block["articles"])
        elif "html" in block:
            ids.update(linked_articles(block["html"]))
    return ids


def search_text(content: Content, names: list[str]) -> str:
    """The words of everything searched, as an index stores them: at most 250,000 bytes."""
    return indexed(searched(content, names), MAX_SEARCH_TEXT)


def searched(content: Content, names: list[str]) -> str:
    """Title, lead, body, captions and `names` (authors, topics)."""
    return " ".join([content["title"], content["lead"], *_words(content), *names])


def plain_text(content: Content) -> str:
    """The words of the body as they are printed, block after block."""
    return " ".join(_words(content))


def _words(content: Content) -> Iterator[str]:
    for block in content["blocks"]:
        match block["type"]:
            case "text":
                yield as_text(block["html"])
            case "figure":
                yield " ".join(figure_words(block)[key] for key in ("caption", "credit"))
            case "quote":
                yield f"{block['text']} {block['attribution']}"
            case "document":
                yield document_title(block)
            case "recording":
                yield " ".join([(block["recording"] or {}).get("title", ""), *recording_words(block).values()])
            case "embed":
                yield f"{block['title']} {block['caption']}"
            case "live-entry":
                yield " ".join([block["title"], as_text(block["html"]), figure_words(entry_figure(block))["caption"]])


def word_count(content: Content) -> int:
    """How many words the text has, the one number that is told of an article's length: a dash alone is no word.

    The running text and what is lifted out of it; no captions, which may be the photo's own. While somebody writes,
    static/desk/writing/count.js counts the same.
    """
    return sum(any(map(str.isalnum, word)) for text in _running(content) for word in text.split())


def _running(content: Content) -> Iterator[str]:
    for block in content["blocks"]:
        if block["type"] in ("text", "live-entry"):
            yield as_printed(block["html"])
        elif block["type"] == "quote":
            yield block["text"]


def minutes_to_read(content: Content) -> int:
    """How long reading lead and body takes, one minute at least."""
    words = len(" ".join([content["lead"], *_words(content)]).split())
    return max(1, round(words / WORDS_A_MINUTE))


def names_in(content: Content) -> tuple[list[str], list[str]]:
    """Today's names of the content's authors, in the order of the byline, and of its topics."""
    authors = Author.objects.in_bulk(content["byline"]["authors"])
    topics = Topic.objects.filter(pk__in=content["topics"]).values_list("name", flat=True)
    return [authors[pk].name for pk in content["byline"]["authors"] if pk in authors], list(topics)


def signature(content: Content, authors: list[str]) -> str:
    """The byline as one line of text: "Tin, ảnh: A - B/Báo Bình Minh"; "" if nobody signs."""
    byline = content["byline"]
    who = "/".join(filter(None, [" - ".join(authors), byline["source"]]))
    return f"{byline['prefix']}: {who}" if who and byline["prefix"] else who
