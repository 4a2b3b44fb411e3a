"""Publishing: the only module that inserts or cancels Editions.

Each act is one durable transaction under the site-wide lock, takes its "now" from inside that lock, and leaves a
ledger row. Moments are aware datetimes. What cannot be done raises PublishingError with a sentence for the desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, OuterRef, Subquery
from django.utils.translation import gettext as _

from kernel.dates import in_words
from kernel.fulltext import indexed, spellings
from media.models import Document, Photo, Recording

from . import ledger
from .content import (
    MAX_SEARCH_TEXT,
    Content,
    documents_in,
    leading_photo,
    names_in,
    photos_in,
    recordings_in,
    searched,
    signature,
)
from .models import (
    Article,
    DocumentUse,
    Edition,
    EditionAuthor,
    EditionTopic,
    Ledger,
    PhotoUse,
    RecordingUse,
    Revision,
    Section,
    Topic,
)
from .readiness import errors
from .revising import latest_revision, renew
from .timeline import MICROSECOND, NOTICE, lock, too_soon

Kind = Edition.Kind
# Within which the same click came twice.
JUST_NOW = timedelta(minutes=1)


class PublishingError(Exception):
    """The act was not done; the message says why, in the desk's language."""


class NothingNew(PublishingError):
    """What was asked for is so already, as when a button is clicked twice."""


class Overtaken(PublishingError):
    """Somebody saved another revision than the one that was looked at."""


@dataclass(frozen=True)
class Outcome:
    """What an act did: the edition it inserted (none when it only cancelled), a withdrawal ahead, and what it undid."""

    edition: Edition | None = None
    until: Edition | None = None
    cancelled: list[Edition] = field(default_factory=list)


@transaction.atomic(durable=True)
def publish(article: Article, *, by: AbstractBaseUser | None, **asked: Any) -> Outcome:
    """Show `article` to readers, asked for as in `show`, and ask nobody whether it was reviewed.

    The desk publishes by `workflow.publish`, which does.
    """
    return show(article, by=by, now=lock(), **asked)


def show(
    article: Article,
    *,
    by: AbstractBaseUser | None,
    now: datetime,
    at: datetime | None = None,
    until: datetime | None = None,
    correction: str = "",
    bump: bool = False,
    quiet: bool = False,
    revision: Revision | None = None,
    seen: int | None = None,
    approved_by: AbstractBaseUser | None = None,
) -> Outcome:
    """Show `revision` to readers from `at` (default: now) on, to `until` if given.

    By default it is the last saved one, with what the library knows of its photos and files by now.
    A publication that is still pending is cancelled: this one takes its place. A pending withdrawal stays, unless
    `until` names a new one. The article keeps its place in lists unless `bump` puts it on top. Readers are told of an
    update unless it is `quiet`. `seen`, a revision's number, says what the person saw who asks: if another was saved
    since it is Overtaken, and if readers get it already NothingNew.
    The caller's durable transaction holds the lock, taken at `now`; `approved_by` vouched for the text.
    """
    last = latest_revision(article)
    revision = revision or renew(article, author=by)
    if revision is None:
        raise PublishingError(_("The article was never saved."))
    missing = errors(revision.content)
    if missing:
        raise PublishingError(" ".join(problem.message for problem in missing))
    live_from = _checked_moment(at, now)
    if until is not None and until < live_from + NOTICE:
        raise PublishingError(_("The end must lie after the beginning."))
    if seen is not None:
        if _stands(revision, live_from, now, until=until, correction=correction, again=bump):
            raise NothingNew(_("Nothing was published: readers get this very revision already."))
        _refuse_overtaken(last, seen)
    cancelled = _cancel(article, now, kinds=[Kind.PUBLICATION] if until is None else [*Kind])
    edition = _new_publication(article, revision, live_from, now, correction=correction, bump=bump)
    edition.approved_by, edition.quiet = approved_by, quiet
    withdrawal = until and _new_withdrawal(article, until, now, reason=_("The publication was limited in time."))
    _insert([edition, withdrawal] if withdrawal else [edition], cancelled, by=by, now=now)
    return Outcome(edition, withdrawal, cancelled)


