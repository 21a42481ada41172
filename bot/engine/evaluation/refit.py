"""Measures the training data: what it shares, how it holds together, what is lacking.

Fits the topic model many times over, without Rasa's training around it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.engine.evaluation.cross_validation import cross_validate
from bot.engine.evaluation.fitting import NewModel, Tell
from bot.engine.evaluation.held_out import Files
from bot.engine.evaluation.learning_curve import learning_curve
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.near_duplicates import near_duplicates
from bot.engine.evaluation.sentence_vectors import sentence_vectors


def with_refits(
    measured: Measured, files: Files, new_model: NewModel, tell: Tell
) -> Measured:
    """`measured` and, beside it, near duplicates, cross-validation, learning curve."""
    examples = files.examples()
    messages = [outcome.message for outcome in measured.outcomes]
    trained = [example.text for example in examples]
    asked = [message.text for message in messages]
    alike = {found.asked for found in near_duplicates(asked, trained)}
    rows = sentence_vectors(files.config, trained + asked)
    dense, held_out = rows[: len(trained)], rows[len(trained) :]
    return replace(
        measured,
        leaked=len(alike),
        cross=cross_validate(examples, dense, new_model, tell),
        curve=learning_curve(examples, dense, messages, held_out, new_model, tell),
    )
