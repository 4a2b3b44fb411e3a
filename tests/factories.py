"""Small factories: rows that say only what a test is about."""

import io
from datetime import datetime
from itertools import count

from PIL import ExifTags, Image

from articles.content import Content, apply
from articles.models import Article, Author, Section, Topic
from articles.revising import record
from media.models import Document, Photo, Recording

_numbers = count(1)


def section(name: str = "", *, parent: Section | None = None, **fields: object) -> Section:
    """A section; its slug comes from its name."""
    row = Section(name=name or f"Chuyên mục {next(_numbers)}", parent=parent, **fields)
    row.clean()
    row.save()
    return row


def author(name: str = "", **fields: object) -> Author:
    return Author.objects.create(name=name or f"Tác giả {next(_numbers)}", **fields)


def topic(name: str = "", **fields: object) -> Topic:
    return Topic.objects.create(name=name or f"Chủ đề {next(_numbers)}", **fields)


def text(html: str = "<p>Một đoạn văn.</p>") -> Content:
    return {"type": "text", "html": html}


def figure(photo: Photo | None = None, caption: str = "", **fields: object) -> Content:
    return {"type": "figure", "photo": {"id": photo.pk} if photo else None, "caption": caption, **fields}


def quote(words: str, attribution: str = "") -> Content:
    return {"type": "quote", "text": words, "attribution": attribution}


def document_block(document: Document | None, title: str = "") -> Content:
    return {"type": "document", "document": {"id": document.pk} if document else None, "title": title}


def recording_block(recording: Recording | None, caption: str = "", credit: str = "") -> Content:
    known = {"id": recording.pk} if recording else None
    return {"type": "recording", "recording": known, "caption": caption, "credit": credit}


def embed(url: str, title: str = "", caption: str = "") -> Content:
    return {"type": "embed", "url": url, "title": title, "caption": caption}


def live_report(
    moment: datetime, title: str = "", html: str = "", photo: Photo | None = None, **fields: object
) -> Content:
    """A report of a live blog. Further fields: caption, is_key, uid."""
    known = {"photo": {"id": photo.pk} if photo else None, "caption": "", "is_key": False}
    return {"type": "live-entry", "moment": moment.isoformat(), "title": title, "html": html} | known | fields


def related_box(*articles: Article, title: str = "") -> Content:
    return {"type": "related", "title": title, "articles": [article.pk for article in articles]}


def link(article: Article | None = None, *, url: str = "", title: str = "", teaser: str = "") -> Content:
    return {"article": article and article.pk, "url": url, "title": title, "teaser": teaser, "photo": None}


def article(title: str = "", *blocks: Content, section: Section | None = None, **fields: object) -> Article:
    """An article of the desk, saved once: with a lead, a section and a paragraph unless told otherwise.

    Further fields: lead, short_title, label, prefix, authors, source, topics, lead_photo, related, created_by.
    """
    row = Article(created_by=fields.get("created_by"))
    apply(
        {
            "title": title or f"Bài số {next(_numbers)}",
            "short_title": fields.get("short_title", ""),
            "lead": fields.get("lead", "Sapo của bài."),
            "slug": "",
            "section": (section or _default_section()).pk,
            "label": fields.get("label", "none"),
            "topics": [topic.pk for topic in fields.get("topics", [])],
            "byline": {
                "prefix": fields.get("prefix", ""),
                "authors": [author.pk for author in fields.get("authors", [])],
                "source": fields.get("source", ""),
            },
            "lead_photo": {"id": fields["lead_photo"].pk} if fields.get("lead_photo") else None,
            "blocks": list(blocks) or [text()],
            "related": fields.get("related", []),
        },
        row,
    )
    record(row, author=None)
    return row


def _default_section() -> Section:
    return Section.objects.filter(slug="thoi-su").first() or section("Thời sự")


def edit(article: Article, **changes: object) -> Article:
    """Change fields of the working copy and save, as the desk does."""
    for name, value in changes.items():
        setattr(article, name, value)
    article.save()
    record(article, author=None)
    return article


def jpeg(color: str = "teal", size: tuple[int, int] = (1200, 800), *, artist: str = "") -> bytes:
    """A picture file of one colour; with an artist as a camera writes its photographer's name."""
    out, exif = io.BytesIO(), Image.Exif()
    if artist:
        exif[ExifTags.Base.Artist] = artist
    Image.new("RGB", size, color).save(out, "JPEG", quality=60, exif=exif)
    return out.getvalue()


def photo(color: str = "", **fields: object) -> Photo:
    """A photo of the library with a credit and an alternative text, without files."""
    number = next(_numbers)
    fields = {"alt": "Một khoảng màu", "photographer": "Minh Hà", "source": "Bình Minh"} | fields
    return Photo.objects.create(
        original=f"{number:02x}/{number}.jpg",
        sha256=f"{number:064x}",
        width=1200,
        height=800,
        renditions={
            name: {
                "width": width,
                "height": height,
                "jpeg": f"{number:02x}/{name}-{number:016x}.jpg",
                "avif": f"{number:02x}/{name}-{number:016x}.avif",
            }
            for name, width, height in (("w400", 400, 267), ("card400", 400, 267))
        },
        **fields,
    )


def document(title: str = "Danh sách trúng tuyển", **fields: object) -> Document:
    """A document of the library, without files."""
    number = next(_numbers)
    fields = {"size": 1_234_567, "pages": 3, "renditions": _preview(number, 400, 566)} | fields
    return Document.objects.create(
        title=title, sha256=f"{number:064x}", file=f"{number:02x}/{number:032x}/danh-sach.pdf", **fields
    )


def recording(title: str = "Lễ khai giảng", kind: str = Recording.Kind.VIDEO, **fields: object) -> Recording:
    """A video or audio file of the library, without files."""
    number = next(_numbers)
    if kind == Recording.Kind.VIDEO:
        fields = {"width": 1280, "height": 720, "renditions": _preview(number, 1280, 720)} | fields
    name = "le-khai-giang.mp4" if kind == Recording.Kind.VIDEO else "le-khai-giang.m4a"
    fields = {"size": 5_000_000, "seconds": 65, "credit": "Minh Hà"} | fields
    return Recording.objects.create(
        title=title, kind=kind, sha256=f"{number:064x}", file=f"{number:02x}/{number:032x}/{name}", **fields
    )


def _preview(number: int, width: int, height: int) -> dict:
    files = {
        format: f"{number:02x}/{number:032x}/w{width}.{end}" for format, end in (("jpeg", "jpg"), ("avif", "avif"))
    }
    return {f"w{width}": {"width": width, "height": height, **files}}
