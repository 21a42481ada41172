import shutil
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli.database import load_all
from bot.db import Sessions, open_engine, sessions
from bot.facts.seed import read_phrases
from bot.language.dates import today
from bot.settings import ROOT
from tests.cli.command import Finished, faro
from tests.facts.sample import Sample
from tests.places.sample import Sample as Places

Run = Callable[..., Awaitable[Finished]]


def answers(sample: Sample) -> list[dict[str, Any]]:
    """All records of the sample that can age."""
    comar = sample.files["comar.yml"]
    return [comar["ask_here"], *comar["answers"].values(), meta(sample)]


def meta(sample: Sample) -> dict[str, Any]:
    return sample.files["meta.yml"]["answers"]["meta_greet"]  # type: ignore[no-any-return]


def sample_in(folder: Path) -> Sample:
    """The sample, all checked today; with all phrases of the project."""
    sample = Sample(folder)
    sample.files["phrases.yml"] |= read_phrases(ROOT / "facts")
    for language in ("es", "en"):
        del sample.files["comar.yml"]["ask_here"][language]["more"]
    for answer in answers(sample):
        answer["checked_on"] = today()
        answer["review_by"] = today() + timedelta(days=60)
    return sample


def write_all(sample: Sample, places: Places) -> Path:
    """The whole folder anew."""
    shutil.rmtree(sample.folder, ignore_errors=True)
    sample.folder.mkdir(parents=True)
    sample.write()
    places.folder.mkdir()
    places.write()
    return sample.folder


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A database file with the sample and its places, made once and copied."""
    folder = tmp_path_factory.mktemp("sample")
    file = shutil.copy(empty_file, folder / "faro.db")
    engine = open_engine(f"sqlite:///{file}")
    facts = folder / "facts"
    load_all(sessions(engine), write_all(sample_in(facts), Places(facts / "places")))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder for a copy of the project, which has facts/ of its own."""
    return tmp_path / "tree"


@pytest.fixture
def sample(tree: Path) -> Sample:
    """Its facts, to be changed before they are written."""
    return sample_in(tree / "facts")


@pytest.fixture
def places(tree: Path) -> Places:
    """Its places, likewise."""
    return Places(tree / "facts" / "places")


@pytest.fixture
def write(sample: Sample, places: Places) -> Callable[[], Path]:
    """Writes both; returns the folder."""
    return lambda: write_all(sample, places)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Sessions]:
    """Sessions on the database that the commands use."""
    engine = open_engine(empty_url)
    yield sessions(engine)
    engine.dispose()


@pytest.fixture
def loaded(
    empty_url: str, sample_file: Path, write: Callable[[], Path]
) -> Iterator[Sessions]:
    """That database with sample and places in it, as they stand in the folder."""
    write()
    shutil.copy(sample_file, empty_url.removeprefix("sqlite:///"))
    engine = open_engine(empty_url)
    yield sessions(engine)
    engine.dispose()


@pytest.fixture
def run(tree: Path, empty_url: str) -> Run:
    """`faro …` in a copy of the project, on the database of this test."""
    for name in ("bot", "migrations"):
        shutil.copytree(ROOT / name, tree / name)

    async def done(*arguments: str, code: int = 0, **options: Any) -> Finished:
        options = {"root": tree, "FARO_DATABASE_URL": empty_url} | options
        finished = await faro(*arguments, **options)
        assert "Traceback" not in finished.err
        assert finished.code == code, finished.err
        return finished

    return done
