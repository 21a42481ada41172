"""City centres by name: to put cities in order of distance, never to give one."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import yaml

_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EARTH_KM = 6371.0
_NEAREST_LIMIT_KM = 120.0
"""Beyond this a shared location is in no city that the gazetteer knows."""


@dataclass(frozen=True)
class City:
    """A canonical name with its state and centre (WGS 84 degrees)."""

    name: str
    state: str
    latitude: float
    longitude: float


class Gazetteer:
    """The cities of facts/gazetteer.yml."""

    def __init__(self, cities: list[City]) -> None:
        self._cities = {city.name: city for city in cities}

    def __contains__(self, name: str) -> bool:
        return name in self._cities

    def nearest(self, latitude: float, longitude: float) -> City | None:
        """The city whose centre is nearest to a point, if one is near at all."""
        best = min(
            self._cities.values(),
            key=lambda city: distance_km(
                latitude, longitude, city.latitude, city.longitude
            ),
        )
        away = distance_km(latitude, longitude, best.latitude, best.longitude)
        return best if away <= _NEAREST_LIMIT_KM else None

    def by_distance(self, name: str, others: set[str]) -> list[str]:
        """`others` from nearest to `name` to farthest; unknown names come last."""
        origin = self._cities.get(name)
        if origin is None:
            return sorted(others)

        def away(other: str) -> tuple[float, str]:
            city = self._cities.get(other)
            if city is None:
                return (float("inf"), other)
            return (
                distance_km(
                    origin.latitude, origin.longitude, city.latitude, city.longitude
                ),
                other,
            )

        return sorted(others - {name}, key=away)


def read_gazetteer(file: Path) -> Gazetteer:
    """Read facts/gazetteer.yml."""
    # S506: the C twin of the safe loader; the plain one takes over a second.
    content = yaml.load(file.read_text(encoding="utf-8"), _QUICK)  # noqa: S506
    return Gazetteer(
        [
            City(entry["name"], entry["state"], entry["latitude"], entry["longitude"])
            for entry in content["cities"]
        ]
    )


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine formula)."""
    rise = sin(radians(lat2 - lat1) / 2) ** 2
    run = sin(radians(lon2 - lon1) / 2) ** 2
    chord = rise + cos(radians(lat1)) * cos(radians(lat2)) * run
    return 2 * _EARTH_KM * asin(sqrt(chord))
