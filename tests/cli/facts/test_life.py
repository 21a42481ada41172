from pathlib import Path

import pytest
import yaml

from bot.db import Sessions
from tests.cli.conftest import Typed
from tests.cli.facts.conftest import Run
from tests.facts.life import KEY, draft_both, published, said, states

BY_ANA = ("--by", "Ana")
BY_LUIS = ("--by", "Luis")
WHY = ("--why", "la regla cambió")


def change(file: Path, **texts: str) -> None:
    """Somebody writes new texts into a file of `faro facts edit`."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for language, text in texts.items():
        content[KEY][language]["text"] = text
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


async def test_a_text_goes_from_the_editor_to_what_is_said(
    run: Run, typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    file = tmp_path / "cost.yml"
    edited = await run("facts", "edit", KEY, str(file))
    assert f"faro facts draft {file} --by NAME" in edited.out
    change(file, es="No cuesta nada.", en="It costs nothing.")
    drafted = await run("facts", "draft", str(file), *BY_ANA)
    assert drafted.out == (
        "comar_cost es version 2 is a draft.\ncomar_cost en version 2 is a draft.\n"
        'Then: faro facts submit comar_cost --by "Ana"\n'
    )
    await run("facts", "submit", KEY, *BY_ANA)
    own = typed("facts", "approve", KEY, "--by", "ana", code=1)
    assert own.err.endswith(" text. Another person must approve it.\n")
    approved = await run("facts", "approve", KEY, *BY_LUIS)
    assert "comar_cost es version 2 is approved.\n" in approved.out
    shown = typed("facts", "show", KEY)
    assert "No cuesta nada." in shown.out
    assert "It costs nothing." in shown.out
    assert "approved by Luis on " in shown.out


def test_the_history_says_who_did_what_when_and_why(
    typed: Typed, loaded: Sessions
) -> None:
    with loaded.begin() as session:
        draft_both(session, "nuevo")
    typed("facts", "submit", KEY, *BY_ANA)
    typed("facts", "send-back", KEY, *BY_LUIS, "--why", "falta la fecha")
    typed("facts", "submit", KEY, *BY_ANA)
    typed("facts", "approve", KEY, *BY_LUIS)
    typed("facts", "rollback", KEY, "--by", "Eva", *WHY)
    lines = typed("facts", "history", KEY).out.splitlines()

    assert all(line[16:22] == " UTC  " for line in lines)
    assert [line[22:] for line in lines if " es version" in line] == [
        "project: import, es version 1 → published",
        "Ana: draft, es version 2 → draft",
        "Ana: submit, es version 2 → in_review",
        "Luis: send_back, es version 2 → draft (falta la fecha)",
        "Ana: submit, es version 2 → in_review",
        "Luis: publish, es version 1 → retired",
        "Luis: publish, es version 2 → published",
        "Eva: rollback, es version 2 → retired",
        "Eva: rollback, es version 3 → published (la regla cambió)",
    ]
    assert said(loaded)["es"] == "Es gratis."


def test_half_a_pair_is_approved_with_a_reason_alone_and_stays_to_be_seen(
    typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    file = tmp_path / "cost.yml"
    typed("facts", "edit", KEY, str(file))
    change(file, es="No cuesta nada.")
    typed("facts", "draft", str(file), *BY_ANA)
    typed("facts", "submit", KEY, *BY_ANA)
    refused = typed("facts", "approve", KEY, *BY_LUIS, code=1)
    assert "only one language is in review, so the en text would be" in refused.err
    typed("facts", "approve", KEY, *BY_LUIS, "--only-one", "una letra")

    assert said(loaded) == {"es": "No cuesta nada.", "en": "It is free."}
    assert typed("facts", "history", KEY).out.endswith("Out of date: en.\n")


def test_of_several_topics_all_are_approved_or_none(
    typed: Typed, loaded: Sessions
) -> None:
    refused = typed("facts", "approve", KEY, "comar_work", *BY_LUIS, code=1)
    assert (refused.out, refused.err[:17]) == ("", "Error: Nothing of")
    approved = typed("facts", "approve", KEY, "meta_greet", *BY_LUIS)
    assert len(approved.out.splitlines()) == 4


def test_retired_answers_are_said_no_more(typed: Typed, loaded: Sessions) -> None:
    done = typed("facts", "retire", KEY, *BY_LUIS, *WHY)
    assert done.out == "comar_cost is not said any more, from the next message on.\n"
    assert said(loaded) == {}
    typed("facts", "rollback", KEY, *BY_LUIS, "--why", "fue un error")
    assert said(loaded)["es"] == "Es gratis."


def test_a_file_that_nobody_changed_makes_no_draft(
    typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    file = tmp_path / "cost.yml"
    typed("facts", "edit", KEY, str(file))
    done = typed("facts", "draft", str(file), *BY_ANA)
    assert done.out == "Nothing differs from what is said now.\n"


def test_an_edited_file_is_not_written_over(
    typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    file = tmp_path / "cost.yml"
    file.write_text("work of three days", encoding="utf-8")
    done = typed("facts", "edit", KEY, str(file), code=1)
    assert done.err.startswith(f"Error: {file} is there already. Move it away")
    assert file.read_text(encoding="utf-8") == "work of three days"


def test_a_file_with_one_bad_answer_leaves_no_draft_of_the_good_one(
    typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    file = tmp_path / "cost.yml"
    typed("facts", "edit", KEY, str(file))
    change(file, es="No cuesta nada.")
    unknown = file.read_text(encoding="utf-8").replace(f"{KEY}:", "comar_dragons:")
    file.write_text(file.read_text(encoding="utf-8") + unknown, encoding="utf-8")
    done = typed("facts", "draft", str(file), *BY_ANA, code=1)
    assert "comar_dragons" in done.err
    assert done.out == ""
    assert states(loaded, "es") == ["published"]


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("edit", "comar_work", "x.yml"), 1, "Error: comar_work has no published"),
        (("edit", KEY, "/dev/null/x.yml"), 1, "Error: /dev/null/x.yml: Not a dir"),
        (("draft", "not-there.yml", *BY_ANA), 2, "'not-there.yml' does not exist"),
        (("submit", KEY, *BY_ANA), 1, "Error: Ana has no draft of comar_cost."),
        (("submit", "comar_dragons", *BY_ANA), 1, "comar_dragons is no topic. All"),
        (("submit", KEY), 2, "Missing option '--by'"),
        (("send-back", KEY, *BY_LUIS, *WHY), 1, "Error: Nothing of comar_cost is in"),
        (("approve", *BY_LUIS), 2, "Missing argument 'TOPICS...'"),
        (("approve", KEY, "--by", "project"), 1, "“project” is not the name of"),
        (("retire", "meta_greet", *BY_LUIS, *WHY), 1, "must always have an answer"),
        (("retire", KEY, *BY_LUIS), 2, "Missing option '--why'"),
        (("rollback", KEY, *BY_LUIS, *WHY), 1, "Error: Nothing was said of comar_cost"),
        (("rollback", KEY, *BY_LUIS, "--why", " "), 1, "Error: Give a reason"),
        (("history", "comar_dragons"), 1, "Error: Nothing was ever done to comar_dr"),
    ],
)
def test_a_step_that_does_not_fit_is_refused_in_one_plain_error(
    typed: Typed,
    loaded: Sessions,
    arguments: tuple[str, ...],
    code: int,
    problem: str,
) -> None:
    done = typed("facts", *arguments, code=code)
    assert problem in done.err
    assert done.out == ""


def test_a_text_that_was_changed_meanwhile_is_not_replaced(
    typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    file = tmp_path / "cost.yml"
    typed("facts", "edit", KEY, str(file))
    change(file, es="Nada.", en="Nothing.")
    with loaded.begin() as session:
        published(session, "nuevo", by="Eva")
    typed("facts", "draft", str(file), *BY_ANA)
    refused = typed("facts", "submit", KEY, *BY_ANA, code=1)
    assert "was changed after Ana began" in refused.err
    assert said(loaded)["es"] == "Es gratis, nuevo."
