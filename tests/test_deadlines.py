"""Counting against the worked examples, and against a counter that goes day by day."""

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import (
    Calendar,
    Counted,
    Suspension,
    calendar_days_left,
    count,
    count_rule,
    working_days_left,
    years_without_calendar,
)
from bot.facts.deadlines import read_deadlines
from tests.conftest import FACTS

KNOWN = read_deadlines(FACTS)
CALENDAR = replace(KNOWN.calendar, suspensions=(), official_years=frozenset())
"""The project's, without the closures that may be added to it."""

# As the two laws list them, weekends included; written down apart from the calendar.
YEARS = range(2025, 2030)
BOTH = {(1, 1), (5, 1), (9, 16), (12, 25)}
ONLY_ADMINISTRATIVE = {(2, 5), (3, 21), (5, 5), (9, 1), (11, 20)}
MONDAYS = {
    *(date(2025, 2, 3), date(2025, 3, 17), date(2025, 11, 17)),
    *(date(2026, 2, 2), date(2026, 3, 16), date(2026, 11, 16)),
    *(date(2027, 2, 1), date(2027, 3, 15), date(2027, 11, 15)),
    *(date(2028, 2, 7), date(2028, 3, 20), date(2028, 11, 20)),
    *(date(2029, 2, 5), date(2029, 3, 19), date(2029, 11, 19)),
}


def fixed(days: set[tuple[int, int]]) -> set[date]:
    return {date(year, month, day) for year in YEARS for month, day in days}


LIST_A = fixed(BOTH | ONLY_ADMINISTRATIVE)
LIST_B = fixed(BOTH) | MONDAYS


def slowly(event: date, days: int, closed: set[date]) -> date:
    """The last day, by listing all open days one after the other."""
    later = [event + timedelta(days=ahead) for ahead in range(1, 300)]
    weekdays = [day for day in later if day.strftime("%a") not in {"Sat", "Sun"}]
    return [day for day in weekdays if day not in closed][days - 1]


def closed(first: date, last: date) -> Calendar:
    return replace(CALENDAR, suspensions=(Suspension(first, last),))


EXAMPLES = {
    "1": ("apply", "2025-01-20", "2025-01-21 2025-03-03 2025-03-04 2025-03-05"),
    "2": ("apply", "2025-03-10", "2025-03-11 2025-04-21 2025-04-22 2025-04-23"),
    "3": ("apply", "2025-12-15", "2025-12-16 2026-01-28 2026-01-28 2026-01-28"),
    "4": ("decision", "2026-02-03", "2026-02-04 2026-04-07 2026-04-08 2026-04-09"),
    "4, notification": (
        "notify_decision",
        "2026-04-08",
        "2026-04-09 2026-04-22 2026-04-22 2026-04-22",
    ),
    "5": ("appeal", "2025-09-05", "2025-09-08 2025-09-29 2025-09-29 2025-09-29"),
    "6": ("appeal", "2026-11-06", "2026-11-09 2026-11-27 2026-11-30 2026-12-01"),
    "6, nullity": (
        "nullity",
        "2026-11-06",
        "2026-11-09 2026-12-18 2026-12-21 2026-12-22",
    ),
    "7": ("apply", "2026-08-15", "2026-08-17 2026-09-28 2026-09-29 2026-09-29"),
    "2027": ("apply", "2027-04-26", "2027-04-27 2027-06-07 2027-06-08 2027-06-08"),
    "ratify": ("ratify", "2026-12-24", "2026-12-28 2026-12-30 2026-12-30 2026-12-30"),
    "amparo": ("amparo", "2026-11-06", "2026-11-09 2026-11-27 2026-11-30 2026-12-01"),
    "danger here": (
        "apply_danger_here",
        "2026-08-15",
        "2026-08-17 2026-09-28 2026-09-29 2026-09-29",
    ),
}


def counted(event: str, days: str) -> Counted:
    """FIRST SAFE LAW LATEST."""
    return Counted(
        date.fromisoformat(event), *(date.fromisoformat(day) for day in days.split())
    )


