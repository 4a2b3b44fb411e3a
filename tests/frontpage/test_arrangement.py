"""What stands where on the home page, for any lists of stories."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from frontpage.arrangement import BLOCK_SIZE, TOP_STORIES, Block, arrange


@dataclass(frozen=True)
class Story:
    article_id: int


def stories(*ids: int) -> list[Story]:
    return [Story(pk) for pk in ids]


ids = st.lists(st.integers(1, 30), max_size=25)


def test_the_newest_leads_the_next_stand_beside_it_and_blocks_fill_up_with_what_is_left():
    newest = stories(*range(20, 20 - 1 - TOP_STORIES, -1))
    front = arrange(newest, [("Kinh tế", stories(20, 19, 10, 9, 8, 7, 6, 5)), ("Thể thao", stories(18, 10, 4))])
    assert (front.hero, list(front.top_stories)) == (Story(20), stories(19, 18, 17, 16, 15))
    assert front.blocks == [Block("Kinh tế", stories(10, 9, 8, 7, 6)), Block("Thể thao", stories(4))]


def test_a_section_with_nothing_left_has_no_block():
    front = arrange(stories(2, 1), [("Kinh tế", stories(2)), ("Thể thao", [])])
    assert front.blocks == []


def test_nothing_published_leaves_nothing():
    front = arrange([], [])
    assert (front.hero, front.top_stories, front.blocks) == (None, [], [])


@given(ids, st.lists(ids, max_size=6))
def test_no_article_stands_twice_and_none_is_made_up(newest, sections):
    front = arrange(stories(*newest), [(number, stories(*section)) for number, section in enumerate(sections)])
    shown = [front.hero] if front.hero else []
    shown += front.top_stories
    for block in front.blocks:
        assert 1 <= len(block.stories) <= BLOCK_SIZE
        assert {story.article_id for story in block.stories} <= set(sections[block.heading])
        shown += block.stories
    assert len(set(shown)) == len(shown)


@given(ids, st.lists(ids, max_size=6))
def test_no_block_is_short_while_its_section_has_more(newest, sections):
    front = arrange(stories(*newest), [(number, stories(*section)) for number, section in enumerate(sections)])
    shown = {story.article_id for story in [*front.top_stories, *([front.hero] if front.hero else [])]}
    blocks = {block.heading: block.stories for block in front.blocks}
    for number, section in enumerate(sections):
        mine = {story.article_id for story in blocks.get(number, [])}
        shown |= mine
        assert len(mine) == BLOCK_SIZE or set(section) <= shown
