"""What parts above this one do when an article's form is saved, in the same transaction; they register it here."""

from collections.abc import Callable

from django.http import HttpRequest

from articles.models import Article

AfterSave = Callable[[HttpRequest, Article], None]
after_save: list[AfterSave] = []


def tell_of_save(request: HttpRequest, article: Article) -> None:
    """Let everybody who wants to know act on the save."""
    for act in after_save:
        act(request, article)
