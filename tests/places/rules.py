"""What must be true of every reply about places, on every channel and on paper."""

import re
from functools import cache
from typing import Any

import yaml

from bot.facts.seed import read_phrases
from tests.conftest import FACTS, ROOT

NEVER_SHOWN: list[str] = yaml.safe_load(
    (ROOT / "tests" / "places" / "never_shown.yml").read_text("utf-8")
)
"""Places that the research found closed, or could not find at work."""

_LINKS = re.compile(r"https?://\S+")
# The two numbers that vetted answers say; no place has one.
_VETTED_NUMBERS = re.compile(r"\b911\b|\b800 911 2000\b")
_NUMBER = re.compile(r"\+?\d(?:[\s().–-]*\d){6,}")
_CALL = re.compile(r"llame antes|call before", re.IGNORECASE)
_KM = re.compile(r"\bkm\b")


@cache
def shelters() -> dict[str, dict[str, Any]]:
    """The project's places by name; of houses with the same name the last."""
    content = yaml.safe_load((FACTS / "places" / "shelters.yml").read_text("utf-8"))
    return {place["name"]: place for place in content["places"]}


@cache
def offices() -> list[dict[str, Any]]:
    """What is known of COMAR offices."""
    file = FACTS / "places" / "comar_offices.yml"
    return list(yaml.safe_load(file.read_text("utf-8"))["offices"])


@cache
def phrases(key: str, language: str) -> str:
    """A fixed sentence up to its first blank."""
    return read_phrases(FACTS)[key][language].split("{")[0].strip()


def broken_rules(text: str, language: str, *, located: bool = False) -> list[str]:
    """Each rule that the text breaks; `located` if a person shared a location."""
    problems = [f"{name} is never shown" for name in NEVER_SHOWN if name in text]
    bare = _VETTED_NUMBERS.sub("", _LINKS.sub("", text))
    dates = re.compile(r"\b(?:19|20)\d\d\b")
    problems += [f"a number: {m}" for m in _NUMBER.findall(dates.sub("", bare))]
    if _CALL.search(text):
        problems.append("call first, and no number was dialled")
    for block in text.split("\n\n"):
        problems += _block_problems(block, text, language, located=located)
    for office in offices():
        address = office.get("address", {}).get(language)
        if address and address in text and _confirm(language) not in text:
            problems.append(f"the address {address} without its warning")
    return problems


def _block_problems(
    block: str, text: str, language: str, *, located: bool
) -> list[str]:
    name, *rest = block.split("\n")
    title = re.split(r", (?:en|in) ", name)[0]
    place = shelters().get(title)
    if place is None or not rest:
        return []
    lines = "\n".join(rest)
    problems = []
    if place.get("sensitive"):
        where = [place["city"], place["state"], place.get("address", "-")]
        found = [word for word in where if word in block]
        problems += [f"{title} hides, and {word} is said" for word in found]
        if "http" in block or _KM.search(block):
            problems.append(f"{title} hides, and a map or a distance is given")
        if phrases("refuge_hidden", language) not in text:
            problems.append(f"{title}: how to get a contact is not said")
    elif phrases("place_open_now", language) in lines:
        # What a caseworker found out takes the place of the last report.
        pass
    elif place["show"] == "with_warning":
        if phrases("place_warning", language) not in lines and (
            phrases("place_warning_unknown", language) not in lines
        ):
            problems.append(f"{title} without its warning")
    elif phrases("place_seen", language) not in lines:
        problems.append(f"{title} without the day when it was last seen open")
    if _KM.search(lines) and not (located and "point" in place):
        problems.append(f"{title}: a distance, and its street is not known")
    if "maps." in lines and not place.get("public"):
        problems.append(f"{title}: a map, and it is not public")
    return problems


def _confirm(language: str) -> str:
    return "confirme antes de viajar" if language == "es" else "confirm before you tr"
