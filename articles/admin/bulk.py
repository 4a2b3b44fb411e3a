"""Acts on many articles of the list: each by the workflow's verb, and what was refused is told with the reason."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.filing import move_to_section
from articles.models import Article
from articles.workflow import Act, WorkflowError

from .section import SectionField, in_tree_order

# A page of them, twice: each is a transaction of its own.
AT_ONCE = 100
TOLD = 5


class BulkForm(ActionForm):
    """The act, and what some acts need besides."""

    section = SectionField(
        in_tree_order(), required=False, label=gettext_lazy("Section:"), empty_label=gettext_lazy("(for moving)")
    )
    note = forms.CharField(
        required=False, max_length=workflow.LONGEST_NOTE, label=gettext_lazy("Note or reason:"), strip=True
    )


def carry_out(request: HttpRequest, articles: QuerySet[Article], do: Callable[[Article], Any]) -> None:
    """Do something with each of `articles`, and say with how many it was done, and what was refused and why."""
    found = list(articles.order_by("pk")[: AT_ONCE + 1])
    if len(found) > AT_ONCE:
        messages.error(request, _("More than %d articles are marked. Nothing was changed: mark fewer.") % AT_ONCE)
        return
    refused: dict[str, list[Article]] = defaultdict(list)
    for article in found:
        try:
            do(article)
        except WorkflowError as error:
            refused[str(error)].append(article)
    done = len(found) - sum(map(len, refused.values()))
    if done:
        messages.success(request, ngettext("Done with %d article.", "Done with %d articles.", done) % done)
    for reason, rows in refused.items():
        messages.warning(request, refusal(reason, rows))


def refusal(reason: str, rows: list[Article]) -> str:
    """Why some articles stay as they were, and which: the first by title, of the others how many."""
    titles = format_html_join("; ", "“{}”", ((row.title,) for row in rows[:TOLD]))
    more = _(" and %d more") % (len(rows) - TOLD) if len(rows) > TOLD else ""
    return format_html("{} {}{}", reason, titles, more)


def following(act: Act, words: str) -> Callable:
    """The list's action that does an act of the workflow."""

    @admin.action(description=words, permissions=["change"])
    def action(editor: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]) -> None:
        note = request.POST.get("note", "") if act != Act.BIN else ""
        carry_out(request, articles, lambda article: workflow.do(act, article, by=request.user, note=note))

    action.__name__ = act.name.lower()
    return action


@admin.action(description=gettext_lazy("Move to the section"), permissions=["change"])
def set_section(editor: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]) -> None:
    """File the articles under the section that is chosen beside the action."""
    chosen = in_tree_order().filter(pk=request.POST["section"]) if request.POST.get("section", "").isdecimal() else []
    section = next(iter(chosen), None)
    if section is None:
        messages.error(request, _("Choose the section to move them to. Nothing was changed."))
        return
    carry_out(request, articles, lambda article: move_to_section(article, section, by=request.user))


ACTIONS = (
    following(Act.SUBMIT, gettext_lazy("Send for review")),
    following(Act.SEND_BACK, gettext_lazy("Send back, with the reason")),
    following(Act.MARK_READY, gettext_lazy("Approve")),
    set_section,
    following(Act.BIN, gettext_lazy("Move to the bin")),
)
