from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.places.confirmations import confirm
from bot.places.find import (
    cities_with,
    elsewhere,
    every_place,
    in_city,
    in_state,
    near_point,
    office_in,
    one_place,
    refuges_in,
)
from bot.places.gazetteer import City, Gazetteer
from bot.places.models import Place
from bot.places.wanted import FOOD, HEALTH, LEGAL, OFFICES, TO_SLEEP, Wanted
from tests.places.conftest import Load
from tests.places.sample import sample_office, sample_shelter

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


def ids(session: Session, wanted: Wanted = TO_SLEEP, **near: int) -> str:
    """Ids of the places found in Tijuana, in order."""
    found = in_city(session, "Tijuana", wanted, NOW, near)
    return " ".join(one.place.id for one in found.take(0, len(found)))


def to_sleep(*groups: str) -> Wanted:
    return Wanted(kinds=TO_SLEEP.kinds, groups=groups)


def found(load: Load, *shelters: dict[str, object], serves: str | None = None) -> str:
    with load(list(shelters))() as session:
        return ids(session, to_sleep(*([serves] if serves else [])))


def test_confirmed_places_come_before_those_with_a_warning(load: Load) -> None:
    assert (
        found(
            load,
            sample_shelter("doubtful", show="with_warning", last_seen="2026-10-01"),
            sample_shelter("sure", last_seen="2024"),
        )
        == "sure doubtful"
    )


def test_of_equal_places_the_most_recently_seen_comes_first(load: Load) -> None:
    assert (
        found(
            load,
            sample_shelter("never", last_seen="unknown"),
            sample_shelter("year", last_seen="2025"),
            sample_shelter("day", last_seen="2025-05-10"),
            sample_shelter("older", last_seen="2024-12-31"),
            sample_shelter("newest", last_seen="2026-01-29"),
            sample_shelter("month", last_seen="2025-06"),
        )
        == "newest month day year older never"
    )


def test_whom_a_place_takes_decides_its_rank_and_those_for_others_are_left_out(
    load: Load,
) -> None:
    shelters = [
        sample_shelter("families", serves=["families"], last_seen="2026-01-29"),
        sample_shelter("silent", serves=[], last_seen="2026-01-29"),
        sample_shelter("all", serves=["all"], last_seen="2026-01-29"),
        sample_shelter("doubtful", serves=["women"], show="with_warning"),
        sample_shelter("women", serves=["men", "women"], last_seen="2023"),
    ]

    assert found(load, *shelters, serves="women") == "women doubtful all silent"
    assert found(load, *shelters, serves="lgbtiq") == "all silent"


def test_without_a_group_every_place_is_listed(load: Load) -> None:
    shelters = [
        sample_shelter("men", serves=["men"], last_seen="2025"),
        sample_shelter("silent", serves=[], last_seen="2024"),
        sample_shelter("all", serves=["all"], last_seen="2023"),
    ]

    assert found(load, *shelters) == "men silent all"


@pytest.mark.parametrize("serves", [None, "women", "families", "lgbtiq"])
def test_a_sensitive_place_is_never_listed(load: Load, serves: str | None) -> None:
    refuge = sample_shelter(
        "refuge", sensitive=True, serves=["women", "families", "lgbtiq", "all"]
    )
    session = load([refuge])()

    with session:
        wanted = to_sleep(*([serves] if serves else []))
        near = {"refuge": 0}
        assert len(in_city(session, "Tijuana", wanted, NOW, near)) == 0
        assert len(in_state(session, "Baja California", wanted, NOW)) == 0
        assert every_place(session, NOW) == []
        assert cities_with(session, wanted) == set()
        assert cities_with(session, wanted, "Baja California") == set()


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        ("shelter", True),
        ("government", True),
        ("soup_kitchen", False),
        ("minors_centre", False),
    ],
)
def test_only_where_one_can_sleep_and_come_alone_is_listed(
    load: Load, kind: str, listed: bool
) -> None:
    session = load([sample_shelter("one", kind=kind)])()

    with session:
        assert bool(ids(session)) is listed
        assert bool(cities_with(session, TO_SLEEP)) is listed


def test_only_places_of_this_city_are_listed(load: Load) -> None:
    assert (
        found(load, sample_shelter("here"), sample_shelter("there", city="Tecate"))
        == "here"
    )


def test_cities_with_shelters_are_those_of_the_state(load: Load) -> None:
    session = load(
        [
            sample_shelter("one"),
            sample_shelter("two"),
            sample_shelter("three", city="Saltillo", state="Coahuila"),
        ],
        [sample_office("Tapachula")],
    )()

    with session:
        assert cities_with(session, TO_SLEEP) == {"Tijuana", "Saltillo"}
        assert cities_with(session, TO_SLEEP, "Coahuila") == {"Saltillo"}
        assert cities_with(session, TO_SLEEP, "Yucatán") == set()


