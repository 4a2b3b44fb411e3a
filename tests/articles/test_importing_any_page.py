"""Any page is read or refused: pages set from a model, random and hostile ones, and very large ones."""

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from articles.bylines import Byline
from articles.importing import (
    Heading,
    NotAnArticle,
    Page,
    Paragraph,
    PhotoSlot,
    Related,
    parse_page,
)
from tests.articles.test_importing import FIRST, LEAD, SECOND, TITLE, page
from tests.work import calls

SHARED = Path(__file__).parents[3] / "shared"
SEED = SHARED / "seed" / "bao-tin-tuc-article.txt"


# Pages built from a model, laid out in many ways.

SYLLABLES = ["sông", "núi", "đường", "ruộng", "trăng", "quế", "mưa", "nghề", "thuyền", "lửa", "gạo", "vườn", "giếng"]
NAMES = ["Nguyễn", "Đặng", "Ngọc", "Ánh", "Ước", "Thị", "Hoàng", "Ý", "Quỳnh", "Lê", "Y-Moan", "Phương"]
words = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=12).map(" ".join)
titles = words.map(str.capitalize)
sentences = st.tuples(words, st.sampled_from([".", "…", " 8/3.", "!", " (TTXVN).", ".”."])).map("".join)
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5).map(" ".join)
credits_ = st.none() | st.tuples(names, st.sampled_from(["", "/TTXVN", "/Báo Tin tức"])).map("".join)
photos = st.builds(PhotoSlot, st.just("") | sentences.map(lambda text: text.rstrip("”")), credits_)
related = st.lists(
    st.builds(Related, titles, st.none() | sentences.filter(lambda text: not text.endswith("!"))),
    max_size=4,
    unique_by=lambda one: one.title,
)


@st.composite
def bylines(draw) -> Byline:
    prefix = draw(st.sampled_from([None, "Tin", "Tin, ảnh", "Bài và ảnh", "Ảnh", "Thực hiện"]))
    authors = draw(st.lists(names, min_size=0, max_size=3))
    source = draw(st.sampled_from([None, "TTXVN", "Báo Tin tức", "Reuters"] if authors else ["TTXVN", "AFP, Reuters"]))
    if not authors:
        return Byline(f"Theo {source}", None, (), source)
    form = draw(st.sampled_from(["{}/{}", "{} ({})", "{} (Theo {})"])) if source else "{}"
    who = draw(st.sampled_from([" - ", ", ", " – ", " và "])).join(authors)
    return Byline((f"{prefix}: " if prefix else "") + form.format(who, source), prefix, tuple(authors), source)


@st.composite
def bodies(draw) -> list:
    """Paragraphs, with headings between them and photos anywhere."""
    body = []
    for number, text in enumerate(draw(st.lists(sentences, max_size=6))):
        if number and draw(st.booleans()):
            body.append(Heading(draw(titles)))
        body.append(Paragraph(draw(st.sampled_from(["", "- "])) + text))
    for photo in draw(st.lists(photos, max_size=3)):
        body.insert(draw(st.integers(0, len(body))), photo)
    return body


pages = st.builds(
    Page,
    titles,
    sentences,
    bodies().map(tuple),
    st.none() | bylines(),
    related.map(tuple),
    st.lists(words, max_size=3).map(tuple),
)


@dataclass(frozen=True)
class Layout:
    """How a page is set; `doubled` says per related article whether its title stands twice."""

    credit: str
    doubled: tuple[bool, ...]
    topics_first: bool
    photo_before_lead: bool
    touching_byline: bool
    tail: str


layouts = st.builds(
    Layout,
    st.sampled_from(["Ảnh: {}", "(Ảnh: {})", "Ảnh: {}."]),
    st.tuples(*[st.booleans()] * 4),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "\n\nChia sẻ:\n\nRao vặt\n\nLiên hệ", "\n\nChia sẻ"]),
)
encodings = st.lists(
    st.sampled_from(
        [
            lambda text: "\ufeff" + text,
            lambda text: text.replace("\n", "\r\n"),
            lambda text: text.replace("\n", "\r"),
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: text.replace(" ", "\u00a0"),
            lambda text: text.replace(" ", "\t "),
            lambda text: text.replace("\n\n", "\n\n\n"),
            lambda text: text.replace("\n", " \n"),
        ]
    ),
    max_size=3,
    unique=True,
)


def set_photo(photo: PhotoSlot, layout: Layout) -> str:
    credit = layout.credit.format(photo.credit) if photo.credit else ""
    return f"Chú thích ảnh\n{photo.caption} {credit}".rstrip(" ")


def set_page(model: Page, layout: Layout) -> str:
    """The page as text; without a byline, what only a byline can divide from the body is marked otherwise."""
    chunks = [set_photo(block, layout) if isinstance(block, PhotoSlot) else block.text for block in model.blocks]
    early = layout.photo_before_lead and model.blocks and isinstance(model.blocks[0], PhotoSlot)
    chunks.insert(1 if early else 0, model.lead)
    topics = [f"Từ khóa: {', '.join(model.topics)}"] if model.topics else []
    others = []
    for number, one in enumerate(model.related):
        doubled = layout.doubled[number] or (number == 0 and not model.byline)
        others.append(f"{one.title}\n{one.title}" if doubled else one.title)
        others += [one.teaser] if one.teaser else []
    if model.byline and layout.touching_byline:
        others[:1] = ["\n".join([model.byline.raw, *others[:1]])]
    elif model.byline:
        others.insert(0, model.byline.raw)
    tail = topics + others if layout.topics_first else others + topics
    return "\n\n".join([model.title, *chunks, *tail]) + layout.tail


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pages, layouts, encodings)
def test_a_page_set_from_a_model_gives_the_model_back(model: Page, layout: Layout, encode):
    # Lines that stand twice are what tells a related title.
    texts = [text for text in every_text(model.as_json()) if " " in text]
    assume(len(set(texts)) == len(texts))
    text = set_page(model, layout)
    for change in encode:
        text = change(text)
    assert parse_page(text.encode()) == model


