"""Compares how sure the model says it is with how often it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.engine.evaluation.outcome import Outcome

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The messages whose best topic has a chance between `low` and `high`."""

    low: float
    high: float
    right: int
    wrong: int
    chance: float

    @property
    def count(self) -> int:
        """Messages in it."""
        return self.right + self.wrong

    @property
    def share(self) -> float:
        """How many of them have the right topic in the first place."""
        return self.right / self.count if self.count else 0.0


def bins_of(outcomes: Iterable[Outcome]) -> list[Bin]:
    """Ten steps of chance from 0 to 1, empty ones too."""
    filled: list[list[Outcome]] = [[] for _ in range(BINS)]
    for outcome in outcomes:
        filled[min(int(outcome.chance * BINS), BINS - 1)].append(outcome)
    return [_bin(step, members) for step, members in enumerate(filled)]


def _bin(step: int, members: list[Outcome]) -> Bin:
    right = sum(member.in_top(1) for member in members)
    total = sum(member.chance for member in members)
    return Bin(
        step / BINS,
        (step + 1) / BINS,
        right,
        len(members) - right,
        total / len(members) if members else 0.0,
    )


def calibration_error(bins: list[Bin]) -> float:
    """Expected calibration error: the mean distance, weighted by messages."""
    total = sum(part.count for part in bins)
    off = sum(part.count * abs(part.share - part.chance) for part in bins)
    return off / total if total else 0.0
