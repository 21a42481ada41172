"""What the person asked, read out of Rasa's tracker once and for all actions."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.language.closed import reported_state
from bot.language.conversation import (
    Guess,
    asked_language,
    foreign_language,
    next_language,
)
from bot.language.events import event_of, is_of_another_thing
from bot.language.groups import groups_in

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class NamedDay:
    """A day in the message, and what happened on it ("entered"), if it says so.

    `about` is true where the person said it vaguely: then it is the earliest that fits.
    """

    day: date
    event: str | None = None
    about: bool = False


@dataclass(frozen=True)
class Question:
    """One turn: the topic chosen, how sure, what else was named, in which language.

    `ranking` holds (topic, confidence) without the fallback; `also` is the second topic
    of a message that asks two things; `offered` are topics that it may mean instead, or
    to choose from if none is clear, best first; `topic_before` is the topic of the last
    answer; `foreign` is the code of a language that Faro does not
    speak; `asked_language` is the one that the text names, which only a request for it
    may use. `groups` are those for whom a bed is sought, now or before; `places_before`
    the ids of the places named last; `reports` what the message says of one of them;
    `date_asked` is true if a day was asked for lately.
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
    days: list[NamedDay] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    places_before: list[str] = field(default_factory=list)
    reports: str | None = None
    date_asked: bool = False
    text: str = field(default="", repr=False)

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
    def near(self) -> dict[str, int]:
        """Ids of the places around a shared location, with whole kilometres."""
        pairs = (pair.rpartition("=") for pair in self.extra.get("near", "").split())
        return {id_: int(km) for id_, _, km in pairs}

    @property
    def skip(self) -> int:
        """How many places of the list were shown before."""
        return int(self.extra.get("skip", "0"))

    def from_start(self, shown: Sized) -> "Question":
        """The same question for another list, if all of this one were shown."""
        if not shown:
            return self
        return replace(self, extra={**self.extra, "skip": "0"})

    def again(self, **where: str | None) -> dict[str, str]:
        """What the next page needs to be of the same list."""
        near = self.extra.get("near")
        known = {name: value for name, value in where.items() if value}
        return {**known, **({"near": near} if near else {})}

    @property
    def unclear_city(self) -> str | None:
        """A name that several cities have, if one was named."""
        return self.extra.get("unclear_city")

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
    text = str(message.get("text") or "")
    text = "" if text.startswith("/") else text
    groups = extra.pop("group", "").split() or groups_in(text)
    return Question(
        topic=topic,
        confidence=_confidence(intent, ranking, understood=understood),
        ranking=ranking,
        entities=named,
        language=next_language(before["language"], guess),
        foreign=foreign_language(guess),
        topic_before=before["topic"],
        city_before=before["city"],
        asked_language=asked_language(text),
        also=asked[1] if len(asked) == 2 else None,
        offered=list((message.get("decision") or {}).get("offered") or []),
        extra=extra,
        days=_days(message, text, extra),
        groups=groups or str(metadata.get("group") or "").split(),
        places_before=list(metadata.get("places") or []),
        reports=reported_state(text),
        date_asked=bool(metadata.get("date_asked")),
        text=text,
    )


def _days(
    message: Mapping[str, Any], text: str, extra: Mapping[str, str]
) -> list[NamedDay]:
    """Days of the message; a tapped choice brings day and event without a text."""
    found = []
    for entity in message.get("entities") or []:
        if entity["entity"] != "date":
            continue
        event = extra.get("event")
        if text:
            where = entity["start"], entity["end"]
            if is_of_another_thing(text, *where):
                continue
            event = event_of(text, *where)
        day = date.fromisoformat(str(entity["value"]))
        found.append(NamedDay(day, event, bool(entity.get("about"))))
    return found


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
