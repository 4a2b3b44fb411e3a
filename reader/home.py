from articles.models import Edition, Section
from frontpage.arrangement import Arrangement, arrange
from frontpage.stories import newest, newest_in

from .frame import Frame


def front(frame: Frame) -> Arrangement[Section, Edition]:
    """The home page at the frame's moment: one query, and one for each top section of the menu."""
    # Press releases and advertising have their own blocks; they never lead the paper.
    without = [pk for pk, section in frame.sections.items() if not section.is_news]
    first = frame.attach(newest(frame.moment, without=without))
    tops = [entry.section for entry in frame.menu]
    return arrange(first, [(top, frame.attach(newest_in(top.pk, frame.moment))) for top in tops])
