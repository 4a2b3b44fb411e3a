"""Search as a desk types it: without accents, in any order, bits of words included."""

from typing import Self

from django.db import models

from .text import clean, fold

# More words than anybody remembers of a caption, and far fewer than what makes a database give up.
MAX_LENGTH = 200
MAX_WORDS = 12


def folded_words(text: str) -> list[str]:
    """The words to look for, as stored texts are folded."""
    return fold(clean(text))[:MAX_LENGTH].split()[:MAX_WORDS]


class SearchedByText(models.QuerySet):
    """Rows that keep their words folded in `search_text`."""

    def search(self, text: str) -> Self:
        """The rows that have every word of `text`; all of them if it has none."""
        found = self
        for word in folded_words(text):
            found = found.filter(search_text__contains=word)
        return found
