"""From an imported page (articles/importing.py) to an article of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from kernel.text import fold
from media.imaging import NotAPicture
from media.models import Photo

from .bylines import Byline
from .content import Content, apply, canonical, digest
from .importing import Heading, Page, Paragraph, PhotoSlot
from .models import Article, Author, RelatedLink, Revision, Section, Topic
from .revising import record


@dataclass(frozen=True)
class Intake:
    """What became of a page: the article, whether it is new, and how many of the photos found a place."""

    article: Article
    is_new: bool
    photos_used: int = 0


@transaction.atomic
def take_in(
    page: Page, *, section: Section | None = None, photos: Sequence[Path] = (), keep_empty_frames: bool = True
) -> Intake:
    """Save `page` as a draft, the `photos` (files) in its photo slots in order; the same text only once.

    A slot without a file keeps its caption; one without either is left out unless `keep_empty_frames`. Raises
    ValidationError where a part is too long for its field, or a photo is not a picture.
    """
    key = digest(canonical(page.as_json()))
    if known := Article.objects.filter(import_digest=key).first():
        return Intake(known, is_new=False)
    _check_lengths(page)
    taken = _add_photos(page, photos)
    content: Content = {
        "title": page.title,
        "lead": page.lead,
        "section": section and section.pk,
        "topics": [_named(Topic, name).pk for name in page.topics],
        "byline": {
            "prefix": page.byline.prefix if page.byline else "",
            "authors": [_named(Author, name).pk for name in page.byline.authors] if page.byline else [],
            "source": page.byline.source if page.byline else "",
        },
        "blocks": list(_blocks(page, taken, keep_empty_frames)),
        "related": [_related(related.title, related.teaser) for related in page.related],
    }
    article = Article(import_digest=key)
    apply(content, article)
    record(article, author=None, kind=Revision.Kind.IMPORT)
    return Intake(article, is_new=True, photos_used=len(taken))


def _named(model: type[Author] | type[Topic], name: str) -> Author | Topic:
    """The row of that name, made if there is none."""
    row = model.objects.filter(name=name).first()
    if row is None:
        row = model(name=name)
        row.full_clean(exclude=["slug"])
        row.save()
    return row


def _check_lengths(page: Page) -> None:
    """What the desk's form would refuse is refused here too: nothing is cut off silently."""
    byline = {"byline_prefix": page.byline.prefix or "", "source": page.byline.source or ""} if page.byline else {}
    Article(title=page.title, **byline).clean_fields(exclude=["section", "slug", "created_by"])
    for related in page.related:
        RelatedLink(title=related.title).clean_fields(exclude=["article"])


def _blocks(page: Page, photos: list[Photo], keep_empty_frames: bool):
    """The page's blocks as content: paragraphs and headings in a row are one Text."""
    waiting, html = iter(photos), ""
    for block in page.blocks:
        match block:
            case Paragraph(text=text):
                html += f"<p>{escape(text, quote=False)}</p>"
            case Heading(text=text):
                html += f"<h2>{escape(text, quote=False)}</h2>"
            case PhotoSlot() as slot:
                if html:
                    yield {"type": "text", "html": html}
                    html = ""
                photo = next(waiting, None)
                if photo or slot.caption or slot.credit or keep_empty_frames:
                    yield _figure(slot, photo, page.byline)
    if html:
        yield {"type": "text", "html": html}


def _figure(slot: PhotoSlot, photo: Photo | None, byline: Byline | None) -> Content:
    credit = slot.credit or ""
    if photo and not photo.credit:
        # The library knew the file already, and nobody's name with it.
        credit = credit or "/".join(filter(None, _photo_credit(slot, byline)))
    return {"type": "figure", "photo": photo and {"id": photo.pk}, "caption": slot.caption, "credit": credit}


def _related(title: str, teaser: str | None) -> Content:
    """A related link; to our own article where one has exactly this title, otherwise without a target as yet."""
    target = Article.objects.filter(title=title).values_list("pk", flat=True).first()
    return {"article": target, "url": "", "title": title, "teaser": teaser or "", "photo": None}


def _add_photos(page: Page, files: Sequence[Path]) -> list[Photo]:
    """The files that find a slot, in the library, with what the page says of each."""
    slots = [block for block in page.blocks if isinstance(block, PhotoSlot)]
    photos = []
    for slot, path in zip(slots, files, strict=False):
        photographer, source = _photo_credit(slot, page.byline)
        try:
            with path.open("rb") as file:
                photo, _ = Photo.objects.add(file, caption=slot.caption, photographer=photographer, source=source)
        except OSError as error:
            raise ValidationError(f"photo {path}: {error.strerror or error}")
        except NotAPicture as error:
            raise ValidationError(f"photo {path}: {error}")
        photos.append(photo)
    return photos


def _photo_credit(slot: PhotoSlot, byline: Byline | None) -> tuple[str, str]:
    """(photographer, source) of a slot: of its own credit, else of a byline that signs the photos too."""
    if slot.credit:
        photographer, _, source = slot.credit.rpartition("/")
        return (photographer, source) if photographer else (slot.credit, "")
    if byline and "anh" in fold(byline.prefix or "").replace(",", " ").split():
        return " - ".join(byline.authors), byline.source or ""
    return "", ""
