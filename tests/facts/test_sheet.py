import csv
import re
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from sqlalchemy import select

from bot.db import Sessions
from bot.facts.load import load_seed
from bot.facts.models import AnswerVersion
from bot.facts.people import Refused
from bot.facts.review import approve, retire, submit
from bot.facts.sheet import read_sheet, write_sheet
from bot.facts.table import SheetError
from tests.facts.life import KEY, published, said
from tests.facts.sample import Sample

TODAY = date(2026, 12, 1)


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


def sheet(loaded: Sessions) -> str:
    with loaded() as session:
        return write_sheet(session)


def saved(content: str, of: str = KEY, delimiter: str = ",", **cells: str) -> str:
    """The table as a spreadsheet saves it, with other cells in the row `of` a key."""
    table = csv.DictReader(StringIO(content, newline=""))
    out = StringIO(newline="")
    writer = csv.DictWriter(out, table.fieldnames or (), delimiter=delimiter)
    writer.writeheader()
    for row in table:
        writer.writerow(row | cells if row["key"] == of else row)
    return out.getvalue()


def brought(loaded: Sessions, content: str, by: str = "Ana") -> list[AnswerVersion]:
    with loaded.begin() as session:
        return read_sheet(session, content, by, TODAY)


def problems(loaded: Sessions, content: str) -> list[str]:
    """Why the table is refused; nothing of it is kept."""
    with pytest.raises(SheetError) as refused:
        brought(loaded, content)
    with loaded() as session:
        states = set(session.scalars(select(AnswerVersion.state)))
    assert "draft" not in states
    return refused.value.problems


SAVED: dict[str, Callable[[str], str]] = {
    "as it is": lambda c: c,
    "a mark at its start": lambda c: "\ufeff" + c,
    "line feeds alone": lambda c: c.replace("\r\n", "\n"),
    "carriage returns in cells": lambda c: c.replace("\r\n", "\n").replace(
        "\n", "\r\n"
    ),
    "semicolons": lambda c: saved(c, delimiter=";"),
    "tabs": lambda c: saved(c, delimiter="\t"),
    "days as in Mexico": lambda c: c.replace("2026-11-24", "24/11/2026"),
    "days as in the US": lambda c: c.replace("2027-01-24", "1/24/27"),
    "empty rows": lambda c: c + "\r\n" + "," * 10 + "\r\n",
    "empty cells at the end left out": lambda c: re.sub(",,\r\n", "\r\n", c),
    "empty cells at the end added": lambda c: c.replace(",,\r\n", ",,,,\r\n"),
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED.keys())
def test_a_table_in_which_nothing_was_changed_makes_no_draft(
    loaded: Sessions, save: Callable[[str], str]
) -> None:
    content = save(sheet(loaded))

    assert brought(loaded, content) == []


@pytest.mark.parametrize(
    ("column", "cell", "languages"),
    [
        ("text_es", "No cuesta nada.", ["es"]),
        ("text_en", "It costs nothing.", ["en"]),
        ("more_es", "Más, otra vez.", ["es"]),
        ("more_en", "More, once again.", ["en"]),
        ("checked_on", "2026-11-30", ["es", "en"]),
        ("review_by", "2027-02-01", ["es", "en"]),
        ("sources", "Otra fuente", []),
        ("claims", "It costs a lot.", []),
    ],
)
def test_only_what_was_changed_becomes_a_draft(
    loaded: Sessions, column: str, cell: str, languages: list[str]
) -> None:
    before = said(loaded)
    drafts = brought(loaded, saved(sheet(loaded), **{column: cell}))

    with loaded() as session:
        drafts = [session.get_one(AnswerVersion, draft.id) for draft in drafts]
        assert [draft.answer.language for draft in drafts] == languages
        for draft in drafts:
            assert (draft.state, draft.author, draft.answer.key) == (
                "draft",
                "Ana",
                KEY,
            )
            name = column.removesuffix("_es").removesuffix("_en")
            assert str(getattr(draft, name)) == cell
            assert len(draft.sources) == 2
    assert said(loaded) == before


