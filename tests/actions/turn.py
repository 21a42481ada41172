"""One turn as Rasa hands it to an action: what it understood in, what is sent out."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.vetted import VettedAction
from bot.reply import Reply

Message = dict[str, Any]
Entities = list[tuple[str, str]]


def typed(
    text: str,
    topic: str,
    *,
    confidence: float = 0.9,
    others: list[tuple[str, float]] | None = None,
    language: tuple[str, float, int] = ("es", 0.99, 6),
    entities: Entities | None = None,
    before: Mapping[str, str] | None = None,
    offered: list[str] | None = None,
    asked: list[str] | None = None,
) -> Message:
    """`latest_message` of free text, with all that the engine says about it."""
    ranking = [(topic, confidence), *(others or [])]
    name, sure, words = language
    return {
        "text": text,
        "intent": {"name": topic, "confidence": confidence},
        "intent_ranking": [{"name": n, "confidence": c} for n, c in ranking],
        "entities": _entities(entities),
        "language": {"name": name, "confidence": sure, "words": words},
        "metadata": _metadata(before),
        "decision": {"kind": "close" if offered else "clear", "offered": offered or []},
        **({"asked": asked} if asked else {}),
    }


def tapped(
    topic: str,
    *,
    entities: Entities | None = None,
    before: Mapping[str, str] | None = None,
) -> Message:
    """`latest_message` of a command: NLU is bypassed, so no language and no ranking."""
    intent = {"name": topic, "confidence": 1.0}
    return {
        "text": f"/{topic}",
        "intent": intent,
        "intent_ranking": [intent],
        "entities": _entities(entities),
        "metadata": _metadata(before),
    }


async def run(
    action: VettedAction, message: Any, slots: Mapping[str, Any] | None = None
) -> tuple[Reply, dict[str, Any]]:
    """The reply sent and the slots set; fails unless one `custom` message was sent."""
    dispatcher = CollectingDispatcher()
    tracker = Tracker(
        "conversation-1", dict(slots or {}), message, [], False, None, {}, None
    )
    events = await action.run(dispatcher, tracker, {})
    [sent] = dispatcher.messages
    beside = {name: value for name, value in sent.items() if value}
    assert list(beside) == ["custom"]
    return Reply.model_validate(sent["custom"]), {
        event["name"]: event["value"] for event in events
    }


async def reply_to(
    action: VettedAction, message: Any, slots: Mapping[str, Any] | None = None
) -> Reply:
    """Only the reply."""
    reply, _ = await run(action, message, slots)
    return reply


def _entities(entities: Entities | None) -> list[dict[str, str]]:
    return [{"entity": name, "value": value} for name, value in entities or []]


def _metadata(before: Mapping[str, str] | None) -> dict[str, str | None]:
    return {"language": None, "topic": None, "city": None, **(before or {})}
