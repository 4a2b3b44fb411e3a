"""What a reader sees of each article found: its title and a piece of its text, the words looked for marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.content import plain_text
from articles.models import Edition, Revision
from kernel.fulltext import Phrase, Query, follows, words
from kernel.marking import marked, snippet

from .frame import Frame

LENGTH = 260
# So much of a body is looked through for the words.
MAX_BODY = 30_000


@dataclass(frozen=True)
class Result:
    edition: Edition
    title: SafeString
    text: SafeString


def results(ids: Sequence[int], query: Query, frame: Frame) -> list[Result]:
    """The editions with these ids, in this order. At most two queries, none for no ids."""
    if not ids:
        return []
    editions = {row.pk: row for row in frame.attach(Edition.objects.filter(pk__in=ids).for_lists().order_by())}
    rows = [editions[pk] for pk in ids]
    # Where all words follow each other they are marked as one.
    terms = tuple(dict.fromkeys([*query.terms, query.words])) if query.terms else ()
    bodies = _bodies(row for row in rows if not _has_all(row.lead, query))
    return [Result(row, marked(row.title, terms), _text(row, bodies.get(row.revision_id, ""), terms)) for row in rows]


def _has_all(text: str, query: Query) -> bool:
    """Whether every term stands in the text."""
    return all(follows(term, words(text)) for term in query.terms)


def _bodies(editions: Iterable[Edition]) -> dict[int, str]:
    """The plain text of the editions' bodies, by revision. One query, none for no editions."""
    revisions = [edition.revision_id for edition in editions]
    if not revisions:
        return {}
    rows = Revision.objects.filter(pk__in=revisions).only("content_json").order_by()
    return {row.pk: plain_text(row.content)[:MAX_BODY] for row in rows}


def _text(edition: Edition, body: str, terms: Sequence[Phrase]) -> SafeString:
    """The lead if it has all of the words or the body none; else where the body has most of them."""
    found = snippet(body, terms, LENGTH) if body else ""
    return found or snippet(edition.lead, terms, LENGTH) or marked(edition.lead, ())
