"""Places as they are told: blocks of text, and what is confirmed of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.places.confirmations import Age, Known
from bot.places.describe import (
    shelter_text,
)
from bot.places.find import Found
from bot.places.models import Place
from tests.places.conftest import Load
from tests.places.sample import sample_office, sample_shelter

Phrases = dict[str, dict[str, str]]


def loaded_shelter(load: Load, **changes: object) -> Place:
    with load([sample_shelter("one", **changes)])() as session:
        return session.get_one(Place, "one")


def loaded_office(load: Load, **changes: object) -> Place:
    with load([], [sample_office("Tapachula", **changes)])() as session:
        return session.get_one(Place, "comar:Tapachula")


NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


POINT = {"latitude": 32.522813, "longitude": -117.001688}


def said(
    load: Load,
    phrases: Phrases,
    language: str,
    found: Found | None = None,
    **changes: Any,
) -> list[str]:
    """The lines of a block."""
    place = loaded_shelter(load, **changes)
    found = replace(found, place=place) if found else Found(place)
    return shelter_text(found, language, phrases[language]).splitlines()


def known_for(passed: timedelta, state: str = "open", **free: int) -> Known:
    age = Age.HOURS if passed <= timedelta(days=2) else Age.DAYS
    return Known(age, state, free or None, NOW - passed, passed)
