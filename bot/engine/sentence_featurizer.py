"""What the sentence encoders share: Rasa's plumbing around one `vectors(texts)`."""

from __future__ import annotations

import logging
import os
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from typing_extensions import Self

from bot.engine.fingerprint import fingerprint_of
from bot.engine.kept_vectors import KeptVectors, file_for
from bot.engine.readings import with_readings
from bot.language.shorten import shortened

_BATCH = 256

logger = logging.getLogger(__name__)


class SentenceFeaturizer(DenseFeaturizer, GraphComponent, ABC):
    """Gives each message the vector of its text, multiplied by `scale`.

    Config: `threads` of the encoder, and `scale`, the weight of this encoder beside
    the others, since the topic model compares the vectors by their distance.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer, as Rasa asks of each featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """None: Rasa wants one name to import and install, an encoder has two."""
        return []

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a scale or thread number that would silently spoil the vectors."""
        for key in ("threads", "scale"):
            if config[key] <= 0:
                raise InvalidConfigException(
                    f"config.yml: {cls.__name__} has {key}: {config[key]}. "
                    "Give a number above zero."
                )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Build the component as Rasa's graph asks for it."""
        return cls(config, execution_context.node_name)

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = self._ready()

    @classmethod
    @abstractmethod
    def encoder_fingerprint(cls) -> str:
        """A hash over what shapes a vector and does not stand in the class."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The encoder, and what happens here."""
        here = fingerprint_of(classes=(SentenceFeaturizer,))
        return here + cls.encoder_fingerprint()

    @abstractmethod
    def open_encoder(self) -> Any:
        """A new encoder; raises ImportError that says what to install."""

    @abstractmethod
    def encode(self, encoder: Any, texts: list[str]) -> np.ndarray:
        """Unit-length vectors, one row a text."""

    def vectors(self, texts: list[str]) -> np.ndarray:
        """Scaled vectors, one row a text."""
        return self._bare(self._encoder, texts) * np.float32(self._config["scale"])

    def _ready(self) -> Any:
        encoder = self.open_encoder()
        # The encoder loads its weights at first use; that belongs to start-up, not to
        # the first person who asks.
        self.encode(encoder, ["hola"])
        return encoder

    def _bare(self, encoder: Any, texts: list[str]) -> np.ndarray:
        rows = self.encode(encoder, [shortened(text) for text in texts])
        return rows.astype(np.float32)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector to each message that has text, and to its other readings."""
        with_text = with_readings(messages)
        if with_text:
            self._add(with_text, self.vectors([m.get(TEXT) for m in with_text]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors of the examples; those of an earlier training are kept."""
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        if examples:
            self._add(examples, self.kept_vectors([e.get(TEXT) for e in examples]))
        return training_data

    def kept_vectors(self, texts: list[str]) -> np.ndarray:
        """As `vectors`, of many texts; only those not seen before are encoded."""
        kept = KeptVectors(file_for(type(self).__name__), self._mark())
        return kept.of(texts, self._on_all_cores) * np.float32(self._config["scale"])

    def _mark(self) -> str:
        """All code that a vector goes through; the scale is put on afterwards."""
        code = fingerprint_of(classes=(SentenceFeaturizer, type(self)))
        return code + self.encoder_fingerprint()

    def _on_all_cores(self, texts: list[str]) -> np.ndarray:
        """Vectors without the scale; each core has an encoder of its own."""
        batches = [texts[i : i + _BATCH] for i in range(0, len(texts), _BATCH)]
        cores = min(len(os.sched_getaffinity(0)), len(batches))
        encoders: SimpleQueue[Any] = SimpleQueue()
        for encoder in [self._encoder, *(self._ready() for _ in range(1, cores))]:
            encoders.put(encoder)

        def encoded(batch: list[str]) -> np.ndarray:
            encoder = encoders.get()
            try:
                return self._bare(encoder, batch)
            finally:
                encoders.put(encoder)

        with ThreadPoolExecutor(cores) as pool:
            rows = list(pool.map(encoded, batches))
        logger.info("%s encoded %s texts.", type(self).__name__, len(texts))
        return np.vstack(rows)

    def _add(self, messages: list[Message], rows: np.ndarray) -> None:
        for message, row in zip(messages, rows):
            tokens = len(message.get(TOKENS_NAMES[TEXT]) or [TEXT])
            # Rasa wants a row for each token; a view costs no memory.
            sequence = np.broadcast_to(row, (tokens, len(row)))
            self.add_features_to_message(sequence, row[np.newaxis, :], TEXT, message)


def missing(package: str, component: str) -> ImportError:
    """The error that says what to install, and what works without it."""
    return ImportError(
        f"{component} needs {package}, which is not installed. Type: make setup. "
        "If it cannot be had any more, copy config.fallback.yml over config.yml and "
        "train again (less accurate)."
    )
