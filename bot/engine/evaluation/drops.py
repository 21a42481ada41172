"""Tells a real drop against the accepted scores from a difference by chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

from bot.engine.evaluation.figures import FIGURES, SAFETY, Figure
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.outcome import Outcome

LEAST = 0.01
"""A smaller drop is let pass, even where it is no chance."""

ERRORS = 2
"""Standard errors that a drop must be larger than."""

_SHOWN = 8


@dataclass(frozen=True)
class Change:
    """A figure before and now, for the better or worse, with its standard error."""

    before: float
    now: float
    worse: float
    error: float

    @property
    def is_real(self) -> bool:
        """Too large for chance and too large to ignore."""
        return self.worse > LEAST and self.worse > ERRORS * self.error


def drops(outcomes: list[Outcome], accepted: dict[str, Any]) -> list[str]:
    """A sentence for each headline figure that really fell; empty if all is well."""
    found = []
    for figure in FIGURES:
        change = _change(figure, figure.of(outcomes), accepted)
        if change is not None and change.is_real:
            verb = "fell" if figure.more_is_better else "rose"
            missed = _texts(newly_failed(figure, outcomes, accepted))
            found.append(
                f"{figure.title}: {verb} from {change.before:.1%} to {change.now:.1%}"
                f" (chance explains {ERRORS * change.error:.1%}).{missed}"
            )
    missed_now = newly_failed(SAFETY, outcomes, accepted)
    if len(missed_now) > 1:
        found.append(
            f"Danger: {len(missed_now)} messages are missed that were answered before;"
            f" one is allowed.{_texts(missed_now, len(missed_now))}"
        )
    return found


def newly_failed(
    figure: Figure, outcomes: Iterable[Outcome], accepted: dict[str, Any]
) -> list[Outcome]:
    """Messages that fail the figure now and did not when the scores were accepted."""
    before = set(accepted["failures"].get(figure.name, ()))
    return [
        outcome
        for outcome in _shared(figure.of(outcomes), accepted)
        if figure.failed(outcome) and outcome.message.key not in before
    ]


def _shared(outcomes: Iterable[Outcome], accepted: dict[str, Any]) -> list[Outcome]:
    known = set(accepted["messages"])
    return [outcome for outcome in outcomes if outcome.message.key in known]


def _change(
    figure: Figure, outcomes: list[Outcome], accepted: dict[str, Any]
) -> Change | None:
    """Message by message where most are the same as then, else of all against all."""
    old = accepted["figures"].get(figure.name)
    if old is None or not outcomes:
        return None
    shared = _shared(outcomes, accepted)
    if 2 * len(shared) >= len(outcomes):
        return _paired(figure, shared, accepted)
    now = figure.rate(outcomes)
    worse = old["share"] - now.share
    variance = now.share * (1 - now.share) / now.of
    variance += old["share"] * (1 - old["share"]) / old["of"]
    return Change(
        old["share"],
        now.share,
        worse if figure.more_is_better else -worse,
        sqrt(variance),
    )


def _paired(figure: Figure, shared: list[Outcome], accepted: dict[str, Any]) -> Change:
    before = set(accepted["failures"].get(figure.name, ()))
    failed_then = sum(outcome.message.key in before for outcome in shared)
    failed_now = sum(figure.failed(outcome) for outcome in shared)
    lost = len(newly_failed(figure, shared, accepted))
    gained = failed_then - (failed_now - lost)
    worse = (lost - gained) / len(shared)
    then, now = Rate(failed_then, len(shared)), Rate(failed_now, len(shared))
    return Change(
        1 - then.share if figure.more_is_better else then.share,
        1 - now.share if figure.more_is_better else now.share,
        worse,
        # McNemar: only the messages that changed carry information.
        sqrt(lost + gained - worse**2 * len(shared)) / len(shared),
    )


def _texts(outcomes: list[Outcome], shown: int = _SHOWN) -> str:
    lines = [
        f"\n  {outcome.message.topic}, now {outcome.answered or 'asked back'}:"
        f" {outcome.message.text}"
        for outcome in outcomes[:shown]
    ]
    more = f"\n  and {len(outcomes) - shown} more" if len(outcomes) > shown else ""
    return "".join(lines) + more
