from __future__ import annotations

import pytest

from bot.language.questions import asks, halves


@pytest.mark.parametrize(
    "text",
    [
        "¿dónde duermo?",
        "cuanto cuesta",
        "necesito un abogado",
        "hay albergue en tijuana",
        "q papeles piden",
        "how long does it take",
        "I need a doctor",
        "is it free",
        "also can my wife work",
        "are there beds",
        "is cbp one still working",
    ],
)
def test_words_of_asking_are_seen(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["me robaron anoche", "gracias señor", "we are on the street", "🙏", ""]
)
def test_a_story_asks_nothing(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "cuanto cobran en comar y puedo trabajar mientras espero",
            ("cuanto cobran en comar", "puedo trabajar mientras espero"),
        ),
        (
            "¿Cuántos días tengo? ¿Y se puede sin pasaporte?",
            ("Cuántos días tengo", "Y se puede sin pasaporte"),
        ),
        (
            "donde como gratis, otra cosa: hay psicologo?",
            ("donde como gratis", "hay psicologo"),
        ),
        (
            "how do i apply and how long does it take",
            ("how do i apply", "how long does it take"),
        ),
        (
            "what papers do they want. also where is the office",
            ("what papers do they want", "where is the office"),
        ),
    ],
)
def test_a_message_is_cut_where_two_questions_meet(
    text: str, pair: tuple[str, str]
) -> None:
    assert pair in halves(text)


@pytest.mark.parametrize(
    "text",
    [
        "cuanto cuesta",
        "mi esposa y mi hijo",
        "me robaron y me pegaron, donde denuncio",
        "hola, donde duermo",
        "",
        "???",
    ],
)
def test_one_question_is_not_cut(text: str) -> None:
    assert halves(text) == []


def test_a_long_text_is_cut_at_most_three_times() -> None:
    assert len(halves("donde como y donde duermo y " * 7)) == 3


def test_a_long_story_is_not_cut() -> None:
    assert (
        halves("me robaron todo ayer en el camino " * 6 + "donde como y donde duermo")
        == []
    )
