"""Says what is known of a COMAR office in a city, and where the nearest others are."""

from actions.place_list import about, menu, tap_cities, text_reply
from actions.question import Question
from actions.vetted import Shelf
from bot.facts.compose import provenance as answer_provenance
from bot.facts.compose import source_notes
from bot.places.describe import office_text, provenance
from bot.places.find import cities_with, office_in
from bot.places.wanted import OFFICES
from bot.reply import Choice, Reply

_OFFERED = 3


def office_reply(city: str, question: Question, shelf: Shelf) -> Reply:
    """An address only where an office is reported open; else other cities to tap."""
    language, phrases = question.language, shelf.phrases
    found = office_in(shelf.session, city, shelf.now)
    if found is None:
        return _no_office(city, question, shelf)
    office = found.place
    blocks, choices = [office_text(found, language, phrases)], [menu(shelf)]
    if office.status != "reported_open" or found.known.is_closed:
        blocks.append(phrases["office_nearest"])
        choices = _nearest(city, shelf)
    blocks.append(provenance([office], language, phrases))
    reply = text_reply("\n\n".join(blocks), question, choices, [office])
    return about(city, reply, question)


def _no_office(city: str, question: Question, shelf: Shelf) -> Reply:
    """What the law says for such a city; it rests on the sources of how to apply."""
    language, phrases = question.language, shelf.phrases
    version = shelf.find("comar_how_to_apply", language).version
    blocks = [
        phrases["office_none"].format(city=city),
        phrases["office_nearest"],
        answer_provenance(version, language, phrases),
    ]
    reply = text_reply("\n\n".join(blocks), question, _nearest(city, shelf))
    rests_on = {"sources": source_notes(version), "quoted": [version.id]}
    return about(city, reply.model_copy(update=rests_on), question)


def _nearest(city: str, shelf: Shelf) -> list[Choice]:
    others = shelf.gazetteer.by_distance(city, cities_with(shelf.session, OFFICES))
    return [*tap_cities(others[:_OFFERED]), menu(shelf)]
