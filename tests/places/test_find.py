import pytest

from bot.places.find import office_cities, office_in, shelter_cities, shelters_in
from tests.places.conftest import Load
from tests.places.sample import sample_office, sample_shelter


def found(load: Load, *shelters: dict[str, object], serves: str | None = None) -> str:
    """Ids of the places found in Tijuana, in order."""
    with load(list(shelters))() as session:
        return " ".join(p.id for p in shelters_in(session, "Tijuana", serves))


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


def test_a_place_for_this_group_comes_before_one_for_all_and_others_are_left_out(
    load: Load,
) -> None:
    shelters = [
        sample_shelter("families", serves=["families"], last_seen="2026-01-29"),
        sample_shelter("silent", serves=[], last_seen="2026-01-29"),
        sample_shelter("all", serves=["all"], last_seen="2026-01-29"),
        sample_shelter("doubtful", serves=["women"], show="with_warning"),
        sample_shelter("women", serves=["men", "women"], last_seen="2023"),
    ]

    assert found(load, *shelters, serves="women") == "women doubtful all"
    assert found(load, *shelters, serves="lgbtiq") == "all"


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
        assert shelters_in(session, "Tijuana", serves) == []
        assert shelter_cities(session) == set()
        assert shelter_cities(session, "Baja California") == set()


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
        assert bool(shelters_in(session, "Tijuana")) is listed
        assert bool(shelter_cities(session)) is listed


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
        assert shelter_cities(session) == {"Tijuana", "Saltillo"}
        assert shelter_cities(session, "Coahuila") == {"Saltillo"}
        assert shelter_cities(session, "Yucatán") == set()


def test_the_office_of_a_city_is_found_by_its_city(load: Load) -> None:
    session = load([sample_shelter("one")], [sample_office("Tapachula")])()

    with session:
        office = office_in(session, "Tapachula")
        assert office is not None
        assert office.id == "comar:Tapachula"
        assert office_in(session, "Tijuana") is None


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
        assert office_cities(session) == {"Open", "Listed", "North"}
        assert office_cities(session, "Coahuila") == {"North"}
        assert office_cities(session, "Baja California") == set()
