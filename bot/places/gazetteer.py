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

    def __init__(
        self,
        cities: list[City],
        unclear: dict[str, list[str]] | None = None,
        abroad: list[tuple[float, float]] | None = None,
    ) -> None:
        self._cities = {city.name: city for city in cities}
        self._unclear = unclear or {}
        self._abroad = abroad or []

    def __contains__(self, name: str) -> bool:
        return name in self._cities

    def state_of(self, name: str) -> str | None:
        """The state of a city, if the city is known."""
        city = self._cities.get(name)
        return city.state if city is not None else None

    def called(self, name: str) -> list[str]:
        """Cities that a bare name may mean: "Benito Juárez (Zacatecas)" and others."""
        listed = self._unclear.get(name, [])
        same = [
            city
            for city in self._cities
            if city == name or city.startswith(f"{name} (")
        ]
        return [*listed, *(city for city in same if city not in listed)]

    def distance(self, one: str, other: str) -> float | None:
        """Kilometres between two centres; None if one of them is not known."""
        first, second = self._cities.get(one), self._cities.get(other)
        if first is None or second is None:
            return None
        return distance_km(
            first.latitude, first.longitude, second.latitude, second.longitude
        )

    def nearest(self, latitude: float, longitude: float) -> City | None:
        """The city whose centre is nearest to a point, if one is near at all.

        None if a town across a border is nearer: nobody is sent over it for a bed.
        """
        best = min(
            self._cities.values(),
            key=lambda city: distance_km(
                latitude, longitude, city.latitude, city.longitude
            ),
        )
        away = distance_km(latitude, longitude, best.latitude, best.longitude)
        beyond = (distance_km(latitude, longitude, *town) for town in self._abroad)
        if away > _NEAREST_LIMIT_KM or any(km < away for km in beyond):
            return None
        return best

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
        ],
        {entry["name"]: entry["cities"] for entry in content.get("unclear", [])},
        [
            (entry["latitude"], entry["longitude"])
            for entry in content.get("abroad", [])
        ],
    )


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine formula)."""
    rise = sin(radians(lat2 - lat1) / 2) ** 2
    run = sin(radians(lon2 - lon1) / 2) ** 2
    chord = rise + cos(radians(lat1)) * cos(radians(lat2)) * run
    return 2 * _EARTH_KM * asin(sqrt(chord))
