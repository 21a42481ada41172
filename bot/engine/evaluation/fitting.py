"""Fits the topic model on chosen examples, without Rasa around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.training_data import Example


class Model(Protocol):
    """What bot.engine.topic_model.TopicModel offers, and a stand-in in tests."""

    labels: list[str]

    def fit(self, dense: np.ndarray, texts: list[str], names: list[str]) -> object:
        """Learn."""

    def chances(self, dense: np.ndarray, texts: list[str]) -> np.ndarray:
        """Probabilities, one row a text, one column a label."""


NewModel = Callable[[], Model]
Tell = Callable[[str], None]


def fitted(
    model: Model, examples: list[Example], dense: np.ndarray, rows: np.ndarray
) -> Model:
    """`model`, fitted on `rows` of the examples."""
    chosen = [examples[i] for i in rows]
    model.fit(dense[rows], [e.text for e in chosen], [e.topic for e in chosen])
    return model


def rates_by_language(
    languages: Sequence[str], right: Sequence[bool]
) -> dict[str, Rate]:
    """Language → share of right ones."""
    found = {}
    for language in sorted(set(languages)):
        hits = [hit for spoken, hit in zip(languages, right) if spoken == language]
        found[language] = Rate(int(sum(hits)), len(hits))
    return found
