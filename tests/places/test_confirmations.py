from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from bot.db import Sessions
from bot.places.confirmations import (
    BEDS_LAST,
    DAYS_LAST,
    HOURS_LAST,
    Age,
    Known,
    Refused,
    confirm,
    history,
    known,
    latest_of,
)
from bot.places.models import Confirmation, Place
from bot.tasks import open_tasks, raise_task
from tests.places.conftest import Load
from tests.places.sample import sample_shelter

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def places(load: Load) -> Sessions:
    return load([sample_shelter("one"), sample_shelter("two")])


def known_after(
    places: Sessions, passed: timedelta, state: str = "open", **free: int
) -> Known:
    """What is still said of "one", so long after it was confirmed."""
    with places.begin() as session:
        confirm(session, "one", state, "Ana", NOW - passed, free)
    with places() as session:
        latest = latest_of(session, ["one"])["one"]
        return known(session.get_one(Place, "one").assured_date, latest, NOW)


def test_a_confirmation_is_known_with_who_and_when(places: Sessions) -> None:
    with places.begin() as session:
        confirm(session, "one", "open", " Ana ", NOW, {"women": 12}, "Por la noche")

    with places() as session:
        [found] = history(session, "one")
    assert (found.state, found.free, found.by, found.note, found.at) == (
        "open",
        {"women": 12},
        "Ana",
        "Por la noche",
        NOW,
    )


@pytest.mark.parametrize(
    ("passed", "age"),
    [
        (timedelta(), Age.HOURS),
        (HOURS_LAST, Age.HOURS),
        (HOURS_LAST + MINUTE, Age.DAYS),
        (DAYS_LAST, Age.DAYS),
        (DAYS_LAST + MINUTE, Age.PAST),
    ],
)
def test_a_confirmation_decays(places: Sessions, passed: timedelta, age: Age) -> None:
    assert known_after(places, passed).age is age


@pytest.mark.parametrize(
    ("passed", "free"), [(BEDS_LAST, {"women": 12}), (BEDS_LAST + MINUTE, None)]
)
def test_beds_are_forgotten_within_hours(
    places: Sessions, passed: timedelta, free: dict[str, int] | None
) -> None:
    assert known_after(places, passed, women=12).free == free


def test_a_clock_that_is_behind_makes_nothing_older(places: Sessions) -> None:
    assert known_after(places, -timedelta(hours=5)).passed == timedelta()


def test_closed_stays_closed_however_long_ago(places: Sessions) -> None:
    assert known_after(places, timedelta(days=2000), "closed").is_closed


def test_a_newer_confirmation_takes_the_place_of_an_older_one(places: Sessions) -> None:
    with places.begin() as session:
        confirm(session, "one", "closed", "Ana", NOW - timedelta(days=1))
        confirm(session, "two", "full", "Ana", NOW)
        confirm(session, "one", "open", "Luz", NOW)

    with places() as session:
        assert {id_: c.state for id_, c in latest_of(session).items()} == {
            "one": "open",
            "two": "full",
        }
        assert [c.by for c in history(session, "one")] == ["Luz", "Ana"]


def test_nobody_confirmed_it(places: Sessions) -> None:
    with places() as session:
        assert latest_of(session, ["one"]) == {}
        assert known(session.get_one(Place, "one").assured_date, None, NOW) == Known()


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 11, 24), Age.DAYS),
        (date(2026, 10, 26), Age.DAYS),
        (date(2026, 10, 23), Age.PAST),
    ],
)
def test_an_assured_day_counts_in_days_and_never_in_hours(
    load: Load, day: date, age: Age
) -> None:
    with load([sample_shelter("one", assured_date=day, assurer="Ana")])() as session:
        found = known(session.get_one(Place, "one").assured_date, None, NOW)
    assert (found.age, found.state) == (age, "open")


def test_what_was_confirmed_after_the_assured_day_wins(load: Load) -> None:
    make_session = load(
        [sample_shelter("one", assured_date=date(2026, 11, 1), assurer="Ana")]
    )
    with make_session.begin() as session:
        full = confirm(session, "one", "full", "Luz", NOW)
        assert (
            known(session.get_one(Place, "one").assured_date, full, NOW).state == "full"
        )
        before = confirm(session, "one", "full", "Luz", NOW - timedelta(days=60))
        assert (
            known(session.get_one(Place, "one").assured_date, before, NOW).state
            == "open"
        )


def test_on_paper_only_the_day_stays(places: Sessions) -> None:
    on_paper = known_after(places, timedelta(hours=1), women=3).on_paper()

    assert (on_paper.age, on_paper.free) == (Age.PAST, None)
    assert on_paper.at == NOW - timedelta(hours=1)
    assert Known().on_paper() == Known()


def test_what_people_reported_is_settled_by_a_confirmation(places: Sessions) -> None:
    with places.begin() as session:
        for place in ("one", "two"):
            raise_task(session, "place_closed", place)
        raise_task(session, "place_full", "one")
        confirm(session, "one", "open", "Ana", NOW)

    with places() as session:
        left = [(task.kind, task.subject) for task in open_tasks(session)]
    assert left == [("place_closed", "two")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("gone", "open", "Ana"), "There is no place gone."),
        (("one", "shut", "Ana"), "shut is no state."),
        (("one", "open", "  "), "needs the name of who made sure"),
        (("one", "full", "Ana", {"women": 2}), "that is full has no free beds"),
        (("one", "open", "Ana", {"cats": 2}), "cats is no group."),
        (("one", "open", "Ana", {"men": 1000}), "1000 is no number of beds."),
    ],
)
def test_what_makes_no_sense_is_refused(
    places: Sessions, arguments: tuple[object, ...], says: str
) -> None:
    place, state, by, *free = arguments
    with places() as session, pytest.raises(Refused, match=says):
        confirm(session, place, state, by, NOW, *free)  # type: ignore[arg-type]
    with places() as session:
        assert history(session, "one") == []


@pytest.mark.parametrize(
    "change", [delete(Confirmation), update(Confirmation).values(state="open")]
)
def test_the_database_itself_keeps_what_was_confirmed(
    places: Sessions, change: object
) -> None:
    with places.begin() as session:
        confirm(session, "one", "full", "Ana", NOW)

    with places() as session, pytest.raises(IntegrityError, match="written once"):
        session.execute(change)  # type: ignore[call-overload]
