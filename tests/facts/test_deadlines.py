"""The project's own file of deadlines, and what is wrong with others."""

import os
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.deadlines import RULE_IDS, NthMonday, Suspension, count_rule
from bot.facts.deadlines import Closure, read_deadlines
from bot.facts.seed import SeedError, SeedSource
from tests.conftest import FACTS
from tests.yaml_folder import write_files

Edit = Callable[[dict[str, Any]], Any]

FILE = "facts/deadlines.yml"
PROJECT = (FACTS / "deadlines.yml").read_text("utf-8")
SAMPLE = yaml.safe_load(PROJECT)
KNOWN = read_deadlines(FACTS)
SOURCE = SeedSource(title="T", url="https://example.org", publisher="P", date="2026")


def rule(id_: str, **changes: Any) -> Edit:
    return lambda content: content["rules"][id_].update(changes)


def calendar(**changes: Any) -> Edit:
    return lambda content: content["calendar"].update(changes)


def law(**changes: Any) -> Edit:
    return lambda content: content["laws"]["LFPA"].update(changes)


def suspension(**changes: Any) -> Edit:
    return lambda content: content["suspensions"][0].update(changes)


def not_certain(**changes: Any) -> Edit:
    return lambda content: content["not_certain"][0].update(changes)


def top(**changes: Any) -> Edit:
    return lambda content: content.update(changes)


REFUSALS: dict[str, tuple[Edit, str]] = {
    "a rule that Faro speaks of is missing": (
        lambda content: content["rules"].pop("appeal"),
        ": the rule appeal is missing. Add it under `rules:`.",
    ),
    "an unknown key": (
        rule("apply", day=30),
        ": unknown key `rules.apply.day`. Remove it or correct it.",
    ),
    "no days": (
        lambda content: content["rules"]["apply"].pop("days"),
        " has no `rules.apply.days`. Add it.",
    ),
    "negative days": (
        rule("apply", days=-30),
        ": `rules.apply.days`: Input should be greater than or equal to 1. Correct it.",
    ),
    "days that are no number": (
        rule("apply", days="thirty"),
        ": `rules.apply.days`: Input should be a valid integer. Correct it.",
    ),
    "too many days in all": (
        rule("decision", days=200, extension=200),
        ": rule decision: `days` and `extension` together may be 366 at most.",
    ),
    "days after nothing": (
        rule("apply", event=None),
        ": rule apply: `days` are counted from an event. Add `event:`.",
    ),
    "an event without days": (
        rule("amparo_deportation", event="notified"),
        ": rule amparo_deportation: without `days` there is no `event` and no "
        "`extension`. Remove them.",
    ),
    "an extension of nothing": (
        rule("amparo_deportation", extension=5),
        ": rule amparo_deportation: without `days` there is no `event` and no "
        "`extension`. Remove them.",
    ),
    "an event that nobody knows": (
        rule("apply", event="born"),
        ": `rules.apply.event`: Input should be 'entered', 'learned', 'filed', "
        "'issued' or 'notified'. Correct it.",
    ),
    "an article of no law": (
        rule("apply", articles=["18"]),
        ": `rules.apply.articles.0`: Value error, write the law as under `laws`, then "
        "its article: LRPCAP 18. Correct it.",
    ),
    "no article": (
        rule("apply", articles=[]),
        ": rule apply: no article says so. Add one under `articles:`.",
    ),
    "a law without a source": (
        rule("apply", articles=["LMigra 3"]),
        ": rule apply names LMigra, which is not under `laws:`. Add it.",
    ),
    "a calendar of a law without a source": (
        calendar(laws=["LFPA", "LFTSE"]),
        ": the calendar names LFTSE, which is not under `laws:`. Add it.",
    ),
    "a source without address": (
        law(url="diputados"),
        ": `laws.LFPA.url`: Value error, write a web address that begins with "
        "https://. Correct it.",
    ),
    "a source of no day": (
        law(date="last year"),
        ": `laws.LFPA.date`: Value error, write YYYY, YYYY-MM, YYYY-MM-DD or unknown, "
        "in quotes. Correct it.",
    ),
    "a day that is none": (
        calendar(both=["02-30"]),
        ": `calendar.both.0`: Value error, there is no such day; write MM-DD, in "
        "quotes. Correct it.",
    ),
    "a day in words": (
        calendar(administrative=["5 Feb"]),
        ": `calendar.administrative.0`: Value error, write MM-DD, in quotes. "
        "Correct it.",
    ),
    "a fifth Monday": (
        calendar(mondays=[{"month": 2, "nth": 5}]),
        ": `calendar.mondays.0.nth`: Input should be less than or equal to 4. "
        "Correct it.",
    ),
    "a year of long ago": (
        calendar(official_years=[1926]),
        ": `calendar.official_years.0`: Input should be greater than or equal to "
        "2011. Correct it.",
    ),
    "a suspension that ends before it begins": (
        suspension(last=date(2024, 5, 1)),
        ": a closure from 2024-05-29 ends on 2024-05-01. Correct `first` or `last`.",
    ),
    "a suspension without its first day": (
        lambda content: content["suspensions"][0].pop("first"),
        " has no `suspensions.0.first`. Add it.",
    ),
    "a suspension without a source": (
        lambda content: content["suspensions"][0].pop("source"),
        " has no `suspensions.0.source`. Add it.",
    ),
    "a suspension in another century": (
        suspension(last=date(2204, 5, 31)),
        ": `suspensions.0.last`: Value error, the year must be 2011 to 2100. "
        "Correct it.",
    ),
    "something not certain without words": (
        not_certain(about=""),
        ": `not_certain.0.about`: String should have at least 1 character. Correct it.",
    ),
    "something not certain that ends before it begins": (
        not_certain(first=date(2026, 1, 5)),
        ": a closure from 2026-01-05 ends on 2026-01-04. Correct `first` or `last`.",
    ),
    "a review before the check": (
        top(review_by=date(2026, 11, 24)),
        ": `review_by` must be later than `checked_on`.",
    ),
    "a review after the next calendar": (
        top(review_by=date(2027, 2, 1)),
        ": `review_by` may be 2027-01-31 at most: each year has its own calendar.",
    ),
}


