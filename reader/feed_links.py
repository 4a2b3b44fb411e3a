"""The feeds that there are, and their addresses."""

from dataclasses import dataclass

from django.urls import reverse

from articles.models import Author, Section, Topic

from .frame import Frame


@dataclass(frozen=True)
class Feed:
    """A feed in both formats: `name` stands in its addresses, `subject` says of what it tells ("" for the whole
    paper), `path` is the page that it goes with.
    """

    name: str
    subject: str
    path: str
    paper: str
    description: str = ""

    @property
    def title(self) -> str:
        return " | ".join(filter(None, [self.subject, self.paper]))

    @property
    def rss(self) -> str:
        return self.address("rss")

    @property
    def atom(self) -> str:
        return self.address("atom")

    def address(self, format: str) -> str:
        return reverse("reader:feed", args=[format, self.name])


def feed_of_paper(frame: Frame) -> Feed:
    return Feed("tin-moi", "", reverse("reader:home"), frame.paper_name)


def feed_of_section(section: Section, frame: Frame) -> Feed:
    path = section.get_absolute_url()
    return Feed(f"chuyen-muc/{section.slug}", section.name, path, frame.paper_name, section.description)


def feed_of_author(author: Author, frame: Frame) -> Feed:
    return Feed(f"tac-gia/{author.slug}", author.name, author.get_absolute_url(), frame.paper_name)


def feed_of_topic(topic: Topic, frame: Frame) -> Feed:
    return Feed(f"chu-de/{topic.slug}", topic.name, topic.get_absolute_url(), frame.paper_name)
