"""Turns what was tapped into the engine's command; nothing else becomes one."""

import json
from collections.abc import Mapping

from bot.language.comparable import comparable
from bot.language.ordinals import position
from bot.reply import Reply

PLACE_TOPICS = (
    "shelter_find",
    "shelter_find_women",
    "shelter_find_family",
    "shelter_find_lgbt",
    "comar_offices",
    "services_food",
    "services_legal_help",
    "services_health",
)
"""Topics that are answered by places of a city."""

ALWAYS = frozenset(
    {"menu", "human", "lang:es", "lang:en", "meta_wrong_answer", "meta_thanks"}
)
"""Choices that stay open however long ago they were shown."""


_YES = frozenset(
    {"si", "sip", "sii", "claro", "ok", "eso", "esa", "ese", "asi es", "correcto"}
    | {"yes", "yeah", "yep", "yup", "sure", "that one", "correct", "exactly"}
)


class NotOffered(ValueError):
    """The choice was not among those that this conversation was offered."""


def payload(
    choice: str,
    topic_before: str | None,
    places_before: str | None = None,
    more: Mapping[str, str] | None = None,
) -> str:
    """Rasa's command for an offered choice.

    `more` continues the last topic with what its reply said to go on with; `city:` and
    `place:` the last one that was about places.
    """
    if choice == "menu":
        return "/meta_menu"
    if choice == "human":
        return "/meta_human"
    if choice == "more":
        topic = topic_before or "meta_menu"
        return _command(topic, part="more", **(more or {}))
    kind, _, value = choice.partition(":")
    if kind == "lang":
        return _command("meta_change_language", language=value)
    if kind == "city":
        return city_payload(value, places_before or topic_before)
    if kind == "place":
        return _command(places_before or "shelter_find", place=value)
    if kind == "closed":
        return _command("meta_wrong_answer", closed=value)
    return f"/{choice}"


def city_payload(
    city: str | None,
    topic_before: str | None,
    near: Mapping[str, int] | None = None,
) -> str:
    """Places of a city that was tapped or shared; without a city the general answer.

    `near` are ids with kilometres; what Rasa reads has the form "id=3 id=5".
    """
    topic = topic_before if topic_before in PLACE_TOPICS else "shelter_find"
    if not city:
        return f"/{topic}"
    around = " ".join(f"{id_}={km}" for id_, km in (near or {}).items())
    return _command(topic, city=city, **({"near": around} if around else {}))


def tapped(text: str, offered: list[tuple[str, str]]) -> str | None:
    """The id of the last offered choice (id, title) that the typed text names.

    People type the title, with or without accents, or "the second one", instead of
    tapping.
    """
    typed = comparable(text)
    named = [id_ for id_, title in offered if typed and comparable(title) == typed]
    if named:
        return named[0]
    place = position(text, len(offered))
    return offered[place][0] if place is not None else None


def confirmed(text: str, last: Reply | None) -> str | None:
    """The one topic that the last reply asked about, if the text is a plain yes."""
    if last is None or last.kind != "clarify" or comparable(text) not in _YES:
        return None
    topics = topics_offered(last)
    return topics[0] if len(topics) == 1 else None


def topics_offered(reply: Reply) -> list[str]:
    """Ids of the choices that are topics, in the order shown."""
    fixed = ("menu", "human", "more")
    ids = [choice.id for choice in reply.offered]
    return [id_ for id_ in ids if id_ not in fixed and ":" not in id_]


def _command(topic: str, **entities: str) -> str:
    return f"/{topic}{json.dumps(entities, ensure_ascii=False)}"
