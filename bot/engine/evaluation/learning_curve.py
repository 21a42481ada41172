"""Shows what more examples bring: less and less training data, same held-out set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.engine.evaluation.fitting import NewModel, Tell, fitted, rates_by_language
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.messages import Message
from bot.engine.evaluation.training_data import Example

SIZES = (5, 10, 20, 40, 60)
"""Examples per topic and language; after them comes a point with all."""


@dataclass(frozen=True)
class CurvePoint:
    """At most `size` examples per topic and language (None: all): right first."""

    size: int | None
    examples: int
    by_language: dict[str, Rate]


def learning_curve(
    examples: list[Example],
    dense: np.ndarray,
    messages: list[Message],
    asked: np.ndarray,
    new_model: NewModel,
    tell: Tell,
) -> list[CurvePoint]:
    """A point for each of SIZES that leaves something out, and one for all."""
    groups = _by_topic_and_language(examples)
    most = max(len(group) for group in groups)
    points = []
    for size in (*(size for size in SIZES if size < most), None):
        rows = _sample(groups, size)
        model = fitted(new_model(), examples, dense, rows)
        best = model.chances(asked, [m.text for m in messages]).argmax(axis=1)
        right = [model.labels[i] in m.accepted for i, m in zip(best, messages)]
        languages = [message.language for message in messages]
        points.append(CurvePoint(size, len(rows), rates_by_language(languages, right)))
        tell(f"learning curve: {size or 'all'} examples per topic and language")
    return points


def _by_topic_and_language(examples: list[Example]) -> list[list[int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for i, example in enumerate(examples):
        groups.setdefault((example.topic, example.language), []).append(i)
    return list(groups.values())


def _sample(groups: list[list[int]], size: int | None) -> np.ndarray:
    """The same shuffle for each size, so that a larger sample holds the smaller."""
    drawn = np.random.default_rng(0)
    return np.sort(np.concatenate([drawn.permutation(g)[:size] for g in groups]))
