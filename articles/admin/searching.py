"""Search in the admin as the desk types it: without accents, in any order."""

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.finding import find
from kernel.searching import folded_words
from kernel.text import fold


class SearchByName:
    """For a table of at most a few thousand names: folds them while it looks, bits of words included."""

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
    """For articles outside the bin: by the words that they have, see articles/finding.py."""

    search_fields = ("title",)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The articles that were found, and that none comes twice; the request keeps what is known of them besides."""
        request.found = find(queryset.kept(), search_term)
        return request.found.articles, False
