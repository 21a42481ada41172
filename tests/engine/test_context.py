from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.engine.context import OTHERS, ConversationContext


def understood(
    text: str,
    place: str | None = None,
    day: tuple[int, int] | None = None,
    **known: Any,
) -> Message:
    entities = []
    if day is not None:
        entities.append({"entity": "date", "start": day[0], "end": day[1]})
    if place is not None:
        start = text.index(place)
        entities.append({"entity": "city", "start": start, "end": start + len(place)})
    ranking = [{"name": "meta_wrong_answer", "confidence": 0.6}]
    message = Message(
        data={
            "text": text,
            "entities": entities,
            "intent": ranking[0],
            "intent_ranking": ranking,
            "metadata": known,
        }
    )
    ConversationContext().process([message])
    return message


def dated(text: str, day: str, **known: Any) -> Message:
    start = text.index(day)
    return understood(text, None, day=(start, start + len(day)), **known)


def topic(message: Message) -> str:
    return str(message.get("intent")["name"])


@pytest.mark.parametrize(
    ("recent", "expected"),
    [
        (["comar_offices"], "comar_offices"),
        (["services_food", "shelter_find"], "services_food"),
        (["safety_emergency", "shelter_find_women"], "shelter_find_women"),
        (["comar_cost"], "meta_wrong_answer"),
        ([], "meta_wrong_answer"),
    ],
)
def test_a_bare_city_asks_the_last_question_about_places_again(
    recent: list[str], expected: str
) -> None:
    message = understood("¿y en Tapachula?", "Tapachula", recent=recent)
    assert topic(message) == expected


def test_a_city_in_a_sentence_does_not() -> None:
    asked = understood("me robaron en Tapachula", "Tapachula", recent=["shelter_find"])
    assert topic(asked) == "meta_wrong_answer"


def test_no_lo_otro_takes_the_only_choice_that_is_left() -> None:
    message = understood("no, lo otro", left=["comar_work"], others=["comar_curp"])
    assert topic(message) == "comar_work"
    assert message.get(OTHERS) is None


def test_no_lo_otro_leaves_several_to_choose_from() -> None:
    message = understood("no, the other one", left=["comar_work", "mpp_status"])
    assert message.get(OTHERS) == ["comar_work", "mpp_status"]


def test_without_a_choice_before_it_offers_the_second_guesses() -> None:
    message = understood("no, lo otro", others=["comar_curp"])
    assert message.get(OTHERS) == ["comar_curp"]


def test_where_nothing_was_said_before_nothing_changes() -> None:
    assert topic(understood("no, lo otro")) == "meta_wrong_answer"
    assert understood("no, lo otro", left=[], others=[]).get(OTHERS) is None


@pytest.mark.parametrize(
    ("text", "day", "awaits", "expected"),
    [
        ("el 3 de mayo", "el 3 de mayo", "comar_denied", "comar_denied"),
        ("creo que fue ayer", "ayer", "comar_deadline", "comar_deadline"),
        ("entré el 3 de mayo", "el 3 de mayo", None, "comar_deadline"),
        ("entré el 3 de mayo", "el 3 de mayo", "comar_denied", "comar_deadline"),
        # Danger is not the answer to "what day did you enter".
        ("me amenazaron ayer", "ayer", "comar_deadline", "meta_wrong_answer"),
        ("el 3 de mayo y cuánto cuesta", "el 3 de mayo", "comar_denied", None),
    ],
)
def test_a_message_that_says_only_a_day_is_about_what_was_asked(
    text: str, day: str, awaits: str | None, expected: str | None
) -> None:
    message = dated(text, day, awaits=awaits)
    assert topic(message) == (expected or "meta_wrong_answer")
    assert message.get(OTHERS) is None


def test_a_day_of_nothing_offers_what_it_may_be_the_day_of() -> None:
    message = dated("3 de octubre", "3 de octubre")
    assert topic(message) == "meta_wrong_answer"
    assert message.get(OTHERS) == [
        "comar_deadline",
        "comar_denied",
        "comar_processing_time",
    ]