# Hostile input.


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_page_or_refused(data: bytes):
    read_or_refuse(data)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.text(max_size=8)
        | st.sampled_from(
            ["", "", "Chú thích ảnh", "Từ khóa:", "Chia sẻ", "PV", "Ảnh: A/B", "Theo A", "Xem thêm", "- x"]
        ),
        max_size=12,
    )
)
def test_a_page_does_not_depend_on_the_form_of_its_unicode(lines: list[str]):
    text = "\n".join(lines)
    forms = [read_or_refuse(unicodedata.normalize(form, text).encode()) for form in ("NFC", "NFD")]
    assert forms[0] == forms[1]


def read_or_refuse(data: bytes) -> Page | str:
    """The page or the reason of refusal; what a page says is NFC, of one line, without spaces around it."""
    try:
        read = parse_page(data)
    except NotAnArticle as refusal:
        assert str(refusal)
        assert "\n" not in str(refusal)
        return str(refusal)
    assert read.title
    assert read.lead
    for text in every_text(read.as_json()):
        assert text == unicodedata.normalize("NFC", " ".join(text.split()))
    return read


def every_text(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inside for text in every_text(one)]


@pytest.mark.parametrize("name", ["naughty", "xss"])
def test_hostile_strings_are_read_or_refused(name: str):
    path = SHARED / "corpora" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"the corpus {name}.jsonl is not beside the project")
    for row in path.read_text(encoding="utf-8").splitlines():
        hostile = json.loads(row)["s"].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        read_or_refuse(hostile.encode())
        for chunks in ([hostile, LEAD, FIRST], [TITLE, hostile, FIRST], [TITLE, LEAD, FIRST, hostile, SECOND, hostile]):
            read_or_refuse("\n\n".join(chunks).encode())
        read_or_refuse(page(f"Chú thích ảnh\n{hostile}", FIRST, f"Tin, ảnh: {hostile}/TTXVN\n{hostile}"))


def test_the_paper_s_own_page_is_read():
    if not SEED.exists():
        pytest.skip("the sample page of the paper is not beside the project")
    data = SEED.read_bytes()
    signature = next(line for line in data.decode().splitlines() if line.startswith("Tin, ảnh: "))
    author, source = signature.removeprefix("Tin, ảnh: ").split("/")
    read = parse_page(data)
    assert Counter(block.type for block in read.blocks) == {"paragraph": 7, "photo": 2}
    assert all(block.caption for block in read.blocks if isinstance(block, PhotoSlot))
    assert read.byline == Byline(signature, "Tin, ảnh", (author,), source)
    assert [bool(one.teaser) for one in read.related] == [True]
    assert read.topics == ()
    assert not any("Chia sẻ:" in text or "Rao vặt" in text for text in every_text(read.as_json()))


# Long pages: work is counted, as seconds depend on the machine.


@pytest.mark.parametrize(
    "chunk",
    [
        FIRST,
        "bến",
        "Bến\nBến",
        "PV",
        "Nguyễn Thị Lan",
        "Ảnh: Minh Đức/TTXVN",
        "Chú thích ảnh",
        "Chú thích ảnh\nBến. Ảnh: N",
        "Từ khóa:\nbến",
        "- bến",
        "1. bến",
        "Xem thêm",
    ],
)
def test_work_grows_with_the_length_of_the_page(chunk: str):
    half, long = page(*[chunk] * 1000), page(*[chunk] * 2000)
    assert calls(lambda: parse_page(long)) < 2.2 * calls(lambda: parse_page(half))


@pytest.mark.parametrize(
    "line",
    [
        "a " * 2**19,
        "Ảnh: " * 150_000,
        "(" * 2**20,
        "Tin, " * 200_000,
        "A - " * 2**18,
        "Chia sẻ: " * 80_000,
        "08/03/2025 " * 100_000,
        "\u0301\u0323" * 2**16,
        "a" + "\u05b0\u0301" * 2**16,
        "-—" * 2**18,
    ],
    ids=lambda line: line[:6].strip(),
)
def test_one_line_of_a_megabyte_is_read(line: str):
    for data in (page(FIRST, line, SECOND), page(f"Chú thích ảnh\n{line}"), f"{line}\n{line[:9]}\n\n{LEAD}".encode()):
        read_or_refuse(data)


def test_a_page_of_almost_5_mb_keeps_all_its_paragraphs():
    chunk = f"{FIRST} {SECOND}"
    count = 4_900_000 // len(f"{chunk}\n\n".encode())
    assert len(parse_page(page(*[chunk] * count, "PV")).blocks) == count


def test_many_marks_on_one_letter_are_kept():
    marks = "\u0301\u0323" * 100
    assert Counter(parse_page(page(f"a{marks}")).blocks[0].text)["\u0301"] >= 99


def test_a_page_is_a_value():
    read = parse_page(page(FIRST))
    assert read == replace(read)
    assert hash(read) == hash(parse_page(page(FIRST)))
