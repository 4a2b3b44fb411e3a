"""The history of an article, told for the desk: every save, what it changed, and when readers saw it."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from articles.comparing import Names
from articles.content import Content, mentioned_articles, photos_in, word_count
from articles.models import Article, Author, Edition, Revision, Section, Topic
from media.models import Photo

# Counting the words of so many is what the page costs: 60,000 words take some 60 ms each.
ON_A_PAGE = 20


@dataclass
class Row:
    """A save: how many words it has, how many more than the one before (None: there is none), the one before.

    `stays` are its editions, with `until`, the moment at which another followed.
    """

    revision: Revision
    words: int
    change: int | None = None
    previous: Revision | None = None
    stays: list[Edition] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """One page of the history, newest first; `next` is the number before which the next page begins."""

    rows: list[Row]
    next: int | None

    @classmethod
    def of(cls, article: Article, *, before: int | None) -> "History":
        """Three queries, however long the history is."""
        revisions = article.revisions.select_related("author").order_by("-number")
        if before is not None:
            revisions = revisions.filter(number__lt=before)
        # One more: what the last one is compared with.
        rows = [Row(revision, words_in(revision)) for revision in revisions[: ON_A_PAGE + 1]]
        _tell_changes(rows)
        shown = rows[:ON_A_PAGE]
        _tell_stays(shown)
        return cls(shown, shown[-1].revision.number if len(rows) > ON_A_PAGE else None)


def words_in(revision: Revision) -> int:
    """How many words the text has; none if it was emptied by order."""
    return word_count(revision.content) if revision.content_json else 0


def _tell_changes(rows: list[Row]) -> None:
    """A save follows the last one made on purpose: a text that was only kept beside changed nothing."""
    followed: Row | None = None
    for row in reversed(rows):
        if followed:
            row.previous, row.change = followed.revision, row.words - followed.words
        if row.revision.kind != Revision.Kind.AUTOSAVE:
            followed = row


def _tell_stays(rows: list[Row]) -> None:
    by_revision = {row.revision.pk: row for row in rows}
    for edition in stays().filter(revision__in=by_revision).order_by("live_from"):
        by_revision[edition.revision_id].stays.append(edition)


def stays() -> QuerySet[Edition]:
    """Editions with `until`, when the next one of their article came or will come; None if none is known."""
    following = Edition.objects.valid().filter(article=OuterRef("article"), live_from__gt=OuterRef("live_from"))
    until = Subquery(following.order_by("live_from").values("live_from")[:1])
    return Edition.objects.valid().annotate(until=until).only("article", "number", "revision", "live_from")


def names_of(*contents: Content) -> Names:
    """What the rows that the contents name are called today, and where their photos lie: a query for each kind."""
    ids = {
        "section": {content["section"] for content in contents if content["section"]},
        "author": {pk for content in contents for pk in content["byline"]["authors"]},
        "topic": {pk for content in contents for pk in content["topics"]},
        "article": {pk for content in contents for pk in mentioned_articles(content)},
    }
    models = {"section": (Section, "name"), "author": (Author, "name"), "topic": (Topic, "name")}
    models["article"] = (Article, "title")
    names = {
        (kind, pk): name
        for kind, (model, column) in models.items()
        for pk, name in model.objects.filter(pk__in=ids[kind]).values_list("pk", column)
    }
    photos = Photo.objects.in_bulk({photo["id"] for content in contents for photo in photos_in(content)})
    return names | {("photo", pk): photo.thumbnail_url for pk, photo in photos.items()}