@transaction.atomic(durable=True)
def withdraw(
    article: Article, *, by: AbstractBaseUser | None, reason: str, notice: str = "", at: datetime | None = None
) -> Outcome:
    """Take the article from its readers from `at` (default: now) on; what was pending after that is cancelled.

    The reason is the newsroom's, the notice what readers are told. A publication that comes too soon to be cancelled
    is withdrawn the instant after it.
    """
    now = lock()
    if not reason.strip():
        raise PublishingError(_("A withdrawal needs a reason."))
    live_from = _checked_moment(at, now)
    imminent = article.editions.valid().filter(too_soon(now)).order_by("-live_from").first()
    if imminent and imminent.live_from >= live_from:
        live_from = imminent.live_from + MICROSECOND
    standing = article.editions.standing(live_from).first()
    if standing and standing.kind == Kind.WITHDRAWAL and at is None:
        raise NothingNew(_("This article was withdrawn already: %s.") % in_words(standing.live_from))
    if standing is None or standing.kind == Kind.WITHDRAWAL:
        raise PublishingError(_("Readers do not see this article then: there is nothing to withdraw."))
    doomed = article.editions.pending(now).exclude(too_soon(now))
    doomed = doomed.exclude(kind=Kind.PUBLICATION, live_from__lt=live_from)
    cancelled = _cancel_rows(doomed, now)
    edition = _new_withdrawal(article, live_from, now, reason=reason.strip(), notice=notice.strip())
    _insert([edition], cancelled, by=by, now=now)
    return Outcome(edition, None, cancelled)


@transaction.atomic(durable=True)
def cancel_pending(article: Article, *, by: AbstractBaseUser | None) -> Outcome:
    """Cancel everything that still lies ahead of the article: its schedule and its end."""
    now = lock()
    cancelled = _cancel(article, now, kinds=[*Kind])
    if not cancelled:
        raise PublishingError(_("Nothing is scheduled for this article."))
    _insert([], cancelled, by=by, now=now)
    return Outcome(cancelled=cancelled)


@transaction.atomic(durable=True)
def reschedule(edition: Edition, *, by: AbstractBaseUser | None, at: datetime) -> Outcome:
    """Let `edition`, which is pending, come at another moment: the same text or withdrawal in a new row.

    It may not pass what else is pending of its article: an end before its beginning would mean something else.
    """
    now = lock()
    ahead = edition.article.editions.pending(now)
    row = ahead.filter(pk=edition.pk).select_related("article", "revision").first()
    if row is None:
        raise PublishingError(_("It is no longer scheduled: it came out, or somebody moved it or called it off."))
    if ahead.filter(too_soon(now), pk=row.pk).exists():
        raise PublishingError(_("What is scheduled comes within two seconds: it can no longer be cancelled."))
    live_from = _checked_moment(at, now)
    if live_from == row.live_from:
        return Outcome(row)
    if ahead.exclude(pk=row.pk).filter(live_from__range=sorted([row.live_from, live_from])).exists():
        raise PublishingError(_("Something else is scheduled for this article in between: it cannot be passed."))
    cancelled = _cancel_rows(ahead.filter(pk=row.pk), now)
    moved = _again(row, live_from, now)
    _insert([moved], cancelled, by=by, now=now)
    return Outcome(moved, None, cancelled)


# --- Inside the lock ------------------------------------------------------------


def _checked_moment(at: datetime | None, now: datetime) -> datetime:
    if at is None:
        return now
    if at < now + NOTICE:
        raise PublishingError(_("The moment must lie ahead, by two seconds at least."))
    return at


