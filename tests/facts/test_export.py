from pathlib import Path

import pytest
import yaml

from bot.db import Sessions
from bot.facts.export import export_facts
from bot.facts.load import Loaded, load_seed
from bot.facts.review import approve, submit
from bot.facts.seed import Seed, read_seed
from tests.conftest import FACTS
from tests.facts.life import draft
from tests.facts.sample import Sample

HARD_TO_WRITE = [
    pytest.param("Línea uno.\nLínea dos.\n\n• Con punto", id="lines"),
    pytest.param("Dos puntos: sí, y # almohadilla", id="colon and hash"),
    pytest.param("\"comillas\" y 'otras'", id="quotes"),
    pytest.param("no", id="a word that YAML reads as false"),
    pytest.param("2025-01-29", id="a word that YAML reads as a date"),
    pytest.param("Uno. \n  sangrado\n\tcon tab", id="spaces at line ends"),
    pytest.param("x " * 350 + "fin", id="a very long line"),
    pytest.param("¿Peligro? 🚨 «911»", id="marks and signs"),
    pytest.param("uno\x85dos\u2028tres", id="rare line ends"),
]


def exported(make_session: Sessions, folder: Path) -> Path:
    with make_session() as session:
        export_facts(session, folder)
    return folder


def load(make_session: Sessions, seed: Seed) -> Loaded:
    with make_session.begin() as session:
        return load_seed(session, seed)


def test_the_project_s_facts_come_back_equal(
    database: Sessions, seed: Seed, tmp_path: Path
) -> None:
    assert read_seed(exported(database, tmp_path / "out")) == seed


def test_loading_an_export_changes_nothing(
    database: Sessions, seed: Seed, tmp_path: Path
) -> None:
    again = read_seed(exported(database, tmp_path / "out"))

    assert load(database, again) == Loaded(unchanged=2 * len(seed.answers))


def test_topics_keep_their_order(
    database: Sessions, seed: Seed, tmp_path: Path
) -> None:
    again = read_seed(exported(database, tmp_path / "out"))

    assert [topic.id for topic in again.topics] == [topic.id for topic in seed.topics]


@pytest.mark.parametrize("text", HARD_TO_WRITE)
def test_any_text_comes_back_as_it_was(
    empty: Sessions, sample: Sample, tmp_path: Path, text: str
) -> None:
    sample.answer["es"]["text"] = text
    sample.answer["sources"][0]["title"] = text
    sample.topic["title"]["en"] = text[:20].strip()
    sample.phrases["stale"]["en"] = text
    seed = sample.read()
    load(empty, seed)

    assert read_seed(exported(empty, tmp_path / "out")) == seed


def test_only_what_is_published_is_exported(
    empty: Sessions, sample: Sample, tmp_path: Path
) -> None:
    load(empty, sample.read())
    sample.answer["es"]["text"] = "No cuesta nada."
    sample.files["comar.yml"]["answers"]["comar_work"] = sample.answer
    load(empty, sample.read())
    del sample.files["comar.yml"]["answers"]["comar_work"]
    seed = sample.read()
    load(empty, seed)

    assert read_seed(exported(empty, tmp_path / "out")) == seed


def test_the_files_written_are_named(
    empty: Sessions, sample: Sample, tmp_path: Path
) -> None:
    load(empty, sample.read())
    with empty() as session:
        files = export_facts(session, tmp_path / "new" / "folder")

    assert sorted(file.name for file in files) == sorted(sample.files)
    assert all(file.is_file() for file in files)


def test_long_texts_are_written_as_lines_that_a_person_can_compare(
    empty: Sessions, sample: Sample, tmp_path: Path
) -> None:
    sample.answer["es"]["text"] = "Línea uno.\nLínea dos: sí."
    load(empty, sample.read())

    lines = (exported(empty, tmp_path / "out") / "comar.yml").read_text("utf-8")

    assert "      text: |-\n        Línea uno.\n        Línea dos: sí.\n" in lines


def test_an_area_is_written_as_the_seed_writes_it(
    empty: Sessions, sample: Sample, tmp_path: Path
) -> None:
    load(empty, sample.read())

    file = exported(empty, tmp_path / "out") / "comar.yml"

    assert yaml.safe_load(file.read_text("utf-8")) == sample.files["comar.yml"]


def test_the_project_s_facts_are_kept_byte_for_byte(
    database: Sessions, tmp_path: Path
) -> None:
    folder = exported(database, tmp_path / "out")

    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert written == {name: (FACTS / name).read_bytes() for name in written}
    assert len(written) == 10


def test_a_changed_text_changes_only_its_own_lines(
    empty: Sessions, sample: Sample, tmp_path: Path
) -> None:
    load(empty, sample.read())
    before = (exported(empty, tmp_path / "one") / "comar.yml").read_text("utf-8")
    with empty.begin() as session:
        draft(session, "es", "No cuesta nada.", more="Más.\n\nMás: Es gratis.")
        submit(session, "comar_cost", "Ana")
        approve(session, "comar_cost", "Luis", only_one="una falta")
    after = (exported(empty, tmp_path / "two") / "comar.yml").read_text("utf-8")

    gone = set(before.splitlines()) - set(after.splitlines())
    assert [line.strip() for line in gone] == ["text: Es gratis."]
    assert read_seed(tmp_path / "two").answers["comar_cost"].en.behind is not None


def test_what_people_did_comes_back_equal(
    empty: Sessions, sample: Sample, tmp_path: Path
) -> None:
    """Approvals, a language that is behind, its reason: nothing is lost on the way."""
    load(empty, sample.read())
    with empty.begin() as session:
        approve(session, "meta_greet", "Luis")
        draft(session, "en", "It costs nothing.", "Eva")
        submit(session, "comar_cost", "Eva")
        approve(session, "comar_cost", "Luis", only_one="una falta")
    first = exported(empty, tmp_path / "one")
    again = read_seed(first)
    entry = again.answers["comar_cost"]
    assert (entry.approved_by, again.answers["meta_greet"].approved_by) == (
        "Luis",
        "Luis",
    )
    assert entry.es.behind is not None
    assert entry.es.behind.because == "una falta"

    assert load(empty, again) == Loaded(unchanged=2 * len(again.answers))
    second = exported(empty, tmp_path / "two")
    for file in first.iterdir():
        assert (second / file.name).read_bytes() == file.read_bytes()
