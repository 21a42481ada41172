"""Food, legal help and health: the vetted answer, and places of the city below it."""

from actions.answer import answer_reply
from actions.place_list import about, list_reply
from actions.place_topics import places_of, wanted_by
from actions.question import Question
from actions.vetted import Shelf
from bot.places.find import Listing, in_state
from bot.reply import Bubble, Reply


def help_reply(question: Question, shelf: Shelf) -> Reply:
    """Only a place named in this message counts: lines and laws hold everywhere."""
    city, state = question.city, question.state
    found = Listing(shelf.session, [])
    if city is not None:
        found = places_of(question, city, shelf)
    elif state is not None:
        found = in_state(shelf.session, state, wanted_by(question), shelf.now)
    if len(found) <= question.skip:
        reply = answer_reply(question.topic or "", question, shelf)
        return about(city, reply, question)
    key = "place_header_more" if question.skip else "place_header"
    is_food = question.topic == "services_food"
    listed = list_reply(
        found,
        shelf.phrases[key].format(city=city or state),
        question,
        shelf,
        more=question.again(city=city, state=state),
        title=shelf.title(city),
        notes=[shelf.phrases["place_food_note"]] if is_food else [],
    )
    if not question.skip:
        listed = _below_the_answer(listed, question, shelf)
    return about(city, listed, question)


def _below_the_answer(listed: Reply, question: Question, shelf: Shelf) -> Reply:
    answer = answer_reply(question.topic or "", question, shelf)
    return listed.model_copy(
        update={
            # What can be tapped stays below what is read last.
            "replies": [Bubble(text=answer.replies[0].text), *listed.replies],
            "sources": [*answer.sources, *listed.sources],
            "stale": answer.stale,
            "quoted": answer.quoted,
        }
    )
