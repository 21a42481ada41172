"""Finds Mexican cities and states in a message, by the names of the gazetteer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
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
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.engine.fingerprint import fingerprint_of
from bot.language import comparable as comparable_module
from bot.language import misspelt, named_person
from bot.language.comparable import comparable
from bot.language.misspelt import Spellings
from bot.language.named_person import (
    follows_place_word,
    is_person,
    is_whole_message,
)

# "El Salvador" is a town too, but mostly something else: then it is neither.
_NONE = "none"
# "Benito Juárez" is many cities, and so not "Juárez"; somebody must ask which.
_UNCLEAR = "unclear_city"
# A place with so many other names is one that people talk of; to guess a hamlet behind
# each misspelt word would find too many.
_TALKED_OF = 3
_ORIGIN = frozenset(
    (word, of)
    for of, before in (
        ("de", "soy somos vengo venimos originario originaria sali salimos natural"),
        ("from", "am m im are re come came born"),
    )
    for word in before.split()
)
_TOWNS = frozenset(("ciudad", "cd", "municipio", "pueblo", "city", "town"))
_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# "C.D.M.X." is one word.
_WORD = re.compile(r"(?:\w\.){2,}\w?|\w+")


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class PlaceExtractor(GraphComponent, EntityExtractorMixin):
    """Adds `city` and `state` entities whose value is the gazetteer's canonical name.

    The longest name wins ("Baja California Sur" over "Baja California"); a name that is
    an ordinary word counts only where a place stands; a misspelt one likewise, and one
    that several cities have, which becomes `unclear_city` with the bare name as value.
    Config: `gazetteer`, the path of the file.
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
        return fingerprint_of(
            modules=(comparable_module, misspelt, named_person), files=(path,)
        )

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
        self._vocabulary = spacy.blank("xx").vocab
        self._matcher = PhraseMatcher(self._vocabulary, attr="NORM")
        spellings: dict[str, str] = {}
        # S506: the C twin of the safe loader.
        gazetteer = yaml.load(path.read_text(encoding="utf-8"), _QUICK)  # noqa: S506
        unclear = {
            entry["name"]: entry.get("aliases", [])
            for entry in gazetteer.get("unclear", [])
        }
        shared = set(unclear) | _shared_names(gazetteer["cities"])
        states = {state["name"] for state in gazetteer["states"]}
        self._shared_states = shared & states
        for kind, places in (
            ("city", gazetteer["cities"]),
            ("state", gazetteer["states"]),
        ):
            for place in places:
                sure, doubtful = _names(place, set(unclear))
                # "Guerrero" is a state, and in a name or a street it is none.
                if kind == "state" and place["name"] in shared:
                    sure.remove(place["name"])
                    doubtful.append(place["name"])
                self._add(f"{kind}:{place['name']}", sure)
                self._add(f"{kind}:{place['name']}:word", doubtful)
                bare = _bare(place)
                if place.get("ambiguous") and bare not in shared | states:
                    self._add(_NONE, [bare])
                if _is_talked_of(place, sure):
                    spellings[place["name"]] = f"{kind}:{place['name']}"
        for name in sorted(shared):
            self._add(f"{_UNCLEAR}:{name}:word", [name, *unclear.get(name, [])])
        # In Honduras.
        self._add(_NONE, ["San Pedro Sula"])
        self._spellings = Spellings(spellings)

    def _add(self, label: str, names: list[str]) -> None:
        if names:
            documents = [self._document(_WORD.findall(name)) for name in names]
            self._matcher.add(label, documents)

    def _document(self, words: list[str]) -> Doc:
        """Tokens that compare without accents and case; marks are no tokens."""
        document = Doc(self._vocabulary, words=words)
        for token in document:
            token.norm_ = comparable(token.text).replace(" ", "") or token.text
        return document

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the places found to the message's entities."""
        for message in messages:
            if message.get(TEXT):
                found = message.get(ENTITIES, []) + self._places(message.get(TEXT))
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _places(self, text: str) -> list[dict[str, Any]]:
        marks = list(_WORD.finditer(text))
        document = self._document([mark.group() for mark in marks])
        words = [token.norm_ for token in document]
        # Sorted: of two names over the same words, a city is kept before a state, and
        # both before a name of several cities.
        spans = sorted(self._matcher(document, as_spans=True), key=lambda s: s.label_)
        kept = [
            (span.start, span.end, self._label(words, span))
            for span in filter_spans(spans)
            if _is_place(words, span)
        ]
        taken = {i for span in spans for i in range(span.start, span.end)}
        found = sorted([*kept, *self._misspelt(words, taken)])
        return [
            {
                "entity": label.split(":")[0],
                "value": label.split(":")[1],
                "start": marks[start].start(),
                "end": marks[end - 1].end(),
                "extractor": "PlaceExtractor",
            }
            for start, end, label in found
        ]

    def _label(self, words: list[str], span: Span) -> str:
        """ "Guerrero" is the state, "Ciudad Guerrero" one of several towns."""
        _, _, name = str(span.label_).removesuffix(":word").partition(":")
        town = _TOWNS.intersection(words[max(span.start - 2, 0) : span.start])
        if town and name in self._shared_states:
            return f"{_UNCLEAR}:{name}"
        return str(span.label_)

    def _misspelt(
        self, words: list[str], taken: set[int]
    ) -> Iterator[tuple[int, int, str]]:
        """Names nearly spelt, only where a place must stand: a typo is a guess."""
        start = 0
        while start < len(words):
            for length in (3, 2, 1):
                end = start + length
                if end > len(words) or taken.intersection(range(start, end)):
                    continue
                if not _place_is_expected(words, start, end):
                    continue
                label = self._spellings.meant(" ".join(words[start:end]))
                if label and not is_person(words, start):
                    yield start, end, label
                    start = end - 1
                    break
            start += 1


def _bare(place: dict[str, Any]) -> str:
    return str(place["name"]).partition(" (")[0]


def _shared_names(cities: list[dict[str, Any]]) -> set[str]:
    """Bare names of several cities; one that has it for itself is found before them."""
    count = Counter(_bare(city) for city in cities)
    return {name for name, times in count.items() if times > 1}


def _names(place: dict[str, Any], unclear: set[str]) -> tuple[list[str], list[str]]:
    """Names that always mean the place, and those that are ordinary words too."""
    own = [] if place.get("ambiguous") else [place["name"]]
    own = [name for name in own if name not in unclear]
    sure = [name for name in place.get("aliases", []) if name not in unclear]
    doubtful = list(place.get("word_aliases", []))
    (doubtful if place.get("word") else sure).extend(own)
    return sure, doubtful


def _is_talked_of(place: dict[str, Any], sure: list[str]) -> bool:
    """A place with many names; "los casos" must not become Los Cabos, though."""
    return (
        place["name"] in sure
        and len(sure) > _TALKED_OF
        and not place["name"].startswith(("Los ", "Las ", "El ", "La "))
    )


def _is_place(words: list[str], span: Span) -> bool:
    if span.label_ == _NONE or is_person(words, span.start):
        return False
    if span.label_.startswith(_UNCLEAR) and _is_origin(words, span.start):
        return False
    doubtful = span.label_.endswith(":word")
    return not doubtful or _place_is_expected(words, span.start, span.end)


def _is_origin(words: list[str], start: int) -> bool:
    """ "Soy de Santa Ana" is mostly the one in El Salvador."""
    return tuple(words[max(start - 2, 0) : start]) in _ORIGIN


def _place_is_expected(words: list[str], start: int, end: int) -> bool:
    return follows_place_word(words, start) or is_whole_message(words, start, end)
