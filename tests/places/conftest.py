from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.db import Sessions, open_engine, sessions
from bot.facts.seed import Seed
from bot.places.load import load_places
from tests.places.sample import Sample

Load = Callable[..., Sessions]


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    folder = tmp_path / "places"
    folder.mkdir()
    return Sample(folder)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Sessions]:
    """Sessions on a database with tables and nothing in them."""
    engine = open_engine(empty_url)
    yield sessions(engine)
    engine.dispose()


@pytest.fixture
def load(empty: Sessions, sample: Sample) -> Load:
    """Loads these shelters and offices into an empty database."""

    def loaded(
        shelters: list[dict[str, Any]] | None = None,
        offices: list[dict[str, Any]] | None = None,
    ) -> Sessions:
        sample.files["shelters.yml"]["places"] = shelters or []
        sample.files["comar_offices.yml"]["offices"] = offices or []
        with empty.begin() as session:
            load_places(session, sample.write())
        return empty

    return loaded


@pytest.fixture
def phrases(seed: Seed) -> dict[str, dict[str, str]]:
    """The project's own phrases, by language and key."""
    return {
        language: {
            key: texts[language]
            for key, texts in seed.phrases.items()
            if language in texts
        }
        for language in ("es", "en")
    }
