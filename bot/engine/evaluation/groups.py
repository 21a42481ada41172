"""Splits the outcomes by what kind of message they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.engine.evaluation.figures import RIGHT
from bot.engine.evaluation.intervals import Gap, gap
from bot.engine.evaluation.messages import Message
from bot.engine.evaluation.outcome import Outcome

LENGTHS = ("1-4 words", "5-14 words", "15+ words")


def _keyword(message: Message) -> str | None:
    return {True: "with", False: "without", None: None}[message.keyword]


GROUPINGS: dict[str, Callable[[Message], str | None]] = {
    "language": lambda message: message.language,
    "style": lambda message: message.style,
    "style and language": lambda m: f"{m.style} {m.language}",
    "area": lambda message: message.area,
    "key word": _keyword,
    "length": lambda message: message.length,
    "author": lambda message: message.author,
}
"""What a table has one line for; a message without a value is left out of it."""


def grouped(outcomes: Iterable[Outcome], grouping: str) -> dict[str, list[Outcome]]:
    """Value → outcomes, by name; lengths from short to long."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        value = GROUPINGS[grouping](outcome.message)
        if value is not None:
            groups.setdefault(value, []).append(outcome)
    return {name: groups[name] for name in sorted(groups, key=_order)}


def _order(name: str) -> tuple[int, str]:
    return (LENGTHS.index(name) if name in LENGTHS else 0), name


def language_gap(outcomes: list[Outcome]) -> Gap | None:
    """Right at once: Spanish minus English."""
    spoken = grouped(outcomes, "language")
    return gap(RIGHT.rate(spoken.get("es", [])), RIGHT.rate(spoken.get("en", [])))


def gaps(outcomes: list[Outcome]) -> dict[str, Gap]:
    """The gap for all messages and within each group that has both languages."""
    found = {"all messages": language_gap(outcomes)}
    for grouping in ("style", "key word", "length", "area"):
        for name, group in grouped(outcomes, grouping).items():
            label = f"{name} key word" if grouping == "key word" else name
            found[label] = language_gap(group)
    return {name: value for name, value in found.items() if value is not None}
