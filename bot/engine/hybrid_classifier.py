"""Chooses the topic of a message from its sentence vector and its n-grams together.

A linear support-vector machine over both; its scores become probabilities by a softmax
whose temperature is fitted on held-out folds. docs/decisions/0003-pipeline.md has the
measurements.
"""

from __future__ import annotations

import json
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
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.engine import text_vectors
from bot.engine.fingerprint import fingerprint_of
from bot.engine.text_vectors import NGrams, TextVectors
from bot.language import comparable

RANKING_LENGTH = 10


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class HybridIntentClassifier(IntentClassifier, GraphComponent):
    """Sentence vector + character 2-5-grams + words, linear SVM, calibrated softmax.

    Works on any dense features that came before, and on none.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer; the sentence vector may be missing (documented fallback)."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """The library that fits the model."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The measured defaults."""
        return {
            "C": 1.0,
            "char_weight": 1.0,
            "word_weight": 0.7,
            "min_df": 2,
            "calibration_folds": 3,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The helpers that shape the features."""
        return fingerprint_of(modules=(text_vectors, comparable))

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
        self._config = config
        self._storage = model_storage
        self._resource = resource
        min_df = config["min_df"]
        self._text = TextVectors(
            [
                NGrams("char_wb", (2, 5), min_df, config["char_weight"]),
                NGrams("word", (1, 2), min_df, config["word_weight"]),
            ]
        )
        self._labels: list[str] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)
        self._temperature = 1.0

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples that have an intent and a text, and store the model."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        texts = [example.get(TEXT) for example in examples]
        names = np.array([example.get(INTENT) for example in examples])
        self._labels = sorted(set(names))
        rows = hstack(
            [csr_matrix(self._dense(examples)), self._text.fit(texts)], format="csr"
        )
        self._temperature = self._fit_temperature(rows, names)
        machine = self._machine().fit(rows, names)
        self._weights = machine.coef_.astype(np.float32)
        self._bias = machine.intercept_.astype(np.float32)
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message that has text."""
        for message in messages:
            if not message.get(TEXT) or not self._labels:
                message.set(
                    INTENT, {"name": None, "confidence": 0.0}, add_to_output=True
                )
                message.set("intent_ranking", [], add_to_output=True)
                continue
            ranking = self._rank(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        dense = self._dense([message])[0]
        sparse = self._text.rows([message.get(TEXT)])
        split = dense.shape[0]
        # Gathering the few columns that are set is ten times faster than sklearn's
        # general product on a single row.
        columns = self._weights[:, split + sparse.indices]
        scores = self._weights[:, :split] @ dense + columns @ sparse.data + self._bias
        chances = softmax(scores * self._temperature)
        best = np.argsort(-chances, kind="stable")[:RANKING_LENGTH]
        return [
            {"name": self._labels[i], "confidence": float(chances[i])} for i in best
        ]

    @staticmethod
    def _dense(messages: list[Message]) -> np.ndarray:
        rows = []
        for message in messages:
            features = message.get_dense_features(TEXT)[1]
            rows.append(features.features[0] if features else np.zeros(0, np.float32))
        return np.vstack(rows).astype(np.float32)

    def _machine(self) -> LinearSVC:
        return LinearSVC(C=self._config["C"], random_state=0, max_iter=5000)

    def _fit_temperature(self, rows: csr_matrix, names: np.ndarray) -> float:
        """The factor on the scores that makes probabilities honest on unseen folds."""
        folds = StratifiedKFold(
            self._config["calibration_folds"], shuffle=True, random_state=0
        )
        index = {label: i for i, label in enumerate(self._labels)}
        truth = np.array([index[name] for name in names])
        scores = np.zeros((len(names), len(self._labels)))
        for seen, unseen in folds.split(rows, names):
            machine = self._machine().fit(rows[seen], names[seen])
            scores[unseen] = machine.decision_function(rows[unseen])

        def loss(temperature: float) -> float:
            chances = softmax(scores * temperature)
            return float(-np.log(chances[np.arange(len(truth)), truth] + 1e-12).mean())

        return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)

    def _persist(self) -> None:
        words, idf = self._text.state()
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / "weights.npz", weights=self._weights, bias=self._bias, **idf
            )
            (folder / "model.json").write_text(
                json.dumps(
                    {
                        "labels": self._labels,
                        "words": words,
                        "temperature": self._temperature,
                    }
                ),
                encoding="utf-8",
            )

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
            model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
                component._weights = arrays["weights"]
                component._bias = arrays["bias"]
                component._text.restore(model["words"], arrays)
        component._labels = model["labels"]
        component._temperature = model["temperature"]
        return component


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis, without overflow."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=-1, keepdims=True)
