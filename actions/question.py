"""What the person asked, read out of Rasa's tracker once and for all actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.language.conversation import (
    Guess,
    asked_language,
    foreign_language,
    next_language,
)

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Question:
    """One turn: the topic chosen, how sure, what else was named, in which language.

    `ranking` holds (topic, confidence) without the fallback; `also` is the second topic
    of a message that asks two things; `offered` are topics that it may mean instead, or
    to choose from if none is clear, best first; `topic_before` is the topic of the last
    answer; `foreign` is the code of a language that Faro does not
    speak; `asked_language` is the one that the text names, which only a request for it
    may use.
    """

    topic: str | None
    confidence: float
    ranking: list[tuple[str, float]]
    entities: dict[str, list[str]]
    language: str
    foreign: str | None = None
    topic_before: str | None = None
    city_before: str | None = None
    asked_language: str | None = None
    also: str | None = None
    offered: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def city(self) -> str | None:
        """The first city named in this message."""
        return next(iter(self.entities.get("city", [])), None)

    @property
    def state(self) -> str | None:
        """The first state named in this message."""
        return next(iter(self.entities.get("state", [])), None)

    @property
    def wants_more(self) -> bool:
        """True when the person tapped "read more"."""
        return self.extra.get("part") == "more"

    @property
    def named(self) -> dict[str, str | list[str]]:
        """What was named, as the contract prints it: a text, or a list if several."""
        return {
            kind: values[0] if len(values) == 1 else values
            for kind, values in self.entities.items()
        }


_NAMED = ("city", "state", "date", "country", "children")
"""Entities that people name; others come with a tapped choice."""

# Kept by the gateway for each conversation and sent along; in `rasa shell` there is no
# gateway, so the slots that the last action set take their place.
_CONTEXT = ("language", "topic", "city")


def read_question(message: Mapping[str, Any], slots: Mapping[str, Any]) -> Question:
    """`message` is Rasa's latest_message; works for typed text and tapped choices."""
    metadata = message.get("metadata") or {}
    before = {name: metadata.get(name) or slots.get(name) for name in _CONTEXT}
    intent = message.get("intent") or {}
    ranking = [
        (entry["name"], float(entry["confidence"]))
        for entry in message.get("intent_ranking") or []
        if entry.get("name") not in (None, FALLBACK)
    ]
    understood = intent.get("name") not in (None, FALLBACK)
    topic = intent["name"] if understood else None
    asked = [name for name in message.get("asked") or [] if understood]
    if len(asked) == 2:
        topic = asked[0]
    named: dict[str, list[str]] = {}
    extra: dict[str, str] = {}
    for entity in message.get("entities") or []:
        name, value = entity["entity"], str(entity["value"])
        if name not in _NAMED:
            extra[name] = value
        elif value not in named.setdefault(name, []):
            named[name].append(value)
    guess = _guess(message)
    return Question(
        topic=topic,
        confidence=_confidence(intent, ranking, understood=understood),
        ranking=ranking,
        entities=named,
        language=next_language(before["language"], guess),
        foreign=foreign_language(guess),
        topic_before=before["topic"],
        city_before=before["city"],
        asked_language=asked_language(str(message.get("text") or "")),
        also=asked[1] if len(asked) == 2 else None,
        offered=list((message.get("decision") or {}).get("offered") or []),
        extra=extra,
    )


def _confidence(
    intent: Mapping[str, Any], ranking: list[tuple[str, float]], *, understood: bool
) -> float:
    if understood:
        return float(intent.get("confidence") or 0.0)
    return ranking[0][1] if ranking else 0.0


def _guess(message: Mapping[str, Any]) -> Guess | None:
    found = message.get("language")
    if not isinstance(found, Mapping):
        return None
    return Guess(found["name"], float(found["confidence"]), int(found["words"]))
