import importlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.cli.command import faro
from tests.cli.conftest import Typed

# `bot.cli.deadline` is also the name of the command, which hides its module.
MODULE = importlib.import_module("bot.cli.deadline")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "today", lambda: date(2026, 11, 24))


async def test_it_needs_no_database() -> None:
    done = await faro("deadline", "apply", "2026-10-20")

    assert (done.code, done.err) == (0, "")
    assert "SAFE       Tuesday 1 December 2026" in done.out


def test_alone_it_lists_length_event_and_articles_of_each(typed: Typed) -> None:
    lines = typed("deadline").out.splitlines()

    assert lines[:2] == [
        "apply: Ask COMAR for refuge",
        "    30 working days, after the day the person entered Mexico (LRPCAP 18)",
    ]
    assert (
        "    45 working days, up to 45 more, after the day the application was filed "
        "(LRPCAP 24)"
    ) in lines
    assert "    no time limit (LAmp 15, LAmp 17-IV, LAmp 20)" in lines
    assert sum(not line.startswith((" ", "To")) for line in lines if line) == 9


def test_a_count_says_all_readings_what_is_left_and_what_is_not_known(
    typed: Typed,
) -> None:
    done = typed("deadline", "apply", "2026-10-20")

    assert done.out.splitlines()[:14] == [
        "apply: Ask COMAR for refuge",
        "30 working days, after the day the person entered Mexico (LRPCAP 18)",
        "",
        "Event      Tuesday 20 October 2026, not counted",
        "First day  Wednesday 21 October 2026",
        "SAFE       Tuesday 1 December 2026      without days closed by both laws",
        "LAW        Wednesday 2 December 2026    without days closed by the "
        "administrative law (LFPA 28)",
        "LATEST     Thursday 3 December 2026     without days closed by that or the "
        "labour law (LFT 74)",
        "",
        "SAFE is the day to tell: after today, 2026-11-24, 5 working days are left, "
        "7 on the calendar.",
        "LATEST is for a lawyer who argues that something was in time.",
        "No official calendar of COMAR is known for 2026: days it was closed by an "
        "order in the DOF may be missing here.",
        "Calendar: Saturdays, Sundays and the days of the two laws",
        "",
    ]
    assert "An estimate, not legal advice. File as soon as possible." in done.out
    assert "checked 2026-11-24 by project, review by 2027-01-31.\n" in done.out
    assert "https://www.diputados.gob.mx/LeyesBiblio/pdf/LRPCAP.pdf" in done.out
    assert "https://www.diputados.gob.mx/LeyesBiblio/pdf/LFT.pdf" in done.out


def test_a_day_that_has_passed_is_said_so(typed: Typed) -> None:
    done = typed("deadline", "apply", "2026-08-15")

    assert "SAFE is the day to tell: it passed 57 days ago.\n" in done.out


def test_what_comar_must_do_is_read_by_the_law_with_and_without_extension(
    typed: Typed,
) -> None:
    out = typed("deadline", "decision", "2026-02-03").out

    first, extended = out.split("With all 45 more:")
    assert "LAW        Wednesday 8 April 2026 " in first
    assert "LAW        Friday 12 June 2026 " in extended
    assert "LAW is the normal reading: it passed 230 days ago.\n" in extended
    assert "does not mean that the case is lost or granted" in extended
    assert "File as soon as possible" not in out


def test_the_years_of_the_extension_need_a_calendar_too(typed: Typed) -> None:
    out = typed("deadline", "decision", "2026-09-01").out

    assert "No official calendar of COMAR is known for 2026 and 2027:" in out


def test_a_certain_closure_counts_and_another_is_only_named(typed: Typed) -> None:
    certain = typed("deadline", "apply", "2024-05-20").out
    doubtful = typed("deadline", "apply", "2025-12-15").out

    assert (
        "  and COMAR closed 2024-05-29 to 2024-05-31 (La Jornada, 2024-05-29) https://"
    ) in certain
    assert "NOT SUBTRACTED" not in certain
    assert (
        "  NOT SUBTRACTED: COMAR closed ? to 2026-01-04 (Cuarto Poder, 2025-12-27)"
    ) in doubtful


def test_a_court_has_its_own_calendar(typed: Typed) -> None:
    out = typed("deadline", "nullity", "2024-05-20").out

    assert "SAFE       Monday 1 July 2024 " in out
    assert "a lawyer must check" in out
    assert "NOT SUBTRACTED: COMAR closed 2024-05-29" in out
    assert "official calendar" not in out


def test_where_there_is_no_limit_no_day_is_needed(typed: Typed) -> None:
    out = typed("deadline", "amparo_deportation").out

    assert out.splitlines()[1].startswith("no time limit (LAmp 15")
    assert "SAFE" not in out


def test_past_its_review_the_calendar_says_so(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "today", lambda: date(2027, 2, 1))

    out = typed("deadline", "amparo", "2027-01-20").out

    assert "review by 2027-01-31: PAST REVIEW.\n" in out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        pytest.param(
            ["aply", "2026-05-03"],
            "There is no rule aply. Use one of: apply, apply_danger_here, ",
            id="unknown rule",
        ),
        pytest.param(
            ["appeal"],
            "appeal is counted from a day. Type for example: faro deadline appeal "
            "2026-05-03\n",
            id="no day",
        ),
        pytest.param(
            ["apply", "3-5-2026"],
            "3-5-2026 is no day. Type for example: faro deadline apply 2026-05-03\n",
            id="no date",
        ),
        pytest.param(
            ["apply", "1999-05-03"],
            "1999-05-03 is not between 2011, when the refugee law began, and 2100. "
            "Check the year.\n",
            id="before the law",
        ),
    ],
)
def test_a_mistake_is_one_plain_error(
    arguments: list[str], error: str, typed: Typed
) -> None:
    done = typed("deadline", *arguments, code=2)

    assert f"Error: {error}" in done.err
    assert done.out == ""


@pytest.mark.parametrize("command", [["deadline"], ["facts", "check"]])
def test_a_broken_file_is_one_plain_error(
    command: list[str], typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(ROOT / "facts", facts)
    file = facts / "deadlines.yml"
    file.write_text(file.read_text("utf-8").replace("days: 30", "days: many"), "utf-8")
    for module in (MODULE, importlib.import_module("bot.cli.facts.seed")):
        monkeypatch.setattr(module, "FACTS", facts)

    done = typed(*command, code=2)

    assert done.err.splitlines()[0] == (
        "facts/deadlines.yml: `rules.apply.days`: Input should be a valid integer. "
        "Correct it."
    )
