from typing import Any

from content_editor.admin import ContentEditor
from django.contrib import admin, messages
from django.db.models import Field, ForeignKey
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media, Script

from articles.content import content_of
from articles.models import Article, Revision
from articles.revising import latest_revision, record
from media.widgets import PicksPhotos

from .article_form import ArticleForm, columns
from .article_list import ArticleColumns
from .blocks import INLINES, tell_blocks_apart
from .byline import BylineInline
from .choices import PlainChoices
from .flow import FollowsWorkflow, flow_of
from .framing import FramesOurPages
from .overtaking import SavesTogether
from .readers import ForReaders
from .reading import reading
from .related_link import RelatedLinkInline
from .saving import tell_of_save
from .searching import SearchByText
from .section import SectionField, in_tree_order

FORM_STYLE = Media(css={"all": ["desk/article.css", "desk/flow.css", "desk/live.css", "desk/readings.css"]})
FORM_SCRIPTS = Media(
    js=[
        Script(f"desk/{name}.js", type="module")
        for name in ("blocks", "live", "rows", "figures", "words", "guard", "limits")
    ]
)
SHOWN_OF_THE_PAST = 6


@admin.register(Article)
class ArticleAdmin(
    FramesOurPages,
    FollowsWorkflow,
    SavesTogether,
    ArticleColumns,
    SearchByText,
    PicksPhotos,
    PlainChoices,
    ContentEditor,
):
    """The working copies. Every save leaves a Revision; publishing is the desk's, on pages of its own."""

    form = ArticleForm
    inlines = (*INLINES, BylineInline, RelatedLinkInline)
    autocomplete_fields = ("topics",)
    # `columns` counts on these five.
    fieldsets = (
        (None, {"fields": ("title", "lead")}),
        (_("Filed under"), {"fields": ("section", "label", "topics")}),
        (_("Byline"), {"fields": (("byline_prefix", "source"),)}),
        (_("Lead photo"), {"fields": ("lead_photo",), "classes": ("lead-photo",)}),
        (_("Short title and address"), {"fields": ("short_title", "slug")}),
    )

    # --- The form ---------------------------------------------------------------

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Field:
        if db_field.name == "section":
            kwargs |= {"form_class": SectionField, "queryset": in_tree_order()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict, **kwargs: Any) -> TemplateResponse:
        article = kwargs.get("obj")
        context |= columns(context) | past_of(article) | flow_of(article, request)
        context["can_publish"] = request.user.has_perm("articles.publish_article")
        if article and not self.has_change_permission(request, article):
            # The editor's scripts expect fields to edit; who may only look is given a page to read.
            context |= {"reading": reading(content_of(article)), "media": self.media + FORM_STYLE}
            return super(ContentEditor, self).render_change_form(request, context, **kwargs)
        response = super().render_change_form(request, context, **kwargs)
        media = response.context_data["media"] + FORM_STYLE + FORM_SCRIPTS
        response.context_data["media"] = media.with_nonce(request.csp_nonce)
        return response

    # --- Saving -----------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        tell_blocks_apart(formsets)
        # Past ContentEditor's own method, which would also copy any block that a request names.
        super(ContentEditor, self).save_related(request, form, formsets, change)
        request.saved = record(form.instance, author=request.user, note=self.note_of_save(request))
        tell_of_save(request, form.instance)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self.after_save(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.after_save(request, obj)

    def after_save(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Say what the save did, and go where the button says: the preview, publishing, or back to the form."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("desk:preview", args=[article.pk]))
        revision, is_new = getattr(request, "saved", (None, False))
        if is_new:
            self.message_user(request, _("Saved as revision %d.") % revision.number, messages.SUCCESS)
        else:
            self.message_user(request, _("Saved; the text has not changed since the last save."), messages.INFO)
        self.act_after_save(request, article)
        if "_publish" in request.POST and request.user.has_perm("articles.publish_article"):
            return HttpResponseRedirect(reverse("desk:publish", args=[article.pk]))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # --- Deleting ---------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Only what lies in the bin, where nothing comes that a reader ever saw."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.binned_at is not None)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """As Django's, but the parts that go with an article, its revisions too, need no leave of their own."""
        to_delete, model_count, _needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, model_count, set(), protected


def past_of(article: Article | None) -> dict[str, Any]:
    """What the side column tells of the article's past and future; nothing of a new one."""
    if article is None:
        return {}
    revisions = article.revisions.select_related("author").defer("content_json").order_by("-number")
    editions = article.editions.select_related("revision").defer("search_text", "search_spelled").order_by("-number")
    shown = list(revisions[:SHOWN_OF_THE_PAST])
    published = list(editions[:SHOWN_OF_THE_PAST])
    saved = next((revision for revision in shown if revision.kind != Revision.Kind.AUTOSAVE), None)
    return {
        "readers": ForReaders.of(article) if published else ForReaders(None, []),
        "latest": saved or latest_revision(article),
        "revisions": shown,
        "editions": published,
    }
