"""The home page: the paper's stories, and boxes that other parts of the site bring along."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import chain
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Edition, Section
from frontpage.arrangement import Arrangement, arrange
from frontpage.stories import newest, newest_in, newest_of, photo_stories

from .epoch import NEWS, PHOTOS, Part
from .frame import Frame

# Of a page: the name of a template and what it needs beside `frame`; None where there is nothing to show.
Box = Callable[[Frame], tuple[str, Mapping[str, Any]] | None]


class Place(StrEnum):
    """Where on the page a box stands."""

    SIDE = "side"  # below the newest stories, narrow
    BOTTOM = "bottom"  # below the sections, beside the press releases


# --- Boxes ------------------------------------------------------------------------

_boxes: dict[Place, list[Box]] = defaultdict(list)
# What the page is made of; it grows with its boxes.
parts: list[Part] = [NEWS, PHOTOS]


def register(place: Place, box: Box, *, shows: tuple[Part, ...] = ()) -> Box:
    """Put a box on the home page, below those of its place; `newsroom` registers those that reader cannot know.

    `shows`: the parts of the epoch that it is made of, beside news and photos.
    """
    _boxes[place].append(box)
    parts.extend(part for part in shows if part not in parts)
    return box


def boxes(frame: Frame) -> dict[str, list[SafeString]]:
    """The boxes of each place that have something to show, as they are printed."""
    return {place.value: [html for box in _boxes[place] if (html := _printed(box, frame))] for place in Place}


def _printed(box: Box, frame: Frame) -> SafeString | None:
    content = box(frame)
    if content is None:
        return None
    template, values = content
    return render_to_string(template, {"frame": frame, **values})


# --- Stories ----------------------------------------------------------------------


def front(frame: Frame) -> Arrangement[Section, Edition]:
    """The stories at the frame's moment: two queries, and one for each section in the menu or of press releases."""
    # Press releases and advertising have their own block; they never stand among the news.
    others = [section for section in frame.sections.values() if not section.is_news]
    without, moment = [section.pk for section in others], frame.moment
    tops = [entry.section for entry in frame.menu if entry.section.is_news]
    sent = chain.from_iterable(newest_of(section.pk, moment) for section in others if section.in_menu)
    return arrange(
        frame.attach(newest(moment, without=without)),
        [(top, frame.attach(newest_in(top.pk, moment, without=without))) for top in tops],
        photos=frame.attach(photo_stories(moment, without=without)),
        press=frame.attach(sorted(sent, key=lambda edition: (edition.listed_at, edition.article_id), reverse=True)),
    )
