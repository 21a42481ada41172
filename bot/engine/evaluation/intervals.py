"""How far a measured share may be off by chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

_Z = 1.959964
_DRAWS = 20_000


@dataclass(frozen=True)
class Rate:
    """`hits` of `of` messages."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, which also holds near 0 and 100 %."""
        if not self.of:
            return 0.0, 1.0
        spread = _Z * sqrt(
            self.share * (1 - self.share) / self.of + _Z**2 / (4 * self.of**2)
        )
        whole = 1 + _Z**2 / self.of
        middle = self.share + _Z**2 / (2 * self.of)
        low, high = (middle - spread) / whole, (middle + spread) / whole
        return max(low, 0.0), min(high, 1.0)


@dataclass(frozen=True)
class Gap:
    """A difference of two shares with its 95 % bootstrap interval."""

    points: float
    low: float
    high: float

    @property
    def is_chance(self) -> bool:
        """No difference at all fits the data too."""
        return self.low <= 0 <= self.high

    def __str__(self) -> str:
        low, high = 100 * self.low, 100 * self.high
        return f"{100 * self.points:+.1f} % ({low:+.1f} to {high:+.1f})"


def gap(first: Rate, second: Rate) -> Gap | None:
    """`first` minus `second`; None if one of them counts nothing.

    Drawing n of n right-or-wrong messages with replacement gives a binomial number of
    right ones, so the bootstrap needs no loop.
    """
    if not (first.of and second.of):
        return None
    drawn = np.random.default_rng(0)
    differences = (
        drawn.binomial(first.of, first.share, _DRAWS) / first.of
        - drawn.binomial(second.of, second.share, _DRAWS) / second.of
    )
    low, high = np.percentile(differences, [2.5, 97.5])
    return Gap(first.share - second.share, float(low), float(high))
