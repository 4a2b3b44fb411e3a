"""Two people changed one article: what does not touch merges by itself, and nothing that was typed is lost."""

import json
import re
from collections import Counter
from copy import deepcopy
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import Content
from articles.merging import merge
from articles.pieces import is_whole, pieces


def text(uid: str, *paragraphs: str) -> Content:
    return {"type": "text", "uid": uid, "html": "".join(f"<p>{words}</p>" for words in paragraphs)}


def html(uid: str, markup: str) -> Content:
    return {"type": "text", "uid": uid, "html": markup}


def quote(uid: str, words: str) -> Content:
    return {"type": "quote", "uid": uid, "text": words, "attribution": ""}


def figure(uid: str, photo: int, caption: str) -> Content:
    words = {"credit": "", "alt": "", "decorative": False, "layout": "normal"}
    return {"type": "figure", "uid": uid, "photo": {"id": photo, "alt": "x"}, "caption": caption} | words


def link(article: int, teaser: str = "") -> Content:
    return {"article": article, "url": "", "title": "", "teaser": teaser, "photo": None}


def content(*blocks: Content, **fields: Any) -> Content:
    return {
        "title": "Tít",
        "short_title": "",
        "lead": "Sapo",
        "slug": "tit",
        "section": 1,
        "label": "none",
        "topics": [1, 2],
        "byline": {"prefix": "", "authors": [1, 2, 3], "source": ""},
        "lead_photo": None,
        "blocks": list(blocks),
        "related": [],
    } | fields


BASE = content(
    text("a", "Sáng nay mưa lớn ở Huế", "Nước sông Hương dâng cao", "Học sinh nghỉ học hai ngày"),
    figure("b", 7, "Cầu Trường Tiền"),
    quote("c", "Chúng tôi đã sẵn sàng"),
    text("d", "Mưa còn kéo dài"),
    related=[link(5), link(6)],
)


def changed(**fields: Any) -> Content:
    return deepcopy(BASE) | fields


def with_block(uid: str, **parts: Any) -> Content:
    return changed(blocks=[block | parts if block["uid"] == uid else block for block in BASE["blocks"]])


def with_html(markup: str) -> Content:
    return with_block("a", html=markup)


def paragraphs(*words: str) -> str:
    return text("", *words)["html"]


def uids(merged: Any) -> list[str]:
    return [block["uid"] for block in merged.content["blocks"]]


# --- What merges by itself ----------------------------------------------------------


def test_two_fields() -> None:
    merged = merge(BASE, changed(title="Tít mới"), changed(lead="Sapo mới"))
    assert (merged.clashes, merged.taken) == ([], [("lead",)])
    assert merged.content == changed(title="Tít mới", lead="Sapo mới")


def test_neighbouring_paragraphs_of_one_text() -> None:
    one, two, three = "Sáng nay mưa lớn ở Huế", "Nước sông Hương dâng cao", "Học sinh nghỉ học hai ngày"
    mine = with_html(paragraphs(one, "Nước sông Hương dâng rất cao", three))
    theirs = with_html(paragraphs("Sáng nay mưa rất lớn ở Huế", two, "Thêm một đoạn", three))
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == []
    assert merged.content["blocks"][0]["html"] == paragraphs(
        "Sáng nay mưa rất lớn ở Huế", "Nước sông Hương dâng rất cao", "Thêm một đoạn", three
    )


def test_items_of_one_list() -> None:
    def listed(*items: str) -> Content:
        return content(html("a", f"<p>Ba điều:</p><ul>{''.join(f'<li><p>{item}</p></li>' for item in items)}</ul>"))

    merged = merge(
        listed("Một là nước", "Hai là phân", "Ba là cần"),
        listed("Một là nước sạch", "Hai là phân", "Ba là cần"),
        listed("Một là nước", "Hai là phân", "Ba là cần cù", "Bốn là giống"),
    )
    assert merged.clashes == []
    assert merged.content == listed("Một là nước sạch", "Hai là phân", "Ba là cần cù", "Bốn là giống")


def test_a_paragraph_of_each_at_the_same_place_stands_behind_the_other() -> None:
    before = ["Sáng nay mưa lớn ở Huế", "Nước sông Hương dâng cao", "Học sinh nghỉ học hai ngày"]
    merged = merge(BASE, with_html(paragraphs(*before, "Tôi viết")), with_html(paragraphs(*before, "Lan kể")))
    assert merged.clashes == []
    assert merged.content["blocks"][0]["html"] == paragraphs(*before, "Lan kể", "Tôi viết")


def test_blocks_moved_inserted_and_deleted() -> None:
    a, b, c, d = BASE["blocks"]
    mine = changed(blocks=[d, a, b, c])
    theirs = changed(blocks=[a, quote("e", "Mới"), c, d])
    merged = merge(BASE, mine, theirs)
    assert (merged.clashes, uids(merged)) == ([], ["d", "a", "e", "c"])


