"""Turns what was tapped into the engine's command; nothing else becomes one."""

import json

PLACE_TOPICS = (
    "shelter_find",
    "shelter_find_women",
    "shelter_find_family",
    "shelter_find_lgbt",
    "comar_offices",
)
"""Topics that are answered by places of a city."""

ALWAYS = frozenset(
    {"menu", "human", "lang:es", "lang:en", "meta_wrong_answer", "meta_thanks"}
)
"""Choices that stay open however long ago they were shown."""


class NotOffered(ValueError):
    """The choice was not among those that this conversation was offered."""


def payload(choice: str, topic_before: str | None) -> str:
    """Rasa's command for an offered choice; `more` and `city:` keep the last topic."""
    if choice == "menu":
        return "/meta_menu"
    if choice == "human":
        return "/meta_human"
    if choice == "more":
        return _command(topic_before or "meta_menu", part="more")
    kind, _, value = choice.partition(":")
    if kind == "lang":
        return _command("meta_change_language", language=value)
    if kind == "city":
        return city_payload(value, topic_before)
    return f"/{choice}"


def city_payload(city: str | None, topic_before: str | None) -> str:
    """Places of a city that was tapped or shared; without a city the general answer."""
    topic = topic_before if topic_before in PLACE_TOPICS else "shelter_find"
    return _command(topic, city=city) if city else f"/{topic}"


def tapped(text: str, offered: list[tuple[str, str]]) -> str | None:
    """The id of the last offered choice (id, title) that the typed text names.

    People type the title, or its number in the list, instead of tapping.
    """
    typed = text.strip().casefold()
    if typed.isdecimal() and len(typed) <= 2 and 1 <= int(typed) <= len(offered):
        return offered[int(typed) - 1][0]
    return next((id_ for id_, title in offered if title.casefold() == typed), None)


def _command(topic: str, **entities: str) -> str:
    return f"/{topic}{json.dumps(entities, ensure_ascii=False)}"
