import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.database import load_all
from bot.db import Sessions
from bot.facts.seed import read_seed
from bot.language.dates import today
from tests.cli.conftest import Typed
from tests.cli.facts.conftest import Run, answers
from tests.facts.life import KEY, published, said
from tests.facts.sample import Sample
from tests.places.sample import Sample as Places

Write = Callable[[], Path]


async def test_check_counts_what_is_complete_and_needs_no_database(
    run: Run, write: Write
) -> None:
    write()
    done = await run("facts", "check", FARO_DATABASE_URL="sqlite:////dev/null/no.db")
    assert done.out.startswith(
        "facts/ is complete: 3 topics, 2 with an answer of their own, "
    )
    assert done.out.endswith(" phrases, 3 places.\n")


async def test_check_names_each_text_that_is_not_well_said(
    run: Run, write: Write, sample: Sample
) -> None:
    sample.answer["es"]["text"] = "Seguro que es gratis."
    sample.answer["en"]["more"] = "For 30 days."
    write()
    done = await run("facts", "check", code=2)
    assert "comar_cost: es text: “Seguro que” promises." in done.err
    assert "comar_cost: en: 30 stands in no claim." in done.err


@pytest.mark.parametrize("command", ["check", "load"])
async def test_facts_with_gaps_are_refused_with_file_topic_and_remedy(
    command: str, run: Run, loaded: Sessions, write: Write, sample: Sample
) -> None:
    del sample.answer["en"]
    sample.files["comar.yml"]["ask_here"]["es"]["text"] = "Otro texto: {topic}."
    sample.files["comar.yml"]["ask_here"]["sources"] = []
    write()
    done = await run("facts", command, code=2)
    assert done.err.splitlines() == [
        "facts/comar.yml: topic ask_here.comar has no source. Add at least one under "
        "`sources:`.",
        "facts/comar.yml: topic comar_cost has no English text. Add `en:` under it.",
    ]
    assert said(loaded, "ask_here.comar")["es"] != "Otro texto: {topic}."


async def test_broken_places_are_refused_and_nothing_is_loaded(
    run: Run, loaded: Sessions, write: Write, sample: Sample, places: Places
) -> None:
    sample.answer["es"]["text"] = "Nada."
    places.shelters[0]["kind"] = "hotel"
    write()
    done = await run("facts", "load", code=2)
    assert done.err.startswith("facts/places/shelters.yml: Casa one")
    assert said(loaded)["es"] == "Es gratis."


async def test_load_makes_a_new_database_and_a_second_load_changes_nothing(
    run: Run, write: Write, tmp_path: Path
) -> None:
    write()
    new = {"FARO_DATABASE_URL": f"sqlite:///{tmp_path / 'not yet' / 'new.db'}"}
    first = await run("facts", "load", **new)
    second = await run("facts", "load", **new)
    assert first.out == "6 new versions, 0 unchanged, 0 retired, 3 places.\n"
    assert second.out == "0 new versions, 6 unchanged, 0 retired, 3 places.\n"


async def test_load_keeps_what_was_changed_in_the_database_and_says_how_to_choose(
    run: Run, loaded: Sessions, write: Write, sample: Sample
) -> None:
    with loaded.begin() as session:
        published(session, "nuevo")
    sample.answer["es"]["text"] = "Nada."
    write()
    done = await run("facts", "load")
    assert "database's text is kept: comar_cost." in done.out
    assert "faro facts import facts --by NAME --overwrite TOPIC" in done.out
    assert said(loaded)["es"] == "Es gratis, nuevo."


async def test_import_shows_the_plan_and_does_nothing_without_a_yes(
    run: Run, loaded: Sessions, write: Write, sample: Sample
) -> None:
    sample.files["comar.yml"]["answers"]["comar_work"] = sample.answer
    del sample.files["meta.yml"]["answers"]["meta_greet"]
    folder = str(write())
    done = await run("facts", "import", folder, "--by", "Ana", stdin="n\n", code=130)
    assert "comar_work: new\n" in done.out
    assert "meta_greet: not in the files any more\n" in done.out
    assert "2 answers are the same.\nDo this?" in done.out
    assert said(loaded, "meta_greet")
    assert not said(loaded, "comar_work")


def test_import_takes_the_files_but_keeps_newer_texts_unless_told_by_name(
    typed: Typed, loaded: Sessions, write: Write, sample: Sample
) -> None:
    with loaded.begin() as session:
        published(session, "nuevo")
    sample.answer["es"]["text"] = "Nada."
    sample.files["meta.yml"]["answers"]["meta_greet"]["es"]["text"] = "Buenas."
    command = ("facts", "import", str(write()), "--by", "Eva")
    kept = typed(*command, "--yes")
    assert "meta_greet: changed\n" in kept.out
    assert "comar_cost: CHANGED IN BOTH, the database's text stays" in kept.out
    assert said(loaded)["es"] == "Es gratis, nuevo."
    assert said(loaded, "meta_greet")["es"] == "Buenas."

    taken = typed(*command, "--yes", "--overwrite", KEY)
    assert "comar_cost: OVERWRITTEN with the file's text" in taken.out
    assert said(loaded)["es"] == "Nada."
    history = typed("facts", "history", KEY)
    assert "Eva: import, es version 3 → published" in history.out


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--by", "project"), "“project” is not the name of a person."),
        (("--by", "A", "--overwrite", KEY), "“A” is not the name"),
        (("--by", "Eva", "--overwrite", KEY), "comar_cost: nothing to overwrite."),
    ],
)
def test_import_refuses_before_it_asks(
    typed: Typed, loaded: Sessions, tree: Path, options: tuple[str, ...], problem: str
) -> None:
    done = typed("facts", "import", str(tree / "facts"), *options, code=1)
    assert done.err.startswith(f"Error: {problem}")
    assert done.out == ""


