"""Says where to sleep, eat, get help, or where COMAR is, near a named place."""

from dataclasses import replace

from actions.answer import answer_reply
from actions.comar_office import office_reply
from actions.help_places import help_reply
from actions.place_list import (
    about,
    card_reply,
    list_reply,
    menu,
    tap_cities,
    text_reply,
    with_refuges,
)
from actions.place_topics import (
    CHILDREN,
    GROUP_OF,
    HELP_TOPICS,
    OFFICE_TOPIC,
    SLEEP_TOPICS,
    groups_of,
    places_of,
    wanted_by,
)
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.places.find import cities_with, elsewhere, in_state, one_place, refuges_in
from bot.places.models import Place
from bot.reply import Bubble, Reply

AT_MOST = 9
CITIES_OFFERED = 3
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
        question = replace(question, topic=topic)
        question = replace(question, groups=groups_of(question))
        if topic == CHILDREN or (topic in SLEEP_TOPICS and "minors" in question.groups):
            # Children alone get in through the authorities: there is no list to show.
            return answer_reply(CHILDREN, question, shelf)
        if "place" in question.extra:
            return _card(question.extra["place"], question, shelf)
        if question.unclear_city is not None and question.city is None:
            return _which(question.unclear_city, question, shelf)
        if topic in HELP_TOPICS:
            return help_reply(question, shelf)
        city = question.city or (None if question.state else question.city_before)
        if city is not None:
            if topic == OFFICE_TOPIC:
                return office_reply(city, question, shelf)
            return _to_sleep(city, question, shelf)
        if question.state is not None:
            return _state(question.state, question, shelf)
        return _anywhere(question, shelf)


def _to_sleep(city: str, question: Question, shelf: Shelf) -> Reply:
    found = places_of(question, city, shelf)
    wanted = wanted_by(question)
    refuges = (
        [] if question.skip else refuges_in(shelf.session, city, wanted, shelf.now)
    )
    if len(found) <= question.skip:
        # An old "more" may be tapped where all places of the city were shown.
        key = "place_none_left" if found else "place_none"
        here = shelf.phrases[key].format(city=city)
        reply = _elsewhere(city, here, question.from_start(found), shelf)
    else:
        key = "place_header_more" if question.skip else "place_header"
        hidden = question.topic in GROUP_OF and not refuges and not question.skip
        reply = list_reply(
            found,
            shelf.phrases[key].format(city=city),
            question,
            shelf,
            more=question.again(city=city),
            title=shelf.title(city),
            notes=[shelf.phrases["place_unlisted"]] if hidden else [],
        )
    return about(city, with_refuges(reply, refuges, question, shelf), question)


def _elsewhere(city: str, here: str, question: Question, shelf: Shelf) -> Reply:
    """The nearest other cities', behind a plain word that they are elsewhere."""
    phrases = shelf.phrases
    found = elsewhere(
        shelf.session,
        city,
        wanted_by(question),
        shelf.now,
        shelf.gazetteer,
        question.skip + AT_MOST,
    )
    if len(found) <= question.skip:
        return text_reply(here, question, [menu(shelf)])
    header = phrases["place_elsewhere"]

    def title(place: Place) -> str:
        words = {"name": place.name, "city": place.city, "from_city": city}
        km = shelf.gazetteer.distance(city, place.city)
        if km is None or km < 10:
            return phrases["place_in_city"].format(**words)
        return phrases["place_in_city_km"].format(**words, km=round(km / 10) * 10)

    return list_reply(
        found,
        header if question.skip else f"{here}\n\n{header}",
        question,
        shelf,
        more=question.again(city=city),
        title=title,
        cities=[] if question.skip else found.cities[:CITIES_OFFERED],
    )


def _state(state: str, question: Question, shelf: Shelf) -> Reply:
    """Beds are listed at once; offices are one a city, so the cities are offered."""
    phrases, wanted = shelf.phrases, wanted_by(question)
    cities = sorted(cities_with(shelf.session, wanted, state))
    found = in_state(shelf.session, state, wanted, shelf.now)
    if question.topic != OFFICE_TOPIC and len(found) > question.skip:
        key = "place_header_more" if question.skip else "place_header_state"
        return list_reply(
            found,
            phrases[key].format(city=state),
            question,
            shelf,
            more=question.again(state=state),
            title=shelf.title(None),
            cities=[] if question.skip else cities[:CITIES_OFFERED],
        )
    phrase = "place_state" if cities else "place_state_none"
    text = phrases[phrase].format(state=state)
    return text_reply(text, question, [*tap_cities(cities[:AT_MOST]), menu(shelf)])


def _which(name: str, question: Question, shelf: Shelf) -> Reply:
    """The name means several cities; those with a place to show are offered first."""
    known = cities_with(shelf.session, wanted_by(question))
    cities = sorted(shelf.gazetteer.called(name), key=lambda city: city not in known)
    text = shelf.phrases["place_which"].format(name=name)
    return text_reply(text, question, [*tap_cities(cities[:AT_MOST]), menu(shelf)])


def _card(place_id: str, question: Question, shelf: Shelf) -> Reply:
    found = one_place(shelf.session, place_id, shelf.now)
    if found is None:
        # It was taken off the list since it was offered.
        return _anywhere(question, shelf)
    city = None if found.place.sensitive else found.place.city
    return about(city, card_reply(found, question, shelf), question)


def _anywhere(question: Question, shelf: Shelf) -> Reply:
    """The general answer, and cities to tap."""
    reply = answer_reply(question.topic or "shelter_find", question, shelf)
    first = reply.replies[0]
    more = [choice for choice in first.choices if choice.id == "more"]
    choices = [*more, *tap_cities(USUAL_CITIES), menu(shelf)]
    return reply.model_copy(
        update={"replies": [Bubble(text=first.text, choices=choices)]}
    )