@pytest.mark.parametrize(("edit", "wanted"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_wrong_is_named_with_what_to_do(
    edit: Edit, wanted: str, tmp_path: Path
) -> None:
    content = deepcopy(SAMPLE)
    edit(content)
    write_files(tmp_path, {"deadlines.yml": content})

    with pytest.raises(SeedError) as refused:
        read_deadlines(tmp_path)

    assert refused.value.problems == [f"{FILE}{wanted}"]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    content = deepcopy(SAMPLE)
    rule("apply", articles=["LMigra 3"])(content)
    suspension(last=date(2024, 5, 1))(content)
    write_files(tmp_path, {"deadlines.yml": content})

    with pytest.raises(SeedError) as refused:
        read_deadlines(tmp_path)

    assert len(refused.value.problems) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"deadlines\.yml: the file is missing"):
        read_deadlines(tmp_path)


def test_a_new_suspension_counts_from_the_next_reading(tmp_path: Path) -> None:
    write_files(tmp_path, {"deadlines.yml": SAMPLE})
    event = date(2026, 11, 20)
    before = read_deadlines(tmp_path)
    content = deepcopy(SAMPLE)
    content["suspensions"].append(
        {
            "first": date(2026, 11, 23),
            "last": date(2026, 11, 25),
            "source": SOURCE.model_dump(),
        }
    )
    write_files(tmp_path, {"deadlines.yml": content})
    after = read_deadlines(tmp_path)

    days = [
        count_rule(known.rules["ratify"], event, known.calendar).safe
        for known in (before, after)
    ]
    assert days == [date(2026, 11, 25), date(2026, 11, 30)]


def test_a_change_of_the_same_length_is_seen_too(tmp_path: Path) -> None:
    file = write_files(tmp_path, {"deadlines.yml": PROJECT}) / "deadlines.yml"
    os.utime(file, ns=(1, 1))
    read_deadlines(tmp_path)
    file.write_text(PROJECT.replace("days: 45", "days: 46"))

    assert read_deadlines(tmp_path).rules["decision"].days == 46


def test_a_mended_file_is_read_again(tmp_path: Path) -> None:
    write_files(tmp_path, {"deadlines.yml": "rules:"})
    with pytest.raises(SeedError):
        read_deadlines(tmp_path)
    write_files(tmp_path, {"deadlines.yml": SAMPLE})

    assert read_deadlines(tmp_path).rules == KNOWN.rules


def test_a_file_that_stays_is_not_read_again(tmp_path: Path) -> None:
    write_files(tmp_path, {"deadlines.yml": SAMPLE})

    assert read_deadlines(tmp_path) is read_deadlines(tmp_path)


def test_the_rules_have_the_lengths_of_the_law() -> None:
    assert {id_: (r.days, r.extension, r.event) for id_, r in KNOWN.rules.items()} == {
        "apply": (30, 0, "entered"),
        "apply_danger_here": (30, 0, "learned"),
        "decision": (45, 45, "filed"),
        "notify_decision": (10, 0, "issued"),
        "appeal": (15, 0, "notified"),
        "nullity": (30, 0, "notified"),
        "amparo": (15, 0, "notified"),
        "amparo_deportation": (None, 0, None),
        "ratify": (3, 0, "filed"),
    }
    assert set(RULE_IDS) <= set(KNOWN.rules)


def test_only_comar_has_deadlines_of_an_authority_and_only_courts_need_a_lawyer() -> (
    None
):
    rules = KNOWN.rules.values()

    assert {r.id for r in rules if r.whose == "authority"} == {
        "decision",
        "notify_decision",
    }
    assert {r.id for r in rules if r.lawyer} == {
        "nullity",
        "amparo",
        "amparo_deportation",
    }


def test_the_calendar_is_that_of_the_two_laws() -> None:
    calendar = KNOWN.calendar

    assert calendar.both == {(1, 1), (5, 1), (9, 16), (12, 25)}
    assert calendar.administrative == {(2, 5), (3, 21), (5, 5), (9, 1), (11, 20)}
    assert calendar.mondays == {NthMonday(2, 1), NthMonday(3, 3), NthMonday(11, 3)}


def test_the_days_of_may_2024_are_closed_and_the_year_end_of_2025_is_not() -> None:
    assert Suspension(date(2024, 5, 29), date(2024, 5, 31)) in (
        KNOWN.calendar.suspensions
    )
    year_end = count_rule(KNOWN.rules["apply"], date(2025, 12, 15), KNOWN.calendar)
    assert year_end.safe == date(2026, 1, 28)
    [doubtful] = [c for c in KNOWN.closures if not c.certain]
    assert len(KNOWN.calendar.suspensions) == len(KNOWN.closures) - 1
    assert (doubtful.first, doubtful.last) == (None, date(2026, 1, 4))


def test_official_years_are_read(tmp_path: Path) -> None:
    content = deepcopy(SAMPLE)
    calendar(official_years=[2027])(content)
    write_files(tmp_path, {"deadlines.yml": content})

    assert read_deadlines(tmp_path).calendar.official_years == {2027}


def test_a_deadline_rests_on_its_laws_and_on_those_of_the_calendar() -> None:
    def titles(id_: str) -> list[str]:
        return [source.title for source in KNOWN.sources(KNOWN.rules[id_])]

    assert titles("appeal") == [
        "Ley sobre Refugiados, Protección Complementaria y Asilo Político",
        "Ley Federal de Procedimiento Administrativo",
        "Ley Federal del Trabajo",
    ]
    assert titles("amparo_deportation") == ["Ley de Amparo"]


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        pytest.param("2025-12-20", "2026-01-05", True, id="both known, within"),
        pytest.param("2026-01-07", None, True, id="begins on the last day"),
        pytest.param("2026-01-08", None, False, id="begins after"),
        pytest.param(None, "2026-01-01", True, id="ends on the first day"),
        pytest.param(None, "2025-12-31", False, id="ended before"),
        pytest.param(None, "2026-02-07", True, id="began a month before at most"),
        pytest.param(None, "2026-02-08", False, id="cannot have begun"),
        pytest.param("2025-12-01", None, True, id="lasted a month at most"),
        pytest.param("2025-11-30", None, False, id="cannot have lasted"),
        pytest.param(None, None, True, id="nothing known"),
    ],
)
def test_a_closure_touches_the_days_that_it_may_hold(
    first: str | None, last: str | None, touched: bool
) -> None:
    closure = Closure(
        "",
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        certain=False,
        source=SOURCE,
    )

    assert closure.touches(date(2026, 1, 1), date(2026, 1, 7)) is touched
