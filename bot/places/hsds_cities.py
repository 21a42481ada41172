"""Finds the city that a file of others means: by name and state, never by guessing."""

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from bot.language.comparable import comparable
from bot.places.gazetteer import City
from bot.places.hsds_file import NotTaken

_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Cities:
    """Cities by all their spellings, and the states of the country."""

    spelt: dict[str, list[City]]
    states: dict[str, str]
    aliases: dict[str, list[City]] = field(default_factory=dict)

    def find(self, city: str, state: str) -> City:
        """The city of this name in this state; raises NotTaken with what to write."""
        found_state = self._state(state)
        candidates = self.spelt.get(comparable(city), [])
        also = self.aliases.get(comparable(city), [])
        for choice in (candidates, also):
            inside = [one for one in choice if one.state == found_state]
            if len(inside) == 1:
                return inside[0]
        elsewhere = sorted({one.state for one in (*candidates, *also)})
        if elsewhere:
            raise NotTaken(
                f"{_quoted(city)} is in {' and '.join(elsewhere[:5])}, not in "
                f"{found_state}. Correct the city or the state."
            )
        # Spellings of this state first: a likely slip is a small one.
        near = [n for n, c in self.spelt.items() if c[0].state == found_state]
        match = get_close_matches(comparable(city), near, n=1, cutoff=0.75)
        names = [one.name for one in self.spelt[match[0]]] if match else []
        raise NotTaken(
            f"{_quoted(city)} is no city of facts/gazetteer.yml. "
            + (f"Write {names[0]}." if names else "Write the municipality's name.")
        )

    def _state(self, state: str) -> str:
        if not comparable(state):
            raise NotTaken("It has no state. Fill in `state_province`.")
        found = self.states.get(comparable(state))
        if found is not None:
            return found
        match = get_close_matches(comparable(state), self.states, n=1)
        remedy = f"Write {self.states[match[0]]}." if match else "Correct it."
        raise NotTaken(f"{_quoted(state)} is no state of Mexico. {remedy}")


def read_cities(file: Path) -> Cities:
    """Read facts/gazetteer.yml, which knows how people write the names."""
    # S506: the C twin of the safe loader; the plain one takes over a second.
    return cities_of(yaml.load(file.read_text(encoding="utf-8"), _QUICK))  # noqa: S506


def cities_of(content: dict[str, Any]) -> Cities:
    """Cities and states by all spellings that the gazetteer lists."""
    spelt: dict[str, list[City]] = defaultdict(list)
    aliases: dict[str, list[City]] = defaultdict(list)
    for entry in content["cities"]:
        city = City(
            entry["name"], entry["state"], entry["latitude"], entry["longitude"]
        )
        # "Nogales (Veracruz)" is called Nogales by everybody but us.
        for name in {comparable(city.name), comparable(city.name.partition(" (")[0])}:
            spelt[name].append(city)
        for name in _spellings(entry):
            aliases[name].append(city)
    states = {
        spelling: str(entry["name"])
        for entry in content["states"]
        for spelling in (comparable(entry["name"]), *_spellings(entry))
    }
    # The one state that is a city has no entry of its own there.
    for city in spelt[comparable("Ciudad de México")]:
        for spelling in (comparable(city.name), "cdmx", "mexico city"):
            states[spelling] = city.state
    return Cities(dict(spelt), states, dict(aliases))


def _spellings(entry: dict[str, Any]) -> list[str]:
    written = (*entry.get("aliases", ()), *entry.get("word_aliases", ()))
    return list(dict.fromkeys(comparable(str(name)) for name in written))


def _quoted(text: str) -> str:
    return f"“{''.join(c if c.isprintable() else '?' for c in text[:40])}”"
