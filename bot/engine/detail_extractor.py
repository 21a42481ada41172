"""Finds days, countries of origin and numbers of children in a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import dateparser
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.fingerprint import fingerprint_of
from bot.language import children, countries, date_spans, dates, numbers
from bot.language.children import children_in
from bot.language.countries import Countries
from bot.language.date_spans import DateSpan
from bot.language.date_spans import date_spans as spans_in
from bot.language.dates import today

COUNTRIES = Path(countries.__file__).parent / "words" / "countries.yml"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False
)
class DetailExtractor(GraphComponent, EntityExtractorMixin):
    """Adds `date` (ISO day), `country` (ISO 3166 code) and `children` (a number)."""

    @staticmethod
    def required_packages() -> list[str]:
        """The library that reads dates."""
        return ["dateparser"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """All the words."""
        return fingerprint_of(
            modules=(children, countries, date_spans, dates, numbers),
            packages=("dateparser",),
            files=(COUNTRIES,),
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        """Read the countries."""
        return cls(config)

    def __init__(self, config: dict[str, Any], day: Callable[[], date] = today) -> None:
        names = yaml.safe_load(COUNTRIES.read_text(encoding="utf-8"))
        self._countries, self._day = Countries(names), day
        # The library loads its languages at first use: at start-up, not in a turn.
        dateparser.parse("ayer", languages=["es", "en"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found to the message's entities."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = [*message.get(ENTITIES, []), *self._details(text)]
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _details(self, text: str) -> list[dict[str, Any]]:
        found = [
            _entity("date", day.isoformat(), span.start, span.end)
            for span in spans_in(text)
            if (day := self._read(span)) is not None
        ]
        found += [
            _entity("country", code, start, end)
            for code, start, end in self._countries.named_in(text)
        ]
        count = children_in(text)
        if count is not None:
            found.append(_entity("children", str(count), 0, len(text)))
        return found

    def _read(self, span: DateSpan) -> date | None:
        read = dateparser.parse(
            span.said,
            languages=["es", "en"],
            settings={
                "RELATIVE_BASE": datetime.combine(self._day(), time(12)),
                "PREFER_DATES_FROM": "future" if span.ahead else "past",
                # Day before month: the people and the offices write it so.
                "DATE_ORDER": "DMY",
            },
        )
        return read.date() if read is not None else None


def _entity(name: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": start,
        "end": end,
        "extractor": "DetailExtractor",
    }
