from django.contrib import admin

from articles.models import Author
from media.widgets import PicksPhotos

from .searching import SearchByName


@admin.register(Author)
class AuthorAdmin(SearchByName, PicksPhotos, admin.ModelAdmin):
    """Pen names; the legal name is shown here and nowhere on the public site."""

    list_display = ("name", "legal_name", "user")
    list_select_related = ("user",)
    fields = ("name", "legal_name", "slug", "photo", "bio", "user")
    autocomplete_fields = ()
    raw_id_fields = ("user",)
    actions = None
