"""Sunday, 8 March 2026, three in the afternoon in Hanoi: the moment that these tests read the paper."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def english(settings) -> None:
    """The words of the source, so that no translator can break a test."""
    settings.LANGUAGE_CODE = "en"
