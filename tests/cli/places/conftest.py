from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Sessions, open_engine, sessions
from bot.places.load import load_places
from tests.places.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """The places of these tests, to be changed before `loaded`."""
    folder = tmp_path / "places"
    folder.mkdir()
    return Sample(folder)


@pytest.fixture
def loaded(empty_url: str, sample: Sample) -> Iterator[Sessions]:
    """The database that the commands use, with the sample in it."""
    engine = open_engine(empty_url)
    make_session = sessions(engine)
    with make_session.begin() as session:
        load_places(session, sample.write())
    yield make_session
    engine.dispose()
