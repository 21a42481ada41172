"""Decides: answer, offer a choice, or say that it was not understood.

Rasa's FallbackClassifier has one threshold for all. Missing a call for help is worse
than answering one too many, so `safety_*` passes at a lower one and is never asked back
about; and when nothing is certain, a plain word of danger in the text decides.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.context import OTHERS
from bot.engine.fingerprint import fingerprint_of
from bot.engine.hybrid_classifier import ASKED
from bot.language import comparable, danger
from bot.language.danger import is_here_and_now, named_danger

OUT_OF_SCOPE = "meta_out_of_scope"
SUICIDE = "safety_suicide"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class CertaintyClassifier(GraphComponent):
    """Sets `decision`: {"kind": clear, close or far, "offered": [topics]}.

    Config, all chances of the ranking: `clear`, from which the best topic is answered,
    if it leads by `lead`; `doubt`, below which others are offered with the answer;
    `safety`, from which danger is; `possible`, from which a topic is worth offering;
    `hopeless`, below which none is; `offered`, how many.
    What is not clear gets the intent `nlu_fallback`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Set from data: docs/decisions/0006-understanding.md."""
        return {
            "clear": 0.35,
            "lead": 0.05,
            "doubt": 0.9,
            "safety": 0.2,
            "possible": 0.05,
            "hopeless": 0.12,
            "offered": 3,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The danger words."""
        return fingerprint_of(modules=(comparable, danger))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CertaintyClassifier:
        """Thresholds only; nothing is trained."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        """Let sure messages pass; turn unsure ones into danger or `nlu_fallback`."""
        for message in messages:
            ranking = list(message.get("intent_ranking") or [])
            ranking = ranking if _says_something(message.get(TEXT) or "") else []
            clear = self._is_clear(ranking) or message.get(ASKED) is not None
            topic = _danger_in(message.get(TEXT) or "", ranking, clear=clear)
            if topic is not None:
                self._put_danger_first(message, topic, ranking)
                clear = True
            if clear and not message.get(OTHERS):
                _decide(message, "clear", self._beside(message))
                continue
            offered = message.get(OTHERS) or self._worth_offering(ranking)
            _decide(message, "close" if offered else "far", offered[: self._most])
            named = {
                "name": DEFAULT_NLU_FALLBACK_INTENT_NAME,
                "confidence": 1 - (ranking[0]["confidence"] if ranking else 0.0),
            }
            message.set(INTENT, named, add_to_output=True)
            message.set("intent_ranking", [named, *ranking], add_to_output=True)
        return messages

    @property
    def _most(self) -> int:
        return int(self._config["offered"])

    def _is_clear(self, ranking: list[dict[str, Any]]) -> bool:
        if not ranking or not ranking[0]["name"]:
            return False
        best = ranking[0]["confidence"]
        if ranking[0]["name"].startswith("safety_"):
            return bool(best >= self._config["safety"])
        second = ranking[1]["confidence"] if len(ranking) > 1 else 0.0
        lead = best - second
        return bool(best >= self._config["clear"] and lead >= self._config["lead"])

    def _beside(self, message: Message) -> list[str]:
        """What the message may mean instead of the topic answered; danger: nothing."""
        named = message.data[INTENT]
        if named["confidence"] >= self._config["doubt"] or message.get(ASKED):
            return []
        if named["name"].startswith(("safety_", "meta_")):
            return []
        ranking = message.get("intent_ranking") or []
        offered = self._worth_offering(ranking)
        return [topic for topic in offered if topic != named["name"]]

    def _worth_offering(self, ranking: list[dict[str, Any]]) -> list[str]:
        """Best first; none if the best is hopeless or plainly something else."""
        best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
        if best["confidence"] < self._config["hopeless"]:
            return []
        if best["name"] == OUT_OF_SCOPE:
            return []
        return [
            entry["name"]
            for entry in ranking[: self._most]
            if entry["confidence"] >= self._config["possible"]
            and entry["name"] != OUT_OF_SCOPE
        ]

    def _put_danger_first(
        self, message: Message, topic: str, ranking: list[dict[str, Any]]
    ) -> None:
        named = {"name": topic, "confidence": self._config["clear"]}
        others = [entry for entry in ranking if entry["name"] != topic]
        message.set(INTENT, named, add_to_output=True)
        message.set("intent_ranking", [named, *others], add_to_output=True)


def _decide(message: Message, kind: str, offered: list[str]) -> None:
    decision = {"kind": kind, "offered": offered}
    message.set("decision", decision, add_to_output=True)


def _says_something(text: str) -> bool:
    """Marks alone ("???", "[]") are like no example; an emoji may be one."""
    return bool(comparable.comparable(text)) or any(
        unicodedata.category(char) == "So" for char in text
    )


def _danger_in(text: str, ranking: list[dict[str, Any]], *, clear: bool) -> str | None:
    """The danger that plain words name, where they decide."""
    named = str(ranking[0]["name"]) if ranking else ""
    topic = named_danger(text)
    if clear and named.startswith("safety_"):
        # "Me quiero matar" is a letter away from "me quieren matar".
        return topic if topic == SUICIDE else None
    if not clear or topic == SUICIDE or _is_outcry(text):
        # Who writes it may ask something else too; nothing else is as urgent.
        return topic
    return topic if topic is not None and is_here_and_now(text) else None


def _is_outcry(text: str) -> bool:
    """One or two words hold too little for the model: "SOS" was a farewell once."""
    return len(comparable.comparable(text).split()) <= 2
