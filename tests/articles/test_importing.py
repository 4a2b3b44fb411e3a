"""Reading pages of the paper: each page in `pages/` is fictional and stands beside the JSON that it must give."""

import json
from pathlib import Path

import pytest

from articles.importing import parse_page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_gives_exactly_its_json(page: Path):
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert parse_page(page.read_bytes()).as_json() == expected
