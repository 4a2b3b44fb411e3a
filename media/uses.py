"""Where photos are used. Articles belong to a higher layer: only the names of relations are known here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import PROTECT, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Photo, Recording

SHOWN = 50
LIVE, AHEAD, PAST, DRAFT, PORTRAIT, POSTER = "live", "ahead", "past", "draft", "portrait", "poster"
STATES = {
    LIVE: _("on the site"),
    AHEAD: _("scheduled"),
    PAST: _("no longer on the site"),
    DRAFT: _("in a draft"),
    PORTRAIT: _("an author's photo"),
    POSTER: _("a recording's picture"),
}


@dataclass(frozen=True)
class Use:
    """What shows a photo, or did: its page for the desk, and since when readers saw, or will see, the photo there."""

    title: str
    url: str
    state: str
    since: datetime | None = None

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])


def used() -> Exists:
    """Whether an edition, a past one too, shows the photo of a query's row."""
    return Exists(_model("uses").objects.filter(photo=OuterRef("pk")))


def last_used(now: datetime) -> Subquery:
    """When readers last got an edition that shows the photo of a query's row."""
    seen = _model("uses").objects.filter(photo=OuterRef("pk"))
    seen = seen.filter(edition__cancelled_at=None, edition__live_from__lte=now)
    return Subquery(seen.order_by("-edition__live_from").values("edition__live_from")[:1])


def never_used(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Those that nothing shows, a draft or an author's page neither: what may be deleted."""
    for relation in Photo._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is PROTECT and relation.auto_created:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            photos = photos.filter(~Exists(rows))
    return photos


def in_use(photo: Photo) -> bool:
    """Whether anything shows the photo, a draft too."""
    return not never_used(Photo.objects.filter(pk=photo.pk)).exists()


def uses_of(photo: Photo, now: datetime) -> list[Use]:
    """What shows the photo or did, each once: what readers saw, the latest first; then drafts, and the rest."""
    public = _public(photo, now)
    drafts = [(pk, title) for pk, title in _drafts(photo) if pk not in public]
    return [
        *public.values(),
        *_desk_uses("articles_article", drafts, DRAFT),
        *_desk_uses("articles_author", _named(_model("author").objects.filter(photo=photo)), PORTRAIT),
        *_desk_uses("media_recording", _named(Recording.objects.filter(poster=photo)), POSTER),
    ]


@dataclass(frozen=True)
class Ending:
    """A photo whose rights end soon, and the articles on the site that will lose it."""

    photo: Photo
    uses: list[Use]


def endings(now: datetime) -> list[Ending]:
    """The photos whose rights end within seven days, the first to end first, at most 50. Two queries."""
    photos = list(Photo.objects.ending(now)[:SHOWN])
    uses: dict[int, list[Use]] = {photo.pk: [] for photo in photos}
    live = _editions().live(now).filter(photo_uses__photo__in=photos).order_by("-live_from")
    for photo, article, title, since in live.values_list("photo_uses__photo", "article", "title", "live_from"):
        uses[photo].append(Use(title, _page("articles_article", article), LIVE, since))
    return [Ending(photo, uses[photo.pk]) for photo in photos]


def _public(photo: Photo, now: datetime) -> dict[int, Use]:
    """The uses that readers saw or will see, by article."""
    rows = photo.uses.filter(edition__cancelled_at=None).order_by("-edition__live_from", "-pk")
    live = set(_editions().live(now).filter(photo_uses__photo=photo).values_list("pk", flat=True))
    found: dict[int, Use] = {}
    values = rows.values_list("edition", "edition__article", "edition__article__title", "edition__live_from")
    for edition, article, title, since in values[:SHOWN]:
        state = LIVE if edition in live else AHEAD if since > now else PAST
        if article not in found or state == LIVE:
            found[article] = Use(title, _page("articles_article", article), state, since)
    return found


def _drafts(photo: Photo) -> Iterable[tuple[int, str]]:
    """The articles whose working copy shows the photo: id and title."""
    shows = Q(lead_photo=photo) | Q(articles_figure_set__photo=photo) | Q(related_links__photo=photo)
    shows |= Q(articles_liveentry_set__photo=photo)
    rows = _model("article").objects.filter(shows).order_by("-updated_at").distinct()
    return [(pk, title) for pk, title, _updated in rows.values_list("pk", "title", "updated_at")[:SHOWN]]


def _named(rows: QuerySet) -> Iterable[tuple[int, str]]:
    return [(row.pk, str(row)) for row in rows[:SHOWN]]


def _desk_uses(model: str, rows: Iterable[tuple[int, str]], state: str) -> list[Use]:
    return [Use(title, _page(model, pk), state) for pk, title in rows]


def _page(model: str, pk: int) -> str:
    return reverse(f"admin:{model}_change", args=[pk])


def _editions() -> QuerySet:
    return _model("uses")._meta.get_field("edition").related_model.objects.all()


def _model(relation: str) -> type[Model]:
    """The model at the other end of one of a photo's relations."""
    return Photo._meta.get_field(relation).related_model
