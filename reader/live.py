"""A live blog as others are told of it: each report with its moment, and from when to when they lie. Pure."""

from dataclasses import dataclass
from datetime import datetime

from articles.content import Content, live_entries, moment_of
from articles.markup import as_text, sanitise
from articles.models import Article
from articles.rendering import entry_anchor


@dataclass(frozen=True)
class LiveReport:
    """One report: `body` is plain text, `anchor` the id of its element."""

    headline: str
    body: str
    moment: datetime
    anchor: str


@dataclass(frozen=True)
class LiveBlog:
    """The reports, newest first, and whether more are to come."""

    reports: list[LiveReport]
    is_running: bool

    @property
    def begun(self) -> datetime:
        return self.reports[-1].moment

    @property
    def updated(self) -> datetime:
        return self.reports[0].moment


def live_blog_of(content: Content) -> LiveBlog | None:
    """The content's live blog; None without reports."""
    reports = [
        LiveReport(entry["title"], as_text(sanitise(entry["html"])), moment_of(entry), entry_anchor(entry))
        for entry in live_entries(content)
    ]
    return LiveBlog(reports, content["label"] == Article.Label.LIVE) if reports else None
