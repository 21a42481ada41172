from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rasa.shared.exceptions import FileNotFoundException
from rasa.shared.nlu.training_data.message import Message

from bot.engine.detail_extractor import DetailExtractor
from tests.engine.conftest import ROOT

CONFIG = {"gazetteer": str(ROOT / "facts" / "gazetteer.yml")}

# Midnight has passed in Cancún; in Mexico City it is 23:30, in Tijuana 21:30.
LATE = datetime(2026, 11, 25, 5, 30, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def extractor() -> DetailExtractor:
    return DetailExtractor(CONFIG, day=lambda zone: date(2026, 11, 24))


@pytest.fixture(scope="module")
def late() -> DetailExtractor:
    return DetailExtractor(CONFIG, day=lambda zone: LATE.astimezone(zone).date())


def entities(
    extractor: DetailExtractor, text: str, **data: Any
) -> list[dict[str, Any]]:
    message = Message(data={"text": text, **data})
    extractor.process([message])
    return list(message.get("entities"))


def details(extractor: DetailExtractor, text: str) -> list[tuple[str, str]]:
    return [(e["entity"], e["value"]) for e in entities(extractor, text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("entré el 3 de mayo", "2026-05-03"),
        ("I came on May 3rd, 2025", "2025-05-03"),
        ("antier", "2026-11-22"),
        ("next friday", "2026-11-27"),
        ("03/05/2026", "2026-05-03"),
    ],
)
def test_days_are_read_from_today(
    extractor: DetailExtractor, text: str, day: str
) -> None:
    [entity] = entities(extractor, text)
    assert (entity["entity"], entity["value"]) == ("date", day)
    assert "about" not in entity


def test_a_vague_day_is_marked(extractor: DetailExtractor) -> None:
    [entity] = entities(extractor, "llegué hace como un mes")
    assert (entity["value"], entity["about"]) == ("2026-10-24", True)


def test_all_of_a_message_is_found(extractor: DetailExtractor) -> None:
    text = "soy hondureña, llegué hace 3 semanas con mis dos hijos"
    assert sorted(details(extractor, text)) == [
        ("children", "2"),
        ("country", "HN"),
        ("date", "2026-11-03"),
    ]


@pytest.mark.parametrize("text", ["31/02/2026", "hace 999 años", "99 de mayo", "hola"])
def test_a_day_that_is_none_is_left_out(extractor: DetailExtractor, text: str) -> None:
    assert details(extractor, text) == []


@pytest.mark.parametrize(
    ("place", "city_before", "day"),
    [
        ({}, None, "2026-11-24"),
        ({"entity": "city", "value": "Cancún"}, None, "2026-11-25"),
        ({"entity": "city", "value": "Tapachula"}, "Cancún", "2026-11-24"),
        ({"entity": "state", "value": "Quintana Roo"}, None, "2026-11-25"),
        ({}, "Cancún", "2026-11-25"),
        ({"entity": "country", "value": "HN"}, "Cancún", "2026-11-25"),
    ],
)
def test_today_is_the_day_where_the_person_is(
    late: DetailExtractor, place: dict[str, str], city_before: str | None, day: str
) -> None:
    before = [place] if place else []
    metadata = {"city": city_before} if city_before else None
    found = entities(late, "hoy", entities=before, metadata=metadata)
    assert found[-1]["value"] == day
    assert found[: len(before)] == before


def test_the_day_is_asked_of_the_persons_zone() -> None:
    asked: list[ZoneInfo] = []

    def day(zone: ZoneInfo) -> date:
        asked.append(zone)
        return date(2026, 11, 24)

    place = [{"entity": "city", "value": "Ciudad Juárez"}]
    entities(DetailExtractor(CONFIG, day=day), "ayer", entities=place)
    assert asked == [ZoneInfo("America/Ciudad_Juarez")]


def test_a_missing_gazetteer_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundException, match=r"nowhere\.yml"):
        DetailExtractor({"gazetteer": str(tmp_path / "nowhere.yml")})
