"""Fixtures for all tests of the app environment: a real database, the real seed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Sessions, open_engine, sessions, upgrade
from bot.facts.load import load_seed
from bot.facts.seed import Seed, read_seed
from bot.places.load import load_places

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "facts"


@pytest.fixture(scope="session")
def seed() -> Seed:
    """The project's own facts/."""
    return read_seed(FACTS)


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory, seed: Seed) -> Path:
    """A database file with tables and seed, made once and copied by `database`."""
    file = tmp_path_factory.mktemp("seeded") / "faro.db"
    url = f"sqlite:///{file}"
    upgrade(url)
    engine = open_engine(url)
    with sessions(engine).begin() as session:
        load_seed(session, seed)
        load_places(session, FACTS / "places")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture
def database_url(tmp_path: Path, loaded_file: Path) -> str:
    """The address of a database of this test's own, with the seed."""
    file = tmp_path / "faro.db"
    file.write_bytes(loaded_file.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def database(database_url: str) -> Iterator[Sessions]:
    """Sessions on that database."""
    engine = open_engine(database_url)
    yield sessions(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with tables and nothing in them, made once and copied."""
    file = tmp_path_factory.mktemp("empty") / "faro.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def empty_url(tmp_path: Path, empty_file: Path) -> str:
    """The address of a database of this test's own, with tables and nothing in them."""
    file = tmp_path / "empty.db"
    file.write_bytes(empty_file.read_bytes())
    return f"sqlite:///{file}"
