from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Sessions, open_engine, sessions
from tests.facts.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    folder = tmp_path / "facts"
    folder.mkdir()
    return Sample(folder)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Sessions]:
    """Sessions on a database with tables and nothing in them."""
    engine = open_engine(empty_url)
    yield sessions(engine)
    engine.dispose()
