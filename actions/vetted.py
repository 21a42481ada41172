"""The base of all actions: never raises, always sends exactly one vetted reply."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from actions.menu_choices import menu_choices
from actions.question import Question, read_question
from bot.db import Sessions, now, open_engine, sessions
from bot.facts.answers import Found, find_answer, find_phrases
from bot.facts.compose import notice_source, notice_text, topic_choices
from bot.facts.deadlines import Deadlines, read_deadlines
from bot.facts.notices import notice_for
from bot.facts.seed import SeedError, read_phrases
from bot.facts.stand import PAST_MAX_AGE
from bot.language.dates import today
from bot.language.zones import zone_of
from bot.places.gazetteer import Gazetteer, read_gazetteer
from bot.places.models import Place
from bot.reply import MESSAGE_LIMIT, Bubble, Reply
from bot.settings import ROOT, settings
from bot.tasks import raise_task

logger = logging.getLogger(__name__)


class Shelf:
    """What an action may take from: a database session, the day, fixed sentences."""

    def __init__(
        self, session: Session, question: Question, today: date, now: datetime
    ) -> None:
        self.session = session
        self.today = today
        self.now = now
        self.phrases = find_phrases(session, question.language)

    def find(self, topic_id: str, language: str) -> Found:
        """What may be said on a topic; that an answer is too old becomes a task."""
        found = find_answer(
            self.session,
            topic_id,
            language,
            self.today,
            approved_only=settings().require_approval,
        )
        if found.needs_review:
            _ask_for_review(topic_id)
        return found

    @property
    def gazetteer(self) -> Gazetteer:
        """City centres, read once per process."""
        return _gazetteer()

    @property
    def deadlines(self) -> Deadlines:
        """Time limits and calendar as facts/ has them now."""
        return _deadlines()

    def title(self, city: str | None) -> Callable[[Place], str]:
        """Says a place's name, with its city where that is another one."""

        def said(place: Place) -> str:
            if place.city == city:
                return place.name
            words = {"name": place.name, "city": place.city}
            return self.phrases["place_in_city"].format(**words)

        return said


