"""Says when the best topic is not certain enough, with danger needing less certainty.

Rasa's FallbackClassifier has one threshold for all. Missing a call for help is worse
than answering one too many, so `safety_*` passes at a lower one and is never
"ambiguous"; and when nothing is certain, a plain word of danger in the text decides.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.fingerprint import fingerprint_of
from bot.language import comparable, danger
from bot.language.danger import named_danger


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class CertaintyClassifier(FallbackClassifier):
    """FallbackClassifier with `safety_threshold` and a list of danger words."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Thresholds for the temperature that HybridIntentClassifier fits."""
        return {
            "threshold": 0.35,
            "ambiguity_threshold": 0.08,
            "safety_threshold": 0.2,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The danger words."""
        return fingerprint_of(modules=(comparable, danger))

    def process(self, messages: list[Message]) -> list[Message]:
        """Let sure messages pass; turn unsure ones into danger or `nlu_fallback`."""
        for message in messages:
            unsure = self._should_fallback(message)
            if not unsure and not self._is_outcry(message):
                continue
            topic = named_danger(message.get(TEXT) or "")
            if topic is None:
                if unsure:
                    super().process([message])
                continue
            ranking = [
                entry
                for entry in message.get("intent_ranking", [])
                if entry["name"] != topic
            ]
            named = {"name": topic, "confidence": self.component_config["threshold"]}
            message.set(INTENT, named, add_to_output=True)
            message.set("intent_ranking", [named, *ranking], add_to_output=True)
        return messages

    def _is_outcry(self, message: Message) -> bool:
        """One or two words hold too little for the model: "SOS" was a farewell once."""
        words = comparable.comparable(message.get(TEXT) or "").split()
        name = message.data[INTENT].get("name") or ""
        return len(words) <= 2 and not name.startswith("safety_")

    def _should_fallback(self, message: Message) -> bool:
        intent = message.data[INTENT]
        if (intent.get("name") or "").startswith("safety_"):
            return bool(
                intent["confidence"] < self.component_config["safety_threshold"]
            )
        return bool(super()._should_fallback(message))
