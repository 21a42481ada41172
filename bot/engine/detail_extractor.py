"""Finds days, countries of origin and numbers of children in a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import FileNotFoundException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.fingerprint import fingerprint_of
from bot.engine.readings import metadata_of
from bot.language import (
    calendar_days,
    canonical,
    children,
    countries,
    date_spans,
    dates,
    day_arithmetic,
    day_words,
    elapsed_days,
    events,
    misspelt,
    month_days,
    numbers,
    relative_days,
    zones,
)
from bot.language.children import children_in
from bot.language.countries import Countries
from bot.language.date_spans import date_spans as spans_in
from bot.language.dates import today
from bot.language.zones import zone_of

COUNTRIES = Path(countries.__file__).parent / "words" / "countries.yml"

_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DAYS = (
    *(calendar_days, canonical, date_spans, dates, day_arithmetic, day_words),
    *(elapsed_days, events, misspelt, month_days, numbers, relative_days, zones),
)


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class DetailExtractor(GraphComponent, EntityExtractorMixin):
    """Adds `date` (ISO day), `country` (ISO 3166 code) and `children` (a number).

    A date has `about: true` if it was said vaguely. Stands behind PlaceExtractor: today
    is the day in the city or state that the message names, else in the conversation's
    city, which comes with the message (`metadata`). Config: `gazetteer`, for the
    states of the cities.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The project's own gazetteer."""
        return {"gazetteer": "facts/gazetteer.yml"}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """All the words."""
        path = Path(config.get("gazetteer", cls.get_default_config()["gazetteer"]))
        return fingerprint_of(
            modules=(children, countries, *_DAYS), files=(COUNTRIES, path)
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        """Read countries and gazetteer; raises FileNotFoundException with its path."""
        return cls(config)

    def __init__(
        self, config: dict[str, Any], day: Callable[[ZoneInfo], date] = today
    ) -> None:
        path = Path(config["gazetteer"])
        if not path.is_file():
            raise FileNotFoundException(
                f"No gazetteer at {path}. Start Rasa in the project's folder."
            )
        names = yaml.safe_load(COUNTRIES.read_text(encoding="utf-8"))
        # S506: the C twin of the safe loader.
        cities = yaml.load(path.read_text(encoding="utf-8"), _QUICK)["cities"]  # noqa: S506
        self._states = {city["name"]: city["state"] for city in cities}
        self._countries, self._day = Countries(names), day

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found to the message's entities."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                known = message.get(ENTITIES, [])
                here = self._day(self._zone(known, metadata_of(message).get("city")))
                found = [*known, *self._details(text, here)]
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _zone(
        self, entities: list[dict[str, Any]], city_before: str | None
    ) -> ZoneInfo:
        """Of the first place named: near midnight it is another day in Tijuana."""
        for entity in entities:
            if entity["entity"] == "city":
                return zone_of(self._states.get(entity["value"]), entity["value"])
            if entity["entity"] == "state":
                return zone_of(entity["value"], None)
        return zone_of(self._states.get(city_before or ""), city_before)

    def _details(self, text: str, here: date) -> list[dict[str, Any]]:
        found = [
            {
                **_entity("date", span.day.isoformat(), span.start, span.end),
                **({"about": True} if span.about else {}),
            }
            for span in spans_in(text, here)
        ]
        found += [
            _entity("country", code, start, end)
            for code, start, end in self._countries.named_in(text)
        ]
        count = children_in(text)
        if count is not None:
            found.append(_entity("children", str(count), 0, len(text)))
        return found


def _entity(name: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": start,
        "end": end,
        "extractor": "DetailExtractor",
    }