class VettedAction(Action, ABC):
    """Subclasses say `name()` and `reply()`; any error becomes the vetted apology.

    Rasa would leave the person without a reply if an action raised, and would write the
    person's text into its error log.
    """

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """The reply to this question; runs in a thread, may read the database."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[EventType]:
        """Send one structured message and remember what the next turn needs."""
        reply = await asyncio.to_thread(self._safe_reply, tracker)
        dispatcher.utter_message(json_message=reply.model_dump(mode="json"))
        events = [
            SlotSet("language", reply.language),
            SlotSet("asked_human", reply.feedback == "not_helpful"),
        ]
        if reply.kind in ("answer", "place", "deadline"):
            events.append(SlotSet("topic", reply.topics[-1]))
        if city := reply.entities.get("city"):
            events.append(SlotSet("city", city if isinstance(city, str) else city[0]))
        return events

    def _safe_reply(self, tracker: Tracker) -> Reply:
        language = "es"
        try:
            question = read_question(tracker.latest_message, tracker.slots)
            language = question.language
            with open_sessions()() as session:
                shelf = Shelf(session, question, _today(question), now())
                reply = _reported(question, shelf) or self.reply(question, shelf)
                if question.also is not None:
                    reply = _with_second(reply, question, shelf)
                elif question.topic is not None and question.offered:
                    reply = _with_other_meanings(reply, question, shelf)
                if question.foreign is not None:
                    reply = _in_other_language(reply, question, shelf)
                return _completed(_with_notice(reply, shelf), question)
        except Exception as error:
            # Whatever it was: the person must get an answer, and the log must not get
            # the person's words, which an error's text may quote.
            logger.error(
                "action failed action=%s conversation=%s error=%s",
                self.name(),
                tracker.sender_id,
                type(error).__name__,
            )
            return apology(language)


def _ask_for_review(topic_id: str) -> None:
    """In a transaction of its own: the person gets the answer whatever comes of it."""
    try:
        with open_sessions().begin() as session:
            raise_task(session, PAST_MAX_AGE, topic_id)
    except SQLAlchemyError as error:
        logger.error(
            "task not raised topic=%s error=%s", topic_id, type(error).__name__
        )


def _with_notice(reply: Reply, shelf: Shelf) -> Reply:
    """The news of the day before the answer that it touches; after it, in danger."""
    if reply.kind not in ("answer", "place", "deadline"):
        return reply
    topics = reply.topics or ([reply.topic] if reply.topic else [])
    notice = notice_for(shelf.session, topics, now())
    if notice is None:
        return reply
    text = notice_text(notice, reply.language, shelf.phrases)
    *before, last = reply.replies
    if (reply.topic or "").startswith("safety_"):
        # What can be tapped stays below what is read last.
        said = Bubble(text=last.text)
        bubbles = [*before, said, Bubble(text=text, choices=last.choices)]
    else:
        bubbles = [Bubble(text=text), *before, last]
    return reply.model_copy(
        update={
            "replies": bubbles,
            "sources": [notice_source(notice), *reply.sources],
            "notice": notice.id,
        }
    )


def _completed(reply: Reply, question: Question) -> Reply:
    """Add to each reply how sure it is, what else it might be, what was named."""
    topic = reply.topic or (question.ranking[0][0] if question.ranking else None)
    others = [entry for entry in question.ranking if entry[0] != topic]
    update = {
        "confidence": round(question.confidence, 4),
        "alternatives": [(name, round(chance, 4)) for name, chance in others[:5]],
        "entities": {**question.named, **reply.entities},
        "topics": reply.topics or ([reply.topic] if reply.topic else []),
    }
    return reply.model_copy(update=update)


def _with_other_meanings(reply: Reply, question: Question, shelf: Shelf) -> Reply:
    """The answer, and what the message may have meant instead, to tap."""
    if reply.kind not in ("answer", "place", "deadline"):
        return reply
    *before, last = reply.replies
    others = topic_choices(shelf.session, question.offered, reply.language)
    first = [choice for choice in last.choices if choice.id == "more"]
    rest = [c for c in last.choices if c.id not in ("more", *question.offered)]
    choices, asked = [*first, *others, *rest], shelf.phrases["perhaps"]
    together = f"{last.text}\n\n{asked}"
    if len(together) <= MESSAGE_LIMIT:
        bubbles = [Bubble(text=together, choices=choices)]
    else:
        bubbles = [Bubble(text=last.text), Bubble(text=asked, choices=choices)]
    return reply.model_copy(update={"replies": [*before, *bubbles]})


def _reported(question: Question, shelf: Shelf) -> Reply | None:
    # It makes a list of places, which imports this module.
    from actions.place_report import report_reply

    return report_reply(question, shelf)


def _with_second(first: Reply, question: Question, shelf: Shelf) -> Reply:
    # The actions that can be second import this module.
    from actions.two_answers import both, second_reply

    return both(first, second_reply(question, shelf), shelf)


def _in_other_language(reply: Reply, question: Question, shelf: Shelf) -> Reply:
    """One line in the person's language, and the menu; in danger also what to do."""
    line = _seed_phrases()["other_language"][question.foreign or ""]
    first = reply.replies[0]
    if (question.topic or "").startswith("safety_"):
        bubble = Bubble(text=f"{line}\n\n{first.text}", choices=first.choices)
        return reply.model_copy(update={"replies": [bubble]})
    choices = menu_choices(shelf.session, question.language, shelf.phrases)
    return Reply(
        kind="meta",
        topic="meta_change_language",
        language=question.language,
        replies=[Bubble(text=line, choices=choices)],
        # Who asked for a human, or to be erased, has asked in any language.
        case=reply.case,
        feedback=reply.feedback,
    )


def apology(language: str) -> Reply:
    """The vetted apology with the emergency number, from the seed file.

    The database is not asked.
    """
    return Reply(
        kind="apology",
        language=language,
        replies=[Bubble(text=_seed_phrases()["apology"][language])],
        case="apology",
    )


@cache
def open_sessions() -> Sessions:
    """Sessions of this process's database."""
    return sessions(open_engine(settings().database_url))


def _today(question: Question) -> date:
    """In Tijuana it is still yesterday while Mexico City has passed midnight."""
    city = question.city or (None if question.state else question.city_before)
    state = _gazetteer().state_of(city) if city else question.state
    return today(zone_of(state, city))


_last_good: list[Deadlines] = []


def _deadlines() -> Deadlines:
    """The file as it is now; while somebody is saving it, as it was."""
    try:
        _last_good[:] = [read_deadlines(ROOT / "facts")]
    except SeedError as error:
        if not _last_good:
            raise
        logger.error("deadlines not read, the last good ones stay error=%s", error)
    return _last_good[0]


@cache
def _gazetteer() -> Gazetteer:
    return read_gazetteer(ROOT / "facts" / "gazetteer.yml")


@cache
def _seed_phrases() -> dict[str, dict[str, str]]:
    return read_phrases(ROOT / "facts")
