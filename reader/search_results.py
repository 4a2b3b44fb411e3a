"""What a reader sees of each article found: its title and a piece of its text, the words looked for marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.content import plain_text
from articles.fulltext import matching
from articles.models import Edition, Revision
from kernel.fulltext import Phrase, Query
from kernel.marking import ANY, Spelling, marked, snippet, spans

from .frame import Frame

LENGTH = 260
# So much of a body is looked through for the words.
MAX_BODY = 30_000


@dataclass(frozen=True)
class Result:
    """One article found. `is_other`: it has a word of the query in another spelling only."""

    edition: Edition
    title: SafeString
    text: SafeString
    is_other: bool


def results(ids: Sequence[int], query: Query, frame: Frame) -> list[Result]:
    """The editions with these ids, in this order. At most three queries, none for no ids."""
    if not ids:
        return []
    editions = {row.pk: row for row in frame.attach(Edition.objects.filter(pk__in=ids).for_lists().order_by())}
    rows = [editions[pk] for pk in ids]
    typed = set(matching(query.as_typed, among=ids)) if query.has_marks else set()
    # Who has the words as typed is shown with these, not with others that differ by their marks.
    as_typed = _as_typed(query)
    spelling = {row.pk: as_typed if row.pk in typed else ANY for row in rows}
    bodies = _bodies(row for row in rows if not _has_all(row.lead, query, spelling[row.pk]))
    # Where all words follow each other they are marked as one.
    terms = tuple(dict.fromkeys([*query.terms, query.words])) if query.terms else ()
    return [
        Result(
            row,
            marked(row.title, terms, spelling[row.pk]),
            _text(row, bodies.get(row.revision_id, ""), terms, spelling[row.pk]),
            is_other=query.has_marks and row.pk not in typed,
        )
        for row in rows
    ]


def _as_typed(query: Query) -> Spelling:
    """In which spellings the terms with marks were typed."""
    pairs = [*query.typed, (query.words, query.spelling)]
    return {term: {other for same, other in pairs if same == term} for term, spelling in pairs if spelling != term}


def _has_all(text: str, query: Query, spelling: Spelling) -> bool:
    """Whether every term stands in the text."""
    return all(spans(text, [term], spelling) for term in query.terms)


def _bodies(editions: Iterable[Edition]) -> dict[int, str]:
    """The plain text of the editions' bodies, by revision. One query, none for no editions."""
    revisions = [edition.revision_id for edition in editions]
    if not revisions:
        return {}
    rows = Revision.objects.filter(pk__in=revisions).only("content_json").order_by()
    return {row.pk: plain_text(row.content)[:MAX_BODY] for row in rows}


def _text(edition: Edition, body: str, terms: Sequence[Phrase], spelling: Spelling) -> SafeString:
    """The lead if it has all of the words or the body none; else where the body has most of them."""
    found = snippet(body, terms, LENGTH, spelling) if body else ""
    return found or snippet(edition.lead, terms, LENGTH, spelling) or marked(edition.lead, ())
