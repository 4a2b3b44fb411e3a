"""What readers see of an article, told to the desk."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from articles.models import Article, Edition
from articles.timeline import reading_moment

NEVER, LIVE, WITHDRAWN = "never", "live", "withdrawn"


def moment() -> datetime:
    """The moment that readers see now."""
    return reading_moment(Edition.objects.order_by("-id").values_list("created_at", flat=True).first())


def moment_of(request: HttpRequest) -> datetime:
    """The moment of a whole page, which asks for it once."""
    if not hasattr(request, "readers_moment"):
        request.readers_moment = moment()
    return request.readers_moment


@dataclass(frozen=True)
class ForReaders:
    """What readers see of an article now (None: it was never published), and what lies ahead of it, next first."""

    standing: Edition | None
    pending: list[Edition]

    @classmethod
    def of(cls, article: Article) -> "ForReaders":
        """Read the timeline of `article`."""
        now = moment()
        related = ("section", "section__parent", "revision")
        return cls(
            article.editions.standing(now).select_related(*related).first(),
            list(article.editions.pending(now).select_related(*related)),
        )

    @property
    def state(self) -> str:
        """`LIVE`, `WITHDRAWN` or `NEVER`."""
        return state_of(self.standing and self.standing.kind)

    @property
    def live(self) -> Edition | None:
        """The edition that readers can read now."""
        return self.standing if self.state == LIVE else None

    @property
    def address(self) -> str:
        """Where readers read it, whole; "" if they do not."""
        return settings.SITE_URL + self.live.get_absolute_url() if self.live else ""


def state_of(kind: str | None) -> str:
    """The state that the kind of the standing edition stands for."""
    return {None: NEVER, Edition.Kind.PUBLICATION: LIVE, Edition.Kind.WITHDRAWAL: WITHDRAWN}[kind]


def with_states(articles: QuerySet[Article], now: datetime) -> QuerySet[Article]:
    """`articles` with `standing_kind`, `next_kind` and `next_from` of their timelines: part of the same query.

    Of what is live also what its address is made of: `live_section` and `live_slug`.
    """
    own = {"article": OuterRef("pk")}
    standing, ahead = Edition.objects.standing(now).filter(**own), Edition.objects.pending(now).filter(**own)
    return articles.annotate(
        standing_kind=Subquery(standing.values("kind")[:1]),
        live_section=Subquery(standing.values("section__slug")[:1]),
        live_slug=Subquery(standing.values("slug")[:1]),
        next_kind=Subquery(ahead.values("kind")[:1]),
        next_from=Subquery(ahead.values("live_from")[:1]),
    )
