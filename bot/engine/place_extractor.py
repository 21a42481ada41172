"""Finds Mexican cities and states in a message, by the names of the gazetteer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import FileNotFoundException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.engine.fingerprint import fingerprint_of
from bot.language import comparable as comparable_module
from bot.language.comparable import comparable


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class PlaceExtractor(GraphComponent, EntityExtractorMixin):
    """Adds `city` and `state` entities whose value is the gazetteer's canonical name.

    The longest name wins ("Baja California Sur" over "Baja California"). Config:
    `gazetteer`, the path of the file.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """SpaCy matches the phrases."""
        return ["spacy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The project's own gazetteer."""
        return {"gazetteer": "facts/gazetteer.yml"}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The names themselves: a new alias means a new model."""
        path = Path(config.get("gazetteer", cls.get_default_config()["gazetteer"]))
        return fingerprint_of(modules=(comparable_module,), files=(path,))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceExtractor:
        """Read the gazetteer; raises FileNotFoundException with its path."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        path = Path(config["gazetteer"])
        if not path.is_file():
            raise FileNotFoundException(
                f"No gazetteer at {path}. Start Rasa in the project's folder."
            )
        self._language = spacy.blank("xx")
        self._matcher = PhraseMatcher(self._language.vocab, attr="NORM")
        gazetteer = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind, places in (
            ("city", gazetteer["cities"]),
            ("state", gazetteer["states"]),
        ):
            for place in places:
                names = [place["name"], *place.get("aliases", [])]
                self._matcher.add(
                    f"{kind}:{place['name']}",
                    [folded_document(self._language, name) for name in names],
                )

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the places found to the message's entities."""
        for message in messages:
            if message.get(TEXT):
                found = message.get(ENTITIES, []) + self._places(message.get(TEXT))
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _places(self, text: str) -> list[dict[str, Any]]:
        document = folded_document(self._language, text)
        # Sorted: of two names over the same words, a city is kept before a state.
        spans = sorted(self._matcher(document, as_spans=True), key=lambda s: s.label_)
        return [
            {
                "entity": span.label_.partition(":")[0],
                "value": span.label_.partition(":")[2],
                "start": span.start_char,
                "end": span.end_char,
                "extractor": "PlaceExtractor",
            }
            for span in filter_spans(spans)
        ]


def folded_document(language: Language, text: str) -> Doc:
    """A spaCy document whose tokens compare without accents and case."""
    document = language.make_doc(text)
    for token in document:
        token.norm_ = comparable(token.text) or token.text
    return document
