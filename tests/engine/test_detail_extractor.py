from __future__ import annotations

from datetime import date

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.engine.detail_extractor import DetailExtractor

TUESDAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def extractor() -> DetailExtractor:
    return DetailExtractor({}, day=lambda: TUESDAY)


def details(extractor: DetailExtractor, text: str) -> list[tuple[str, str]]:
    message = Message(data={"text": text})
    extractor.process([message])
    return [(found["entity"], found["value"]) for found in message.get("entities")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("entré el 3 de mayo", "2026-05-03"),
        ("entré el 3 de diciembre", "2025-12-03"),
        ("I came on May 3rd, 2025", "2025-05-03"),
        ("hace dos semanas", "2026-11-10"),
        ("hace un mes", "2026-10-24"),
        ("2 days ago", "2026-11-22"),
        ("ayer", "2026-11-23"),
        ("antier", "2026-11-22"),
        ("last Monday", "2026-11-23"),
        ("el martes", "2026-11-17"),
        ("next friday", "2026-11-27"),
        ("la semana pasada", "2026-11-17"),
        ("03/05/2026", "2026-05-03"),
        ("mañana", "2026-11-25"),
    ],
)
def test_days_are_read_from_today(
    extractor: DetailExtractor, text: str, day: str
) -> None:
    assert details(extractor, text) == [("date", day)]


def test_all_of_a_message_is_found(extractor: DetailExtractor) -> None:
    text = "soy hondureña, llegué hace 3 semanas con mis dos hijos"
    assert sorted(details(extractor, text)) == [
        ("children", "2"),
        ("country", "HN"),
        ("date", "2026-11-03"),
    ]


@pytest.mark.parametrize("text", ["31/02/2026", "hace 999 años", "99 de mayo", "hola"])
def test_a_day_that_is_none_is_left_out(extractor: DetailExtractor, text: str) -> None:
    found = details(extractor, text)
    assert [name for name, _ in found if name != "date"] == []
