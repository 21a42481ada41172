from __future__ import annotations

from datetime import date

import pytest

from bot.language.date_spans import date_spans
from bot.language.only_days import says_only_a_day

TUESDAY = date(2026, 11, 24)


def only_a_day(text: str, place: str = "") -> bool:
    days = [(span.start, span.end) for span in date_spans(text, TUESDAY)]
    start = text.find(place) if place else 0
    return says_only_a_day(text, days, [(start, start + len(place))] if place else [])


@pytest.mark.parametrize(
    "text",
    [
        "el 3 de mayo",
        "3/5/26 gracias",
        "ayer",
        "mayo",
        "creo que fue el 3 de mayo",
        "pues como el 3 de mayo de este año, más o menos",
        "no, fue ayer",
        "it was on may 3",
        "about a month ago I think",
        "hace como un mes",
        "entré el 3 de mayo",
        "yege antier",
        "me notificaron el viernes",
        "me dieron la resolución el viernes",
        "presenté la solicitud el 3 de mayo",
        "they denied me last friday",
        "llevo 20 dias aqui en mexico",
    ],
)
def test_a_day_with_the_words_around_it_is_only_a_day(text: str) -> None:
    assert only_a_day(text)


def test_the_place_of_an_event_may_stand_beside_it() -> None:
    assert only_a_day("llegué antier a Tapachula", "Tapachula")
    assert only_a_day("fue ayer en Tapachula", "Tapachula")
    assert not only_a_day("Tapachula el lunes", "Tapachula")


@pytest.mark.parametrize(
    "text",
    [
        "hola",
        "comar el lunes",
        "entré el 3 de mayo, ¿qué hago?",
        "¿abre comar el lunes?",
        "is comar open on monday",
        "ayer me robaron",
        "el viernes tengo cita",
        "mataron a mi hermano ayer",
        "hoy donde duermo",
        "no entré el 3 de mayo",
        "can I apply on monday",
    ],
)
def test_a_day_in_another_message_is_not(text: str) -> None:
    assert not only_a_day(text)
