"""The stories that the home page is arranged from, as of a moment."""

from collections.abc import Collection
from datetime import datetime

from articles.models import Edition

from .arrangement import BLOCK_SIZE, TOP_STORIES

ABOVE = 1 + TOP_STORIES


def newest(at: datetime, *, without: Collection[int] = ()) -> list[Edition]:
    """Enough of the newest editions for hero and top stories, none of the sections with the ids `without`."""
    return _first(Edition.objects.listed(at).exclude(section_id__in=without), ABOVE)


def newest_in(top_section: int, at: datetime) -> list[Edition]:
    """Enough of a top section's newest for its block, even if everything above the blocks is from this section."""
    return _first(Edition.objects.listed(at).filter(top_section_id=top_section), ABOVE + BLOCK_SIZE)


def _first(editions, size: int) -> list[Edition]:
    return list(editions.for_lists().order_by("-listed_at", "-article_id")[:size])
