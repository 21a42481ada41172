"""Answers both questions of one message, first asked first."""

from dataclasses import replace

from actions.answer import answer_reply
from actions.deadline import USUAL, ActionDeadline
from actions.find_place import ActionFindPlace
from actions.place_topics import CHILDREN, PLACE_TOPICS
from actions.question import Question
from actions.vetted import Shelf
from bot.facts.compose import topic_choices
from bot.reply import Bubble, Choice, Reply


def second_reply(question: Question, shelf: Shelf) -> Reply:
    """What the topic `also` would get alone."""
    topic = question.also or ""
    about = replace(question, topic=topic, also=None)
    if topic in (*PLACE_TOPICS, CHILDREN):
        return ActionFindPlace().reply(about, shelf)
    if topic in USUAL:
        return ActionDeadline().reply(about, shelf)
    return answer_reply(topic, about, shelf)


def both(first: Reply, second: Reply, shelf: Shelf) -> Reply:
    """One reply of two; each title can be tapped, since "more" would fit either."""
    topics = [topic for topic in (first.topic, second.topic) if topic]
    bubbles = [*first.replies, *second.replies]
    last = len(bubbles) - 1
    cities = [choice for choice in second.offered if choice.id.startswith("city:")]
    choices = [
        *cities,
        *topic_choices(shelf.session, topics, first.language),
        Choice(id="menu", title=shelf.phrases["choice_menu"]),
    ]
    return first.model_copy(
        update={
            "topics": topics,
            "replies": [
                Bubble(text=bubble.text, choices=choices if i == last else [])
                for i, bubble in enumerate(bubbles)
            ],
            "entities": {**second.entities, **first.entities},
            "sources": [
                *first.sources,
                *(note for note in second.sources if note not in first.sources),
            ],
            "stale": first.stale or second.stale,
            "quoted": [*first.quoted, *second.quoted],
            "places": [*first.places, *second.places],
            "more": {},
            "asks": second.asks or first.asks,
        }
    )
