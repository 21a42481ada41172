from pathlib import Path

import pytest

from bot.places.gazetteer import City, Gazetteer, distance_km, read_gazetteer
from tests.conftest import FACTS

TIJUANA = City("Tijuana", "Baja California", 32.5027, -117.0037)
TECATE = City("Tecate", "Baja California", 32.5672, -116.6251)
TAPACHULA = City("Tapachula", "Chiapas", 14.9056, -92.2634)
ALL = {"Tijuana", "Tecate", "Tapachula"}


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer([TAPACHULA, TECATE, TIJUANA])


@pytest.mark.parametrize(
    ("point", "city"),
    [
        ((32.5149, -117.0382), "Tijuana"),
        ((32.56, -116.70), "Tecate"),
        ((14.68, -92.15), "Tapachula"),
        ((13.98, -92.2634), "Tapachula"),
    ],
    ids=["in the city", "between two cities", "near the border", "100 km away"],
)
def test_a_shared_location_is_in_the_nearest_city(
    gazetteer: Gazetteer, point: tuple[float, float], city: str
) -> None:
    nearest = gazetteer.nearest(*point)

    assert nearest is not None
    assert nearest.name == city


@pytest.mark.parametrize(
    "point",
    [(13.80, -92.2634), (40.4168, -3.7038), (0.0, 0.0), (-32.5, 117.0)],
    ids=["123 km away", "Madrid", "no place", "signs lost"],
)
def test_a_location_far_from_every_city_is_in_none(
    gazetteer: Gazetteer, point: tuple[float, float]
) -> None:
    assert gazetteer.nearest(*point) is None


def test_a_location_nearer_to_a_town_across_the_border_is_in_no_city() -> None:
    gazetteer = Gazetteer([TIJUANA], abroad=[(32.7157, -117.1647)])

    assert gazetteer.nearest(32.70, -117.16) is None
    assert gazetteer.nearest(32.52, -117.03) == TIJUANA


@pytest.mark.parametrize(
    "point",
    [
        (32.7157, -117.1611),
        (32.6789, -115.4989),
        (31.77, -106.45),
        (27.53, -99.49),
        (26.2, -98.23),
        (25.93, -97.48),
        (14.68, -92.14),
    ],
    ids=[
        *("San Diego", "Calexico", "El Paso", "Laredo", "McAllen"),
        *("Brownsville", "Tecún Umán"),
    ],
)
def test_nobody_across_the_border_is_taken_for_a_person_in_mexico(
    point: tuple[float, float],
) -> None:
    assert read_gazetteer(FACTS / "gazetteer.yml").nearest(*point) is None


def test_the_cities_that_a_bare_name_may_mean() -> None:
    gazetteer = Gazetteer(
        [
            City("Benito Juárez (Sonora)", "Sonora", 27.1, -109.8),
            City("Benito Juárez (Veracruz)", "Veracruz", 20.9, -98.2),
            City("Cancún", "Quintana Roo", 21.2, -86.8),
            TIJUANA,
        ],
        {"Benito Juárez": ["Cancún"]},
    )

    assert gazetteer.called("Benito Juárez") == [
        "Cancún",
        "Benito Juárez (Sonora)",
        "Benito Juárez (Veracruz)",
    ]
    assert gazetteer.called("Macondo") == []


def test_the_distance_of_two_cities_is_known_if_both_are(gazetteer: Gazetteer) -> None:
    assert gazetteer.distance("Tijuana", "Tecate") == pytest.approx(36, abs=1)
    assert gazetteer.distance("Tijuana", "Macondo") is None
    assert gazetteer.distance("Macondo", "Tijuana") is None


def test_other_cities_come_from_nearest_to_farthest(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_distance("Tijuana", {"Tapachula", "Tecate"}) == [
        "Tecate",
        "Tapachula",
    ]
    assert gazetteer.by_distance("Tapachula", {"Tijuana", "Tecate"}) == [
        "Tecate",
        "Tijuana",
    ]


def test_a_city_is_not_among_its_own_neighbours(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_distance("Tijuana", ALL) == ["Tecate", "Tapachula"]


def test_cities_without_a_point_come_last_by_name(gazetteer: Gazetteer) -> None:
    others = {"Zeta", "Alfa", "Tapachula"}

    assert gazetteer.by_distance("Tijuana", others) == ["Tapachula", "Alfa", "Zeta"]


def test_from_an_unknown_city_the_others_come_by_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_distance("Atlantis", ALL) == ["Tapachula", "Tecate", "Tijuana"]


def test_a_gazetteer_knows_its_cities_by_their_exact_name(gazetteer: Gazetteer) -> None:
    assert "Tijuana" in gazetteer
    assert "tijuana" not in gazetteer


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        ((32.5027, -117.0037), (32.5027, -117.0037), 0),
        ((0, 0), (0, 90), 10007.5),
        ((19.4326, -99.1332), (14.9056, -92.2634), 886.5),
    ],
    ids=["same point", "a quarter of the equator", "Mexico City to Tapachula"],
)
def test_distances_are_those_of_the_globe(
    start: tuple[float, float], end: tuple[float, float], km: float
) -> None:
    assert distance_km(*start, *end) == pytest.approx(km, rel=0.002)
    assert distance_km(*end, *start) == pytest.approx(km, rel=0.002)


def test_a_file_is_read_city_by_city(tmp_path: Path) -> None:
    file = tmp_path / "gazetteer.yml"
    file.write_text(
        "cities:\n"
        "- {name: León, state: Guanajuato, latitude: 21.1, longitude: -101.7,"
        " aliases: [Leon]}\n",
        encoding="utf-8",
    )

    assert read_gazetteer(file).nearest(21.2, -101.6) == City(
        "León", "Guanajuato", 21.1, -101.7
    )


@pytest.mark.parametrize(
    ("point", "city"),
    [
        ((32.5, -117.0), "Tijuana"),
        ((14.9, -92.26), "Tapachula"),
        ((25.87, -97.5), "Matamoros"),
        ((19.43, -99.13), "Ciudad de México"),
        ((31.74, -106.49), "Ciudad Juárez"),
        # Close to the border, on this side.
        ((32.538, -117.034), "Tijuana"),
        ((32.53, -116.95), "Tijuana"),
        ((32.66, -115.48), "Mexicali"),
        ((31.33, -110.94), "Nogales"),
        ((31.745, -106.46), "Ciudad Juárez"),
        ((28.7, -100.515), "Piedras Negras"),
        ((27.495, -99.507), "Nuevo Laredo"),
        ((26.085, -98.28), "Reynosa"),
        ((25.89, -97.5), "Matamoros"),
    ],
)
def test_the_project_s_gazetteer_knows_where_people_are(
    point: tuple[float, float], city: str
) -> None:
    nearest = read_gazetteer(FACTS / "gazetteer.yml").nearest(*point)

    assert nearest is not None
    assert nearest.name == city
