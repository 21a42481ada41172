"""Shows every source of the last answer, or says where answers come from in general."""

from dataclasses import replace

from actions.answer import answer_reply
from actions.place_topics import HELP_TOPICS, PLACE_TOPICS, places_of
from actions.question import Question
from actions.vetted import Shelf, VettedAction
from bot.facts.compose import source_notes, topic_choices
from bot.language.dates import said_date, said_partial_date
from bot.places.describe import place_sources
from bot.places.models import Place
from bot.places.wanted import OFFICE
from bot.reply import Bubble, Choice, Reply, SourceNote

_AT_MOST = 9


class ActionSources(VettedAction):
    """The list behind the one line under each answer."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_sources"

    def reply(self, question: Question, shelf: Shelf) -> Reply:
        """Without an answer before it, says how Faro knows what it says."""
        if question.topic_before is None:
            return answer_reply("meta_sources", question, shelf)
        before = question.topic_before
        if before in PLACE_TOPICS and before not in HELP_TOPICS:
            places = _places_before(question, shelf)
            if places:
                return _place_sources(places, question, shelf)
        found = shelf.find(question.topic_before, question.language)
        if not found.version.sources:
            return answer_reply("meta_sources", question, shelf)
        title = shelf.phrases["sources_title"].format(
            topic=found.topic.title(question.language),
            date=said_date(found.version.checked_on, question.language),
        )
        reply = _listed(title, source_notes(found.version), question, shelf)
        return reply.model_copy(
            update={
                "stale": found.stale,
                "quoted": [found.version.id],
            }
        )


def _places_before(question: Question, shelf: Shelf) -> list[Place]:
    """Those that were named last; in a shell without a gateway, those of the city."""
    named = [shelf.session.get(Place, id_) for id_ in question.places_before]
    places = [place for place in named if place is not None]
    if places or not question.city_before:
        return places
    asked = replace(question, topic=question.topic_before)
    found = places_of(asked, question.city_before, shelf)
    return [one.place for one in found.take(0, _AT_MOST)]


def _place_sources(places: list[Place], question: Question, shelf: Shelf) -> Reply:
    title = shelf.phrases["place_sources"].format(
        places=", ".join(_name(place) for place in places),
        date=said_date(places[0].checked_on, question.language),
    )
    return _listed(title, place_sources(places), question, shelf)


def _name(place: Place) -> str:
    return f"COMAR, {place.city}" if place.kind == OFFICE else place.name


def _listed(
    title: str, notes: list[SourceNote], question: Question, shelf: Shelf
) -> Reply:
    language, phrases = question.language, shelf.phrases
    lines = [title]
    for note in notes:
        day = said_partial_date(note.date, language, phrases["date_unknown"])
        lines.append(f"• {note.title} ({note.publisher}, {day})\n{note.url}")
    before = [question.topic_before] if question.topic_before else []
    choices = [
        *topic_choices(shelf.session, before, language),
        Choice(id="menu", title=phrases["choice_menu"]),
    ]
    return Reply(
        kind="meta",
        topic="meta_sources",
        language=language,
        replies=[Bubble(text="\n".join(lines), choices=choices)],
        sources=notes,
    )