def _stands(
    revision: Revision, live_from: datetime, now: datetime, *, until: datetime | None, correction: str, again: bool
) -> bool:
    """Whether the timeline says already, of this moment, what is asked for.

    Putting an article on top `again` is something new, unless it was just done: that was the first of two clicks.
    """
    editions = revision.article.editions
    if live_from == now and editions.pending(now).filter(kind=Kind.PUBLICATION).exists():
        return False
    standing = editions.standing(live_from).first()
    return (
        standing is not None
        and standing.revision_id == revision.pk
        and (live_from == now or standing.live_from == live_from)
        and correction.strip() in ("", standing.correction)
        and (until is None or editions.valid().filter(live_from=until, kind=Kind.WITHDRAWAL).exists())
        and (not again or (standing.created_at > now - JUST_NOW and standing.listed_at == standing.live_from))
    )


def _refuse_overtaken(last: Revision, seen: int) -> None:
    if last.number == seen:
        return
    author = last.author
    who = author.get_full_name() or author.get_username() if author else _("Someone")
    sentence = _("%(who)s saved revision %(number)d meanwhile (%(when)s). Look at it, then publish.")
    raise Overtaken(sentence % {"who": who, "number": last.number, "when": in_words(last.created_at)})


def _cancel(article: Article, now: datetime, *, kinds: list[str]) -> list[Edition]:
    pending = article.editions.pending(now).filter(kind__in=kinds)
    if pending.filter(too_soon(now)).exists():
        raise PublishingError(_("What is scheduled comes within two seconds: it can no longer be cancelled."))
    return _cancel_rows(pending, now)


def _cancel_rows(rows, now: datetime) -> list[Edition]:
    cancelled = list(rows.select_related("revision"))
    Edition.objects.filter(pk__in=[row.pk for row in cancelled]).cancel(now)
    return cancelled


def _new_publication(
    article: Article, revision: Revision, live_from: datetime, now: datetime, *, correction: str, bump: bool
) -> Edition:
    before = article.editions.valid().filter(kind=Kind.PUBLICATION, live_from__lt=live_from).order_by("-live_from")
    last = before.only("first_published_at", "listed_at").first()
    edition = Edition(
        article=article,
        kind=Kind.PUBLICATION,
        revision=revision,
        live_from=live_from,
        first_published_at=last.first_published_at if last else live_from,
        listed_at=last.listed_at if last and not bump else live_from,
        correction=correction.strip(),
        created_at=now,
    )
    derive(edition, revision.content)
    return edition


def _new_withdrawal(article: Article, live_from: datetime, now: datetime, *, reason: str, notice: str = "") -> Edition:
    known = {"live_from": live_from, "created_at": now}
    return Edition(article=article, kind=Kind.WITHDRAWAL, reason=reason, notice=notice, **known)


def _again(row: Edition, live_from: datetime, now: datetime) -> Edition:
    """A row (not saved) that says at another moment what the pending `row` says."""
    if row.kind == Kind.WITHDRAWAL:
        return _new_withdrawal(row.article, live_from, now, reason=row.reason, notice=row.notice)
    bump = row.listed_at == row.live_from
    edition = _new_publication(row.article, row.revision, live_from, now, correction=row.correction, bump=bump)
    edition.approved_by_id, edition.quiet = row.approved_by_id, row.quiet
    return edition


