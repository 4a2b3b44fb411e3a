"""The desk's first page: what waits for the one who looks, and what readers get now and next.

Each box is one query that an index answers, whatever the number of articles.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.utils import timezone

from articles.admin.readers import moment
from articles.models import Article, Edition, Revision, StatusChange
from articles.workflow import Act, with_debtors
from reader.most_read import most_read_ids

from .schedule import Schedule

Status = Article.Status
SHOWN = 10
SHOWN_PUBLISHED = 8
# Who approved an article that nobody published for so long finds it in the list of articles.
READY_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Box:
    """Articles that wait for somebody, so many as are shown, and whether there are more."""

    articles: list[Article]
    has_more: bool

    @classmethod
    def of(cls, articles: QuerySet[Article]) -> "Box":
        """The first of `articles`; one query."""
        with_names = articles.select_related("section__parent", "created_by").defer("lead")
        found = list(with_names[: SHOWN + 1])
        return cls(found[:SHOWN], len(found) > SHOWN)

    def __bool__(self) -> bool:
        return bool(self.articles)


@dataclass(frozen=True)
class FirstPage:
    """What the page shows; `now` is the moment that readers see."""

    now: datetime
    mine: Box
    waiting: Box
    ready: Box
    schedule: Schedule
    published: list[Edition]
    most_read: list[Edition]

    @classmethod
    def of(cls, user: AbstractBaseUser) -> "FirstPage | None":
        """The page of `user`; None for who has no business with articles."""
        if not user.has_perm("articles.view_article"):
            return None
        now, theirs = moment(), concerning(user)
        return cls(
            now=now,
            mine=Box.of(drafts_of(user)),
            waiting=waiting_for(user, theirs),
            ready=Box.of(ready_among(theirs)),
            schedule=Schedule.of(now),
            published=list(live(now).order_by("-live_from")[:SHOWN_PUBLISHED]),
            most_read=most_read(now),
        )


def concerning(user: AbstractBaseUser) -> QuerySet[Article]:
    """The articles on whose way `user` decides; of who decides on none, his own."""
    if user.has_perm("articles.review_article"):
        return Article.objects.reviewable_by(user)
    return Article.objects.kept().own(user)


def drafts_of(user: AbstractBaseUser) -> QuerySet[Article]:
    """What `user` is writing: first what was sent back to him, with the reason as `reason`, then the last changed."""
    last = StatusChange.objects.filter(article=OuterRef("pk")).order_by("-id")
    drafts = Article.objects.kept().own(user).filter(status=Status.DRAFT)
    drafts = drafts.annotate(last_act=Subquery(last.values("act")[:1]), last_note=Subquery(last.values("note")[:1]))
    reason = Case(When(last_act=Act.SEND_BACK, then="last_note"), default=Value(""), output_field=TextField())
    drafts = drafts.annotate(reason=reason, rank=Case(When(last_act=Act.SEND_BACK, then=0), default=1))
    return drafts.order_by("rank", "-updated_at", "-id")


def waiting_for(user: AbstractBaseUser, articles: QuerySet[Article]) -> Box:
    """What is to be reviewed; `approvable`: it went out before its review, and `user` may vouch for it now."""
    box = Box.of(with_debtors(waiting_among(articles)))
    reviews = user.has_perm("articles.review_article")
    for article in box.articles:
        article.approvable = reviews and article.review_owed_since is not None and article.debtor != user.pk
    return box


def waiting_among(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Those to review: what readers see already without a review, then the others, the oldest first."""
    asked = Article.objects.filter(status=Status.IN_REVIEW).order_by().values("pk")
    owed = Article.objects.owing_review().order_by().values("pk")
    # A union: for an "or" SQLite reads all articles.
    return articles.filter(pk__in=asked.union(owed)).order_by(
        F("review_owed_since").asc(nulls_last=True), "status_since", "id"
    )


def ready_among(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Those approved or changed of late whose last saved text is neither published nor scheduled, the oldest first."""
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("revision__number"))
    out = Edition.objects.valid().filter(article=OuterRef("pk"), kind=Edition.Kind.PUBLICATION)
    out = out.filter(~Exists(newer.exclude(kind=Revision.Kind.AUTOSAVE)))
    since = timezone.now() - READY_FOR
    # The state twice: so each half has an index of its own.
    late = Q(status=Status.READY, status_since__gte=since) | Q(status=Status.READY, updated_at__gte=since)
    late = articles.filter(late)
    return late.filter(~Exists(out)).order_by("status_since", "id")


def live(now: datetime) -> QuerySet[Edition]:
    """What readers can read, with what a line of it says."""
    return Edition.objects.live(now).select_related("section__parent").only(*LINE)


LINE = (
    "article_id", "title", "slug", "live_from", "first_published_at", "kind",
    "section__name", "section__slug", "section__parent__name", "section__parent__slug",
)  # fmt: skip


def most_read(now: datetime) -> list[Edition]:
    """What is read most now, the most read first."""
    ids = most_read_ids(now)[:SHOWN_PUBLISHED]
    found = {edition.article_id: edition for edition in live(now).filter(article__in=ids)}
    return [found[pk] for pk in ids if pk in found]