def test_topics_authors_and_related_links() -> None:
    mine = changed(
        topics=[1, 2, 9], byline=BASE["byline"] | {"authors": [3, 1, 2]}, related=[link(6), link(5), link(8)]
    )
    theirs = changed(topics=[2], byline=BASE["byline"] | {"authors": [1, 2, 3, 4]}, related=[link(5, "Xem"), link(6)])
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == []
    assert merged.content["topics"] == [2, 9]
    assert merged.content["byline"]["authors"] == [3, 4, 1, 2] or merged.content["byline"]["authors"] == [3, 1, 2, 4]
    assert merged.content["related"] == [link(6), link(5, "Xem"), link(8)]


def test_a_photo_that_the_library_describes_anew_is_no_change() -> None:
    mine = with_block("b", photo={"id": 7, "alt": "mới"})
    assert merge(BASE, mine, with_block("b", photo={"id": 8, "alt": "khác"})).clashes == []
    assert merge(BASE, with_block("b", caption="Cầu mới"), mine).taken == []


# --- Clashes ------------------------------------------------------------------------


def clashes(mine: Content, theirs: Content) -> list[tuple[str, Any, Any]]:
    return [(clash.key, clash.mine, clash.theirs) for clash in merge(BASE, mine, theirs).clashes]


def test_the_same_field_changed_by_both() -> None:
    assert clashes(changed(title="Một"), changed(title="Hai")) == [("title", "Một", "Hai")]
    assert clashes(changed(title="Một"), changed(title="Một")) == []


def test_the_same_paragraph_changed_by_both() -> None:
    one, _two, three = "Sáng nay mưa lớn ở Huế", "", "Học sinh nghỉ học hai ngày"
    mine = with_html(paragraphs(one, "Nước sông Hương dâng nhanh", three))
    theirs = with_html(paragraphs(one, "Nước sông Hương đã rút", "Thêm đoạn nữa", three))
    assert clashes(mine, theirs) == [
        ("blocks/a/html/1", "<p>Nước sông Hương dâng nhanh</p>", "<p>Nước sông Hương đã rút</p>")
    ]


@pytest.mark.parametrize("mine_deletes", [True, False])
def test_a_block_deleted_by_one_and_changed_by_the_other_keeps_its_text(mine_deletes: bool) -> None:
    without, with_text = changed(blocks=BASE["blocks"][1:]), with_html("<p>Viết tiếp ở đây</p>")
    mine, theirs = (without, with_text) if mine_deletes else (with_text, without)
    merged = merge(BASE, mine, theirs)
    assert [clash.key for clash in merged.clashes] == ["blocks/a"]
    assert merged.content["blocks"][0]["html"] == "<p>Viết tiếp ở đây</p>"


def test_what_is_settled_is_no_clash_and_stands_where_it_belongs() -> None:
    mine = with_html("<ul><li>Một</li><li>Hai ba bốn</li></ul>")
    before = merge(BASE, mine, BASE).content
    theirs = deepcopy(before)
    mine = with_html("<ul><li>Một</li><li>Hai ba năm</li></ul>")
    theirs["blocks"][0]["html"] = "<ul><li>Một</li><li>Hai ba sáu</li></ul>"
    [clash] = merge(before, mine, theirs).clashes
    merged = merge(before, mine, theirs, {clash.key: "<p>Hai ba bảy</p>"})
    assert merged.clashes == []
    assert merged.content["blocks"][0]["html"] == "<ul><li>Một</li><li><p>Hai ba bảy</p></li></ul>"


def test_without_a_base_only_what_differs_is_asked_for() -> None:
    merged = merge(None, changed(title="Một", blocks=BASE["blocks"][:2]), changed(title="Hai"))
    assert [clash.key for clash in merged.clashes] == ["title"]
    assert uids(merged) == ["a", "b", "c", "d"]


# --- Whatever people do -------------------------------------------------------------

EVEN, ODD = 0, 1


class Person:
    """Changes an article at random, with words that nobody else types."""

    def __init__(self, name: str, base: Content, data: st.DataObject, only: int | None = None) -> None:
        self.name, self.data, self.only = name, data, only
        self.content = deepcopy(base)
        self.numbers = count(1)
        for _act in range(data.draw(st.integers(0, 6), label=f"{name} acts")):
            acts = [self.change_field, self.change_block, self.insert_block, self.delete_block, self.add_link]
            data.draw(st.sampled_from(acts if only is not None else [*acts, self.move_block]))()

    def word(self) -> str:
        return f"{self.name}{next(self.numbers)}x"

    def some_block(self) -> Content | None:
        blocks = [block for block in self.content["blocks"] if self.may(block)]
        return self.data.draw(st.sampled_from(blocks)) if blocks else None

    def may(self, block: Content) -> bool:
        return self.only is None or (block["uid"].isdigit() and int(block["uid"]) % 2 == self.only)

    def change_field(self) -> None:
        names = [["title", "lead"], ["short_title", "slug"]]
        name = self.data.draw(st.sampled_from(sum(names, []) if self.only is None else names[self.only]))
        self.content[name] += " " + self.word()

    def change_block(self) -> None:
        if block := self.some_block():
            if block["type"] == "quote":
                block["text"] += " " + self.word()
            else:
                block["html"] = "".join(self.changed(pieces(block["html"])))

    def changed(self, found: list[str]) -> list[str]:
        at = self.data.draw(st.integers(0, len(found)))
        act = self.data.draw(st.sampled_from(["insert", "change", "delete", "list"]))
        inside = found[at - 1].startswith("<li") if at else False
        if act == "list" and not inside and is_whole(found[:at]):
            return [*found[:at], "<ul>", f"<li>{self.word()}</li>", "</ul>", *found[at:]]
        if act == "insert" or at == len(found) or not found[at].startswith(("<p", "<li")):
            new = f"<li>{self.word()}</li>" if not is_whole(found[:at]) else f"<p>{self.word()}</p>"
            return [*found[:at], new, *found[at:]]
        if act == "delete":
            return found[:at] + found[at + 1 :]
        return [*found[:at], re.sub("</(p|li)>$", f" {self.word()}</\\1>", found[at]), *found[at + 1 :]]

    def insert_block(self) -> None:
        at = self.data.draw(st.integers(0, len(self.content["blocks"])))
        self.content["blocks"].insert(at, text(self.word(), self.word()))

    def delete_block(self) -> None:
        if block := self.some_block():
            self.content["blocks"].remove(block)

    def move_block(self) -> None:
        if block := self.some_block():
            self.content["blocks"].remove(block)
            self.content["blocks"].insert(self.data.draw(st.integers(0, len(self.content["blocks"]))), block)

    def add_link(self) -> None:
        self.content["related"].append(link(0) | {"url": f"https://{self.word()}.vn"})


