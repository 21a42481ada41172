"""Guesses the language of each message from the assistant's own examples.

The guess is a property of the message (`language`), not an entity: as an entity it
would make every end-to-end story fail, as a property it reaches the actions all the
same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.engine import text_vectors
from bot.engine.fingerprint import fingerprint_of
from bot.engine.text_vectors import NGrams, TextVectors
from bot.engine.topic_model import softmax
from bot.language import comparable as comparable_module
from bot.language.comparable import comparable

OTHER_LANGUAGES = (
    Path(comparable_module.__file__).parent / "words" / "other_languages.yml"
)
"""Examples of Portuguese, French and Haitian Creole, so that they are recognised."""


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class LanguageIdentifier(IntentClassifier, GraphComponent):
    """Character 1-4-grams and words of folded text, logistic regression."""

    @staticmethod
    def required_packages() -> list[str]:
        """The library that fits the model."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C` is the inverse strength of regularisation."""
        return {"C": 50.0}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The helpers and the examples of other languages."""
        return fingerprint_of(
            modules=(text_vectors, comparable_module), files=(OTHER_LANGUAGES,)
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """Build the untrained component."""
        return cls(config, model_storage, resource)

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._text = TextVectors(
            [NGrams("char_wb", (1, 4), 1, 1.0), NGrams("word", (1, 1), 1, 0.5)]
        )
        self._languages: list[str] = []
        self._weights = np.zeros((0, 0))
        self._bias = np.zeros(0)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the language that `metadata` names at each example of data/nlu.yml.

        Raises RasaException naming an example that has none.
        """
        texts, languages = [], []
        for example in training_data.intent_examples:
            language = ((example.get("metadata") or {}).get("intent") or {}).get(
                "language"
            )
            if language is None:
                raise RasaException(
                    f"data/nlu.yml: an example of {example.get('intent')} has no "
                    "language. Put `metadata: {language: es}` or `{language: en}` on "
                    "its block."
                )
            texts.append(example.get(TEXT))
            languages.append(language)
        others = yaml.safe_load(OTHER_LANGUAGES.read_text(encoding="utf-8"))
        for language in ("pt", "fr", "ht"):
            texts += others[language]
            languages += [language] * len(others[language])
        machine = LogisticRegression(
            C=self._config["C"], max_iter=1000, class_weight="balanced", random_state=0
        ).fit(self._text.fit(texts), languages)
        self._languages = list(machine.classes_)
        self._weights, self._bias = machine.coef_, machine.intercept_
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `language`: {"name", "confidence", "words"}.

        `words` counts those with letters.
        """
        for message in messages:
            text = message.get(TEXT)
            if text and self._languages:
                message.set("language", self._guess(text), add_to_output=True)
        return messages

    def _guess(self, text: str) -> dict[str, Any]:
        row = self._text.rows([text])
        chances = softmax(self._weights[:, row.indices] @ row.data + self._bias)
        best = int(chances.argmax())
        words = [word for word in comparable(text).split() if not word.isdigit()]
        return {
            "name": self._languages[best],
            "confidence": float(chances[best]),
            "words": len(words),
        }

    def _persist(self) -> None:
        words, idf = self._text.state()
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / "weights.npz", weights=self._weights, bias=self._bias, **idf
            )
            (folder / "model.json").write_text(
                json.dumps({"languages": self._languages, "words": words}),
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
    ) -> LanguageIdentifier:
        """Read the trained model back."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
                component._weights = arrays["weights"]
                component._bias = arrays["bias"]
                component._text.restore(model["words"], arrays)
        component._languages = model["languages"]
        return component
