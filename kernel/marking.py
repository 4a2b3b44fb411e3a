"""Where the words of a query stand in a text as it is printed, marks and all; and the text with them marked. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .fulltext import WORD, Phrase, as_key, spellings, words
from .text import fold

Span = tuple[int, int]
# The spellings in which a term counts; a term that is not in it counts in any.
Spelling = Mapping[Phrase, Collection[Phrase]]
# How much of a text is looked through for the best place.
MAX_MATCHES = 200
ANY: Spelling = {}


def spans(text: str, terms: Sequence[Phrase], spelling: Spelling = ANY) -> list[Span]:
    """Where the terms stand in `text`: from where to where, in order, none overlapping another.

    Of several terms that begin at one word the longest counts.
    """
    places = list(_places(text))
    by_first: dict[str, list[Phrase]] = {}
    for term in sorted(terms, key=len, reverse=True):
        by_first.setdefault(term[0], []).append(term)
    found, at = [], 0
    while at < len(places):
        for term in by_first.get(places[at][0], ()):
            span = _span(term, places, at)
            if span and (term not in spelling or tuple(spellings(text[slice(*span)])) in spelling[term]):
                found.append(span)
                at += len(term)
                break
        else:
            at += 1
    return found


def _span(term: Phrase, places: list[tuple[str, Span]], at: int) -> Span | None:
    """From where to where the term stands at a place, if it does."""
    here = places[at : at + len(term)]
    return (here[0][1][0], here[-1][1][1]) if tuple(word for word, _ in here) == term else None


def _places(text: str) -> Iterator[tuple[str, Span]]:
    """Every word of `text` as kernel.fulltext.words has it, and where it stands."""
    pieces = [_folded(char) for char in text]
    # Where in the folded text each character's piece begins, and the other way round for words' ends.
    starts = [0, *accumulate(map(len, pieces))]
    folded = "".join(pieces)
    origin = _origins(starts) if len(folded) != len(text) else range(len(text) + 1)
    for match in WORD.finditer(folded):
        begin, last = origin[match.start()], origin[match.end() - 1]
        end = last + 1
        # Marks that stand by themselves belong to the letter before them.
        while end < len(text) and not pieces[end]:
            end += 1
        yield as_key(match[0]), (begin, end)


def _origins(starts: list[int]) -> list[int]:
    """For every place in the folded text the place of the character that it comes from."""
    return [place for place, (begin, end) in enumerate(pairwise(starts)) for _ in range(end - begin)]


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return fold(char).replace("ς", "σ")


def marked(text: str, terms: Sequence[Phrase], spelling: Spelling = ANY) -> SafeString:
    """`text` as HTML, what matches in <mark>."""
    return _marked(text, spans(text, terms, spelling))


def _marked(text: str, found: Sequence[Span]) -> SafeString:
    parts, at = [], 0
    for begin, end in found:
        parts += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    # Every part is either escaped or ours.
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308


def snippet(text: str, terms: Sequence[Phrase], length: int, spelling: Spelling = ANY) -> SafeString:
    """About `length` characters of `text` where most of the terms stand, marked; "" if none stands there.

    It begins and ends between words, with an ellipsis where something was left out.
    """
    found = spans(text, terms, spelling)[:MAX_MATCHES]
    if not found:
        return SafeString()
    begin = _best(text, found, length)
    # A little of what stands before, so that the sentence can be understood.
    start = _after_space(text, max(0, begin - length // 4))
    end = max(_before_space(text, start + length), next(stop for place, stop in found if place == begin))
    inside = [(first - start, last - start) for first, last in found if start <= first and last <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + _marked(text[start:end], inside) + after)  # noqa: S308


def _best(text: str, found: list[Span], length: int) -> int:
    """The match from which on the most different words stand within `length`; of equals the longest, then the first."""

    def worth(first: int) -> tuple[int, int]:
        near = [span for span in found[first:] if span[1] <= found[first][0] + 3 * length // 4] or [found[first]]
        matches = [words(text[begin:end]) for begin, end in near]
        return len({word for match in matches for word in match}), len(matches[0])

    return found[max(range(len(found)), key=worth)][0]


def _after_space(text: str, at: int) -> int:
    """The beginning of the word at `at`, or of the next one."""
    space = text.find(" ", max(0, at - 1), at + 40)
    return at if not at or space < 0 else space + 1


def _before_space(text: str, at: int) -> int:
    """The end of the last word before `at`."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 40, at + 1)
    return at if space < 0 else space
