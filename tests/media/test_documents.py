"""PDFs from outside: what is taken, what is refused and with which words, and that nothing hostile gets far."""

import io
import tempfile

import pytest

from media import documents, examining
from media.examining import Refused, examine
from tests.media import files


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        documents.look(io.BytesIO(data))
    return refused.value.reason


def test_pages_are_counted_and_the_first_is_drawn():
    facts, picture = documents.look(io.BytesIO(files.pdf(pages=3)))
    assert facts == {"pages": 3}
    assert (picture.mode, picture.size) == ("RGB", (800, 1132))


HUGE = 200_000


@pytest.mark.parametrize("size", [(1, HUGE), (HUGE, 1), (HUGE, HUGE), (1, 14_000), (14_000, 14_000), (3, 3)])
def test_a_page_of_any_size_makes_a_picture_that_a_list_can_show(size):
    _, picture = documents.look(io.BytesIO(files.pdf(size=size)))
    assert 1 <= picture.width <= 800
    assert 1 <= picture.height <= 1_600


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", documents.NOT_PDF),
        (b"<html><script>alert(1)</script>%PDF-1.4", documents.NOT_PDF),
        (b"\x00" + files.pdf(), documents.NOT_PDF),
        (b"%PDF-1.7\n" + b"garbage" * 99, examining.UNREADABLE),
        (b"%PDF-", examining.UNREADABLE),
        (files.locked_pdf(), documents.LOCKED),
    ],
)
def test_what_readers_could_not_open_is_refused_with_the_reason(data, reason):
    assert refusal(data) == reason


def test_scripts_in_a_document_are_not_run_and_do_no_harm():
    data = files.raw_pdf(catalog="/OpenAction << /S /JavaScript /JS (while\\(1\\);) >>")
    assert documents.look(io.BytesIO(data))[0] == {"pages": 1}


@pytest.mark.parametrize(
    "page",
    [
        "/MediaBox [0 0 200000 200000] /UserUnit 75000",
        "/MediaBox [-1e9 -1e9 1e9 1e9] /Rotate 90",
        "/MediaBox [0 0 1e38 1e38]",
        "/MediaBox [0 0 1e-30 1e30]",
        "/MediaBox [9 9 0 0] /CropBox [0 0 99999999 99999999]",
    ],
)
def test_a_page_of_absurd_size_is_drawn_small_or_refused_within_the_limits_of_memory(page):
    data = files.raw_pdf().replace(b"/MediaBox [0 0 300 400]", page.encode())
    try:
        picture = in_process("media.documents", data).picture
    except Refused as refused:
        assert refused.reason == examining.UNREADABLE
    else:
        assert picture.width <= 800
        assert picture.height <= 1_600


def test_what_follows_the_end_of_a_document_is_no_part_of_it():
    data = files.pdf() + b"<html><script>alert(1)</script></html>"
    assert documents.look(io.BytesIO(data))[0] == {"pages": 1}


def in_process(module: str, data: bytes) -> examining.Finding:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return examine(module, file)


def test_a_document_is_looked_at_in_a_process_of_its_own():
    finding = in_process("media.documents", files.pdf(pages=2))
    assert (finding.facts, finding.picture.size) == ({"pages": 2}, (800, 1132))
    with pytest.raises(Refused, match="password"):
        in_process("media.documents", files.locked_pdf())
    with pytest.raises(Refused, match="no pages"):
        in_process("media.documents", files.pdf(pages=0))


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (b"hang", examining.TOO_HARD),
        (b"hoard", examining.TOO_HARD),
        (b"crash", examining.TOO_HARD),
        (b"raise", examining.UNREADABLE),
    ],
)
def test_a_file_that_hangs_exhausts_or_crashes_its_reader_is_only_refused(deed, reason, monkeypatch):
    monkeypatch.setattr(examining, "MAX_SECONDS", 1)
    with pytest.raises(Refused) as refused:
        in_process("tests.media.misbehaving", deed)
    assert refused.value.reason == reason
