"""An article's notes as one reads them: threads, those that are open first, in the order of what they are about."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Prefetch

from articles.content import Content, content_of
from articles.models import Article
from articles.places import place_of

from .models import Mention, Note
from .noting import may_change


@dataclass(frozen=True)
class Said:
    """A note as one of its readers sees it: whether he may change it, and his mention that waits in it."""

    note: Note
    may_be_changed: bool
    waiting: Mention | None

    @property
    def edit_field(self) -> str:
        return f"edit-{self.note.pk}"


@dataclass(frozen=True)
class Thread:
    """The notes of a thread, the first one first; `place` is where: "" of the whole article, None if it is gone."""

    said: list[Said]
    place: str | None

    @property
    def first(self) -> Note:
        return self.said[0].note

    @property
    def answer_field(self) -> str:
        return f"answer-{self.first.pk}"


@dataclass(frozen=True)
class Threads:
    """All of an article, and its blocks as (uid, words), in their order."""

    open: list[Thread]
    resolved: list[Thread]
    blocks: list[tuple[str, str]]

    @classmethod
    def of(cls, article: Article, user: AbstractBaseUser) -> "Threads":
        """As `user` sees them; the notes are two queries, however many there are."""
        content = content_of(article)
        places = {block["uid"]: place_of(("blocks", block["uid"]), content) for block in content["blocks"]}
        threads = [Thread(_said(notes, user), _place(notes[0].block, places)) for notes in _by_thread(article)]
        open_ones = [thread for thread in threads if thread.first.resolved_at is None]
        resolved = [thread for thread in threads if thread.first.resolved_at]
        resolved.sort(key=lambda thread: thread.first.resolved_at, reverse=True)
        return cls(_in_order(open_ones, content), resolved, list(places.items()))


def _by_thread(article: Article) -> list[list[Note]]:
    mentions = Prefetch("mentions", Mention.objects.select_related("user"))
    threads: dict[int, list[Note]] = {}
    for note in article.notes.select_related("author", "resolved_by").prefetch_related(mentions).order_by("id"):
        threads.setdefault(note.parent_id or note.pk, []).append(note)
    return list(threads.values())


def _said(notes: list[Note], user: AbstractBaseUser) -> list[Said]:
    return [Said(note, may_change(user, note, notes), _waiting(note, user)) for note in notes]


def _waiting(note: Note, user: AbstractBaseUser) -> Mention | None:
    mine = (mention for mention in note.mentions.all() if mention.user_id == user.pk and mention.read_at is None)
    return next(mine, None)


def _place(block: UUID | None, places: dict[str, str]) -> str | None:
    return places.get(str(block)) if block else ""


def _in_order(threads: list[Thread], content: Content) -> list[Thread]:
    """What is about the whole article, then block after block, then what is about blocks that are gone."""
    order = {block["uid"]: number for number, block in enumerate(content["blocks"])}
    last = len(order)
    return sorted(threads, key=lambda thread: order.get(str(thread.first.block), last) if thread.first.block else -1)
