"""Services as another directory may send them, and what the import makes of them."""

import json
from datetime import date
from typing import Any

from bot.places.hsds_cities import cities_of
from bot.places.hsds_import import Taken, take_file
from bot.places.hsds_place import Import
from bot.places.models import Place

Json = dict[str, Any]

TODAY = date(2026, 11, 24)
UUID = "7b1f6f2e-8f0a-4f1e-9f63-0a9d4c0b7{:03d}"


def _city(name: str, state: str, latitude: float, longitude: float, *also: str) -> Json:
    point = {"latitude": latitude, "longitude": longitude}
    return {"name": name, "state": state, "aliases": [*also]} | point


CITIES = cities_of(
    {
        "cities": [
            _city("Tijuana", "Baja California", 32.5027, -117.0037, "TJ"),
            _city("Nogales", "Sonora", 31.3086, -110.9422),
            _city("Nogales (Veracruz)", "Veracruz", 18.8278, -97.1631),
            _city("Ciudad de México", "Ciudad de México", 19.4285, -99.1277, "CDMX"),
        ],
        "states": [
            {"name": "Baja California", "word_aliases": ["BC", "B.C."]},
            {"name": "Sonora"},
            {"name": "Veracruz", "aliases": ["Veracruz de Ignacio de la Llave"]},
        ],
    }
)


def address(**changes: Any) -> Json:
    return {
        "id": UUID.format(1),
        "address_1": "Calle 5",
        "city": "Tijuana",
        "state_province": "Baja California",
        "postal_code": "22000",
        "country": "MX",
        "address_type": "physical",
    } | changes


def at_location(
    number: int = 1, addresses: list[Json] | None = None, **location: Any
) -> Json:
    return {
        "id": UUID.format(number),
        "location": {
            "id": UUID.format(900 + number),
            "location_type": "physical",
            "addresses": [address()] if addresses is None else addresses,
        }
        | location,
    }


def a_service(name: str = "Albergue Norte", number: int = 1, **changes: Any) -> Json:
    """What another directory may send."""
    return {
        "id": UUID.format(500 + number),
        "name": name,
        "status": "active",
        "url": "https://example.org/norte",
        "organization": {"id": UUID.format(2), "name": "Red Norte", "description": "."},
        "service_at_locations": [at_location(number)],
    } | changes


def terms(*names: str, taxonomy: str = "Other") -> list[Json]:
    return [
        {
            "id": UUID.format(3),
            "taxonomy_term": {"name": n, "code": n, "taxonomy": taxonomy},
        }
        for n in names
    ]


def mark(name: str, value: str) -> Json:
    """An attribute of ours without a term."""
    return {"id": UUID.format(4), "link_type": f"faro:{name}", "value": value}


def take(*services: Any, **options: Any) -> Taken:
    """Judge services as those of the origin red_norte."""
    values = {"origin": "red_norte", "today": TODAY, "cities": CITIES} | options
    return take_file(json.dumps(list(services)).encode(), Import(**values))


def one(service: Json, **options: Any) -> Place:
    """The place that one service gives."""
    taken = take(service, **options)
    assert taken.refused == []
    return taken.places[0]
