"""Takes over the topic before, where a message names only a place or a day."""

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
from bot.language import events, follow_up, only_days, only_places
from bot.language.follow_up import corrects
from bot.language.only_places import names_only

_BY_CITY = ("shelter_", "services_", "comar_offices", "comar_appointment_wait")
"""Topics whose question is asked again by naming another city."""

_ANY_OF = ("comar_deadline", "comar_denied", "comar_processing_time")
"""What a day may be the day of."""

_SURE = 0.99

OTHERS = "others"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class ConversationContext(GraphComponent):
    """Stands behind the extractor of places and before CertaintyClassifier.

    Reads from `metadata`: `recent`, the topics answered, newest first; `left`, the rest
    of the last choice; `others`, what the last reply might have been about; `awaits`,
    the topic whose day the last reply asked for.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The words of corrections and around places and days."""
        return fingerprint_of(modules=(events, follow_up, only_days, only_places))

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
            if not text:
                continue
            dated = _dated(message, metadata.get("awaits"))
            if len(dated) > 1:
                message.set(OTHERS, list(dated), add_to_output=True)
                continue
            recent = list(metadata.get("recent") or [])
            topic = dated[0] if dated else _asked_again(message, recent)
            left = list(metadata.get("left") or [])
            if topic is None and corrects(text):
                topic = left[0] if len(left) == 1 else None
                others = left or list(metadata.get("others") or [])
                if topic is None and others:
                    message.set(OTHERS, others, add_to_output=True)
            if topic is not None:
                _put_first(message, topic)
        return messages


def _dated(message: Message, awaits: str | None) -> tuple[str, ...]:
    """What a message that says nothing but a day is about; several if nobody knows."""
    text, days = message.get(TEXT), _spans(message, "date")
    places = _spans(message, "city", "state")
    if not days or not only_days.says_only_a_day(text, days, places):
        return ()
    event = next((e for span in days if (e := events.event_of(text, *span))), None)
    # "I came in on 3 May" asks for what all of them ask. "They threatened me yesterday"
    # tells of danger, also where a day was asked for.
    if event == "entered":
        return ("comar_deadline",)
    if awaits is not None and event != "learned":
        return (awaits,)
    return _ANY_OF if event is None else ()


def _spans(message: Message, *kinds: str) -> list[tuple[int, int]]:
    return [
        (entity["start"], entity["end"])
        for entity in message.get(ENTITIES) or []
        if entity["entity"] in kinds
    ]


def _asked_again(message: Message, recent: list[str]) -> str | None:
    """The last question about places, if all that the message says is a place."""
    places = _spans(message, "city", "state")
    if not places or not names_only(message.get(TEXT), places):
        return None
    return next((topic for topic in recent if topic.startswith(_BY_CITY)), None)


def _put_first(message: Message, topic: str) -> None:
    named = {"name": topic, "confidence": _SURE}
    ranking = message.get("intent_ranking") or []
    others = [entry for entry in ranking if entry["name"] != topic]
    message.set(INTENT, named, add_to_output=True)
    message.set("intent_ranking", [named, *others], add_to_output=True)
