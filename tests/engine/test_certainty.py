from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.engine.certainty import CertaintyClassifier


def decided(text: str, *ranking: tuple[str, float]) -> str:
    entries: list[dict[str, Any]] = [
        {"name": name, "confidence": chance} for name, chance in ranking
    ]
    message = Message(
        data={"text": text, "intent": entries[0], "intent_ranking": list(entries)}
    )
    CertaintyClassifier(CertaintyClassifier.get_default_config()).process([message])
    return str(message.get("intent")["name"])


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        ([("comar_cost", 0.9), ("comar_deadline", 0.05)], "comar_cost"),
        ([("comar_cost", 0.3), ("comar_deadline", 0.1)], "nlu_fallback"),
        ([("comar_cost", 0.45), ("comar_deadline", 0.44)], "nlu_fallback"),
        ([("safety_emergency", 0.25), ("comar_cost", 0.24)], "safety_emergency"),
        ([("safety_emergency", 0.1), ("comar_cost", 0.09)], "nlu_fallback"),
    ],
    ids=["sure", "unsure", "close", "danger needs less", "not even danger"],
)
def test_certainty_decides(ranking: list[tuple[str, float]], expected: str) -> None:
    assert decided("una pregunta", *ranking) == expected


def test_a_word_of_danger_decides_when_nothing_is_certain() -> None:
    unsure = [("comar_cost", 0.2), ("safety_kidnapping", 0.1)]
    assert decided("secuestraron a mi hermano", *unsure) == "safety_kidnapping"


def test_a_word_of_danger_does_not_overrule_a_sure_topic() -> None:
    sure = [("mpp_dangers", 0.9), ("safety_kidnapping", 0.05)]
    assert decided("hay reportes de secuestro en el mpp", *sure) == "mpp_dangers"


@pytest.mark.parametrize("text", ["SOS", "🆘🆘", "secuestro aqui"])
def test_one_or_two_words_of_danger_overrule_a_sure_topic(text: str) -> None:
    sure = [("meta_goodbye", 0.9), ("safety_emergency", 0.05)]
    assert decided(text, *sure).startswith("safety_")


def test_two_harmless_words_keep_their_topic() -> None:
    assert decided("muchas gracias", ("meta_thanks", 0.9)) == "meta_thanks"
