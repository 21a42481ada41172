"""Made-up messages and decisions for the tests of the evaluation."""

from __future__ import annotations

from typing import Any

from bot.engine.evaluation.messages import Message
from bot.engine.evaluation.outcome import Outcome, outcome_of


def message(
    text: str = "una pregunta",
    topic: str = "comar_cost",
    language: str = "es",
    style: str = "clean",
    **more: Any,
) -> Message:
    return Message(text, topic, language, style, **more)


def parsed(
    named: str,
    chance: float = 0.9,
    kind: str | None = "clear",
    offered: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
    language: str | None = "es",
) -> dict[str, Any]:
    """What Rasa returns for a text that it takes for `named`."""
    ranking = [{"name": named, "confidence": chance}]
    ranking += [{"name": name, "confidence": 0.01} for name in others]
    result: dict[str, Any] = {"intent": ranking[0], "intent_ranking": ranking}
    if kind is not None:
        result["decision"] = {"kind": kind, "offered": list(offered)}
    if language is not None:
        result["language"] = {"name": language, "confidence": 0.9}
    return result


def answered(asked: Message, topic: str | None = None, chance: float = 0.9) -> Outcome:
    """Answered with `topic`, or with the right one."""
    return outcome_of(
        asked, parsed(topic or asked.topic, chance, language=asked.language)
    )


def many(
    count: int, wrong: int = 0, taken_for: str = "comar_offices", **kind: Any
) -> list[Outcome]:
    """`count` numbered messages of which the first `wrong` get a wrong answer."""
    return [
        answered(message(f"pregunta {i}", **kind), taken_for if i < wrong else None)
        for i in range(count)
    ]