def test_the_office_of_a_city_is_found_by_its_city(load: Load) -> None:
    session = load([sample_shelter("one")], [sample_office("Tapachula")])()

    with session:
        office = office_in(session, "Tapachula", NOW)
        assert office is not None
        assert office.place.id == "comar:Tapachula"
        assert office_in(session, "Tijuana", NOW) is None


def test_people_are_sent_only_to_cities_where_an_office_may_take_them(
    load: Load,
) -> None:
    session = load(
        [sample_shelter("one")],
        [
            sample_office("Open"),
            sample_office("Listed", status="listed_only"),
            sample_office("Full", status="not_admitting"),
            sample_office("None", status="none_found"),
            sample_office("North", status="listed_only", state="Coahuila"),
        ],
    )()

    with session:
        assert cities_with(session, OFFICES) == {"Open", "Listed", "North"}
        assert cities_with(session, OFFICES, "Coahuila") == {"North"}
        assert cities_with(session, OFFICES, "Baja California") == set()


POINT = {"latitude": 32.5228, "longitude": -117.0017}
FAR = {"latitude": 32.60, "longitude": -116.90}


def test_nearest_first_where_the_street_is_known_and_then_the_surest(
    load: Load,
) -> None:
    shelters = [
        sample_shelter("somewhere", last_seen="2026-01-29"),
        sample_shelter("far", point=FAR),
        sample_shelter("near", point=POINT, show="with_warning", last_seen="2023"),
    ]

    with load(shelters)() as session:
        around = near_point(session, 32.5230, -117.0020)
        assert around == {"near": 0, "far": 12}
        assert ids(session, **around) == "near far somewhere"
        km = {
            f.place.id: f.km
            for f in in_city(session, "Tijuana", TO_SLEEP, NOW, around).take(0, 9)
        }
    assert km == {"near": 0, "far": 12, "somewhere": None}


def test_a_near_place_across_the_border_of_the_city_is_listed_too(load: Load) -> None:
    shelters = [
        sample_shelter("here"),
        sample_shelter("across", city="Tecate", point=FAR),
        sample_shelter("elsewhere", city="Tecate"),
    ]
    with load(shelters)() as session:
        assert ids(session, **near_point(session, 32.5230, -117.0020)) == "across here"


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(32.5, -115.0), (19.43, -99.13), (40.4, -3.7)]
)
def test_what_is_far_is_not_near(load: Load, latitude: float, longitude: float) -> None:
    with load([sample_shelter("one", point=POINT)])() as session:
        assert near_point(session, latitude, longitude) == {}


def test_the_group_counts_more_than_the_way(load: Load) -> None:
    shelters = [
        sample_shelter("near", point=POINT, serves=["all"]),
        sample_shelter("far", point=FAR, serves=["women"]),
    ]
    with load(shelters)() as session:
        around = near_point(session, 32.5230, -117.0020)
        assert ids(session, to_sleep("women"), **around) == "far near"


def test_a_place_needs_to_take_one_of_the_groups(load: Load) -> None:
    shelters = [
        sample_shelter("families", serves=["families"]),
        sample_shelter("women", serves=["women"]),
        sample_shelter("men", serves=["men"]),
    ]
    with load(shelters)() as session:
        assert ids(session, to_sleep("families", "women")) == "families women"


@pytest.mark.parametrize(
    ("wanted", "first", "also"),
    [
        pytest.param(FOOD, "kitchen", "meals", id="food"),
        pytest.param(LEGAL, "legal", "", id="legal help"),
        pytest.param(HEALTH, "medical", "", id="health"),
    ],
)
def test_a_kind_of_help_is_found_by_what_places_offer(
    load: Load, wanted: Wanted, first: str, also: str
) -> None:
    shelters = [
        sample_shelter("meals", services=["meals"], last_seen="2026-01"),
        sample_shelter("kitchen", kind="soup_kitchen", services=["meals"]),
        sample_shelter("legal", services=["beds", "legal"]),
        sample_shelter("medical", services=["medical"]),
        sample_shelter("paralegal", services=["paralegal", "oatmeals"]),
        sample_shelter("children", kind="minors_centre", services=["meals", "legal"]),
    ]
    with load(shelters, [sample_office("Tijuana")])() as session:
        assert ids(session, wanted) == f"{first} {also}".strip()


def test_a_closed_place_is_gone_at_once_and_a_full_one_comes_last(load: Load) -> None:
    make_session = load(
        [
            sample_shelter("closed", last_seen="2026-11"),
            sample_shelter("full", last_seen="2026-10"),
            sample_shelter("open", last_seen="2023", show="with_warning"),
            sample_shelter("silent", last_seen="2026-09"),
        ]
    )
    with make_session.begin() as session:
        for state in ("closed", "full", "open"):
            confirm(session, state, state, "Ana", NOW - timedelta(hours=1))

    with make_session() as session:
        assert ids(session) == "open silent full"
        assert [f.place.id for f in every_place(session, NOW)] == [
            "full",
            "open",
            "silent",
        ]
        closed = one_place(session, "closed", NOW)
        assert closed is not None
        assert closed.known.is_closed


