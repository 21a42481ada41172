"""Takes what people report of a place: it raises a task and never changes the place."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from actions.place_list import menu, text_reply
from actions.question import Question
from actions.vetted import Shelf, open_sessions
from bot.language.comparable import comparable
from bot.places.confirmations import REPORTED
from bot.places.models import Place
from bot.reply import Choice, Reply
from bot.tasks import raise_task

logger = logging.getLogger(__name__)

TOPIC = "meta_wrong_answer"


def report_reply(question: Question, shelf: Shelf) -> Reply | None:
    """Thanks for a report of a closed place; None if the message is none.

    One who was turned away gets the answer on full shelters; the report is noted.
    """
    if "closed" in question.extra:
        place = shelf.session.get(Place, question.extra["closed"])
        return _noted(place, question, shelf) if place is not None else None
    if question.reports is None or (question.topic or "").startswith("safety_"):
        return None
    before = [shelf.session.get(Place, id_) for id_ in question.places_before]
    places = [place for place in before if place is not None]
    meant = _named(places, question.text) or places
    if question.reports == "full":
        if len(meant) == 1:
            _raise(REPORTED["full"], meant[0])
        return None
    if not meant:
        return None
    if len(meant) == 1:
        return _noted(meant[0], question, shelf)
    choices = [
        Choice(id=f"closed:{place.id}", title=place.name[:24]) for place in meant
    ]
    text = shelf.phrases["place_reported_which"]
    return _meta(text_reply(text, question, [*choices, menu(shelf)]))


def _noted(place: Place, question: Question, shelf: Shelf) -> Reply:
    _raise(REPORTED["closed"], place)
    text = shelf.phrases["place_reported"].format(name=place.name)
    return _meta(text_reply(text, question, [menu(shelf)]))


def _meta(reply: Reply) -> Reply:
    return reply.model_copy(update={"kind": "meta", "topic": TOPIC})


def _named(places: list[Place], text: str) -> list[Place]:
    """Those of which the text says a word that is in no other's name."""
    words = {place.id: set(comparable(place.name).split()) for place in places}
    said = set(comparable(text).split())
    return [
        place
        for place in places
        if said
        & words[place.id].difference(
            *(others for id_, others in words.items() if id_ != place.id)
        )
        - _COMMON
    ]


_COMMON = frozenset(
    {"de", "del", "la", "el", "los", "las", "y", "para", "en", "a", "the"}
    | {"casa", "albergue", "centro", "migrante", "shelter", "house"}
)


def _raise(kind: str, place: Place) -> None:
    """In a transaction of its own: the person gets a reply whatever comes of it."""
    try:
        with open_sessions().begin() as session:
            raise_task(session, kind, place.id)
    except SQLAlchemyError as error:
        logger.error(
            "task not raised place=%s error=%s", place.id, type(error).__name__
        )
