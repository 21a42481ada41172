"""What the assistant did with one held-out message, and how that is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.engine.evaluation.messages import OUT_OF_SCOPE, Message

FALLBACK = "nlu_fallback"
CLEAR, CLOSE, FAR = "clear", "close", "far"

Parse = Callable[[str], "dict[str, Any]"]


@dataclass(frozen=True)
class Outcome:
    """The decision on a message: `kind`, and what was answered or offered.

    right + asked_back + wrong + unknown are all messages, none twice.
    """

    message: Message
    kind: str
    named: str | None
    offered: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]
    language: str | None

    @property
    def answered(self) -> str | None:
        """The topic answered; to say "I do not know" is the out-of-scope answer."""
        if self.kind == CLOSE:
            return None
        return OUT_OF_SCOPE if self.kind == FAR or not self.named else self.named

    @property
    def right(self) -> bool:
        """Answered at once with an accepted topic."""
        return self.answered in self.message.accepted

    @property
    def asked_back(self) -> bool:
        """Answered with a choice of topics."""
        return self.kind == CLOSE

    @property
    def right_or_offered(self) -> bool:
        """Right, or an accepted topic was among the choices, beside an answer too."""
        return self.right or not self.message.accepted.isdisjoint(self.offered)

    @property
    def unknown(self) -> bool:
        """Said that it does not know, though it should."""
        return self.answered == OUT_OF_SCOPE and not self.right

    @property
    def wrong(self) -> bool:
        """Answered with a topic that is not accepted: the worst that can happen."""
        return not (self.right or self.asked_back or self.unknown)

    @property
    def best(self) -> str | None:
        """The first of the ranking, whatever was decided then."""
        return self.ranking[0][0] if self.ranking else None

    @property
    def chance(self) -> float:
        """What the model holds to be the probability of `best`."""
        return self.ranking[0][1] if self.ranking else 0.0

    def in_top(self, places: int) -> bool:
        """An accepted topic is among the first `places` of the ranking."""
        first = {name for name, _ in self.ranking[:places]}
        return not self.message.accepted.isdisjoint(first)


def outcome_of(message: Message, parsed: dict[str, Any]) -> Outcome:
    """What Rasa understood; without `decision` (stock Rasa) its fallback is far."""
    named = (parsed.get("intent") or {}).get("name")
    decision = parsed.get("decision") or {
        "kind": FAR if named in (None, FALLBACK) else CLEAR
    }
    if decision["kind"] not in (CLEAR, CLOSE, FAR):
        raise ValueError(f"The model decided {decision['kind']!r}, which is unknown.")
    return Outcome(
        message=message,
        kind=decision["kind"],
        named=named,
        offered=tuple(decision.get("offered") or ()),
        ranking=tuple(
            (entry["name"], float(entry["confidence"]))
            for entry in parsed.get("intent_ranking") or ()
            if entry["name"] != FALLBACK
        ),
        language=(parsed.get("language") or {}).get("name"),
    )


def outcomes_of(messages: Iterable[Message], parse: Parse) -> list[Outcome]:
    """Ask the assistant about each message."""
    return [outcome_of(message, parse(message.text)) for message in messages]