@pytest.mark.parametrize(("id_", "event", "wanted"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_worked_examples(id_: str, event: str, wanted: str) -> None:
    found = count_rule(KNOWN.rules[id_], date.fromisoformat(event), CALENDAR)

    assert found == counted(event, wanted)


def test_example_4b_an_extension_is_counted_on_from_the_first_45_days() -> None:
    found = count_rule(
        KNOWN.rules["decision"], date(2026, 2, 3), CALENDAR, extended=True
    )

    assert found == counted("2026-02-03", "2026-02-04 2026-06-10 2026-06-12 2026-06-15")


def test_example_2_with_a_holy_week_closed_by_order() -> None:
    holy_week = closed(date(2025, 4, 17), date(2025, 4, 18))

    found = count_rule(KNOWN.rules["apply"], date(2025, 3, 10), holy_week)

    assert found == counted("2025-03-10", "2025-03-11 2025-04-23 2025-04-24 2025-04-25")


def test_example_3b_a_year_end_closed_by_order_moves_all_three_readings() -> None:
    year_end = closed(date(2025, 12, 22), date(2026, 1, 2))

    found = count_rule(KNOWN.rules["apply"], date(2025, 12, 15), year_end)

    assert found == counted("2025-12-15", "2025-12-16 2026-02-09 2026-02-10 2026-02-11")


def test_the_first_day_counted_comes_after_a_closure() -> None:
    found = count(date(2026, 6, 5), 1, closed(date(2026, 6, 8), date(2026, 6, 10)))

    assert found == counted("2026-06-05", "2026-06-11 2026-06-11 2026-06-11 2026-06-11")


@pytest.mark.parametrize("id_", ["nullity", "amparo"])
def test_what_closes_comar_does_not_stop_the_time_of_a_court(id_: str) -> None:
    event, year_end = date(2025, 12, 15), closed(date(2025, 12, 22), date(2026, 1, 2))
    court = KNOWN.rules[id_]

    assert count_rule(court, event, year_end) == count_rule(court, event, CALENDAR)


@pytest.mark.parametrize(
    ("friday", "law", "latest"),
    [
        pytest.param("2030-09-30", "2030-10-01", "2030-10-02", id="labour, 1 October"),
        pytest.param("2036-11-28", "2036-12-02", "2036-12-02", id="LFPA, 1 December"),
        pytest.param("2018-09-28", "2018-10-01", "2018-10-01", id="before 2024"),
        pytest.param("2031-11-28", "2031-12-01", "2031-12-01", id="another year"),
    ],
)
def test_a_change_of_president_closes_a_day_every_six_years(
    friday: str, law: str, latest: str
) -> None:
    event = date.fromisoformat(friday)
    found = count(event, 1, CALENDAR)

    assert (found.law.isoformat(), found.latest.isoformat()) == (law, latest)
    assert found.safe == slowly(event, 1, set())


def test_a_date_of_one_law_that_is_a_monday_of_the_other_is_not_relied_on() -> None:
    found = count(date(2028, 11, 17), 1, CALENDAR)

    assert (found.safe, found.law) == (date(2028, 11, 20), date(2028, 11, 21))


def test_the_labour_laws_days_are_those_that_a_library_knows() -> None:
    years = range(2018, 2101)
    library = holidays.country_holidays("MX", years=years)
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(365 * len(years))]
    weekdays = [day for day in days if day.weekday() < 5]

    # Only the labour law's: the other list is emptied.
    labour = replace(
        CALENDAR,
        administrative=frozenset(),
        change_of_president=replace(
            CALENDAR.change_of_president, administrative=(2, 30)
        ),
    )

    ours = {day for day in weekdays if labour.latest(day)}

    assert ours == {day for day in weekdays if day in library}


@given(
    event=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    days=st.integers(min_value=1, max_value=90),
)
def test_every_count_is_that_of_going_day_by_day(event: date, days: int) -> None:
    assert count(event, days, CALENDAR) == Counted(
        event=event,
        first_day=slowly(event, 1, fixed(BOTH)),
        safe=slowly(event, days, fixed(BOTH)),
        law=slowly(event, days, LIST_A),
        latest=slowly(event, days, LIST_A | LIST_B),
    )


DAYS = st.dates(date(2011, 1, 1), date(2100, 12, 31))


@given(
    event=DAYS,
    days=st.integers(min_value=1, max_value=366),
    closures=st.lists(
        st.builds(
            lambda first, length: Suspension(first, first + timedelta(days=length)),
            DAYS,
            st.integers(min_value=0, max_value=60),
        ),
        max_size=3,
    ),
)
def test_no_reading_is_later_than_the_next_and_none_ends_on_a_closed_day(
    event: date, days: int, closures: list[Suspension]
) -> None:
    calendar = replace(KNOWN.calendar, suspensions=tuple(closures))
    found = count(event, days, calendar)

    assert event < found.first_day <= found.safe <= found.law <= found.latest
    assert not calendar.safe(found.safe)
    assert not calendar.law(found.law)
    assert not calendar.latest(found.latest)
    assert working_days_left(event, found.safe, calendar) == days


@pytest.mark.parametrize(
    ("today", "working", "on_the_calendar"),
    [
        pytest.param("2026-11-24", 3, 3, id="a Tuesday before a Friday"),
        pytest.param("2026-11-20", 5, 7, id="over a weekend"),
        pytest.param("2026-11-26", 1, 1, id="the eve"),
        pytest.param("2026-11-27", 0, 0, id="the last day"),
        pytest.param("2026-11-29", 0, -2, id="after it"),
    ],
)
def test_days_left_do_not_count_today(
    today: str, working: int, on_the_calendar: int
) -> None:
    now, last = date.fromisoformat(today), date(2026, 11, 27)

    assert working_days_left(now, last, CALENDAR) == working
    assert calendar_days_left(now, last) == on_the_calendar


def test_days_left_leave_out_what_is_closed_by_both_laws_or_by_order() -> None:
    calendar = closed(date(2026, 12, 21), date(2026, 12, 23))

    assert working_days_left(date(2026, 12, 18), date(2026, 12, 28), calendar) == 2


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        pytest.param([], [2025, 2026], id="none is known"),
        pytest.param([2025], [2026], id="one is known"),
        pytest.param([2025, 2026], [], id="both are known"),
    ],
)
def test_the_years_without_an_official_calendar_are_those_that_are_counted(
    known: list[int], missing: list[int]
) -> None:
    calendar = replace(CALENDAR, official_years=frozenset(known))
    found = count(date(2025, 12, 15), 30, calendar)

    assert years_without_calendar(found, calendar) == missing


