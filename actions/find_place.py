"""Says where to sleep, or where COMAR is, in a named city or state."""

from actions.answer import answer_reply
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.facts.compose import provenance as answer_provenance
from bot.facts.compose import source_notes
from bot.places.describe import (
    office_text,
    place_sources,
    provenance,
    shelter_text,
)
from bot.places.find import office_cities, office_in, shelter_cities, shelters_in
from bot.places.models import Place
from bot.reply import Bubble, Choice, Reply

OFFICES = "comar_offices"
SERVES = {
    "shelter_find_women": "women",
    "shelter_find_family": "families",
    "shelter_find_lgbt": "lgbtiq",
}
CHILDREN = "shelter_find_minors"
PLACE_TOPICS = ("shelter_find", *SERVES, OFFICES)
AT_ONCE = 3
AT_MOST = 9
NEAREST = 3
# Where most people ask from; offered when no city was named.
USUAL_CITIES = [
    "Tijuana",
    "Ciudad Juárez",
    "Tapachula",
    "Ciudad de México",
    "Monterrey",
]


class ActionFindPlace(VettedAction):
    """Places of the city; without a city the general answer and cities to tap."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_find_place"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """The city of the message counts, then its state, then the city said before."""
        topic = question.topic or "shelter_find"
        if topic == CHILDREN:
            # Children alone get in through the authorities: there is no list to show.
            return answer_reply(topic, question, shelf)
        city = question.city or (None if question.state else question.city_before)
        if city is not None:
            if topic == OFFICES:
                return _office(city, question, shelf)
            return _shelters(city, topic, question, shelf)
        if question.state is not None:
            return _state(question.state, topic, question, shelf)
        reply = answer_reply(topic, question, shelf)
        return _with_choices(reply, USUAL_CITIES, shelf)


def places_of(topic: str, city: str, shelf: Shelf) -> list[Place]:
    """All places that may be shown for this topic in this city, best first."""
    if topic == OFFICES:
        office = office_in(shelf.session, city)
        return [office] if office is not None else []
    return shelters_in(shelf.session, city, SERVES.get(topic))


def _shelters(city: str, topic: str, question: Question, shelf: Shelf) -> Reply:
    language, phrases = question.language, shelf.phrases
    places = places_of(topic, city, shelf)
    # An old "more" may be tapped where all places were shown at once.
    if question.wants_more and len(places) > AT_ONCE:
        shown, left = places[AT_ONCE:AT_MOST], []
    else:
        shown, left = places[:AT_ONCE], places[AT_ONCE:]
    if not shown:
        near = shelf.gazetteer.by_distance(city, shelter_cities(shelf.session))
        text = "\n\n".join(
            [phrases["place_none"].format(city=city), phrases["place_none_near"]]
        )
        return _place_reply(
            city, topic, question, text, [], _tap(near[:NEAREST], shelf)
        )
    blocks = [
        phrases["place_header"].format(city=city),
        *(shelter_text(place, language, phrases) for place in shown),
    ]
    if topic in SERVES:
        blocks.append(phrases["place_unlisted"])
    blocks.append(provenance(shown, language, phrases))
    choices = [Choice(id="more", title=phrases["choice_more"])] if left else []
    choices += _menu(shelf)
    return _place_reply(city, topic, question, "\n\n".join(blocks), shown, choices)


def _office(city: str, question: Question, shelf: Shelf) -> Reply:
    language, phrases = question.language, shelf.phrases
    known = places_of(OFFICES, city, shelf)
    if not known:
        return _no_office(city, question, shelf)
    blocks = [office_text(place, language, phrases) for place in known]
    choices = _menu(shelf)
    if not any(place.status == "reported_open" for place in known):
        near = shelf.gazetteer.by_distance(city, office_cities(shelf.session))
        blocks.append(phrases["office_nearest"])
        choices = _tap(near[:NEAREST], shelf)
    blocks.append(provenance(known, language, phrases))
    text = "\n\n".join(blocks)
    return _place_reply(city, OFFICES, question, text, known, choices)


def _no_office(city: str, question: Question, shelf: Shelf) -> Reply:
    """What the law says for such a city; it rests on the sources of how to apply."""
    language, phrases = question.language, shelf.phrases
    version = shelf.find("comar_how_to_apply", language).version
    near = shelf.gazetteer.by_distance(city, office_cities(shelf.session))
    blocks = [
        phrases["office_none"].format(city=city),
        phrases["office_nearest"],
        answer_provenance(version, language, phrases),
    ]
    choices = _tap(near[:NEAREST], shelf)
    text = "\n\n".join(blocks)
    reply = _place_reply(city, OFFICES, question, text, [], choices)
    return reply.model_copy(
        update={"sources": source_notes(version), "quoted": [version.id]}
    )


def _state(state: str, topic: str, question: Question, shelf: Shelf) -> Reply:
    find = office_cities if topic == OFFICES else shelter_cities
    cities = sorted(find(shelf.session, state))
    phrase = "place_state" if cities else "place_state_none"
    text = shelf.phrases[phrase].format(state=state)
    return Reply(
        kind="place",
        topic=topic,
        language=question.language,
        replies=[Bubble(text=text, choices=_tap(cities[:AT_MOST], shelf))],
    )


def _place_reply(
    city: str,
    topic: str,
    question: Question,
    text: str,
    places: list[Place],
    choices: list[Choice],
) -> Reply:
    return Reply(
        kind="place",
        topic=topic,
        language=question.language,
        entities={} if "city" in question.entities else {"city": city},
        replies=[Bubble(text=text, choices=choices)],
        sources=place_sources(places),
    )


def _with_choices(reply: Reply, cities: list[str], shelf: Shelf) -> Reply:
    first = reply.replies[0]
    more = [choice for choice in first.choices if choice.id == "more"]
    choices = [*more, *_tap(cities, shelf)]
    return reply.model_copy(
        update={"replies": [Bubble(text=first.text, choices=choices)]}
    )


def _tap(cities: list[str], shelf: Shelf) -> list[Choice]:
    return [*(Choice(id=f"city:{city}", title=city) for city in cities), *_menu(shelf)]


def _menu(shelf: Shelf) -> list[Choice]:
    return [Choice(id="menu", title=shelf.phrases["choice_menu"])]
