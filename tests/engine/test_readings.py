from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import FileNotFoundException
from rasa.shared.nlu.training_data.message import Message

from bot.engine.readings import READINGS, OtherReadings, Readings, with_readings
from bot.language.follow_up import Leans
from tests.engine.conftest import ROOT


@pytest.fixture(scope="module")
def component() -> OtherReadings:
    os.chdir(ROOT)
    return OtherReadings(OtherReadings.get_default_config())


def read(component: OtherReadings, text: str, **known: Any) -> Readings:
    message = Message(data={"text": text, "metadata": known})
    component.process([message])
    readings = message.get(READINGS)
    assert isinstance(readings, Readings)
    return readings


def texts(messages: list[Message]) -> list[str]:
    return [message.get("text") for message in messages]


def test_a_follow_up_is_read_behind_the_title_before_in_its_language(
    component: OtherReadings,
) -> None:
    spanish = read(component, "y cuanto dura?", topic="comar_what_is", language="es")
    english = read(component, "and how long?", topic="comar_what_is", language="en")
    assert spanish.leans is Leans.YES
    assert texts(spanish.messages) == ["Qué es la COMAR y cuanto dura?"]
    assert texts(english.messages) == ["What COMAR is and how long?"]


@pytest.mark.parametrize("known", [{}, {"topic": None}, {"topic": "unknown"}])
def test_without_a_topic_before_there_is_nothing_to_lean_on(
    component: OtherReadings, known: dict[str, Any]
) -> None:
    assert read(component, "y cuanto dura?", **known).messages == []


def test_two_questions_are_read_one_by_one(component: OtherReadings) -> None:
    readings = read(component, "cuanto cuesta y donde queda la oficina")
    assert texts(readings.messages) == ["cuanto cuesta", "donde queda la oficina"]


def test_readings_follow_their_message(component: OtherReadings) -> None:
    messages = [
        Message(data={"text": "cuanto cuesta y donde queda la oficina"}),
        Message(data={"text": "gracias"}),
        Message(data={}),
    ]
    component.process(messages)
    assert texts(with_readings(messages)) == [
        "cuanto cuesta y donde queda la oficina",
        "cuanto cuesta",
        "donde queda la oficina",
        "gracias",
    ]


def test_missing_titles_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundException, match="nowhere"):
        OtherReadings({"topics": str(tmp_path / "nowhere")})
