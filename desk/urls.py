from django.contrib import admin
from django.urls import path

from . import (
    bin,
    clashes,
    flow,
    guest,
    guide,
    notes,
    preview,
    publishing,
    revisions,
    royalties,
    schedule,
    sittings,
    writing,
)

app_name = "desk"
# The desk's pages of one article, beside its form in the admin.
ARTICLE = "articles/article/<int:pk>/"

urlpatterns = [
    path("huong-dan/", admin.site.admin_view(guide.guide), name="guide"),
    path("huong-dan/<slug:name>.png", admin.site.admin_view(guide.picture, cacheable=True), name="guide_picture"),
    path("write/articles/", admin.site.admin_view(writing.linkable), name="linkable"),
    path("write/page/", admin.site.admin_view(writing.page), name="page"),
    path("write/topic/", admin.site.admin_view(writing.topic), name="topic"),
    path(f"{ARTICLE}duplicate/", admin.site.admin_view(writing.copy), name="duplicate"),
    path("articles/article/bin/", admin.site.admin_view(bin.bin_page), name="bin"),
    # Unsaved work.
    path("articles/article/add/sitting/", admin.site.admin_view(sittings.beat), name="beat_new"),
    path(f"{ARTICLE}sitting/", admin.site.admin_view(sittings.beat), name="beat"),
    path("signed-in/", admin.site.admin_view(sittings.signed_in), name="signed_in"),
    path("sittings/<uuid:token>/preview/", admin.site.admin_view(sittings.preview), name="sitting_preview"),
    path("sittings/<uuid:token>/compare/", admin.site.admin_view(sittings.compare), name="compare_unsaved"),
    path("sittings/<uuid:token>/restore/", admin.site.admin_view(sittings.restore), name="restore_unsaved"),
    path("sittings/<uuid:token>/discard/", admin.site.admin_view(sittings.discard), name="discard_unsaved"),
    # One article.
    path(f"{ARTICLE}act/", admin.site.admin_view(flow.act), name="act"),
    path("royalties/", admin.site.admin_view(royalties.royalties), name="royalties"),
    path("scheduled/<int:pk>/move/", admin.site.admin_view(schedule.move), name="move"),
    path("moment/", admin.site.admin_view(publishing.moment), name="moment"),
    path(f"{ARTICLE}preview/", admin.site.admin_view(preview.preview), name="preview"),
    path(f"{ARTICLE}links/", admin.site.admin_view(guest.make_link), name="make_link"),
    path(f"{ARTICLE}links/<int:link>/", admin.site.admin_view(guest.revoke_link), name="revoke_link"),
    path(f"{ARTICLE}publish/", admin.site.admin_view(publishing.publish), name="publish"),
    path(f"{ARTICLE}withdraw/", admin.site.admin_view(publishing.withdraw), name="withdraw"),
    path(f"{ARTICLE}cancel/", admin.site.admin_view(publishing.cancel), name="cancel"),
    path(f"{ARTICLE}revisions/", admin.site.admin_view(revisions.history), name="history"),
    path(f"{ARTICLE}compare/", admin.site.admin_view(revisions.compare), name="compare"),
    path(f"{ARTICLE}clashes/<int:number>/", admin.site.admin_view(clashes.clashes), name="clashes"),
    path(f"{ARTICLE}restore/", admin.site.admin_view(revisions.restore), name="restore_revision"),
    # Internal notes.
    path(f"{ARTICLE}notes/", admin.site.admin_view(notes.notes), name="notes"),
    path(f"{ARTICLE}notes/<int:note>/answer/", admin.site.admin_view(notes.answer), name="answer_note"),
    path(f"{ARTICLE}notes/<int:note>/change/", admin.site.admin_view(notes.change), name="change_note"),
    path(f"{ARTICLE}notes/<int:note>/delete/", admin.site.admin_view(notes.delete), name="delete_note"),
    path(f"{ARTICLE}notes/<int:note>/resolve/", admin.site.admin_view(notes.resolve), name="resolve_note"),
    path(f"{ARTICLE}notes/<int:note>/reopen/", admin.site.admin_view(notes.reopen), name="reopen_note"),
    path("mentions/<int:pk>/read/", admin.site.admin_view(notes.read), name="read_mention"),
    path("notes/people/", admin.site.admin_view(notes.people), name="people"),
]
