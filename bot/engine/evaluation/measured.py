"""All that one run has measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.engine.evaluation.cross_validation import CrossValidation
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.learning_curve import CurvePoint
from bot.engine.evaluation.messages import ShortMessage
from bot.engine.evaluation.outcome import Outcome, Parse

_SPOKEN = {"any": {"es", "en"}}


@dataclass(frozen=True)
class ShortOutcome:
    """The language guessed for one to three words."""

    message: ShortMessage
    guessed: str | None

    @property
    def right(self) -> bool:
        """The language meant; for "any", one that Faro speaks."""
        meant = self.message.language
        return self.guessed in _SPOKEN.get(meant, {meant})


@dataclass(frozen=True)
class Measured:
    """What the report shows and scores.json keeps; a quick run has no `cross`."""

    model: str
    examples: int
    outcomes: list[Outcome]
    short: list[ShortOutcome] = field(default_factory=list)
    leaked: int | None = None
    cross: CrossValidation | None = None
    curve: list[CurvePoint] = field(default_factory=list)

    @property
    def short_rate(self) -> Rate:
        """How often the language of one to three words is right."""
        return Rate(sum(outcome.right for outcome in self.short), len(self.short))


def short_outcomes(messages: list[ShortMessage], parse: Parse) -> list[ShortOutcome]:
    """Ask the assistant for the language of each."""
    return [
        ShortOutcome(message, (parse(message.text).get("language") or {}).get("name"))
        for message in messages
    ]
