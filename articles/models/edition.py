from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.timeline import AppendOnly, TimelineQuerySet
from kernel.aggregates import JSONArray, JSONRow
from media.models import Photo
from media.picture import Picture

from .article import Article
from .author import Author
from .revision import Revision
from .section import Section
from .topic import Topic

# What no list prints.
LONG = (
    "search_text",
    "search_spelled",
    "correction",
    "reason",
    "notice",
    *(f"thumbnail_photo__{name}" for name in Photo.LONG),
)


class EditionQuerySet(TimelineQuerySet):
    def live(self, at):
        """What readers can read at the moment `at`: of each article at most one row, a publication."""
        return self.standing(at).filter(kind=Edition.Kind.PUBLICATION)

    def listed(self, at):
        """The same for lists: entered by `listed_at`, so that an index on it can be walked from the newest down."""
        return self.live(at).filter(listed_at__lte=at)

    def first_publications(self, at: datetime):
        """The rows with which articles first came before readers: one of each that has by `at`, whatever came after."""
        return self.valid().filter(first_published_at=F("live_from"), live_from__lte=at)

    def for_lists(self):
        """Without the long columns that no list prints, with what says whether its photo may be shown."""
        return self.select_related("thumbnail_photo").defer(*LONG)

    def with_names(self):
        """With today's names, in the same query: `author_names` and `topic_names`, lists of objects or None.

        Each object has id, name and slug, an author's its position in the byline too; the lists have no order.
        """
        return self.annotate(
            author_names=_names(EditionAuthor, "author", position="position"),
            topic_names=_names(EditionTopic, "topic"),
        )

    def with_past(self, at: datetime):
        """With what the article's earlier rows say, in the same query.

        `was_public`: whether a publication had come by `at`; `told_at`: when the last one came of which readers are
        told; `corrections`: of every publication that had, its moment (as the database writes it, UTC) and note, a
        list of {"moment", "note"} in no order, or None.
        """
        past = Edition.objects.valid().filter(
            article=OuterRef("article"), kind=Edition.Kind.PUBLICATION, live_from__lte=at
        )
        notes = past.exclude(correction="").order_by().values("article")
        notes = notes.annotate(rows=JSONArray(JSONRow(moment="live_from", note="correction")))
        told = past.filter(quiet=False).order_by("-live_from").values("live_from")[:1]
        return self.annotate(
            was_public=Exists(past), told_at=Subquery(told), corrections=Subquery(notes.values("rows"))
        )

    def derive(self, edition: "Edition") -> None:
        """Write the derived part of `edition`; the record is left alone."""
        models.QuerySet.update(
            self.filter(pk=edition.pk), **{field: getattr(edition, field) for field in Edition.DERIVED}
        )


def _names(entry: type["EditionEntry"], noun: str, **extra: str) -> Subquery:
    """The names behind an edition's entries in the lists of a `noun`, as one JSON array."""
    row = JSONRow(id=F(f"{noun}__id"), name=F(f"{noun}__name"), slug=F(f"{noun}__slug"), **extra)
    entries = entry.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    return Subquery(entries.annotate(rows=JSONArray(row)).values("rows"))