def test_long_after_it_was_found_closed_a_place_is_still_not_listed(load: Load) -> None:
    make_session = load([sample_shelter("one")])
    with make_session.begin() as session:
        confirm(session, "one", "closed", "Ana", NOW - timedelta(days=900))

    with make_session() as session:
        assert ids(session) == ""


def test_a_place_that_was_full_days_ago_is_not_last_any_more(load: Load) -> None:
    make_session = load(
        [sample_shelter("full"), sample_shelter("silent", last_seen="2024")]
    )
    with make_session.begin() as session:
        confirm(session, "full", "full", "Ana", NOW - timedelta(days=3))

    with make_session() as session:
        assert ids(session) == "full silent"


GAZETTEER = Gazetteer(
    [
        City("Tijuana", "Baja California", 32.5, -117.0),
        City("Tecate", "Baja California", 32.57, -116.63),
        City("Mexicali", "Baja California", 32.66, -115.47),
        City("Saltillo", "Coahuila", 25.4, -101.0),
    ]
)


def test_elsewhere_means_the_nearest_cities_until_there_are_enough(load: Load) -> None:
    shelters = [
        sample_shelter("here"),
        sample_shelter("next", city="Tecate"),
        sample_shelter("later", city="Mexicali"),
        sample_shelter("last", city="Saltillo", state="Coahuila"),
    ]
    with load(shelters)() as session:

        def names(at_least: int) -> str:
            found = elsewhere(session, "Tijuana", TO_SLEEP, NOW, GAZETTEER, at_least)
            assert len(found) >= min(at_least, 3)
            return " ".join(one.place.id for one in found.take(0, 9))

        assert names(1) == "next"
        assert names(2) == "next later"
        assert names(9) == "next later last"


def test_a_refuge_is_named_only_for_the_group_that_it_takes(load: Load) -> None:
    refuges = [
        sample_shelter("women", sensitive=True, serves=["women"]),
        sample_shelter("lgbt", sensitive=True, serves=["lgbtiq", "families"]),
        sample_shelter(
            "children", sensitive=True, kind="minors_centre", serves=["women"]
        ),
        sample_shelter("open", serves=["women"]),
    ]
    with load(refuges)() as session:

        def named(*groups: str) -> list[str]:
            found = refuges_in(session, "Tijuana", to_sleep(*groups), NOW)
            return [one.place.id for one in found]

        assert named("women") == ["women"]
        assert named("lgbtiq") == ["lgbt"]
        assert named("men") == []
        assert named("families") == []
        assert named() == []


def test_a_place_that_is_gone_is_none(load: Load) -> None:
    with load([])() as session:
        assert one_place(session, "gone", NOW) is None


def test_pages_go_on_where_the_last_one_ended(load: Load) -> None:
    shelters = [sample_shelter(f"p{n}", last_seen=f"20{20 - n}") for n in range(5)]
    with load(shelters)() as session:
        found = in_city(session, "Tijuana", TO_SLEEP, NOW)
        pages = [[one.place.id for one in found.take(skip, 2)] for skip in (0, 2, 4, 6)]
    assert pages == [["p0", "p1"], ["p2", "p3"], ["p4"], []]
    assert found.cities == ["Tijuana"]


def test_a_corner_of_the_square_that_is_looked_in_is_not_near(load: Load) -> None:
    corner = {"latitude": 32.5228 - 0.42, "longitude": -117.0017 + 0.5}
    with load([sample_shelter("one", point=corner)])() as session:
        assert near_point(session, 32.5228, -117.0017) == {}


def test_a_sensitive_place_has_no_point_even_if_one_is_stored() -> None:
    secret = Place(sensitive=True, latitude=32.5, longitude=-117.0)
    assert secret.point is None
    assert Place(sensitive=False, latitude=32.5, longitude=-117.0).point is not None


def test_what_was_found_closed_is_offered_in_no_city_until_it_is_open_again(
    load: Load,
) -> None:
    make_session = load(
        [
            sample_shelter("one"),
            sample_shelter("house", sensitive=True, serves=["women"]),
        ],
        [sample_office("Tapachula")],
    )
    ids_of_all = ("one", "house", "comar:Tapachula")

    def offered() -> tuple[set[str], set[str], int]:
        with make_session() as session:
            return (
                cities_with(session, TO_SLEEP),
                cities_with(session, OFFICES),
                len(refuges_in(session, "Tijuana", to_sleep("women"), NOW)),
            )

    for state, expected in (
        ("closed", (set(), set(), 0)),
        ("open", ({"Tijuana"}, {"Tapachula"}, 1)),
    ):
        with make_session.begin() as session:
            for id_ in ids_of_all:
                confirm(session, id_, state, "Ana", NOW)
        assert offered() == expected
