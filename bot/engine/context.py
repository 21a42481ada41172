"""Takes over the topic before, where a message names only a place or rejects it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.fingerprint import fingerprint_of
from bot.engine.readings import metadata_of
from bot.language import follow_up, only_places
from bot.language.follow_up import corrects
from bot.language.only_places import names_only

_BY_CITY = ("shelter_", "services_", "comar_offices", "comar_appointment_wait")
"""Topics whose question is asked again by naming another city."""

_SURE = 0.99

OTHERS = "others"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class ConversationContext(GraphComponent):
    """Stands behind the extractor of places and before CertaintyClassifier.

    Reads from `metadata`: `recent`, the topics answered, newest first; `left`, the rest
    of the last choice; `others`, what the last reply might have been about.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The words of corrections and around places."""
        return fingerprint_of(modules=(follow_up, only_places))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConversationContext:
        """Nothing to read."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent, or set what a correction leaves to choose (`others`)."""
        for message in messages:
            text = message.get(TEXT)
            metadata = metadata_of(message)
            if not text or not metadata:
                continue
            topic = _asked_again(message, list(metadata.get("recent") or []))
            left = list(metadata.get("left") or [])
            if topic is None and corrects(text):
                topic = left[0] if len(left) == 1 else None
                others = left or list(metadata.get("others") or [])
                if topic is None and others:
                    message.set(OTHERS, others, add_to_output=True)
            if topic is not None:
                _put_first(message, topic)
        return messages


def _asked_again(message: Message, recent: list[str]) -> str | None:
    """The last question about places, if all that the message says is a place."""
    places = [
        (entity["start"], entity["end"])
        for entity in message.get(ENTITIES) or []
        if entity["entity"] in ("city", "state")
    ]
    if not places or not names_only(message.get(TEXT), places):
        return None
    return next((topic for topic in recent if topic.startswith(_BY_CITY)), None)


def _put_first(message: Message, topic: str) -> None:
    named = {"name": topic, "confidence": _SURE}
    ranking = message.get("intent_ranking") or []
    others = [entry for entry in ranking if entry["name"] != topic]
    message.set(INTENT, named, add_to_output=True)
    message.set("intent_ranking", [named, *others], add_to_output=True)