class Edition(AppendOnly):
    """One row of an article's public timeline: from `live_from` on, this revision, or a withdrawal, is the article."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("publication")
        WITHDRAWAL = "withdrawal", _("withdrawal")

    timeline_of = ("article",)

    # The record: guarded by the database, see articles/guards.py.
    RECORD = (
        "article_id",
        "number",
        "kind",
        "revision_id",
        "live_from",
        "first_published_at",
        "listed_at",
        "correction",
        "reason",
        "created_at",
        "approved_by_id",
        "quiet",
        "notice",
    )
    # What `rebuild_editions` can make again from the revision.
    DERIVED = (
        "section_id",
        "top_section_id",
        "title",
        "short_title",
        "slug",
        "lead",
        "label",
        "byline",
        "thumbnail",
        "thumbnail_photo_id",
        "search_title",
        "search_text",
        "search_spelled",
    )

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="editions")
    live_from = models.DateTimeField(_("from"))
    first_published_at = models.DateTimeField(_("first published"), null=True)
    listed_at = models.DateTimeField(_("sorted by"), null=True)
    correction = models.TextField(_("correction"), blank=True)
    # Of a publication: nothing that readers are told of, such as a letter mended; the time of the last update stays.
    quiet = models.BooleanField(_("not announced"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    # Of a withdrawal: what readers are told instead of the article.
    notice = models.TextField(_("public notice"), blank=True)
    created_at = models.DateTimeField(_("decided"))
    # Who vouched for the text, beside whoever published it (that stands in the ledger); null: nobody had yet.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name=_("section"))
    top_section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=250, blank=True)
    short_title = models.CharField(max_length=120, blank=True)
    slug = models.CharField(max_length=80, blank=True)
    lead = models.TextField(blank=True)
    label = models.CharField(max_length=12, blank=True)
    byline = models.TextField(blank=True)
    # null, or {"alt", "caption", "credit", "renditions": as of Photo}
    thumbnail = models.JSONField(null=True)
    # Whose rights say whether readers may see it now.
    thumbnail_photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    # The words of the title, and of everything: folded, single spaces between; see articles/fulltext.py.
    search_title = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    # Those of everything as they are spelled.
    search_spelled = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-live_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "live_from"], condition=Q(cancelled_at=None), name="edition_moment"
            ),
            models.UniqueConstraint(fields=["article", "number"], name="edition_number"),
            models.CheckConstraint(
                condition=Q(kind="withdrawal", revision=None, listed_at=None)
                | Q(
                    kind="publication",
                    revision__isnull=False,
                    listed_at__isnull=False,
                    first_published_at__isnull=False,
                    section__isnull=False,
                    top_section__isnull=False,
                ),
                name="edition_kind",
            ),
            models.CheckConstraint(
                condition=Q(listed_at=None) | Q(listed_at__lte=models.F("live_from")),
                name="edition_listed_by_live_from",
            ),
        ]
        indexes = [
            models.Index("article", models.F("live_from").desc(), name="edition_article"),
            models.Index("section", models.F("listed_at").desc(), models.F("article").desc(), name="edition_section"),
            models.Index("top_section", models.F("listed_at").desc(), models.F("article").desc(), name="edition_top"),
            models.Index(models.F("listed_at").desc(), models.F("article").desc(), name="edition_listed"),
            models.Index(models.F("live_from").desc(), name="edition_live_from"),
            # With all that counting the months needs: the rows themselves are large.
            models.Index(
                fields=["first_published_at", "live_from", "cancelled_at", "article"], name="edition_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reader:article", args=[self.section.slug, self.slug, self.article_id])

    @property
    def picture(self) -> Picture | None:
        """What lists show now of the leading photo, cropped as it was when this was published; None without one."""
        if not self.thumbnail or not self.thumbnail_photo:
            return None
        return self.thumbnail_photo.picture_of(self.thumbnail["renditions"])

    @property
    def was_updated(self) -> bool:
        """Whether readers saw an earlier publication of the article than this one."""
        return self.kind == self.Kind.PUBLICATION and self.live_from > self.first_published_at

    @property
    def is_vouched(self) -> bool:
        """Whether the newsroom answers for what it recommends: it is no press release, and nobody paid for it."""
        return self.section.is_news and self.label != Article.Label.SPONSORED


class EditionEntryQuerySet(models.QuerySet):
    def listed(self, at: datetime) -> "EditionEntryQuerySet":
        """Those whose edition is what readers can read of its article at `at`, as EditionQuerySet.listed has it.

        It asks of the entry what the entry has, so that the index of its list is walked from the newest down.
        """
        return self.filter(
            ~Exists(Edition.objects.successors(at)), listed_at__lte=at, live_from__lte=at, edition__cancelled_at=None
        )

    def for_lists(self) -> "EditionEntryQuerySet":
        """With the editions, as EditionQuerySet.for_lists has them."""
        return self.select_related("edition__thumbnail_photo").defer(*(f"edition__{name}" for name in LONG))


class EditionEntry(models.Model):
    """An edition's place in the list of something that many editions share."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="%(class)s_set")
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    listed_at = models.DateTimeField()
    live_from = models.DateTimeField()

    objects = EditionEntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.edition)


class EditionTopic(EditionEntry):
    """An edition's place in the list of a topic."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "topic"], name="edition_topic_once")]
        indexes = [
            models.Index("topic", models.F("listed_at").desc(), models.F("article").desc(), name="editiontopic_listed")
        ]


class EditionAuthor(EditionEntry):
    """An edition's place in the list of an author, and the author's place in its byline."""

    author = models.ForeignKey(Author, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "author"], name="edition_author_once")]
        indexes = [
            models.Index(
                "author", models.F("listed_at").desc(), models.F("article").desc(), name="editionauthor_listed"
            )
        ]