def _insert(editions: list[Edition], cancelled: list[Edition], *, by: AbstractBaseUser | None, now: datetime) -> None:
    for edition in editions:
        taken = edition.article.editions
        if taken.valid().filter(live_from=edition.live_from).exists():
            raise PublishingError(_("Something else is scheduled for this article at that very moment."))
        edition.number = (taken.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        edition.save()
        enter(edition)
    _note_beginnings({row.article_id for row in [*editions, *cancelled]})
    acts = [(Ledger.Act.CANCEL, row) for row in cancelled]
    acts += [(ACTS[edition.kind], edition) for edition in editions]
    ledger.append(acts, actor=by, at=now)


def _note_beginnings(articles: set[int]) -> None:
    """Tell the working copies when readers first get them: lists ask that of all articles at once."""
    own = Edition.objects.valid().filter(article=OuterRef("pk"), kind=Kind.PUBLICATION).order_by("live_from")
    Article.objects.filter(pk__in=articles).update(public_from=Subquery(own.values("live_from")[:1]))


ACTS = {Kind.PUBLICATION: Ledger.Act.PUBLISH, Kind.WITHDRAWAL: Ledger.Act.WITHDRAW}


# --- What is derived from the revision ------------------------------------------


def derive(edition: Edition, content: Content) -> None:
    """Fill the derived fields of `edition` (not saved) from the content of its revision."""
    authors, topics = names_in(content)
    section = Section.objects.select_related("parent").get(pk=content["section"])
    edition.section = section
    edition.top_section = section.top
    for name in ("title", "short_title", "slug", "lead", "label"):
        setattr(edition, name, content[name])
    edition.byline = signature(content, authors)
    edition.thumbnail, edition.thumbnail_photo = thumbnail(content)
    edition.search_title = indexed(content["title"], MAX_SEARCH_TEXT)
    text = searched(content, authors + topics)
    edition.search_text = indexed(text, MAX_SEARCH_TEXT)
    edition.search_spelled = indexed(text, MAX_SEARCH_TEXT, spellings)


def thumbnail(content: Content) -> tuple[dict, Photo] | tuple[None, None]:
    """What lists show of the leading photo, its words and its renditions, and the photo."""
    photo = leading_photo(content)
    found = photo and Photo.objects.filter(sha256=photo["sha256"]).first()
    if not found:
        return None, None
    return {key: photo[key] for key in ("alt", "caption", "credit")} | {"renditions": found.renditions}, found


def enter(edition: Edition) -> None:
    """Write the edition's entries in the lists of its topics and authors, and its use of photos and files."""
    if edition.kind == Kind.WITHDRAWAL:
        return
    content = edition.revision.content
    common = {
        "edition": edition,
        "article": edition.article,
        "listed_at": edition.listed_at,
        "live_from": edition.live_from,
    }
    EditionTopic.objects.bulk_create(
        EditionTopic(topic=topic, **common) for topic in Topic.objects.filter(pk__in=content["topics"])
    )
    EditionAuthor.objects.bulk_create(
        EditionAuthor(author_id=author, position=position, **common)
        for position, author in enumerate(content["byline"]["authors"])
    )
    PhotoUse.objects.bulk_create(
        PhotoUse(edition=edition, photo_id=pk) for pk in sorted({photo["id"] for photo in photos_in(content)})
    )
    DocumentUse.objects.bulk_create(
        DocumentUse(edition=edition, document=row) for row in _rows(Document, documents_in(content))
    )
    RecordingUse.objects.bulk_create(
        RecordingUse(edition=edition, recording=row) for row in _rows(Recording, recordings_in(content))
    )


def _rows(model: type[Model], kept: list[Content]) -> Iterable[Model]:
    """The rows that parts of a content name, each once; no query for none."""
    return model.objects.filter(pk__in={part["id"] for part in kept}).order_by("pk")


# --- The past -------------------------------------------------------------------


@dataclass(frozen=True)
class Past:
    """One row of an article's past for `backfill`; without a revision a withdrawal."""

    article: Article
    live_from: datetime
    revision: Revision | None = None
    correction: str = ""
    reason: str = ""
    bump: bool = False


@transaction.atomic(durable=True)
def backfill(rows: Iterable[Past], *, by: AbstractBaseUser | None = None) -> int:
    """Insert editions at moments that have passed (the demo, a migration from another system); how many.

    Refuses once the site has any edition, and rows that lie ahead. Rows may come in any order.
    """
    now = lock()
    if Edition.objects.exists():
        raise PublishingError(_("The site has editions already: its past can no longer be written."))
    rows = sorted(rows, key=lambda row: row.live_from)
    for row in rows:
        if row.live_from >= now:
            raise PublishingError(_("A row to backfill lies ahead; schedule it instead."))
        if row.revision:
            edition = _new_publication(
                row.article, row.revision, row.live_from, row.live_from, correction=row.correction, bump=row.bump
            )
        else:
            edition = _new_withdrawal(row.article, row.live_from, row.live_from, reason=row.reason)
        _insert([edition], [], by=by, now=row.live_from)
    return len(rows)