@pytest.mark.parametrize(
    ("column", "day", "checked_by"),
    [("checked_on", "2026-11-30", "Ana"), ("review_by", "2027-02-01", "project")],
)
def test_only_a_new_day_of_checking_says_who_has_checked(
    loaded: Sessions, column: str, day: str, checked_by: str
) -> None:
    drafts = brought(loaded, saved(sheet(loaded), **{column: day}))

    assert {draft.checked_by for draft in drafts} == {checked_by}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text",
    ["Gratis, de verdad; sí.", "Uno.\n\n• Dos\n• Tres", 'Dice "gratis".', "Á\tñ 🚨"],
)
def test_any_text_comes_through_a_spreadsheet_as_it_was_typed(
    loaded: Sessions, text: str, delimiter: str
) -> None:
    cells = {"more_es": text, "more_en": text}
    content = saved(sheet(loaded), delimiter=delimiter, **cells)
    drafts = brought(loaded, content.replace("\r\n", "\n").replace("\n", "\r\n"))

    assert [draft.more for draft in drafts] == [text, text]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"key": "comar_dragons"}, "key: “comar_dragons” has no published answer."),
        ({"key": ""}, "key: “” has no published answer. Correct the key"),
        ({"version_es": "7", "text_es": "x"}, "version_es: comar_cost is at version 1"),
        ({"version_en": "", "text_es": "x"}, "version_en: .* the table has no number"),
        ({"checked_on": "mañana"}, "checked_on: “mañana” is no day.* YYYY-MM-DD"),
        (
            {"review_by": "02/03/2027"},
            "review_by: “02/03/2027” is no day, or may be two",
        ),
        ({"review_by": "31/31/2027"}, "review_by: “31/31/2027” is no day"),
        ({"review_by": ""}, "review_by: “” is no day"),
        ({"checked_on": "2026-12-02"}, "checked_on: 2026-12-02 has not come yet"),
        ({"review_by": "2026-11-24"}, "review_by: .*must be later"),
        ({"review_by": "2028-11-24"}, "review_by: .*more than a year after"),
        ({"text_es": "x" * 801}, "text_es: 801 characters, 800 are allowed. Shorten"),
        ({"more_en": "x" * 3001}, "more_en: 3001 characters, 3000 are allowed."),
        ({"text_en": " "}, "text_en: is empty. Write"),
        ({"more_es": ""}, "more_es: is empty. Write"),
        ({"text_es": "Es\x0bgratis."}, "text_es: holds a sign that is no letter"),
        ({"text_es": "Seguro que es gratis."}, "text_es: “Seguro que” promises."),
        ({"text_es": "Dura 3 días."}, "text_es and text_en: numbers differ: .*'3'"),
        ({"more_en": "It is for 3 days."}, "text_en or more_en: 3 stands in no claim"),
        ({"text_en": "{topic} is free."}, "text_en or more_en: gaps are"),
    ],
)
def test_each_mistake_is_named_with_its_row_and_column(
    loaded: Sessions, cells: dict[str, str], problem: str
) -> None:
    found = problems(loaded, saved(sheet(loaded), **cells))

    assert any(re.match(f"row 3, column {problem}", line) for line in found), found


def test_what_a_claim_must_bear_out_says_where_claims_are_changed(
    loaded: Sessions,
) -> None:
    found = problems(loaded, saved(sheet(loaded), text_es="3.", text_en="3."))

    assert found[0].endswith("faro facts edit comar_cost FILE")


def test_a_problem_that_the_text_had_before_is_not_held_against_the_table(
    loaded: Sessions, sample: Sample
) -> None:
    sample.answer["en"]["more"] = "For 30 days."
    with loaded.begin() as session:
        load_seed(session, sample.read())

    assert len(brought(loaded, saved(sheet(loaded), text_es="No cuesta nada."))) == 1


def test_all_mistakes_are_named_at_once_and_the_good_rows_wait_for_them(
    loaded: Sessions,
) -> None:
    content = saved(sheet(loaded), "ask_here.comar", text_es="Vaya por {topic}.")
    content = saved(content, text_es="", checked_on="ayer")
    content = saved(content, "meta_greet", text_en="x" * 900)
    found = problems(loaded, content)

    assert list(dict.fromkeys(line.partition(":")[0] for line in found)) == [
        "row 3, column checked_on",
        "row 3, column text_es",
        "row 4, column text_en",
    ]