def test_a_year_in_which_no_day_is_counted_needs_no_calendar() -> None:
    found = count(date(2026, 12, 31), 3, CALENDAR)

    assert years_without_calendar(found, CALENDAR) == [2027]


def test_a_rule_knows_its_law_and_the_articles_of_that_law() -> None:
    danger, appeal = KNOWN.rules["apply_danger_here"], KNOWN.rules["appeal"]

    assert (danger.law, danger.numbers) == ("LRPCAP", "13-III, 18")
    assert (appeal.law, appeal.numbers) == ("LRPCAP", "25")


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_days_that_cannot_be_counted_are_refused(days: int) -> None:
    with pytest.raises(ValueError, match=f"{days} working days .* Give 1 to 366"):
        count(date(2026, 1, 1), days, CALENDAR)


@pytest.mark.parametrize("event", [date(2010, 12, 31), date(2101, 1, 1)])
def test_an_event_before_the_law_or_far_away_is_refused(event: date) -> None:
    with pytest.raises(ValueError, match=f"{event} is not between .* Check the year"):
        count(event, 30, CALENDAR)


def test_where_there_is_no_limit_nothing_is_counted() -> None:
    with pytest.raises(ValueError, match="amparo_deportation has no time limit"):
        count_rule(KNOWN.rules["amparo_deportation"], date(2026, 1, 1), CALENDAR)


def test_only_what_can_be_extended_is_counted_with_its_extension() -> None:
    with pytest.raises(ValueError, match="apply cannot be extended"):
        count_rule(KNOWN.rules["apply"], date(2026, 1, 1), CALENDAR, extended=True)
