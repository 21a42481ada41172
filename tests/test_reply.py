from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from bot.reply import Bubble, Choice, Reply, SourceNote


def _full() -> Reply:
    return Reply(
        kind="answer",
        topic="comar_deadline",
        topics=["comar_deadline", "comar_cost"],
        language="es",
        confidence=0.93,
        alternatives=[("comar_late_application", 0.03)],
        entities={"city": ["Tijuana", "Tapachula"], "state": "Chiapas"},
        replies=[
            Bubble(text="30 días.", choices=[Choice(id="more", title="Leer más")]),
            Bubble(text="¿Algo más?", choices=[Choice(id="menu", title="Menú")]),
        ],
        sources=[
            SourceNote(
                title="Ley",
                url="https://www.diputados.gob.mx/",
                publisher="DOF",
                date="2011-01",
                checked_on=date(2026, 11, 24),
            )
        ],
        quoted=[7, 8],
        case="asked",
        feedback="helpful",
    )


def test_a_stored_reply_comes_back_the_same() -> None:
    stored = _full().model_dump(mode="json")
    assert Reply.model_validate(stored) == _full()


def test_a_reply_crosses_the_wire_unchanged() -> None:
    assert Reply.model_validate_json(_full().model_dump_json()) == _full()


def test_names_and_order_are_those_of_the_contract() -> None:
    assert list(Reply.model_fields)[:10] == [
        "kind",
        "topic",
        "topics",
        "language",
        "confidence",
        "alternatives",
        "entities",
        "replies",
        "sources",
        "stale",
    ]
    body = _full().model_dump(mode="json")
    assert body["alternatives"] == [["comar_late_application", 0.03]]
    assert body["sources"][0]["checked_on"] == "2026-11-24"


def test_the_choices_of_all_bubbles_are_offered_in_order() -> None:
    assert [choice.id for choice in _full().offered] == ["more", "menu"]


def test_a_plain_reply_offers_nothing_and_asks_nothing_of_the_gateway() -> None:
    reply = Reply(kind="meta", language="en", replies=[Bubble(text="Hello")])
    assert reply.offered == []
    assert (reply.topic, reply.case, reply.feedback, reply.stale) == (
        None,
        None,
        None,
        False,
    )


def test_replies_do_not_share_their_lists() -> None:
    first, second = (Reply(kind="meta", language="es", replies=[]) for _ in range(2))
    first.sources.append(_full().sources[0])
    first.quoted.append(1)
    assert (second.sources, second.quoted) == ([], [])


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"kind": "poem"}, id="unknown kind"),
        pytest.param({"mood": "good"}, id="unknown field"),
        pytest.param({"replies": [{"text": "x", "image": "y"}]}, id="unknown part"),
        pytest.param({"replies": [{"choices": []}]}, id="bubble without a text"),
        pytest.param(
            {"replies": [{"text": "x", "choices": [{"id": "menu"}]}]},
            id="choice without a title",
        ),
        pytest.param({"feedback": "meh"}, id="unknown feedback"),
        pytest.param({"language": None}, id="no language"),
    ],
)
def test_a_reply_that_breaks_the_contract_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Reply.model_validate(_full().model_dump(mode="json") | wrong)