WORDS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn"]), min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(
    WORDS.map(lambda words: f"<p>{words}</p>")
    | st.lists(WORDS, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"),
    max_size=5,
).map("".join)
BASES = st.lists(
    TEXTS.map(lambda markup: html("", markup)) | WORDS.map(lambda words: quote("", words)), max_size=5
).map(lambda blocks: content(*({**block, "uid": str(index)} for index, block in enumerate(blocks))))


def typed(article: Content) -> Counter[str]:
    """The words that somebody typed."""
    return Counter(re.findall(r"\b(?:mine|theirs)\d+x", json.dumps(article)))


@given(base=BASES, data=st.data())
def test_nothing_typed_is_lost(base: Content, data: st.DataObject) -> None:
    mine, theirs = Person("mine", base, data).content, Person("theirs", base, data).content
    merged = merge(base, mine, theirs)
    shown = typed(merged.content) | typed([vars(clash) | {"base": None} for clash in merged.clashes])
    assert set(typed(mine)) | set(typed(theirs)) <= set(shown)


@given(base=BASES, data=st.data())
def test_changes_to_different_fields_and_blocks_all_survive(base: Content, data: st.DataObject) -> None:
    mine, theirs = Person("mine", base, data, EVEN).content, Person("theirs", base, data, ODD).content
    merged = merge(base, mine, theirs)
    assert merged.clashes == []
    assert typed(merged.content) == typed(mine) + typed(theirs)
    for block in merged.content["blocks"]:
        owner = mine if not block["uid"].isdigit() and "mine" in block["uid"] else theirs
        if block["uid"].isdigit() and int(block["uid"]) % 2 == EVEN:
            owner = mine
        assert block in owner["blocks"]
    deleted = [block["uid"] for block in base["blocks"] if block["uid"] not in uids(merged)]
    owners = {EVEN: mine, ODD: theirs}
    assert deleted == [block["uid"] for block in base["blocks"] if is_gone(block["uid"], owners[int(block["uid"]) % 2])]


def is_gone(uid: str, article: Content) -> bool:
    return all(block["uid"] != uid for block in article["blocks"])


@given(base=BASES, data=st.data())
def test_who_alone_changed_something_is_right(base: Content, data: st.DataObject) -> None:
    mine = Person("mine", base, data).content
    for merged in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert (merged.content, merged.clashes) == (mine, [])
    assert merge(base, mine, base).taken == []


@given(base=BASES, data=st.data())
def test_either_may_be_the_second(base: Content, data: st.DataObject) -> None:
    mine, theirs = Person("mine", base, data).content, Person("theirs", base, data).content
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    swapped = [(clash.key, clash.theirs, clash.mine) for clash in other.clashes]
    assert sorted((clash.key, clash.mine, clash.theirs) for clash in one.clashes) == sorted(swapped)
    if not one.clashes:
        assert typed(one.content) == typed(other.content)
        assert sorted(uids(one)) == sorted(uids(other))


@given(base=BASES, data=st.data())
def test_decisions_leave_no_clash_and_a_text_that_can_stand(base: Content, data: st.DataObject) -> None:
    mine, theirs = Person("mine", base, data).content, Person("theirs", base, data).content
    settled = {
        clash.key: data.draw(st.sampled_from([clash.mine, clash.theirs])) for clash in merge(base, mine, theirs).clashes
    }
    merged = merge(base, mine, theirs, settled)
    assert merged.clashes == []
    for block in merged.content["blocks"]:
        assert is_whole(pieces(block.get("html", "")))


@given(TEXTS)
def test_pieces_put_together_are_the_text(markup: str) -> None:
    assert "".join(pieces(markup)) == markup
    assert is_whole(pieces(markup))
