"""What is done with internal notes: written, answered, changed, deleted, resolved and opened again.

Each verb is one transaction behind the lock of the article's row: two of them, or one and the emptying of the bin, wait
for each other. What cannot be done raises NoteError with a sentence for the desk.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from kernel.text import clean

from .mentions import colleagues, named
from .models import Mention, Note
from .models.note import LONGEST, MentionQuerySet
from .note_letters import send_letters

Reason = Mention.Reason


class NoteError(Exception):
    """Nothing was done; the message says why, in the desk's language."""


# --- The verbs --------------------------------------------------------------------


@transaction.atomic
def write(article: Article, text: str, *, by: AbstractBaseUser, key: UUID, block: UUID | None = None) -> Note:
    """Begin a thread; the author of the article is told, and whom the text names."""
    text = cleaned(text)
    if not lock(article.pk):
        raise NoteError(_("The article no longer exists."))
    said = {"article": article, "block": block, "text": text}
    note, is_new = Note.objects.get_or_create(author=by, key=key, defaults=said)
    if is_new:
        tell(note, writers_of(article), Reason.OWN_ARTICLE)
    return note


@transaction.atomic
def answer(note: Note, text: str, *, by: AbstractBaseUser, key: UUID) -> Note:
    """Go on with a thread, which is open then; who took part is told, and whom the text names."""
    text = cleaned(text)
    thread = locked_thread(note)
    took_part = {thread.author_id, *thread.answers.values_list("author", flat=True)}
    said = {"article_id": thread.article_id, "parent": thread, "text": text}
    reply, is_new = Note.objects.get_or_create(author=by, key=key, defaults=said)
    if is_new:
        Note.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
        mentions_in(thread).filter(user=by).read()
        tell(reply, took_part, Reason.ANSWERED)
    return reply


@transaction.atomic
def change(note: Note, text: str, *, by: AbstractBaseUser) -> None:
    """Say something else, while it is the last word of its thread."""
    text = cleaned(text)
    note = own_last_word(note, by)
    if note.text != text:
        note.text, note.edited_at = text, timezone.now()
        note.save(update_fields=["text", "edited_at"])
        note.mentions.filter(reason=Reason.NAMED).exclude(user__in=named(text, colleagues())).delete()
        tell(note)


@transaction.atomic
def delete(note: Note, *, by: AbstractBaseUser) -> None:
    """Take back what one said, while it is the last word of its thread."""
    own_last_word(note, by).delete()


@transaction.atomic
def resolve(note: Note, *, by: AbstractBaseUser, last_word: str = "", key: UUID | None = None) -> None:
    """The thread is done with, for all, perhaps with a last word; if it is already, nothing happens."""
    if last_word.strip():
        answer(note, last_word, by=by, key=key or uuid4())
    thread = locked_thread(note)
    if thread.resolved_at is None:
        Note.objects.filter(pk=thread.pk).update(resolved_at=timezone.now(), resolved_by=by)
        mentions_in(thread).read()


@transaction.atomic
def reopen(note: Note, *, by: AbstractBaseUser) -> None:
    """The thread is not done with after all, and waits again for whom it was for."""
    thread = locked_thread(note)
    if thread.resolved_at is not None:
        Note.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
        thread.mentions.exclude(user=by).update(read_at=None)


# --- What they share --------------------------------------------------------------


def cleaned(text: str) -> str:
    """The text as it is kept; NoteError if it is empty or too long."""
    text = clean(text).strip()
    # Zero-width spaces and direction marks are no text.
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise NoteError(_("The note has no text."))
    if len(text) > LONGEST:
        raise NoteError(
            _("A note has at most %(most)d characters; this one has %(has)d.") % {"most": LONGEST, "has": len(text)}
        )
    return text


def lock(article: int | None) -> bool:
    """Lock the article's row until the end of this transaction; False if it is not there."""
    return Article.objects.select_for_update().filter(pk=article).values_list("pk").first() is not None


def locked_thread(note: Note) -> Note:
    """The first note of the thread as the database has it, behind the lock."""
    thread = Note.objects.filter(pk=note.parent_id or note.pk).first() if lock(note.article_id) else None
    if thread is None:
        raise NoteError(_("This note was deleted meanwhile."))
    return thread


def mentions_in(thread: Note) -> MentionQuerySet:
    """Whom any note of the thread is for."""
    return Mention.objects.filter(Q(note=thread) | Q(note__parent=thread))


def own_last_word(note: Note, by: AbstractBaseUser) -> Note:
    """The note as the database has it, behind the lock, if `by` may change it now."""
    thread = locked_thread(note)
    said = [thread, *thread.answers.all()]
    if note.pk not in [each.pk for each in said]:
        raise NoteError(_("This note was deleted meanwhile."))
    if not may_change(by, note, said):
        raise NoteError(_("Somebody has answered this note or resolved it: it stays as it is."))
    return said[-1]


def may_change(user: AbstractBaseUser, note: Note, said: list[Note]) -> bool:
    """Whether `user` may change the note, one of those `said` in a thread: his own, the last one, not resolved."""
    return note.author_id == user.pk and note.pk == said[-1].pk and said[0].resolved_at is None


def writers_of(article: Article) -> set[int]:
    """The accounts of those whose article it is."""
    signing = article.authors.exclude(user=None).values_list("user", flat=True)
    return {article.created_by_id, *signing}


def tell(note: Note, others: Iterable[int] = (), reason: Reason = Reason.NAMED) -> None:
    """Let the note wait for whom it names, and, for that reason, for the `others`; and write letters to the former."""
    people = {user.pk: user for user in colleagues() if user.pk != note.author_id}
    named_ones = {user.pk for user in named(note.text, people.values())}
    told = set(note.mentions.values_list("user", flat=True))
    reasons = dict.fromkeys(others, reason) | dict.fromkeys(named_ones, Reason.NAMED)
    Mention.objects.bulk_create(
        Mention(note=note, user=people[pk], reason=why)
        for pk, why in reasons.items()
        if pk in people and pk not in told
    )
    send_letters(note, [people[pk] for pk in named_ones - told])
