from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.language.zones import _OF_CITY, zone_of
from tests.conftest import FACTS

WINTER, SUMMER = datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("state", "city", "winter", "summer"),
    [
        ("Ciudad de México", "Ciudad de México", -6, -6),
        (None, None, -6, -6),
        ("Chiapas", "Tapachula", -6, -6),
        ("Yucatán", "Mérida", -6, -6),
        ("Nuevo León", "Monterrey", -6, -6),
        ("Baja California", "Tijuana", -8, -7),
        ("Baja California", None, -8, -7),
        ("Baja California Sur", "La Paz", -7, -7),
        ("Sonora", "Hermosillo", -7, -7),
        ("Sonora", "San Luis Río Colorado", -7, -7),
        ("Sinaloa", "Mazatlán", -7, -7),
        ("Nayarit", "Tepic", -7, -7),
        ("Nayarit", "Bahía de Banderas", -6, -6),
        ("Chihuahua", "Chihuahua", -6, -6),
        ("Chihuahua", "Ciudad Juárez", -7, -6),
        (None, "Ciudad Juárez", -7, -6),
        ("Chihuahua", "Guadalupe (Chihuahua)", -7, -6),
        ("Chihuahua", "Ojinaga", -6, -5),
        ("Quintana Roo", "Cancún", -5, -5),
        ("Coahuila", "Saltillo", -6, -6),
        ("Coahuila", "Piedras Negras", -6, -5),
        ("Nuevo León", "Anáhuac", -6, -5),
        ("Tamaulipas", "Matamoros", -6, -5),
        ("Tamaulipas", "Tampico", -6, -6),
        # Coahuila has a Matamoros too; it is not at the border.
        ("Coahuila", "Matamoros", -6, -6),
    ],
)
def test_clocks_stand_where_the_law_puts_them(
    state: str | None, city: str | None, winter: int, summer: int
) -> None:
    zone = zone_of(state, city)
    hours = [when.replace(tzinfo=zone).utcoffset() for when in (WINTER, SUMMER)]
    assert hours == [timedelta(hours=winter), timedelta(hours=summer)]


def test_the_gazetteer_knows_every_city_with_a_time_of_its_own() -> None:
    file = Path(FACTS) / "gazetteer.yml"
    cities = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["cities"]
    states = {city["name"]: city["state"] for city in cities}
    named = {city: state for city, (state, _) in _OF_CITY.items()}
    assert {city: states.get(city) for city in named} == named
