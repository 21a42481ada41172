from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.engine.certainty import CertaintyClassifier
from bot.engine.context import OTHERS
from bot.engine.hybrid_classifier import ASKED

Ranking = list[tuple[str, float]]


def judged(text: str, ranking: Ranking, **more: Any) -> Message:
    entries: list[dict[str, Any]] = [
        {"name": name, "confidence": chance} for name, chance in ranking
    ]
    best = entries[0] if entries else {"name": None, "confidence": 0.0}
    message = Message(
        data={"text": text, "intent": best, "intent_ranking": list(entries), **more}
    )
    CertaintyClassifier(CertaintyClassifier.get_default_config()).process([message])
    return message


def decided(text: str, *ranking: tuple[str, float]) -> str:
    return str(judged(text, list(ranking)).get("intent")["name"])


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        ([("comar_cost", 0.95), ("comar_deadline", 0.02)], "comar_cost"),
        ([("comar_cost", 0.3), ("comar_deadline", 0.1)], "nlu_fallback"),
        ([("comar_cost", 0.45), ("comar_deadline", 0.44)], "nlu_fallback"),
        ([("safety_emergency", 0.25), ("comar_cost", 0.24)], "safety_emergency"),
        ([("safety_emergency", 0.1), ("comar_cost", 0.09)], "nlu_fallback"),
    ],
    ids=["sure", "unsure", "close", "danger needs less", "not even danger"],
)
def test_certainty_decides(ranking: Ranking, expected: str) -> None:
    assert decided("una pregunta", *ranking) == expected


@pytest.mark.parametrize(
    ("ranking", "kind", "offered"),
    [
        pytest.param(
            [("comar_cost", 0.95), ("comar_work", 0.04)], "clear", [], id="sure"
        ),
        pytest.param(
            [("comar_cost", 0.6), ("comar_work", 0.3), ("us_cbp_one", 0.01)],
            "clear",
            ["comar_work"],
            id="answered, with what else it may be",
        ),
        pytest.param(
            [("safety_emergency", 0.6), ("comar_work", 0.3)],
            "clear",
            [],
            id="danger is not watered down",
        ),
        pytest.param(
            [("meta_human", 0.6), ("comar_work", 0.3)], "clear", [], id="no fact"
        ),
        pytest.param(
            [("comar_cost", 0.3), ("comar_work", 0.2), ("us_cbp_one", 0.1)],
            "close",
            ["comar_cost", "comar_work", "us_cbp_one"],
            id="close",
        ),
        pytest.param(
            [
                ("comar_cost", 0.25),
                ("comar_work", 0.2),
                ("us_cbp_one", 0.1),
                ("mpp_status", 0.1),
            ],
            "close",
            ["comar_cost", "comar_work", "us_cbp_one"],
            id="never four",
        ),
        pytest.param(
            [("comar_cost", 0.3), ("comar_work", 0.02)],
            "close",
            ["comar_cost"],
            id="no wild guess",
        ),
        pytest.param(
            [("comar_cost", 0.3), ("meta_out_of_scope", 0.28), ("comar_work", 0.1)],
            "close",
            ["comar_cost", "comar_work"],
            id="something else is no title",
        ),
        pytest.param(
            [("meta_out_of_scope", 0.3), ("comar_cost", 0.2)], "far", [], id="else"
        ),
        pytest.param(
            [("comar_cost", 0.1), ("comar_work", 0.09)], "far", [], id="hopeless"
        ),
        pytest.param([], "far", [], id="no idea at all"),
    ],
)
def test_the_decision_says_what_is_offered(
    ranking: Ranking, kind: str, offered: list[str]
) -> None:
    decision = judged("una pregunta cualquiera", ranking).get("decision")
    assert decision == {"kind": kind, "offered": offered}


def test_two_questions_are_clear_and_nothing_is_offered_beside_them() -> None:
    ranking = [("comar_cost", 0.7), ("comar_work", 0.7)]
    both = {ASKED: ["comar_cost", "comar_work"]}
    message = judged("cuanto cuesta y puedo trabajar", ranking, **both)
    assert message.get("intent")["name"] == "comar_cost"
    assert message.get("decision") == {"kind": "clear", "offered": []}


def test_a_correction_offers_what_is_left() -> None:
    left = {OTHERS: ["comar_work", "comar_curp"]}
    message = judged("no, lo otro", [("meta_wrong_answer", 0.95)], **left)
    assert message.get("intent")["name"] == "nlu_fallback"
    assert message.get("decision") == {
        "kind": "close",
        "offered": ["comar_work", "comar_curp"],
    }


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


@pytest.mark.parametrize("text", ["???", "[]", "\u200b", "..."])
def test_marks_alone_are_not_understood(text: str) -> None:
    message = judged(text, [("meta_affirm", 0.9)])
    assert message.get("intent")["name"] == "nlu_fallback"
    assert message.get("decision") == {"kind": "far", "offered": []}


def test_an_emoji_may_be_understood() -> None:
    assert decided("👍", ("meta_affirm", 0.9)) == "meta_affirm"


def test_plain_words_of_suicide_overrule_another_danger() -> None:
    sure = [("safety_emergency", 0.7), ("safety_suicide", 0.2)]
    assert decided("me quiero matar", *sure) == "safety_suicide"
    assert decided("me quieren matar", *sure) == "safety_emergency"


def test_other_words_of_danger_do_not_overrule_a_danger() -> None:
    sure = [("safety_extortion", 0.7), ("safety_kidnapping", 0.2)]
    assert decided("piden rescate, lo secuestraron", *sure) == "safety_extortion"


def test_plain_words_of_suicide_overrule_a_sure_topic() -> None:
    sure = [("comar_abandonment", 0.9), ("safety_suicide", 0.05)]
    text = "i lost the 30 days for comar i dont want to live anymore"
    assert decided(text, *sure) == "safety_suicide"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "entre el 3 de octubre y ahora me quieren matar, estan afuera",
            "safety_emergency",
        ),
        # Why people ask for asylum.
        ("entre el 3 de octubre, alla me quieren matar", "comar_deadline"),
        ("me quieren matar en mi pais, estan afuera de mi casa", "comar_deadline"),
        ("entre el 3 de octubre y me quieren matar", "comar_deadline"),
    ],
)
def test_danger_at_the_door_overrules_a_sure_topic(text: str, expected: str) -> None:
    sure = [("comar_deadline", 0.95), ("safety_emergency", 0.02)]
    assert decided(text, *sure) == expected
