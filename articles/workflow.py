"""What becomes of an article before its publication: the desk's verbs, who may do which, and the record of each.

Each verb is one transaction behind the lock of the article's row, changes its state and leaves a StatusChange. What
cannot be done raises WorkflowError with a sentence for the desk. `acts_for` says beforehand what can: buttons, bulk
actions and the verbs themselves ask the same table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from . import publishing
from .models import Article, StatusChange
from .models.article import ArticleQuerySet
from .publishing import Outcome
from .revising import latest_revision
from .timeline import lock

Act = StatusChange.Act
Status = Article.Status
LONGEST_NOTE = 2000


class WorkflowError(Exception):
    """The act was not done; the message says why, in the desk's language."""


# --- Who may do what --------------------------------------------------------------


@dataclass
class Hand:
    """What somebody has to do with an article, each asked of the database once."""

    user: AbstractBaseUser
    article: Article

    def among(self, articles: ArticleQuerySet) -> bool:
        return articles.filter(pk=self.article.pk).exists()

    @cached_property
    def edits(self) -> bool:
        return self.article.may_be_edited_by(self.user)

    @cached_property
    def reviews(self) -> bool:
        return self.among(Article.objects.reviewable_by(self.user))

    @cached_property
    def owns(self) -> bool:
        return self.user.has_perm("articles.change_article") and self.among(Article.objects.kept().own(self.user))

    @cached_property
    def finds_it_in_the_ledger(self) -> bool:
        return self.article.editions.exists()

    @property
    def takes_back(self) -> bool:
        return self.edits and self.owns

    @property
    def writes_on(self) -> bool:
        """A reporter goes on with what was published; who reviews just edits it."""
        return not self.reviews and self.owns and self.finds_it_in_the_ledger

    @property
    def approves_afterwards(self) -> bool:
        owed = self.article.review_owed_since is not None
        return owed and self.reviews and self.user != debtor_of(self.article)

    @property
    def throws_away(self) -> bool:
        return self.edits and not self.finds_it_in_the_ledger

    @property
    def takes_out(self) -> bool:
        return self.article.binned_at is not None and self.among(Article.objects.restorable_by(self.user))


@dataclass(frozen=True)
class Rule:
    """From which states an act leads where (None: the state stays), and who may do it."""

    sources: tuple[Status, ...]
    target: Status | None
    may: Callable[[Hand], bool]
    needs_note: bool = False


# In the order of the buttons.
RULES = {
    Act.SUBMIT: Rule((Status.DRAFT,), Status.IN_REVIEW, attrgetter("edits")),
    Act.TAKE_BACK: Rule((Status.IN_REVIEW,), Status.DRAFT, attrgetter("takes_back")),
    Act.REOPEN: Rule((Status.READY,), Status.DRAFT, attrgetter("writes_on")),
    Act.SEND_BACK: Rule((Status.IN_REVIEW, Status.READY), Status.DRAFT, attrgetter("reviews"), needs_note=True),
    Act.MARK_READY: Rule((Status.DRAFT, Status.IN_REVIEW), Status.READY, attrgetter("reviews")),
    Act.APPROVE_AFTERWARDS: Rule(tuple(Status), None, attrgetter("approves_afterwards")),
    Act.BIN: Rule(tuple(Status), None, attrgetter("throws_away")),
    Act.RESTORE: Rule(tuple(Status), None, attrgetter("takes_out")),
}


def acts_for(user: AbstractBaseUser, article: Article) -> list[Act]:
    """What `user` can do with the saved `article` now, in the order of the buttons."""
    hand = Hand(user, article)
    return [act for act, rule in RULES.items() if article.status in rule.sources and rule.may(hand)]


def acts_for_new(user: AbstractBaseUser) -> list[Act]:
    """What can be done together with the first save of an article."""
    reviews = user.has_perm("articles.review_article")
    return [Act.SUBMIT, Act.MARK_READY] if reviews else [Act.SUBMIT]


# --- The verbs --------------------------------------------------------------------


def submit(article: Article, *, by: AbstractBaseUser, note: str = "") -> StatusChange:
    """Ask the editors of the article's section to read it."""
    return do(Act.SUBMIT, article, by=by, note=note)


def take_back(article: Article, *, by: AbstractBaseUser, note: str = "") -> StatusChange:
    """Withdraw one's own article from review, to write on."""
    return do(Act.TAKE_BACK, article, by=by, note=note)


def send_back(article: Article, *, by: AbstractBaseUser, reason: str) -> StatusChange:
    """Give the article back to its author, saying what is missing."""
    return do(Act.SEND_BACK, article, by=by, note=reason)


def mark_ready(article: Article, *, by: AbstractBaseUser, note: str = "") -> StatusChange:
    """Approve the article: it may be published."""
    return do(Act.MARK_READY, article, by=by, note=note)


def reopen(article: Article, *, by: AbstractBaseUser, note: str = "") -> StatusChange:
    """Go on writing an article that was published; readers see none of it before the next review."""
    return do(Act.REOPEN, article, by=by, note=note)


def approve_afterwards(article: Article, *, by: AbstractBaseUser, note: str = "") -> StatusChange:
    """Vouch for what somebody else published before its review."""
    return do(Act.APPROVE_AFTERWARDS, article, by=by, note=note)


def put_into_bin(article: Article, *, by: AbstractBaseUser) -> StatusChange:
    """Throw away an article that readers never saw; for thirty days it can be taken back."""
    return do(Act.BIN, article, by=by)


def restore(article: Article, *, by: AbstractBaseUser) -> StatusChange:
    """Take the article out of the bin, as it was."""
    return do(Act.RESTORE, article, by=by)


