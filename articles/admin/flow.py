"""The way of an article through the newsroom, on its form: who may change it, the buttons, and what was done so far."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.models import Article, StatusChange
from articles.posted import content_from
from articles.revising import keep, latest_revision
from articles.workflow import Act, WorkflowError
from kernel.paging import MAX_INTEGER

from .overtaking import kept_message

SHOWN = 8

# What the button says, and what is said when it is done.
WORDS = {
    Act.SUBMIT: (gettext_lazy("Send for review"), gettext_lazy("Sent for review.")),
    Act.TAKE_BACK: (gettext_lazy("Take back"), gettext_lazy("Taken back: the article is a draft again.")),
    Act.REOPEN: (
        gettext_lazy("Write on"),
        gettext_lazy("The article is a draft again. Readers keep what was published until a new review."),
    ),
    Act.SEND_BACK: (gettext_lazy("Send back"), gettext_lazy("Sent back: the author can write on.")),
    Act.MARK_READY: (gettext_lazy("Approve"), gettext_lazy("Approved: the article can be published.")),
    Act.APPROVE_AFTERWARDS: (gettext_lazy("Approve afterwards"), gettext_lazy("Approved afterwards.")),
    Act.BIN: (
        gettext_lazy("Move to the bin"),
        gettext_lazy("The article lies in the bin; for thirty days it can be taken out."),
    ),
    Act.RESTORE: (gettext_lazy("Take out of the bin"), gettext_lazy("Taken out of the bin, as it was.")),
}


@dataclass(frozen=True)
class Button:
    """A button of the form's bar: the main one is what most often comes next, what is rare folds away."""

    act: Act
    is_main: bool = False
    is_rare: bool = False

    @property
    def words(self) -> str:
        return WORDS[self.act][0]


def flow_of(article: Article | None, request: HttpRequest) -> dict[str, object]:
    """What the form shows of the article's way: its buttons by act, and what was done with it, the last first."""
    user = request.user
    acts = workflow.acts_for(user, article) if article else workflow.acts_for_new(user)
    main = next((act for act in (Act.MARK_READY, Act.SUBMIT, Act.RESTORE) if act in acts), None)
    # Who may approve seldom asks others to.
    rare = {Act.BIN, Act.TAKE_BACK, *([Act.SUBMIT] if Act.MARK_READY in acts else [])}
    publishes = user.has_perm("articles.publish_article")
    buttons = [Button(act, is_main=act == main and not publishes, is_rare=act in rare) for act in acts]
    return {"acts": {button.act.name: button for button in buttons}, "changes": changes_of(article) if article else []}


def changes_of(article: Article) -> list[StatusChange]:
    """What was done with the article last, with the names of who did it."""
    return list(article.status_changes.select_related("actor")[:SHOWN])


class FollowsWorkflow:
    """For the article's admin: who may change which article, and acts that a save carries out after it."""

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """As Django's; but what an author typed while the article was approved or thrown away is kept."""
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except PermissionDenied:
            article = wrote_before(request, object_id)
            if article is None:
                raise
        before = latest_revision(article)
        content = content_from(request.POST, before and before.content)
        note = _("Typed while the article was no longer to be changed.")
        kept = keep(article, content, author=request.user, note=note)
        messages.error(request, format_html("{} {}", no_longer(article), kept_message(kept)))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        # A new article is not in the database yet, and nobody else's.
        is_new = obj is None or obj.pk is None
        return super().has_change_permission(request, obj) and (is_new or self.is_open_to(request, obj))

    def is_open_to(self, request: HttpRequest, article: Article) -> bool:
        """Whether who asks may change the article. A page that only shows it asks often, and the database once."""
        if request.method == "POST":
            return article.may_be_edited_by(request.user)
        known = request.__dict__.setdefault("open_articles", {})
        if article.pk not in known:
            known[article.pk] = article.may_be_edited_by(request.user)
        return known[article.pk]

    def act_after_save(self, request: HttpRequest, article: Article) -> None:
        """Do what the pressed button says, if it is one of the workflow's."""
        if "_act" in request.POST:
            carry_out(request, article, request.POST["_act"])


def wrote_before(request: HttpRequest, object_id: str | None) -> Article | None:
    """The article whose form was posted, if it is one that this author had been writing."""
    pk = unquote(object_id or "")
    if "title" not in request.POST or not request.user.has_perm("articles.change_article"):
        return None
    if not (pk.isascii() and pk.isdigit() and int(pk) <= MAX_INTEGER):
        return None
    own = Article.objects.own(request.user).filter(pk=pk) | Article.objects.filter(
        pk=pk, revisions__author=request.user
    )
    return own.first()


def no_longer(article: Article) -> str:
    """Why the article can no longer be changed."""
    if article.binned_at:
        return _("Meanwhile the article was put into the bin. Nothing of it was changed.")
    return _("Meanwhile the article became “%s”. Nothing of it was changed.") % article.get_status_display()


def carry_out(request: HttpRequest, article: Article, name: str) -> None:
    """Do the act of that name with the posted note, and say what came of it."""
    if name not in workflow.RULES:
        messages.error(request, _("There is no such act."))
        return
    if name in (Act.MARK_READY, Act.APPROVE_AFTERWARDS) and has_unseen_changes(request):
        messages.error(request, _("Somebody saved the article while you read it. Look at it again, then approve."))
        return
    try:
        change = workflow.do(Act(name), article, by=request.user, note=request.POST.get("_note", ""))
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, WORDS[change.act][1])


def has_unseen_changes(request: HttpRequest) -> bool:
    """Whether this save was put together with what others had saved since the form was opened."""
    return bool(getattr(request, "merged_with", ""))
