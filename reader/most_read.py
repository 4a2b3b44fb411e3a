"""What is read most: ranked every ten minutes by whoever writes readings, and read by pages from one row.

Press releases and what somebody paid for are left out. Of the ranking that its epoch names a page shows what is live
at its moment; so what it shows is a function of what its validator covers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, ExpressionWrapper, F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition, Section

from .article import live_editions
from .caching import DAY, step
from .epoch import READINGS
from .frame import Frame
from .models import Ranking, Reading

STEP = timedelta(minutes=10)
WINDOWS = {"day": DAY, "week": 7 * DAY}
# Translators: below "Most read in".
WORDS = {"day": _("24 hours"), "week": _("7 days")}
# Time travel goes back so far with the ranking of its moment.
RANKINGS_KEPT = timedelta(days=14)
SHOWN = 8
# The home page's: then its column ends where the stories beside it do.
SHOWN_IN_FRONT = 6
# Fewer are no ranking, beside a list that shows them anyway.
FEWEST = 3
# More than is shown: some may be withdrawn before the next ranking.
RANKED = 20
# However many are read, so many are looked at: whoever comes behind them is not what is read most.
MOST_LOOKED_AT = 10_000
BATCH = 500
PAPER = ""

Lists = Mapping[str, Mapping[str, list[int]]]


@dataclass(frozen=True)
class RankedList:
    """What was read most in a window, the most read first; `words` say which window."""

    window: str
    words: str
    editions: list[Edition]


@dataclass(frozen=True)
class MostRead:
    """The lists of the last 24 hours and of the last seven days, without those that are empty."""

    lists: list[RankedList]

    def __bool__(self) -> bool:
        return bool(self.lists)


def most_read(
    frame: Frame, section: Section | None = None, *, beside: Collection[Edition] = (), size: int = SHOWN
) -> MostRead:
    """What is read most, of the paper or of a section. Two queries, none before anything was read.

    `beside`: what the page lists; a ranking that tells no more than it is left out.
    """
    key = str(section.pk) if section else PAPER
    ranked = {window: lists.get(key, []) for window, lists in _ranking(frame).items()}
    live = live_editions({pk for ids in ranked.values() for pk in ids}, frame)
    shown = {pk: edition for pk, edition in live.items() if _competes(edition.section, edition.label)}
    if section:
        # It may have moved to another one since.
        shown = {pk: edition for pk, edition in shown.items() if section in (edition.section, edition.section.top)}
    lists = ((window, [shown[pk] for pk in ranked.get(window, []) if pk in shown][:size]) for window in WINDOWS)
    kept = [RankedList(window, WORDS[window], editions) for window, editions in lists if editions]
    return MostRead([ranked for ranked in kept if not beside or _adds(ranked.editions, beside)])


def box(frame: Frame) -> tuple[str, dict[str, MostRead]] | None:
    """The home page's box; None before anything was read."""
    found = most_read(frame, size=SHOWN_IN_FRONT)
    return ("reader/components/most_read.html", {"box": found}) if found else None


def _adds(ranked: list[Edition], beside: Collection[Edition]) -> bool:
    """Whether it is a ranking, and tells more than what the page lists."""
    listed = {edition.article_id for edition in beside}
    return len(ranked) >= FEWEST and any(edition.article_id not in listed for edition in ranked)


def _competes(section: Section, label: str) -> bool:
    """Whether an article may be among the most read: news, and not paid for."""
    return section.is_news and label != Article.Label.SPONSORED


def _ranking(frame: Frame) -> Lists:
    """The lists of the ranking that stands; none if it is not of the page's day or the day before."""
    if frame.epoch is None:
        row = Ranking.objects.filter(at__lte=frame.moment).order_by("-at").first()
    else:
        [at] = frame.epoch.version([READINGS])[0]
        row = at and Ranking.objects.filter(at=at).first()
    return row.lists if row and row.at >= step(frame.moment, DAY) - DAY else {}


def most_read_ids(now: datetime) -> list[int]:
    """The ids of the paper's articles that were read most in the day before `now`, the most read first. One query."""
    row = Ranking.objects.filter(at__lte=now, at__gt=now - DAY).order_by("-at").first()
    return row.lists.get("day", {}).get(PAPER, []) if row else []


# --- Ranking ----------------------------------------------------------------------


def rank(now: datetime) -> bool:
    """Rank what was read until `now`, unless it was done in this step already; whether it was done."""
    at = step(now, STEP)
    if Ranking.objects.filter(at=at).exists():
        return False
    lists = {window: _lists(now - length, now) for window, length in WINDOWS.items()}
    # Another process may have been quicker.
    Ranking.objects.bulk_create([Ranking(at=at, lists=lists)], ignore_conflicts=True)
    Ranking.objects.filter(at__lt=at - RANKINGS_KEPT).delete()
    return True


def _lists(after: datetime, now: datetime) -> dict[str, list[int]]:
    """For the paper and each section the ids of its articles that were read most after that moment."""
    sections = {section.pk: section for section in Section.objects.select_related("parent")}
    lists: dict[str, list[int]] = defaultdict(list)
    wanted = {PAPER, *(str(pk) for pk, section in sections.items() if section.is_news)}
    for ids in _most_read_after(after):
        rows = Edition.objects.live(now).filter(article_id__in=ids).values_list("article_id", "section_id", "label")
        found = [(article, sections[section], label) for article, section, label in rows if section in sections]
        places = {article: section for article, section, label in found if _competes(section, label)}
        for article in filter(places.get, ids):
            for key in _keys(places[article]):
                lists[key].append(article)
        if all(len(lists[key]) >= RANKED for key in wanted):
            break
    return {key: ids[:RANKED] for key, ids in lists.items()}


def _keys(section: Section) -> set[str]:
    """The lists in which an article of the section competes."""
    return {PAPER, str(section.pk), str(section.top.pk)}


def _most_read_after(moment: datetime) -> Iterable[list[int]]:
    """The ids of articles in batches, the most read first, of two alike the newer one."""
    ids = [pk for pk, _ in sums_after(moment)[:MOST_LOOKED_AT]]
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def sums_after(moment: datetime) -> QuerySet:
    """Pairs of an article's id and how often it was read after that moment, in the order of the ranking."""
    rows = Reading.objects.filter(span__in=[Reading.Span.HOUR, Reading.Span.DAY], since__gt=moment)
    # Grouped by the bare column, SQLite would walk the articles' index, all of it, instead of the window's.
    article = ExpressionWrapper(F("article_id") + 0, BigIntegerField())
    return rows.values(read=article).annotate(sum=Sum("count")).order_by("-sum", "-read").values_list("read", "sum")