@transaction.atomic
def do(act: Act, article: Article, *, by: AbstractBaseUser, note: str = "") -> StatusChange:
    """Do `act`, if `by` may and the article's state allows it; `article` is brought up to date."""
    row = locked(article)
    rule = RULES[act]
    note = note.strip()
    if row.status not in rule.sources:
        raise WorkflowError(_stands_elsewhere(row))
    if not rule.may(Hand(by, row)):
        raise WorkflowError(_refusal(act, by, row))
    if rule.needs_note and not note:
        raise WorkflowError(_("Say what is missing: the reason goes to the author."))
    if len(note) > LONGEST_NOTE:
        raise WorkflowError(_("The note is longer than %d characters.") % LONGEST_NOTE)
    return _record(act, row, article, to=rule.target or row.status, by=by, note=note)


def locked(article: Article) -> Article:
    """The article as the database has it, its row locked until the end of this transaction."""
    row = Article.objects.select_for_update().filter(pk=article.pk).first()
    if row is None:
        raise WorkflowError(_("The article no longer exists."))
    return row


def _record(act: Act, row: Article, article: Article, *, to: str, by: AbstractBaseUser, note: str) -> StatusChange:
    now = timezone.now()
    changes = _changes(act, row, by, now)
    if to != row.status:
        changes |= {"status": to, "status_since": now}
    if changes:
        Article.objects.filter(pk=row.pk).update(**changes)
    for name, value in changes.items():
        setattr(article, name, value)
    return StatusChange.objects.create(
        article=row,
        act=act,
        from_status=row.status,
        to_status=to,
        revision=latest_revision(row),
        actor=by,
        at=now,
        note=note,
    )


def _changes(act: Act, row: Article, by: AbstractBaseUser, now: datetime) -> dict[str, Any]:
    """What an act changes of the article besides its state."""
    match act:
        case Act.BIN:
            return {"binned_at": now, "binned_by": by}
        case Act.RESTORE:
            return {"binned_at": None, "binned_by": None}
        case Act.PUBLISH_UNREVIEWED:
            return {"review_owed_since": row.review_owed_since or now}
        case Act.MARK_READY | Act.APPROVE_AFTERWARDS if row.review_owed_since and by != debtor_of(row):
            return {"review_owed_since": None}
    return {}


@transaction.atomic(durable=True)
def publish(article: Article, *, by: AbstractBaseUser, urgent: bool = False, **asked: Any) -> Outcome:
    """Show the approved `article` to readers, asked for as in `publishing.show`, its approver recorded beside `by`.

    One that is not approved goes out only if it is `urgent`: then somebody else owes it a review.
    """
    now = lock()
    row = locked(article)
    if not by.has_perm("articles.publish_article"):
        raise WorkflowError(_("Only the managing editors publish."))
    if row.binned_at:
        raise WorkflowError(_("The article lies in the bin. Take it out first."))
    if row.status != Status.READY and not urgent:
        message = _("The article is “%s”. Approve it first, or publish it before its review.")
        raise WorkflowError(message % row.get_status_display())
    approver = approver_of(row)
    if row.status != Status.READY:
        _record(Act.PUBLISH_UNREVIEWED, row, article, to=Status.READY, by=by, note="")
    return publishing.show(article, by=by, now=now, approved_by=approver, **asked)


# --- What is refused --------------------------------------------------------------


def _stands_elsewhere(article: Article) -> str:
    return _("The article is “%s” by now: somebody was faster. Nothing was changed.") % article.get_status_display()


def _refusal(act: Act, by: AbstractBaseUser, article: Article) -> str:
    if act == Act.RESTORE:
        return _("The article is not in the bin, or is not yours to take out.")
    if article.binned_at:
        return _("The article lies in the bin. Take it out first.")
    if act == Act.BIN and article.editions.exists():
        return _("This article stands in the ledger: it can be withdrawn, never thrown away.")
    if act == Act.APPROVE_AFTERWARDS:
        if article.review_owed_since is None:
            return _("No review is owed for this article any more.")
        if by == debtor_of(article):
            return _("You published it yourself: somebody else must review it.")
    if act in (Act.SEND_BACK, Act.MARK_READY, Act.APPROVE_AFTERWARDS):
        return _("Only the editors of this section decide on the article; its section may have been changed.")
    return _("This article is not yours to change.")


# --- Who vouches ------------------------------------------------------------------


def needs_review(article: Article) -> bool:
    """Whether the article was published before its review, and nobody has reviewed it since."""
    return article.review_owed_since is not None


def with_debtors(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles with `debtor`, the number of whoever published them before their review, last."""
    rash = StatusChange.objects.filter(article=OuterRef("pk"), act=Act.PUBLISH_UNREVIEWED).order_by("-id")
    return articles.annotate(debtor=Subquery(rash.values("actor")[:1]))


def debtor_of(article: Article) -> AbstractBaseUser | None:
    """Who published the article before its review, last."""
    change = article.status_changes.filter(act=Act.PUBLISH_UNREVIEWED).select_related("actor").first()
    return change and change.actor


def approver_of(article: Article) -> AbstractBaseUser | None:
    """Who vouches for the text as it was last saved; None if nobody does, or the article is from before all records.

    Only who may approve saves an approved article: such a save carries its author's approval.
    """
    if article.status != Status.READY or article.review_owed_since:
        return None
    vouched = article.status_changes.filter(act__in=[Act.MARK_READY, Act.APPROVE_AFTERWARDS])
    change = vouched.select_related("actor").first()
    revision = latest_revision(article)
    if change and revision and change.revision_id == revision.pk:
        return change.actor
    return (revision and revision.author) or (change and change.actor)
