"""Which topics are answered by places, and what each of them looks for."""

from dataclasses import replace

from actions.question import Question
from actions.vetted import Shelf
from bot.places.find import Listing, in_city
from bot.places.wanted import FOOD, HEALTH, LEGAL, OFFICES, TO_SLEEP, Wanted

OFFICE_TOPIC = "comar_offices"
CHILDREN = "shelter_find_minors"
GROUP_OF = {
    "shelter_find_women": "women",
    "shelter_find_family": "families",
    "shelter_find_lgbt": "lgbtiq",
}
SLEEP_TOPICS = ("shelter_find", *GROUP_OF)
HELP_TOPICS = {
    "services_food": FOOD,
    "services_legal_help": LEGAL,
    "services_health": HEALTH,
}
"""Topics with an answer of their own, below which places of the city are listed."""

PLACE_TOPICS = (*SLEEP_TOPICS, OFFICE_TOPIC, *HELP_TOPICS)


def groups_of(question: Question) -> list[str]:
    """For whom a bed is sought, the topic's own group first; food asks nobody."""
    if question.topic not in (*SLEEP_TOPICS, CHILDREN):
        return []
    own = [GROUP_OF[question.topic]] if question.topic in GROUP_OF else []
    return list(dict.fromkeys([*own, *question.groups]))


def wanted_by(question: Question) -> Wanted:
    """What the topic looks for, for the groups that were named."""
    if question.topic == OFFICE_TOPIC:
        return OFFICES
    if question.topic in HELP_TOPICS:
        return HELP_TOPICS[question.topic]
    return replace(TO_SLEEP, groups=tuple(groups_of(question)))


def places_of(question: Question, city: str, shelf: Shelf) -> Listing:
    """All places that may be shown for this topic in this city, best first."""
    wanted = wanted_by(question)
    return in_city(shelf.session, city, wanted, shelf.now, question.near)
