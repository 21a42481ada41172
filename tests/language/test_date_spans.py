from __future__ import annotations

import pytest

from bot.language.date_spans import date_spans


@pytest.mark.parametrize(
    ("text", "where", "said", "ahead"),
    [
        ("entré el 3 de mayo", "3 de mayo", "3 de mayo", False),
        ("el 12 de Octubre de 2025 llegué", "12 de Octubre de 2025", None, False),
        ("llegué hace dos semanas", "hace dos semanas", "2 weeks ago", False),
        ("hace como 15 días", "hace como 15 días", "15 days ago", False),
        ("I came three months ago", "three months ago", "3 months ago", False),
        ("last Monday they took me", "last Monday", "monday", False),
        ("el viernes pasado", "el viernes pasado", "viernes", False),
        ("my court is next friday", "next friday", "friday", True),
        ("el lunes que viene", "el lunes que viene", "lunes", True),
        ("antier crucé", "antier", "anteayer", False),
        ("mañana tengo cita", "mañana", "manana", True),
        ("on 03/05/2026", "03/05/2026", "03/05/2026", False),
        ("May 3rd, 2025", "May 3rd, 2025", None, False),
    ],
)
def test_a_day_is_found_where_it_stands(
    text: str, where: str, said: str | None, ahead: bool
) -> None:
    [span] = date_spans(text)
    assert text[span.start : span.end] == where
    assert span.said == (said or where.lower())
    assert span.ahead is ahead


@pytest.mark.parametrize(
    "text",
    [
        "en la mañana hace frío",
        "tengo 30 dias",
        "cuesta 3/4",
        "may I ask",
        "marzo",
        "hace calor",
        "",
    ],
)
def test_other_words_are_no_day(text: str) -> None:
    assert date_spans(text) == []
