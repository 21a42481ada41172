from __future__ import annotations

from datetime import date

import pytest

from bot.language.date_spans import date_spans
from bot.language.events import (
    event_of,
    events_in,
    is_of_another_thing,
)

TUESDAY = date(2026, 11, 24)


def events(text: str) -> list[str | None]:
    """Of each day of the text."""
    return [event_of(text, s.start, s.end) for s in date_spans(text, TUESDAY)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("entré el 3 de mayo", "entered"),
        ("ENTRE EL 3 DE MAYO por tapachula", "entered"),
        ("entre el 3 d mayo", "entered"),
        ("llegué antier", "entered"),
        ("hace un mes q yege", "entered"),
        ("crucé hace 2 semanas", "entered"),
        ("vine en mayo con mi familia", "entered"),
        ("pasé la frontera ayer", "entered"),
        ("llevo 20 días aquí", "entered"),
        ("tengo dos meses en México", "entered"),
        ("estoy aquí desde el 3 de mayo", "entered"),
        ("hace un mes que estoy en Tapachula", "entered"),
        ("I arrived on May 3rd", "entered"),
        ("i come in mexico 3 may", "entered"),
        ("I've been here for 3 weeks", "entered"),
        ("we got here last friday", "entered"),
        ("me notificaron el viernes", "notified"),
        ("me entregaron la resolución el 3 de mayo", "notified"),
        ("me dieron la respuesta ayer", "notified"),
        ("el 3 de mayo me llegó la respuesta", "notified"),
        ("me negaron hace 3 días", "notified"),
        ("comar me rechasó hase una semana", "notified"),
        ("me dijeron que no el lunes", "notified"),
        ("me salió negativa antier", "notified"),
        ("no me dieron el refugio, fue ayer", "notified"),
        ("they denied me last monday", "notified"),
        ("i got the decision yesterday", "notified"),
        ("they reject me on may 3", "notified"),
        ("presenté la solicitud el 3 de mayo", "filed"),
        ("metí los papeles hace un mes", "filed"),
        ("apliqué en mayo", "filed"),
        ("me inscribí en COMAR el 3 de mayo", "filed"),
        ("ingresé mi solicitud el lunes", "filed"),
        ("solicité refugio en mayo", "filed"),
        ("I applied 2 weeks ago", "filed"),
        ("we registered on 3 May", "filed"),
        ("me enteré ayer", "learned"),
        ("mataron a mi hermano el lunes", "learned"),
        ("me amenazaron hace 3 días", "learned"),
        ("i found out last week", "learned"),
        ("yesterday they threatened us", "learned"),
    ],
)
def test_the_verb_says_what_happened_on_the_day(text: str, event: str) -> None:
    assert events(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "el 3 de mayo",
        "mi cita es el 3 de mayo",
        "no he entrado, voy mañana",
        "todavía no aplico, ayer no pude",
        "I have not applied yet, yesterday it was full",
        "no me notificaron el viernes",
        "entre el 3 y el 5 de mayo",
        "I want to enter on May 3",
        "can I apply on monday",
        "salí de Honduras el 3 de mayo",
        "llevo 10 meses esperando la respuesta",
        "mi tarjeta vence el 15",
        "llegué y me alcanza hasta navidad",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert events(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "entré el 3 de mayo y me negaron el 5 de junio",
            ["entered", "notified"],
        ),
        (
            "hace dos meses que llegué y ayer me notificaron",
            ["entered", "notified"],
        ),
        ("entré el 3 de mayo y el 5 de junio apliqué", ["entered", "filed"]),
        ("salí el 3 de mayo y entré el 5", [None, "entered"]),
        ("llegué el 3 y ayer fue mi cita", ["entered", None]),
        ("entre el 3 de mayo y el 5 de junio", [None, None]),
        ("Entré el 3 de mayo. Me negaron ayer.", ["entered", "notified"]),
        ("I came on May 3 and they denied me yesterday", ["entered", "notified"]),
        ("apliqué, ayer llegó mi mamá, me negaron", ["entered"]),
    ],
)
def test_each_day_goes_to_its_nearest_verb(
    text: str, expected: list[str | None]
) -> None:
    assert events(text) == expected


def test_a_day_of_its_own_sentence_belongs_to_the_one_before() -> None:
    assert events("Entré por Tapachula. Fue el 3 de mayo.") == ["entered"]
    assert events("Entré por Tapachula. El 3 de mayo abre COMAR aquí.") == [None]


def test_of_two_verbs_as_near_the_one_before_counts() -> None:
    assert events("llegué ayer apliqué") == ["entered"]
    assert events("apliqué ayer llegué") == ["filed"]


def test_the_events_of_a_message_are_named_once_and_in_order() -> None:
    said = "me negaron después de que llegué, mi cita fue ayer, y llegamos cansados"
    assert events_in(said) == ["notified", "entered"]
    assert events_in("hola, mi cita") == []


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("mi hijo nacio el 3 de mayo", True),
        ("my appointment is on May 3", True),
        ("el cumpleaños de mi hija es el 3 de mayo", True),
        ("tengo que firmar el 3 de mayo", True),
        ("llegué y me alcanza hasta el 3 de mayo", True),
        ("entré el 3 de mayo", False),
        ("el 3 de mayo", False),
        ("entré el 3 de mayo y mi cita es otro día", False),
    ],
)
def test_a_day_of_a_birth_or_an_appointment_is_of_another_thing(
    text: str, another: bool
) -> None:
    end = max(text.find("3 de mayo") + 9, text.find("May 3") + 5)
    start = end - (9 if "mayo" in text else 5)
    assert is_of_another_thing(text, start, end) is another


def test_the_day_on_a_letter_is_not_the_day_on_which_it_was_handed_over() -> None:
    text = (
        "la decision tiene fecha 28 de octubre pero me la entregaron el 6 de noviembre"
    )
    letter, handed = text.find("28"), text.find("6 de nov")
    assert event_of(text, letter, letter + len("28 de octubre")) is None
    assert is_of_another_thing(text, letter, letter + len("28 de octubre"))
    assert event_of(text, handed, len(text)) == "notified"
