from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.language.date_spans import DateSpan, date_spans

TUESDAY = date(2026, 11, 24)
TABLE = yaml.safe_load((Path(__file__).parent / "days.yml").read_text("utf-8"))
CASES = [
    pytest.param(str(said), str(meant), id=f"{said} = {meant}")
    for cases in TABLE.values()
    for said, meant in cases
]


def meant_by(text: str, today: date = TUESDAY) -> str:
    """As the table writes it."""
    days = [
        f"about {span.day}" if span.about else f"{span.day}"
        for span in date_spans(text, today)
    ]
    return ", ".join(days) or "none"


@pytest.mark.parametrize(("said", "meant"), CASES)
def test_the_day_that_people_mean_is_found(said: str, meant: str) -> None:
    assert meant_by(said) == meant


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("entré el 3 de mayo, creo", "el 3 de mayo"),
        ("llegué ANTIER a Tapachula", "ANTIER"),
        ("¡¡hace  dos   semanas!!", "hace  dos   semanas"),
        ("😊 last Monday they took me", "last Monday"),
        ("entre\u0301 en mayo por Talisma\u0301n", "en mayo"),
        ("I came on May 3rd, 2025.", "May 3rd, 2025"),
        ("İ 03/05/2026 ok", "03/05/2026"),
    ],
)
def test_a_day_is_found_where_it_stands(text: str, where: str) -> None:
    [span] = date_spans(text, TUESDAY)
    assert text[span.start : span.end] == where


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        # A month that is too short gives its last day.
        ("hace un mes", date(2026, 3, 31), "about 2026-02-28"),
        ("hace un año", date(2028, 2, 29), "about 2027-02-28"),
        ("el 31", date(2026, 3, 1), "2026-01-31"),
        ("el mes pasado", date(2026, 1, 5), "about 2025-12-01"),
        ("la semana pasada", date(2026, 1, 1), "about 2025-12-22"),
        ("este martes", TUESDAY, "2026-11-24"),
        ("a finales de noviembre", date(2026, 11, 20), "about 2025-11-21"),
        ("el 29 de febrero", date(2028, 2, 29), "2028-02-29"),
    ],
)
def test_a_day_is_counted_from_today(text: str, today: date, meant: str) -> None:
    assert meant_by(text, today) == meant


def test_days_come_in_the_order_of_the_text() -> None:
    spans = date_spans("ayer llegué, entré hace 3 días y el 3 de mayo salí", TUESDAY)
    assert spans == [
        DateSpan(0, 4, date(2026, 11, 23)),
        DateSpan(19, 30, date(2026, 11, 21)),
        DateSpan(33, 45, date(2026, 5, 3)),
    ]
