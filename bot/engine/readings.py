"""Other ways to read a message: after the topic before it, and cut in two questions.

The readings are small messages that the featurizers encode and HybridIntentClassifier
judges together with the message itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import FileNotFoundException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.fingerprint import fingerprint_of
from bot.language import follow_up, questions
from bot.language.follow_up import Leans, corrected, leans
from bot.language.questions import halves

READINGS = "readings"


@dataclass
class Readings:
    """`after` is the message behind the title of the topic before, `leans` how much it
    needs that; `instead` is what a correction means; `pairs` are the ways to cut the
    message in two questions; `before` is the topic before.
    """

    before: str | None = None
    leans: Leans = Leans.NO
    instead: Message | None = None
    after: Message | None = None
    pairs: list[tuple[Message, Message]] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """All of them."""
        first = [self.instead, self.after]
        alone = [message for message in first if message is not None]
        return alone + [half for pair in self.pairs for half in pair]


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class OtherReadings(GraphComponent):
    """Puts Readings beside each message; stands before the featurizers.

    Config: `topics`, the file with the topics' titles. The topic before and the
    language come with the message (`metadata`), as the gateway sends them.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The project's own topics."""
        return {"topics": "facts/topics.yml"}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The titles, and where messages are cut."""
        path = Path(config.get("topics", cls.get_default_config()["topics"]))
        return fingerprint_of(modules=(follow_up, questions), files=(path,))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OtherReadings:
        """Read the titles; raises FileNotFoundException with the path."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        path = Path(config["topics"])
        if not path.is_file():
            raise FileNotFoundException(
                f"No topics at {path}. Start Rasa in the project's folder."
            )
        topics = yaml.safe_load(path.read_text(encoding="utf-8"))["topics"]
        self._titles = {topic["id"]: topic["title"] for topic in topics}

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the readings that are worth their time."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(READINGS, self._readings(text, metadata_of(message)))
        return messages

    def _readings(self, text: str, metadata: dict[str, Any]) -> Readings:
        before = _topic_before(metadata)
        titles = self._titles.get(before or "")
        if titles is None:
            return Readings(pairs=[(_new(a), _new(b)) for a, b in halves(text)])
        title = titles.get(metadata.get("language")) or titles["es"]
        meant = corrected(text)
        if meant is not None:
            after = _new(f"{title} {meant}")
            return Readings(before, Leans.YES, instead=_new(meant), after=after)
        leaning = leans(text)
        after = None if leaning is Leans.NO else _new(f"{title} {text}")
        pairs = [(_new(a), _new(b)) for a, b in halves(text)]
        return Readings(before, leaning, after=after, pairs=pairs)


def _topic_before(metadata: dict[str, Any]) -> str | None:
    """The last topic; after a call for help the one that it interrupted."""
    recent = [str(topic) for topic in metadata.get("recent") or []]
    calm = [topic for topic in recent if not topic.startswith("safety_")]
    last = metadata.get("topic")
    return calm[0] if calm and str(last).startswith("safety_") else last


def with_readings(messages: Iterable[Message]) -> list[Message]:
    """The messages that have text, and all readings beside them."""
    found = []
    for message in messages:
        if message.get(TEXT):
            readings: Readings | None = message.get(READINGS)
            found += [message, *(readings.messages if readings else [])]
    return found


def metadata_of(message: Message) -> dict[str, Any]:
    """What the gateway said about the conversation; {} in training and in tests."""
    metadata = message.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _new(text: str) -> Message:
    return Message(data={TEXT: text})
