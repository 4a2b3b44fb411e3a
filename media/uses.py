"""Where photos are used. Articles belong to a higher layer: only the names of relations are known here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from .models import Photo

SHOWN = 50
LIVE, AHEAD, PAST, DRAFT = "live", "ahead", "past", "draft"
STATES = {LIVE: _("on the site"), AHEAD: _("scheduled"), PAST: _("no longer on the site"), DRAFT: _("in a draft")}


@dataclass(frozen=True)
class Use:
    """An article that shows a photo, or did: `since` when readers saw, or will see, it there last."""

    article: int
    title: str
    state: str
    since: datetime | None = None

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])


def used() -> Exists:
    """Whether an edition, a past one too, shows the photo of a query's row."""
    return Exists(_uses().filter(photo=OuterRef("pk")))


def last_used(now: datetime) -> Subquery:
    """When readers last got an edition that shows the photo of a query's row."""
    seen = _uses().filter(photo=OuterRef("pk"), edition__cancelled_at=None, edition__live_from__lte=now)
    return Subquery(seen.order_by("-edition__live_from").values("edition__live_from")[:1])


def never_used(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Those that neither an edition nor a working copy shows."""
    return photos.filter(~used(), figure=None, article=None, relatedlink=None)


def in_use(photo: Photo) -> bool:
    """Whether anything shows the photo, a draft too."""
    return not never_used(Photo.objects.filter(pk=photo.pk)).exists()


def uses_of(photo: Photo, now: datetime) -> list[Use]:
    """The articles that show the photo or did, each once, the latest first; drafts after what readers saw."""
    public = _public_uses(photo, now)
    known = {use.article for use in public}
    return public + [use for use in _drafts(photo) if use.article not in known]


@dataclass(frozen=True)
class Ending:
    """A photo whose rights end soon, and the articles on the site that will lose it."""

    photo: Photo
    uses: list[Use]


def endings(now: datetime) -> list[Ending]:
    """The photos whose rights end within seven days, the first to end first, at most 50. Two queries."""
    photos = list(Photo.objects.ending(now)[:SHOWN])
    uses: dict[int, list[Use]] = {photo.pk: [] for photo in photos}
    live = _model(_model(Photo, "uses"), "edition").objects.live(now).filter(photo_uses__photo__in=photos)
    for photo, article, title, since in live.order_by("-live_from").values_list(
        "photo_uses__photo", "article", "title", "live_from"
    ):
        uses[photo].append(Use(article, title, LIVE, since))
    return [Ending(photo, uses[photo.pk]) for photo in photos]


def _public_uses(photo: Photo, now: datetime) -> list[Use]:
    rows = photo.uses.filter(edition__cancelled_at=None).order_by("-edition__live_from", "-pk")
    editions = _model(photo.uses.model, "edition")
    live = set(editions.objects.live(now).filter(photo_uses__photo=photo).values_list("pk", flat=True))
    found: dict[int, Use] = {}
    values = rows.values_list("edition", "edition__article", "edition__article__title", "edition__live_from")
    for edition, article, title, since in values[: SHOWN * 4]:
        state = LIVE if edition in live else AHEAD if since > now else PAST
        if article not in found or state == LIVE:
            found[article] = Use(article, title, state, since)
    return list(found.values())[:SHOWN]


def _drafts(photo: Photo) -> list[Use]:
    article = _model(Photo, "article")
    shows = Q(lead_photo=photo) | Q(articles_figure_set__photo=photo) | Q(related_links__photo=photo)
    rows = article.objects.filter(shows).order_by("-updated_at").distinct().values_list("pk", "title", "updated_at")
    return [Use(pk, title, DRAFT, None) for pk, title, _updated in rows[:SHOWN]]


def _uses() -> QuerySet[Model]:
    return _model(Photo, "uses").objects.all()


def _model(model: type[Model], relation: str) -> type[Model]:
    """The model at the other end of a relation."""
    return model._meta.get_field(relation).related_model
