"""Chooses the topic of a message from its sentence vectors and its n-grams together."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine import text_vectors, topic_model
from bot.engine.combine import in_context, two_topics, without
from bot.engine.fingerprint import fingerprint_of
from bot.engine.readings import READINGS, Readings, with_readings
from bot.engine.topic_model import TopicModel
from bot.language import comparable

RANKING_LENGTH = 10
ASKED = "asked"
# A guess is never certain; a confidence of one is Rasa's for a command.
_SUREST = 0.9999


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class HybridIntentClassifier(IntentClassifier, GraphComponent):
    """TopicModel inside Rasa: works on any sentence vectors before it, and on none.

    Config: the arguments of TopicModel.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer; the sentence vector may be missing (documented fallback)."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """The library that finds the n-grams."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The measured defaults."""
        return {
            "width": 0.2,
            "ngram_weight": 0.15,
            "word_weight": 0.7,
            "min_df": 2,
            "ridge": 0.1,
            "calibration_folds": 3,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The model itself and the helpers that shape the features."""
        return fingerprint_of(modules=(topic_model, text_vectors, comparable))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HybridIntentClassifier:
        """Build the untrained component."""
        return cls(config, model_storage, resource)

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._storage = model_storage
        self._resource = resource
        settings = {key: config[key] for key in self.get_default_config()}
        self._model = TopicModel(**settings)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples that have an intent and a text, and store the model."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model.fit(
            _dense(examples),
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
        )
        told, numbers = self._model.state()
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "numbers.npz", **numbers)
            (folder / "model.json").write_text(json.dumps(told), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message that has text.

        `asked` names both topics of a message that asks two things.
        """
        for message in messages:
            ranking: list[dict[str, Any]] = []
            if message.get(TEXT) and self._model.labels:
                ranking = self._judge(message)
            named = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, named, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _judge(self, message: Message) -> list[dict[str, Any]]:
        chances = self._chances(with_readings([message]))
        whole, readings = chances[0], message.get(READINGS) or Readings()
        rest = list(chances[1:])
        labels = self._model.labels
        if readings.instead is not None:
            whole = rest.pop(0)
        if readings.after is not None:
            whole = in_context(whole, rest.pop(0), readings.leans)
        if readings.instead is not None and readings.before in labels:
            whole = without(whole, labels.index(readings.before))
        needed = np.array([_needed_in_whole(label) for label in labels])
        both = two_topics(whole, list(zip(rest[::2], rest[1::2])), needed)
        best = np.argsort(-whole, kind="stable")[:RANKING_LENGTH]
        ranking = [_entry(labels[i], float(whole[i])) for i in best]
        if both is None:
            return ranking
        # Danger is answered first, whatever was asked first.
        asked = sorted(
            (labels[i] for i in both[:2]),
            key=lambda topic: not topic.startswith("safety_"),
        )
        message.set(ASKED, asked, add_to_output=True)
        others = [entry for entry in ranking if entry["name"] not in asked]
        return [*(_entry(topic, both[2]) for topic in asked), *others]

    def _chances(self, messages: list[Message]) -> np.ndarray:
        texts = [message.get(TEXT) for message in messages]
        return self._model.chances(_dense(messages), texts)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HybridIntentClassifier:
        """Read the trained model back; if missing, raises what the storage raises."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            told = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            with np.load(folder / "numbers.npz", allow_pickle=False) as numbers:
                component._model.restore(told, numbers)
        return component


def _needed_in_whole(topic: str) -> float:
    """The least chance in the whole message of a topic that is one of two."""
    if topic.startswith("meta_"):
        return math.inf
    # Half a story may sound like violence that the whole rules out ("can he take me
    # on", said of a boss); where danger was half of a message, the whole gave it 0.7.
    return 0.02 if topic.startswith("safety_") else 0.0


def _entry(name: str, chance: float) -> dict[str, Any]:
    return {"name": name, "confidence": min(chance, _SUREST)}


def _dense(messages: list[Message]) -> np.ndarray:
    """One row a message: the vectors of all featurizers side by side."""
    rows = []
    for message in messages:
        features = message.get_dense_features(TEXT)[1]
        rows.append(features.features[0] if features else np.zeros(0, np.float32))
    return np.vstack(rows).astype(np.float32)
