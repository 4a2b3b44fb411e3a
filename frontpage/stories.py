"""The stories that the home page is arranged from, as of a moment."""

from collections.abc import Collection
from datetime import datetime, timedelta

from articles.models import Article, Edition

from .arrangement import BLOCK_SIZE, LATEST, PHOTO_STORIES, PRESS_SIZE, TOP_STORIES

# What may stand above the blocks.
ABOVE = 1 + TOP_STORIES + LATEST
# No index knows the labels: older photo stories are not looked for.
PHOTO_STORIES_OF = timedelta(days=60)


def newest(at: datetime, *, without: Collection[int] = ()) -> list[Edition]:
    """Enough of the newest editions for what stands above the blocks, none of the sections with the ids `without`."""
    return _first(Edition.objects.listed(at).exclude(section_id__in=without), ABOVE + PHOTO_STORIES)


def newest_in(top_section: int, at: datetime, *, without: Collection[int] = ()) -> list[Edition]:
    """Enough of a top section's newest for its block, even if everything above the blocks is from this section."""
    own = Edition.objects.listed(at).filter(top_section_id=top_section).exclude(section_id__in=without)
    return _first(own, ABOVE + PHOTO_STORIES + BLOCK_SIZE)


def photo_stories(at: datetime, *, without: Collection[int] = ()) -> list[Edition]:
    """The newest stories told in pictures, even if the page opens with some."""
    told = Edition.objects.listed(at).filter(label=Article.Label.PHOTO_STORY, listed_at__gt=at - PHOTO_STORIES_OF)
    shown = told.filter(thumbnail_photo__isnull=False).exclude(section_id__in=without)
    return [edition for edition in _first(shown, ABOVE + PHOTO_STORIES) if not edition.picture.withheld]


def newest_of(section: int, at: datetime) -> list[Edition]:
    """The newest of one section alone, for the block of press releases."""
    return _first(Edition.objects.listed(at).filter(section_id=section), PRESS_SIZE)


def _first(editions, size: int) -> list[Edition]:
    return list(editions.for_lists().order_by("-listed_at", "-article_id")[:size])