def test_show_says_both_languages_the_longer_text_and_all_sources(
    typed: Typed, loaded: Sessions, sample: Sample
) -> None:
    done = typed("facts", "show", KEY)
    for text in (sample.answer["es"], sample.answer["en"]):
        assert text["text"] in done.out
        assert text["more"] in done.out
    for source in sample.answer["sources"]:
        assert done.out.count(source["url"]) == 1
    assert (
        f"comar_cost · es · own answer, version 1, checked {today()} by project, "
        f"approved by nobody, review by {today() + timedelta(days=60)}\n"
    ) in done.out


@pytest.mark.parametrize(
    ("days", "past_max_age", "words"),
    [
        (61, "last_known", "own answer, .*, PAST REVIEW\n"),
        (181, "last_known", "own answer, .*, TOO OLD\n"),
        (181, "ask_here", "TOO OLD to be said: the area's ask_here"),
    ],
)
def test_show_says_how_old_an_answer_is(
    days: int,
    past_max_age: str,
    words: str,
    typed: Typed,
    empty: Sessions,
    write: Write,
    sample: Sample,
) -> None:
    for answer in answers(sample):
        answer["checked_on"] = today() - timedelta(days=days)
        answer["review_by"] = today() - timedelta(days=1)
    sample.topic["past_max_age"] = past_max_age
    load_all(empty, write())
    done = typed("facts", "show", KEY)
    assert re.search(words, done.out)


@pytest.mark.parametrize(
    ("topic", "code", "words"),
    [
        ("comar_work", 0, "no own answer: the area's ask_here"),
        ("comar_dragons", 1, "Topic comar_dragons is not in the database. All topics"),
        ("ask_here.comar", 1, "See it with: faro facts checklist ask_here.comar"),
    ],
)
def test_show_says_where_there_is_no_answer_of_its_own(
    topic: str, code: int, words: str, typed: Typed, loaded: Sessions
) -> None:
    done = typed("facts", "show", topic, code=code)
    assert words in done.out + done.err


def test_an_export_can_be_read_as_facts_again(
    typed: Typed, loaded: Sessions, tmp_path: Path, tree: Path
) -> None:
    folder = tmp_path / "exported"
    done = typed("facts", "export", str(folder))
    assert done.out == f"4 files written to {folder}.\n"
    assert read_seed(folder) == read_seed(tree / "facts")


def test_where_nothing_can_be_written_the_place_is_named(
    typed: Typed, loaded: Sessions
) -> None:
    done = typed("facts", "export", "/dev/null/here", code=1)
    assert done.err.startswith("Error: /dev/null/here: Not a directory.")


def test_an_address_that_is_no_database_is_named_by_its_setting(typed: Typed) -> None:
    done = typed("facts", "load", code=2, FARO_DATABASE_URL="nonsense")
    [line] = done.err.splitlines()
    assert line.startswith("FARO_DATABASE_URL is no database address.")


APPROVED = {"FARO_REQUIRE_APPROVAL": "1", "FARO_ENGINE_TOKEN": "of these tests"}


async def test_where_approval_is_required_nothing_is_said_before_a_human_signed_it(
    run: Run, typed: Typed, empty: Sessions, write: Write, sample: Sample
) -> None:
    sample.answer |= {"approved_by": "Luis", "approved_on": today()}
    write()
    loading = await run("facts", "load", **APPROVED)
    assert "what no named human has approved waits in review" in loading.out
    assert said(empty) == {"es": "Es gratis.", "en": "It is free."}
    assert said(empty, "ask_here.comar") == said(empty, "meta_greet") == {}

    shown = typed("facts", "show", "comar_work", code=1, **APPROVED)
    assert "Type: faro facts ready" in shown.err
    refused = await run("gateway", code=1, FARO_PORT="0", **APPROVED)
    assert "must approve them first: ask_here.comar, meta_greet." in refused.err
    assert "Type: faro facts ready" in refused.err

    typed("facts", "approve", "ask_here.comar", "meta_greet", "--by", "Luis")
    shown = typed("facts", "show", "comar_work", **APPROVED)
    assert "Pregunte en la COMAR" in shown.out


def test_where_approval_is_required_a_published_text_nobody_signed_is_not_said(
    typed: Typed, loaded: Sessions
) -> None:
    typed("facts", "approve", "ask_here.comar", "--by", "Luis")
    shown = typed("facts", "show", KEY, **APPROVED)
    assert "no own answer: the area's ask_here" in shown.out
    assert "Es gratis." not in shown.out
