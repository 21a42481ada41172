import shutil
import sqlite3
from pathlib import Path

import pytest
import yaml

from bot.facts.seed import Seed, read_seed
from bot.settings import ROOT
from tests.cli.command import Finished, faro


@pytest.fixture
def own_tree(tmp_path: Path) -> Path:
    """A copy of the project whose facts a test may break."""
    tree = tmp_path / "tree"
    unneeded = shutil.ignore_patterns("__pycache__")
    for name in ("bot", "facts", "migrations"):
        shutil.copytree(ROOT / name, tree / name, ignore=unneeded)
    return tree


@pytest.fixture
def new_url(tmp_path: Path) -> str:
    """A database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'not yet' / 'new.db'}"


def forget_english(tree: Path, topic: str) -> None:
    file = tree / "facts" / "comar.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    del content["answers"][topic]["en"]
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def versions(url: str) -> int:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        query = "SELECT count(*) FROM answer_versions"
        found: int = connection.execute(query).fetchone()[0]
    connection.close()
    return found


def assert_plain(done: Finished, code: int) -> None:
    assert done.code == code
    assert "Traceback" not in done.err


async def test_check_counts_what_is_complete_and_needs_no_database(
    seed: Seed,
) -> None:
    done = await faro("facts", "check")
    assert_plain(done, 0)
    own = sum(topic.id in seed.answers for topic in seed.topics)
    assert f"{len(seed.topics)} topics, {own} with an answer" in done.out


@pytest.mark.parametrize("command", ["check", "load"])
async def test_facts_with_a_gap_are_refused_with_file_topic_and_remedy(
    command: str, own_tree: Path, database_url: str
) -> None:
    before = versions(database_url)
    forget_english(own_tree, "comar_cost")
    forget_english(own_tree, "comar_denied")
    done = await faro("facts", command, root=own_tree, FARO_DATABASE_URL=database_url)
    assert_plain(done, 2)
    assert [line.partition(" has")[0] for line in done.err.splitlines()] == [
        "facts/comar.yml: topic comar_cost",
        "facts/comar.yml: topic comar_denied",
    ]
    assert "Add `en:`" in done.err
    assert versions(database_url) == before


async def test_broken_places_are_refused_and_nothing_is_loaded(
    own_tree: Path, database_url: str
) -> None:
    before = versions(database_url)
    answers = own_tree / "facts" / "comar.yml"
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("COMAR", "comar"), encoding="utf-8")
    places = own_tree / "facts" / "places" / "shelters.yml"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace("kind: shelter", "kind: hotel", 1), encoding="utf-8")
    done = await faro("facts", "load", root=own_tree, FARO_DATABASE_URL=database_url)
    assert_plain(done, 2)
    assert done.err.startswith("facts/places/shelters.yml: Casa del Migrante en Tij")
    assert versions(database_url) == before


async def test_load_makes_a_new_database_and_a_second_load_changes_nothing(
    new_url: str, seed: Seed
) -> None:
    texts = 2 * len(seed.answers)
    first = await faro("facts", "load", FARO_DATABASE_URL=new_url)
    second = await faro("facts", "load", FARO_DATABASE_URL=new_url)
    assert_plain(first, 0)
    assert first.out.startswith(f"{texts} new versions, 0 unchanged, 0 retired, ")
    assert second.out.startswith(f"0 new versions, {texts} unchanged, 0 retired, ")


async def test_a_changed_text_is_loaded_as_a_new_version(
    own_tree: Path, database_url: str
) -> None:
    phrase = "Faro no cobra, y la COMAR tampoco."
    file = own_tree / "facts" / "comar.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content["answers"]["comar_cost"]["es"]["text"] = phrase
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    done = await faro("facts", "load", root=own_tree, FARO_DATABASE_URL=database_url)
    shown = await faro("facts", "show", "comar_cost", FARO_DATABASE_URL=database_url)
    assert done.out.startswith("1 new versions, ")
    assert phrase in shown.out
    assert "own answer, version 2" in shown.out


async def test_show_says_both_languages_the_longer_text_and_all_sources(
    database_url: str, seed: Seed
) -> None:
    done = await faro("facts", "show", "comar_cost", FARO_DATABASE_URL=database_url)
    entry = seed.answers["comar_cost"]
    assert_plain(done, 0)
    for text in (entry.es, entry.en):
        assert text.text in done.out
        assert text.more in done.out
    for source in entry.listed_sources:
        assert source.url in done.out
    assert f"checked {entry.checked_on} by project" in done.out


async def test_show_says_where_a_topic_has_no_answer_of_its_own(
    database_url: str,
) -> None:
    done = await faro("facts", "show", "comar_work", FARO_DATABASE_URL=database_url)
    assert_plain(done, 0)
    assert "no own answer: the area's ask_here" in done.out


async def test_show_says_which_answer_is_past_its_review(database_url: str) -> None:
    with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE answer_versions SET review_by = '2020-01-01'")
    connection.close()
    done = await faro("facts", "show", "comar_cost", FARO_DATABASE_URL=database_url)
    assert "review by 2020-01-01, PAST REVIEW" in done.out


async def test_an_unknown_topic_is_named_with_where_to_look(database_url: str) -> None:
    done = await faro("facts", "show", "comar_dragons", FARO_DATABASE_URL=database_url)
    assert_plain(done, 1)
    assert done.out == ""
    assert "Topic comar_dragons is not in the database." in done.err
    assert "facts/topics.yml" in done.err


async def test_an_export_can_be_read_as_facts_again(
    database_url: str, tmp_path: Path, seed: Seed
) -> None:
    folder = tmp_path / "exported"
    done = await faro("facts", "export", str(folder), FARO_DATABASE_URL=database_url)
    assert_plain(done, 0)
    assert done.out == f"{len(list(folder.iterdir()))} files written to {folder}.\n"
    assert read_seed(folder) == seed


async def test_an_address_that_is_no_database_is_named_by_its_setting() -> None:
    done = await faro("facts", "load", FARO_DATABASE_URL="nonsense")
    assert_plain(done, 2)
    [line] = done.err.splitlines()
    assert line.startswith("FARO_DATABASE_URL is no database address.")


async def test_check_refuses_a_place_that_breaks_a_rule(own_tree: Path) -> None:
    file = own_tree / "facts" / "places" / "shelters.yml"
    file.write_text(file.read_text().replace("show: 'yes'", "show: maybe", 1))
    done = await faro("facts", "check", root=own_tree)
    assert_plain(done, 2)
    assert "facts/places/shelters.yml" in done.err
