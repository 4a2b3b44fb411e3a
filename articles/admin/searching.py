"""Search in the admin as the desk types it: without accents, in any order, bits of words included."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kernel.searching import folded_words
from kernel.text import fold

MAX_ID = 2**63 - 1


class SearchByName:
    """For a table of at most a few thousand names: folds them while it looks."""

    search_fields = ("name",)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The rows whose name holds every word of the term, and that none comes twice."""
        words = folded_words(search_term)
        if not words:
            return queryset, False
        names = self.model._default_manager.values_list("pk", "name")
        found = [pk for pk, name in names if all(word in fold(name) for word in words)]
        return queryset.filter(pk__in=found), False


class SearchByText:
    """For articles: looks into their folded text, and takes a number for an article's id."""

    search_fields = ("title",)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The articles outside the bin that hold every word of the term, and that none comes twice."""
        words = folded_words(search_term)
        wanted = Q()
        for word in words:
            wanted &= Q(search_text__contains=word)
        if len(words) == 1 and words[0].isascii() and words[0].isdigit() and int(words[0]) <= MAX_ID:
            wanted |= Q(pk=int(words[0]))
        return queryset.kept().filter(wanted), False