def test_rows_are_counted_as_a_spreadsheet_does_and_not_by_lines(
    loaded: Sessions,
) -> None:
    content = saved(
        sheet(loaded), "ask_here.comar", more_es="1\n2\n3", more_en="1\n2\n3"
    )

    assert problems(loaded, saved(content, "meta_greet", text_es=""))[-1].startswith(
        "row 4, column text_es"
    )


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda c: "", "row 1: the column key stands there 0 times"),
        (
            lambda c: c.replace("text_en", "english", 1),
            "row 1: the column text_en .* 0",
        ),
        (
            lambda c: c.replace("sources", "text_es", 1),
            "row 1: the column text_es .* 2",
        ),
        (lambda c: c + c.splitlines()[-1], "row 5, column key: meta_greet is in row 4"),
        (
            lambda c: c.replace(",1,1", ",1", 1),
            "row 2, column version_en: .* no number",
        ),
        (lambda c: c + "meta_greet,1", "row 5: 2 cells, the first row has 11"),
        (lambda c: c + 'x,"y', "row 5: cannot be read as CSV .*Close each quote"),
        (lambda c: c.replace(",1,1", ',"1"1', 1), "row 2: cannot be read as CSV"),
    ],
)
def test_a_table_that_has_lost_its_form_is_refused_with_the_row(
    loaded: Sessions, spoil: Callable[[str], str], problem: str
) -> None:
    found = problems(loaded, spoil(sheet(loaded)))

    assert re.match(problem, found[0]), found


def test_an_older_copy_does_not_replace_a_newer_text(loaded: Sessions) -> None:
    copy = sheet(loaded)
    with loaded.begin() as session:
        published(session, "nuevo")

    [problem] = problems(loaded, saved(copy, version_en="2", text_es="Gratis."))
    assert problem == (
        "row 3, column version_es: comar_cost is at version 2 now, the table has 1. "
        "Export it again and put both together."
    )
    assert said(loaded)["es"] == "Es gratis, nuevo."


def test_an_older_copy_may_hold_what_is_not_said_any_more_if_nobody_changed_it(
    loaded: Sessions,
) -> None:
    copy = sheet(loaded)
    with loaded.begin() as session:
        retire(session, KEY, "Luis", "la regla cambió")

    assert len(brought(loaded, saved(copy, "meta_greet", text_es="Buenas."))) == 1
    with pytest.raises(SheetError, match=r"row 3, column key: .* no published"):
        brought(loaded, saved(copy, text_es="Gratis."))


def test_two_people_change_other_rows_of_the_same_table(loaded: Sessions) -> None:
    copy = sheet(loaded)
    brought(loaded, saved(copy, text_es="Nada.", text_en="Nothing."), by="Ana")
    with loaded.begin() as session:
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis")
    drafts = brought(loaded, saved(copy, "meta_greet", text_es="Buenas."), by="Eva")

    assert [(d.text, d.author) for d in drafts] == [("Buenas.", "Eva")]
    assert said(loaded) == {"es": "Nada.", "en": "Nothing."}


def test_two_people_who_change_the_same_row_both_keep_their_text(
    loaded: Sessions,
) -> None:
    copy = sheet(loaded)
    brought(loaded, saved(copy, text_es="Nada.", text_en="Nothing."), by="Ana")
    brought(loaded, saved(copy, text_es="Cero.", text_en="Zero."), by="Eva")
    with loaded.begin() as session:
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis")
    with (
        pytest.raises(Refused, match="was changed after Eva began"),
        loaded() as session,
    ):
        submit(session, KEY, "Eva")


def test_half_a_pair_from_a_table_is_not_published_without_a_reason(
    loaded: Sessions,
) -> None:
    brought(loaded, saved(sheet(loaded), text_es="No cuesta nada."))
    with loaded.begin() as session:
        submit(session, KEY, "Ana")

    with pytest.raises(Refused, match="the en text would be out"), loaded() as session:
        approve(session, KEY, "Luis")


def test_only_the_answers_that_are_named_are_written(loaded: Sessions) -> None:
    with loaded() as session:
        lines = write_sheet(session, [KEY]).splitlines()
        with pytest.raises(Refused, match="comar_work, comar_dragons: no published"):
            write_sheet(session, [KEY, "comar_work", "comar_dragons"])

    assert [line.partition(",")[0] for line in lines if "," in line][:2] == ["key", KEY]
    assert not any(line.startswith("meta_greet") for line in lines)


def test_a_table_is_brought_by_a_person(loaded: Sessions) -> None:
    with pytest.raises(Refused, match="not the name of a person"):
        brought(loaded, sheet(loaded), by="project")
