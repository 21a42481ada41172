from __future__ import annotations

import pytest

from bot.language.follow_up import Leans, corrected, corrects, leans


@pytest.mark.parametrize(
    "text",
    [
        "¿Y cuánto cuesta?",
        "y en tapachula",
        "pero si no tengo papeles",
        "And how long?",
        "what about my wife",
        "también para mi hijo?",
        "if I have no passport",
    ],
)
def test_an_addition_leans_on_what_was_said(text: str) -> None:
    assert leans(text) is Leans.YES


@pytest.mark.parametrize("text", ["cuanto cuesta", "how long?", "para mi esposa"])
def test_a_short_message_may_lean(text: str) -> None:
    assert leans(text) is Leans.MAYBE


@pytest.mark.parametrize(
    "text",
    [
        "donde puedo dormir esta noche con mis hijos",
        "y ayer me robaron todo lo que traia y ahora no tengo ni para comer ni dormir",
        "yesterday they took my phone at the bus station",
    ],
)
def test_a_whole_sentence_stands_alone(text: str) -> None:
    assert leans(text) is Leans.NO


@pytest.mark.parametrize(
    "text",
    [
        "no, lo otro",
        "No, la otra",
        "el otro",
        "eso no",
        "no, quiero la otra opción",
        "no, the other one",
        "not that one",
        "I meant the other thing",
        "otra cosa",
    ],
)
def test_a_bare_correction_is_known(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "no gracias",
        "la otra oficina de comar",
        "no, lo de la tarjeta",
        "the other shelter was full",
        "otro dia vuelvo",
        "",
    ],
)
def test_what_names_something_is_no_bare_correction(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("no, me refiero a la cita", "la cita"),
        ("no eso no, lo de la entrevista", "la entrevista"),
        ("not that, i mean the interview", "the interview"),
        ("no i was asking about the appointment", "the appointment"),
        ("no no, i meant a shelter", "a shelter"),
        ("No. Quise decir el abogado", "el abogado"),
        ("me refería a la tarjeta", "la tarjeta"),
        ("I meant the card", "the card"),
        ("no albergue no, la oficina de comar", "la oficina de comar"),
        ("no, la cita", "la cita"),
        ("that's not what I asked, I want to know if I can work", "I can work"),
    ],
)
def test_a_correction_says_what_was_meant(text: str, meant: str) -> None:
    assert corrected(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "no tengo papeles",
        "no, lo otro",
        "no gracias",
        "no me dejan entrar al albergue",
        "lo de la cita como es",
        "about the card",
        "quiero saber",
        "no",
        "",
    ],
)
def test_other_messages_take_nothing_back(text: str) -> None:
    assert corrected(text) is None


@pytest.mark.parametrize("text", ["si", "ok", "Sí.", "no"])
def test_yes_alone_adds_nothing(text: str) -> None:
    assert leans(text) is Leans.MAYBE
