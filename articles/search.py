"""Finding what readers can read at a moment, with bounded work however common a word and however large the archive.

If at most BOUND editions could be meant, each is looked at: then the order is exact and the count known. Otherwise
the words are common, and the list of what is newest is walked instead, at most sum(WINDOWS) articles for one page;
where that ends before the page is full, the next page goes on from there. Every database query here is bounded, too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from kernel.fulltext import Query, follows, spellings
from kernel.paging import Cursor
from kernel.paging import page as page_of

from .fulltext import TITLE, matching
from .models import Edition

BOUND = 5_000
WINDOWS = (300, 900, 3_800)
# Of common words the best are looked for among so many that have them in their titles, and so many of the newest.
TITLES, NEWEST = 300, 100
# How far the pages of the best go.
BEST = 200

Narrowing = Callable[[QuerySet], QuerySet]


class Fact(NamedTuple):
    """What of an edition decides about its place."""

    listed_at: datetime
    article: int
    id: int
    title: str
    search_title: str

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.listed_at, self.article)


FIELDS = ("listed_at", "article_id", "pk", "title", "search_title")


@dataclass(frozen=True)
class Search:
    """What is looked for, as of `at`.

    `drive`: the conditions that an index of the lists has, as a filter of editions; `narrow`: the others, None for
    none. `among`: the only editions that can be meant, if so few are known (an author's); otherwise None.
    """

    query: Query
    at: datetime
    drive: Narrowing = QuerySet.all
    narrow: Narrowing | None = None
    among: Sequence[int] | None = None

    @property
    def listed(self) -> QuerySet:
        """The list that is walked, not in order yet."""
        return self.drive(Edition.objects.listed(self.at))


@dataclass(frozen=True)
class Found:
    """One page of what was found, as ids of editions in order.

    `count`: how many there are in all, None if nobody counted because they are many. `has_more`: another page
    follows; that of the newest begins at `next`. `is_cut`: the walk ended before this page was full, so that the
    next one goes on with articles that have not been looked at.
    """

    ids: list[int]
    count: int | None
    has_more: bool = False
    next: Cursor | None = None
    is_cut: bool = False


def newest(search: Search, cursor: Cursor | None, *, size: int) -> Found:
    """The page after `cursor`, newest first."""
    few = _few(search)
    if few is None:
        return _newest_of_many(search, cursor, size)
    facts = sorted(_facts(search, few), reverse=True)
    rest = [fact for fact in facts if not cursor or fact[:2] < (cursor.moment, cursor.id)]
    return _cut(rest, size, count=len(facts))


def best(search: Search, number: int, *, size: int) -> Found:
    """The page `number`, from 1, of the BEST articles that match best."""
    few = _few(search)
    facts = _facts(search, few) if few is not None else _candidates(search)
    ranked = rank(search.query, facts)[:BEST]
    page = [fact.id for fact in ranked[(number - 1) * size : number * size]]
    return Found(page, None if few is None else len(facts), has_more=number * size < len(ranked))


def rank(query: Query, facts: Iterable[Fact]) -> list[Fact]:
    """The facts, best first, the newest of equals first. At most two queries.

    Whatever has the words spelled as typed, if they were typed with marks, comes before all other spellings. Then best
    is a title with the words in order and spelled as typed, then one with the words in order, then one that has them
    all; then a text that has them in order.
    """
    facts = list(facts)
    typed = set(matching(query.as_typed, among={fact.id for fact in facts})) if query.has_marks else set()
    rungs = {fact: _rung(query, fact, fact.id in typed) for fact in facts}
    rest = [fact.id for fact, rung in rungs.items() if not rung]
    in_order = set(matching(query.phrase, among=rest)) if len(query.terms) > 1 else set()
    return sorted(rungs, key=lambda fact: (fact.id in typed, rungs[fact] or fact.id in in_order, fact), reverse=True)


def _rung(query: Query, fact: Fact, is_typed: bool) -> int:
    """How well the title matches: 4, 3 or 2; 0 if it is the text that does, or that alone has the spelling typed."""
    title = fact.search_title.split(" ")
    if not set(query.words) <= set(title):
        return 0
    if is_typed:
        spelling = spellings(fact.title)
        if follows(query.spelling, spelling):
            return 4
        if not all(follows(phrase, spelling) for phrase in query.meant):
            return 0
    return 3 if follows(query.words, title) else 2


# --- Few: every edition that could be meant ------------------------------------------


def _few(search: Search) -> list[int] | None:
    """The ids of all editions that satisfy the query, live or not; None if they are more than BOUND."""
    query, among = search.query, search.among
    if not query.terms:
        return None if among is None else list(among)
    ids = matching(query.loose, limit=BOUND + 1, among=among)
    if len(ids) > BOUND:
        return None
    # Whether words follow each other is only asked of so few.
    return ids if query.is_loose else matching(query, among=ids)


def _facts(search: Search, ids: Sequence[int]) -> list[Fact]:
    """Those of the editions that readers can read now and that satisfy the filters. One query, none for no ids."""
    if not ids:
        return []
    live = search.listed.filter(pk__in=ids)
    live = search.narrow(live) if search.narrow else live
    return [Fact(*row) for row in live.order_by().values_list(*FIELDS)]


# --- Many: the list of the newest, walked ---------------------------------------------


def _newest_of_many(search: Search, cursor: Cursor | None, size: int) -> Found:
    facts, end = _walk(search, cursor, size)
    if len(facts) > size:
        return _cut(facts, size, count=None)
    # Whoever saw the whole list on one page can count.
    count = len(facts) if cursor is None and end is None else None
    return Found([fact.id for fact in facts], count, end is not None, end, is_cut=end is not None)


def _cut(facts: Sequence[Fact], size: int, *, count: int | None) -> Found:
    """The first `size` of the facts as a page."""
    has_more = len(facts) > size
    return Found([fact.id for fact in facts[:size]], count, has_more, facts[size - 1].cursor if has_more else None)


def _walk(search: Search, cursor: Cursor | None, size: int) -> tuple[list[Fact], Cursor | None]:
    """More than `size` finds after `cursor`, or all in the windows; and where it stopped, None at the list's end."""
    found: list[Fact] = []
    listed = search.listed.values_list(*FIELDS, named=True)
    for window in WINDOWS:
        rows = page_of(listed, cursor, size=window, moment="listed_at", id="article_id")
        found += _satisfying(search, rows.rows)
        cursor = rows.next
        if len(found) > size or cursor is None:
            break
    return found, cursor


def _satisfying(search: Search, rows: Sequence[tuple]) -> list[Fact]:
    """Those of the rows of the list that satisfy the query and the other conditions. At most two queries."""
    facts = [Fact(*row) for row in rows]
    ids = {fact.id for fact in facts}
    if search.query.terms:
        ids = set(matching(search.query, among=ids))
    if ids and search.narrow:
        ids = set(search.narrow(Edition.objects.filter(pk__in=ids)).order_by().values_list("pk", flat=True))
    return [fact for fact in facts if fact.id in ids]


def _candidates(search: Search) -> list[Fact]:
    """Of very many: those spelled as typed, all if they are few, and the most promising of other spellings."""
    if search.query.as_typed == search.query:
        return _most_promising(search)
    typed = replace(search, query=search.query.as_typed)
    few = _few(typed)
    facts = _facts(typed, few) if few is not None else _most_promising(typed)
    # Other spellings come after them: not on these pages if they fill them.
    return facts if len(facts) >= BEST else list({*facts, *_most_promising(search)})


def _most_promising(search: Search) -> list[Fact]:
    """Of very many: those with the words in their titles, and the newest."""
    in_titles = matching(search.query.loose, limit=TITLES, field=TITLE, newest=True)
    if not search.query.is_loose:
        in_titles = matching(search.query, among=in_titles)
    titles = _facts(search, in_titles)
    newest_ones, _ = _walk(search, None, NEWEST)
    return list({fact.id: fact for fact in [*titles, *newest_ones]}.values())
