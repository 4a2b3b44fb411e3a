"""Finding articles at the desk by the words that they had when last saved: with bounded work, whatever is typed.

If at most BOUND articles have all the words, all of them are found. Words that more have are only looked for in the
first LOOKED_AT of the list, and whoever asks is told so.
"""

from dataclasses import dataclass, replace

from django.db.models import Case, QuerySet, Value, When

from kernel.fulltext import MAX_WORDS, Query, words
from kernel.text import fold

from .fulltext import ARTICLES, matching
from .models import Article

BOUND = 5_000
LOOKED_AT = 5_000
# Of fewer letters too many words begin with each.
LEAST_BEGUN = 4
MAX_ID = 2**63 - 1


@dataclass(frozen=True)
class Found:
    """What was found, in its order; `looked_at`: among how many of the list's first, None for all.

    `ids`: their numbers in that order, if they are known already.
    """

    articles: QuerySet[Article]
    looked_at: int | None = None
    ids: list[int] | None = None


def find(articles: QuerySet[Article], typed: str) -> Found:
    """Those of `articles`, a list in its order, that have every word of `typed`: with marks or without, in any order.

    Those that have the words one after the other come first. A number alone is an article's id, too; words in quotes
    follow each other, and those after a minus are left out. At most three queries.
    """
    query = asked(typed)
    if not query.terms:
        return Found(articles)
    known = matching(query.loose, limit=BOUND + 1, index=ARTICLES)
    if len(known) > BOUND:
        first = list(articles.values_list("pk", flat=True)[:LOOKED_AT])
        having = set(matching(query, among=set(first), index=ARTICLES))
        return Found(articles.filter(pk__in=having), len(first), [pk for pk in first if pk in having])
    if not query.is_loose:
        known = matching(query, among=set(known), index=ARTICLES)
    found = articles.filter(pk__in=[*known, *number_in(query)])
    in_order = matching(one_after_the_other(query), among=set(known), index=ARTICLES)
    if 0 < len(in_order) < len(known):
        found = found.order_by(Case(When(pk__in=in_order, then=Value(0)), default=Value(1)), *found.query.order_by)
    return Found(found)


def asked(typed: str) -> Query:
    """The query, whose last word may be the beginning of a longer one."""
    query = Query.parse(fold(typed))
    last = words(query.text)[-1:]
    is_begun = query.text.endswith(tuple(last)) and len(*last) >= LEAST_BEGUN and query.terms[-1:] == (tuple(last),)
    return replace(query, begun=tuple(last)) if is_begun else query


def one_after_the_other(query: Query) -> Query:
    """The same words as one phrase; no query if that says no more."""
    phrase = tuple(words(query.text))[:MAX_WORDS]
    if not query.is_loose or len(phrase) == 1:
        return Query()
    return replace(query, terms=(phrase,), begun=phrase if query.begun else ())


def number_in(query: Query) -> list[int]:
    """The id that was typed, if nothing else was."""
    word = query.words[0] if len(query.words) == 1 else ""
    return [int(word)] if word.isascii() and word.isdigit() and int(word) <= MAX_ID else []
