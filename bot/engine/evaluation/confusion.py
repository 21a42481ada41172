"""Which areas and which pairs of topics are taken for each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.engine.evaluation.messages import OUT_OF_SCOPE
from bot.engine.evaluation.outcome import Outcome

OUTSIDE, ASKED = "out of scope", "asked back"


@dataclass(frozen=True)
class Pair:
    """Messages about `topic` for which the model put `taken_for` first."""

    topic: str
    taken_for: str
    texts: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.texts)


def area_of(topic: str | None) -> str:
    """Area of a topic; out of scope is one of its own, as is to ask back (None)."""
    if topic is None:
        return ASKED
    return OUTSIDE if topic == OUT_OF_SCOPE else topic.partition("_")[0]


def area_matrix(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """Area of the message → area of the answer → messages."""
    matrix: dict[str, dict[str, int]] = {}
    for outcome in outcomes:
        own = area_of(outcome.message.topic)
        # An accepted second topic of another area is no confusion.
        given = own if outcome.right else area_of(outcome.answered)
        row = matrix.setdefault(own, {})
        row[given] = row.get(given, 0) + 1
    return {area: matrix[area] for area in sorted(matrix)}


def worst_pairs(outcomes: Iterable[Outcome], limit: int = 25) -> list[Pair]:
    """The most frequent mistakes of the bare ranking, most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.best is not None and not outcome.in_top(1):
            pair = (outcome.message.topic, outcome.best)
            found.setdefault(pair, []).append(outcome.message.text)
    pairs = [Pair(*names, tuple(texts)) for names, texts in found.items()]
    return sorted(pairs, key=lambda p: (-p.count, p.topic, p.taken_for))[:limit]
