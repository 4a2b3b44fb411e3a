from django.contrib import admin

from articles.models import Topic

from .searching import SearchByName


@admin.register(Topic)
class TopicAdmin(SearchByName, admin.ModelAdmin):
    list_display = ("name", "slug")
    fields = ("name", "slug")
    actions = None
