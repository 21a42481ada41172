"""Measures the trained model on the held-out messages, the way a person meets it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.engine.evaluation.keywords import read_keywords
from bot.engine.evaluation.measured import Measured, short_outcomes
from bot.engine.evaluation.messages import Message, read_messages, read_short
from bot.engine.evaluation.model import fingerprint_of_model
from bot.engine.evaluation.outcome import Parse, outcomes_of
from bot.engine.evaluation.training_data import Example, read_training_data

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Files:
    """Where everything stands; the project's own places unless told otherwise."""

    held_out: Path = ROOT / "tests" / "nlu_heldout.yml"
    short: Path = ROOT / "tests" / "language_short.yml"
    keywords: Path = ROOT / "tests" / "topic_keywords.yml"
    accepted: Path = ROOT / "tests" / "nlu_accepted.json"
    model: Path = ROOT / "models" / "faro.tar.gz"
    training: Path = ROOT / "data"
    config: Path = ROOT / "config.yml"

    def messages(self) -> list[Message]:
        """The held-out messages."""
        return read_messages(self.held_out, read_keywords(self.keywords))

    def examples(self) -> list[Example]:
        """The training data."""
        return read_training_data(self.training)


def measure(files: Files, parse: Parse) -> Measured:
    """Ask the model everything once: the quick part, about a minute."""
    return Measured(
        model=fingerprint_of_model(files.model),
        examples=len(files.examples()),
        outcomes=outcomes_of(files.messages(), parse),
        short=short_outcomes(read_short(files.short), parse),
    )
