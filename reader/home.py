"""The home page: the paper's stories, and boxes that other parts of the site bring along."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Edition, Section
from frontpage.arrangement import PRESS_SIZE, Arrangement, arrange, in_turn
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
    """The stories at the frame's moment: two queries, one for each top section in the menu and each of `_others`."""
    # Press releases and advertising have their own block; they never stand among the news.
    without, moment = [section.pk for section in _others(frame)], frame.moment
    tops = [entry.section for entry in frame.menu if entry.section.is_news]
    return arrange(
        frame.attach(newest(moment, without=without)),
        [(top, frame.attach(newest_in(top.pk, moment, without=without))) for top in tops],
        photos=frame.attach(photo_stories(moment, without=without)),
        press=frame.attach(_sent(frame)),
    )


def senders(press: Iterable[Edition], frame: Frame) -> list[Section]:
    """The sections that these press releases and announcements are from, in the paper's order."""
    shown = {edition.section_id for edition in press}
    return [section for section in _others(frame) if section.pk in shown]


def _others(frame: Frame) -> list[Section]:
    """The sections that are not the newsroom's own, in the menu or not."""
    return [section for section in frame.sections.values() if not section.is_news]


def _sent(frame: Frame) -> list[Edition]:
    """What others sent and what was paid for, newest first; many of one kind leave room for the other."""
    of_kind: dict[str, list[Edition]] = defaultdict(list)
    for section in _others(frame):
        of_kind[section.nature] += newest_of(section.pk, frame.moment)
    return _newest_first(islice(in_turn(map(_newest_first, of_kind.values())), PRESS_SIZE))


def _newest_first(editions: Iterable[Edition]) -> list[Edition]:
    return sorted(editions, key=lambda edition: (edition.listed_at, edition.article_id), reverse=True)
