from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

LONGEST = 5000


class NoteQuerySet(models.QuerySet):
    def open_by_block(self, article: Article) -> dict[str, int]:
        """How many threads of the article are not resolved, by the block's uid; "" stands for the whole article."""
        threads = self.filter(article=article, parent=None, resolved_at=None)
        counts = threads.order_by().values_list("block").annotate(Count("pk"))
        return {str(block or ""): count for block, count in counts}


class Note(models.Model):
    """What one of the staff says to the others about an article, or about one of its blocks; readers never see it.

    A note and its answers are a thread, which somebody resolves. A note outlives its block: it names the block's uid.
    The verbs are in desk/noting.py.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes", verbose_name=_("article"))
    block = models.UUIDField(null=True)
    # The first note of the thread; None in that one.
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    # Minted with the form that the note is written into: what is sent twice is one note.
    key = models.UUIDField()
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["id"]
        # Whoever may look at an article of the desk may read and write its notes.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="note_once"),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(block=None, resolved_at=None), name="note_thread_has_place_and_end"
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"


class MentionQuerySet(models.QuerySet):
    def waiting(self) -> "MentionQuerySet":
        """Those not read yet, of articles that are not thrown away."""
        return self.filter(read_at=None, note__article__binned_at=None)

    def waiting_for(self, user: AbstractBaseUser) -> "MentionQuerySet":
        """What waits for `user`, the newest first, with what a line about it says."""
        rows = self.waiting().filter(user=user).select_related("note__author", "note__article")
        return rows.defer("note__article__lead").order_by("-id")

    def read(self) -> None:
        """They wait for nobody any more."""
        self.filter(read_at=None).update(read_at=timezone.now())


class Mention(models.Model):
    """Whom a note is for, and why. It waits until it is read, or answered, or until its thread is resolved."""

    class Reason(models.TextChoices):
        NAMED = "named", _("mentions you")
        ANSWERED = "answered", _("answered you")
        OWN_ARTICLE = "own", _("wrote a note on your article")

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    read_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mention_once")]
        indexes = [models.Index(fields=["user", "-id"], condition=Q(read_at__isnull=True), name="mention_waiting")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.reason}"
