"""What an article's page leads on to: the newest of its section, filled up from the section above it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Edition, Section

from .frame import Frame

MORE = 4


@dataclass(frozen=True)
class More:
    """The newest of `section`, in which the article lies; nothing where the article is alone."""

    section: Section
    editions: list[Edition]

    def __bool__(self) -> bool:
        return bool(self.editions)

    @property
    def is_mixed(self) -> bool:
        """Whether they lie in several sections, and each should say in which."""
        return any(edition.section_id != self.section.pk for edition in self.editions)


def more_of(edition: Edition, without: set[int], frame: Frame) -> More:
    """What else the edition's section has besides it and `without`. One query, two if a subsection has not enough."""
    section = edition.section
    listed = Edition.objects.listed(frame.moment).exclude(article__in={edition.article_id, *without})
    own = _newest(listed.filter(section=section) if section.parent_id else listed.filter(top_section=section), MORE)
    above = []
    # Press releases and advertising are not filled up with news, nor news with them.
    if len(own) < MORE and section.parent_id and section.is_news:
        around = listed.filter(top_section=section.top, section__in=frame.news_sections).exclude(section=section)
        above = _newest(around, MORE - len(own))
    return More(section.top if above else section, frame.attach([*own, *above]))


def _newest(rows: QuerySet, size: int) -> list[Edition]:
    return list(rows.for_lists().order_by("-listed_at", "-article_id")[:size])
