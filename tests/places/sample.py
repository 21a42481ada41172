"""A facts/places/ folder small enough to break one thing in it at a time."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.yaml_folder import write_files


def sample_source() -> dict[str, Any]:
    return {
        "title": "Nota",
        "url": "https://example.org/nota",
        "publisher": "La Nota",
        "date": "2025-03",
    }


def sample_shelter(place: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": place,
        "name": f"Casa {place}",
        "city": "Tijuana",
        "state": "Baja California",
        "kind": "shelter",
        "serves": ["families"],
        "services": ["beds", "meals"],
        "last_seen": "2025-05-10",
        "show": "yes",
        "source": sample_source(),
    } | changes


def sample_office(city: str, **changes: Any) -> dict[str, Any]:
    return {
        "city": city,
        "state": "Chiapas",
        "status": "reported_open",
        "address": {"es": "Calle 1, centro", "en": "1 Street, centre"},
        "source": sample_source(),
    } | changes


@dataclass
class Sample:
    """`files` may be changed before `write`; a str or bytes is written as it stands."""

    folder: Path
    files: dict[str, Any] = field(
        default_factory=lambda: {
            "shelters.yml": {
                "checked_on": date(2026, 11, 24),
                "places": [sample_shelter("one"), sample_shelter("two")],
            },
            "comar_offices.yml": {
                "checked_on": date(2026, 11, 23),
                "offices": [sample_office("Tapachula")],
            },
        }
    )

    @property
    def shelters(self) -> list[dict[str, Any]]:
        return self.files["shelters.yml"]["places"]  # type: ignore[no-any-return]

    @property
    def offices(self) -> list[dict[str, Any]]:
        return self.files["comar_offices.yml"]["offices"]  # type: ignore[no-any-return]

    def write(self) -> Path:
        return write_files(self.folder, self.files)
