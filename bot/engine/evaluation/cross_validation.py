"""Judges each training example by a model that has not seen it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.engine.evaluation.fitting import NewModel, Tell, fitted, rates_by_language
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.training_data import Example

FOLDS = 5
_DOUBTS = 40


@dataclass(frozen=True)
class Doubt:
    """An example that a model trained on the others puts into another topic."""

    example: Example
    taken_for: str
    chance: float


@dataclass(frozen=True)
class CrossValidation:
    """Right topic first and within three, by language, and the surest mistakes."""

    top1: Rate
    top3: Rate
    by_language: dict[str, Rate]
    doubts: list[Doubt]


def cross_validate(
    examples: list[Example], dense: np.ndarray, new_model: NewModel, tell: Tell
) -> CrossValidation:
    """Five folds, each with its share of every topic and language."""
    names, chances = _judged(examples, dense, new_model, tell)
    first = [row[0] == example.topic for row, example in zip(names, examples)]
    three = [example.topic in row for row, example in zip(names, examples)]
    doubts = [
        Doubt(example, row[0], chance)
        for example, row, chance, right in zip(examples, names, chances, first)
        if not right
    ]
    doubts.sort(key=lambda doubt: (-doubt.chance, doubt.example.text))
    return CrossValidation(
        Rate(sum(first), len(examples)),
        Rate(sum(three), len(examples)),
        rates_by_language([example.language for example in examples], first),
        doubts[:_DOUBTS],
    )


def _judged(
    examples: list[Example], dense: np.ndarray, new_model: NewModel, tell: Tell
) -> tuple[list[list[str]], list[float]]:
    """The three best topics of each example, and the chance of the first."""
    names: list[list[str]] = [[] for _ in examples]
    best_chances = [0.0] * len(examples)
    strata = [f"{example.topic} {example.language}" for example in examples]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for number, (seen, unseen) in enumerate(folds.split(dense, strata), 1):
        model = fitted(new_model(), examples, dense, seen)
        chances = model.chances(dense[unseen], [examples[i].text for i in unseen])
        best = np.argsort(-chances, axis=1, kind="stable")[:, :3]
        for i, columns, row in zip(unseen, best, chances):
            names[i] = [model.labels[column] for column in columns]
            best_chances[i] = float(row[columns[0]])
        tell(f"cross-validation: fold {number} of {FOLDS}")
    return names, best_chances
