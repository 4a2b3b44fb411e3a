"""What the head of a page says of it to search engines, social networks and feed readers.

A view hands a Head to its page as `head`; a page without one (an error, a preview) says nothing of itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Author, Section, Topic
from kernel.text import one_line

from . import structured
from .article import ArticlePage
from .feed_links import Feed, feed_of_author, feed_of_section, feed_of_topic
from .frame import Frame
from .listing import Listing
from .name_card import WIDTH


@dataclass(frozen=True)
class Card:
    """The picture that stands for a page on social networks, and what it shows."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Story:
    """What Open Graph wants to know of an article."""

    published: datetime
    updated: datetime
    section: str
    authors: Sequence[str]
    topics: Sequence[str]


@dataclass(frozen=True)
class Head:
    """`path`: the page's one address, as search engines shall know it; `feed`: its own, beside the paper's.

    `card` is None where the picture with the paper's name stands for the page; `data`: what structured.py makes.
    """

    path: str
    title: str
    description: str = ""
    card: Card | None = None
    story: Story | None = None
    feed: Feed | None = None
    data: Sequence[dict[str, Any]] = ()


def head_of_page(path: str, name: str, description: str, frame: Frame, above: Sequence[tuple[str, str]] = ()) -> Head:
    """The head of a page that is called `name`, below the pages `above` (names and paths)."""
    trail = structured.breadcrumb([*above, (name, path)])
    return Head(path, f"{name} | {frame.paper_name}", description, data=(trail,))


def head_of_home(frame: Frame) -> Head:
    words = {"paper": frame.paper_name, "sections": ", ".join(entry.section.name for entry in frame.menu)}
    told = _("The newest from %(paper)s: %(sections)s.") % words
    data = (structured.organization(frame), structured.website(frame))
    return Head(reverse("reader:home"), frame.paper_name, told, data=data)


def head_of_section(section: Section, listing: Listing, frame: Frame) -> Head:
    trail = structured.breadcrumb([(row.name, row.get_absolute_url()) for row in dict.fromkeys([section.top, section])])
    return Head(
        listing.address(section.get_absolute_url()),
        f"{section.name} | {frame.paper_name}",
        section.description or _told(_("The section %(name)s of %(paper)s, newest articles first."), section, frame),
        feed=feed_of_section(section, frame),
        data=(trail,),
    )


def head_of_article(page: ArticlePage, frame: Frame) -> Head:
    edition = page.edition
    trail = [(section.name, section.get_absolute_url()) for section in page.breadcrumb]
    told = structured.live_blog(page, page.live, frame) if page.live else structured.article(page, frame)
    return Head(
        edition.get_absolute_url(),
        edition.title,
        edition.lead,
        card=_card(page),
        story=Story(
            edition.first_published_at,
            edition.live_from,
            edition.section.name,
            [author["name"] for author in page.authors],
            [topic["name"] for topic in page.topics],
        ),
        feed=feed_of_section(edition.section, frame),
        data=(told, structured.breadcrumb([*trail, (edition.title, "")])),
    )


def _card(page: ArticlePage) -> Card | None:
    """None where there is no photo to show, or one too small for the cards that social networks print."""
    social = page.leading and page.leading.picture.social
    if not social or social.width < WIDTH:
        return None
    return Card(social.jpeg, social.width, social.height, page.leading.alt)


def head_of_author(author: Author, listing: Listing, frame: Frame) -> Head:
    return Head(
        listing.address(author.get_absolute_url()),
        f"{author.name} | {frame.paper_name}",
        one_line(author.bio) or _told(_("All articles by %(name)s in %(paper)s, newest first."), author, frame),
        feed=feed_of_author(author, frame),
        data=(
            structured.profile(author),
            structured.breadcrumb(
                [(_("Authors"), reverse("reader:authors")), (author.name, author.get_absolute_url())]
            ),
        ),
    )


def head_of_topic(topic: Topic, listing: Listing, frame: Frame) -> Head:
    return Head(
        listing.address(topic.get_absolute_url()),
        f"{topic.name} | {frame.paper_name}",
        _told(_("All articles of %(paper)s on %(name)s, newest first."), topic, frame),
        feed=feed_of_topic(topic, frame),
        data=(
            structured.breadcrumb([(_("Topics"), reverse("reader:topics")), (topic.name, topic.get_absolute_url())]),
        ),
    )


def _told(words: str, named: Section | Author | Topic, frame: Frame) -> str:
    """What is said of a page that nobody has described."""
    return words % {"name": named.name, "paper": frame.paper_name}
