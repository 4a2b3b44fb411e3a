"""What stands where on the home page, for any lists of stories."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontpage.arrangement import BLOCK_SIZE, LATEST, TOP_STORIES, Arrangement, Block, arrange


@dataclass(frozen=True)
class Story:
    article_id: int


def stories(*ids: int) -> list[Story]:
    return [Story(pk) for pk in ids]


def shown(front: Arrangement) -> list[Story]:
    """Every story of the page, from top to bottom."""
    first = [front.hero] if front.hero else []
    blocks = [story for block in front.blocks for story in block.stories]
    return [*first, *front.top_stories, *front.latest, *front.photos, *blocks, *front.press]


ids = st.lists(st.integers(1, 60), max_size=40)


def test_the_newest_leads_the_next_stand_beside_it_and_blocks_fill_up_with_what_is_left():
    newest = list(range(60, 30, -1))
    front = arrange(stories(*newest), [("Kinh tế", stories(60, 58, 9, 8, 7, 6, 5, 4)), ("Thể thao", stories(57, 9, 3))])
    assert front.hero == Story(60)
    assert list(front.top_stories) == stories(*newest[1 : 1 + TOP_STORIES])
    assert list(front.latest) == stories(*newest[1 + TOP_STORIES : 1 + TOP_STORIES + LATEST])
    assert front.blocks == [
        Block("Kinh tế", stories(9, 8, 7, 6, 5), "wide"),
        Block("Thể thao", stories(3), "wide"),
    ]


def test_placed_stories_come_first_in_their_order():
    front = arrange(stories(9, 8, 7), [], placed=stories(2, 8))
    assert (front.hero, front.top_stories) == (Story(2), stories(8, 9, 7))


def test_a_photo_story_that_leads_the_page_is_not_in_the_strip_and_one_of_the_strip_is_not_among_the_newest():
    newest = list(range(60, 30, -1))
    front = arrange(stories(*newest), [("Du lịch", stories(60, 40, 2))], photos=stories(60, 50, 40))
    assert front.photos == stories(50, 40)
    assert Story(50) not in front.latest
    assert front.blocks == [Block("Du lịch", stories(2))]


def test_press_releases_stand_apart():
    front = arrange(stories(9), [("Kinh tế", stories(8))], press=stories(7, 6))
    assert front.press == stories(7, 6)


@pytest.mark.parametrize(
    ("sizes", "designs"),
    [
        ([5], ["wide"]),
        ([1], ["wide"]),
        ([1, 1], ["pair", "pair"]),
        ([5, 5], ["wide", "wide"]),
        ([5, 5, 5], ["wide", "pair", "pair"]),
        ([5, 5, 5, 5, 5, 5, 5], ["wide", "pair", "pair", "strip", "pair", "pair", "wide"]),
        ([2, 5, 3, 4, 1], ["pair", "pair", "pair", "pair", "wide"]),
        ([2, 5, 5, 4, 1], ["pair", "pair", "wide", "pair", "pair"]),
    ],
)
def test_blocks_change_their_design_and_a_half_of_a_pair_is_never_alone(sizes, designs):
    pks = iter(range(1, 100))
    front = arrange([], [(number, [Story(next(pks)) for _ in range(size)]) for number, size in enumerate(sizes)])
    assert [block.design for block in front.blocks] == designs


def test_a_section_with_nothing_left_has_no_block():
    front = arrange(stories(2, 1), [("Kinh tế", stories(2)), ("Thể thao", [])])
    assert front.blocks == []


def test_nothing_published_leaves_nothing():
    assert arrange([], []) == Arrangement(None, [], [], [], [], [])


@given(ids, st.lists(ids, max_size=6), ids, ids, ids)
def test_no_article_stands_twice_and_none_is_made_up(newest, sections, placed, photos, press):
    blocks = [(number, stories(*section)) for number, section in enumerate(sections)]
    front = arrange(stories(*newest), blocks, placed=stories(*placed), photos=stories(*photos), press=stories(*press))
    for block in front.blocks:
        assert 1 <= len(block.stories) <= BLOCK_SIZE
        assert {story.article_id for story in block.stories} <= set(sections[block.heading])
    assert {story.article_id for story in front.photos} <= set(photos)
    assert {story.article_id for story in front.press} <= set(press)
    assert len(set(shown(front))) == len(shown(front))


@given(ids, st.lists(ids, max_size=6))
def test_no_block_is_short_while_its_section_has_more(newest, sections):
    front = arrange(stories(*newest), [(number, stories(*section)) for number, section in enumerate(sections)])
    standing = {story.article_id for story in shown(front)}
    blocks = {block.heading: block.stories for block in front.blocks}
    for number, section in enumerate(sections):
        assert len(blocks.get(number, [])) == BLOCK_SIZE or set(section) <= standing
