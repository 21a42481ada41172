"""Places as messages: at most three at once, and what can be tapped below."""

from collections.abc import Callable

from actions.question import Question
from actions.vetted import Shelf
from bot.places.describe import (
    has_contact,
    place_sources,
    provenance,
    refuges_text,
    shelter_text,
)
from bot.places.find import Found, Listing
from bot.places.models import Place
from bot.reply import MESSAGE_LIMIT, Bubble, Choice, Reply

AT_ONCE = 3
_TITLE = 24
"""Characters of a title that WhatsApp shows in a list."""

Title = Callable[[Place], str]


def list_reply(
    found: Listing,
    header: str,
    question: Question,
    shelf: Shelf,
    *,
    more: dict[str, str],
    title: Title = lambda place: place.name,
    notes: list[str] | None = None,
    cities: list[str] | None = None,
) -> Reply:
    """The next places of `found`, behind those that `question.skip` says were shown.

    Fewer than three are shown if three would not fit into one message. `more` is what
    the next page needs to be the same list; `title` says a name with its city where
    the header does not; `cities` can be tapped instead.
    """
    page = found.take(question.skip, AT_ONCE)
    for count in range(len(page), 0, -1):
        shown = page[:count]
        text = _text(shown, header, question, shelf, title, notes or [])
        if len(text) <= MESSAGE_LIMIT:
            break
    seen = question.skip + len(shown)
    left = seen < len(found)
    next_page = Choice(id="more", title=shelf.phrases["choice_more_places"])
    places = [one.place for one in shown]
    # The places come first, so that "the second one" is the second one.
    choices = [
        *(_tap_place(place) for place in places),
        *([next_page] if left else []),
        *tap_cities(cities or []),
        menu(shelf),
    ]
    reply = text_reply(text, question, choices, places)
    group = {"group": " ".join(question.groups)} if question.groups else {}
    return reply.model_copy(
        update={
            "more": {**more, "skip": str(seen)} if left else {},
            "entities": group,
        }
    )


def with_refuges(
    reply: Reply, refuges: list[Found], question: Question, shelf: Shelf
) -> Reply:
    """The list, and below it the houses that hide, with how to get a contact."""
    if not refuges:
        return reply
    text = refuges_text(refuges, question.language, shelf.phrases)
    *before, last = reply.replies
    refuge = Bubble(text=text, choices=last.choices)
    bubbles = [*before, Bubble(text=last.text), refuge]
    return reply.model_copy(update={"replies": bubbles})


def card_reply(found: Found, question: Question, shelf: Shelf) -> Reply:
    """All about one place that was tapped, and a way to say that it is closed."""
    place, language, phrases = found.place, question.language, shelf.phrases
    if place.sensitive:
        blocks = [refuges_text([found], language, phrases)]
    else:
        name = phrases["place_in_city"].format(name=place.name, city=place.city)
        blocks = [shelter_text(found, language, phrases, name)]
        if not has_contact(place, language):
            blocks.append(phrases["place_ask"])
        blocks.append(provenance([place], language, phrases))
    report = Choice(id=f"closed:{place.id}", title=phrases["place_report"])
    return text_reply("\n\n".join(blocks), question, [report, menu(shelf)], [place])


def text_reply(
    text: str,
    question: Question,
    choices: list[Choice],
    places: list[Place] | None = None,
) -> Reply:
    """One message about these places, with the pages behind them."""
    return Reply(
        kind="place",
        topic=question.topic,
        language=question.language,
        replies=[Bubble(text=text, choices=choices)],
        sources=place_sources(places or []),
        places=[place.id for place in places or []],
    )


def about(city: str | None, reply: Reply, question: Question) -> Reply:
    """The reply with the city that it is about, unless the message named one."""
    if city is None or "city" in question.entities:
        return reply
    return reply.model_copy(update={"entities": {**reply.entities, "city": city}})


def tap_cities(cities: list[str]) -> list[Choice]:
    """Names of cities to tap."""
    return [Choice(id=f"city:{city}", title=city) for city in cities]


def menu(shelf: Shelf) -> Choice:
    """The way back to all topics."""
    return Choice(id="menu", title=shelf.phrases["choice_menu"])


def _text(
    shown: list[Found],
    header: str,
    question: Question,
    shelf: Shelf,
    title: Title,
    notes: list[str],
) -> str:
    language, phrases = question.language, shelf.phrases
    blocks = [header]
    for one in shown:
        name, for_group = title(one.place), bool(question.groups)
        block = shelter_text(one, language, phrases, name, for_group=for_group)
        blocks.append(block)
    if not all(has_contact(one.place, language) for one in shown):
        blocks.append(phrases["place_ask"])
    blocks += notes
    blocks.append(provenance([one.place for one in shown], language, phrases))
    return "\n\n".join(blocks)


def _tap_place(place: Place) -> Choice:
    name = place.name
    if len(name) > _TITLE:
        name = name[: _TITLE - 1].rstrip(" ,.-(") + "…"
    return Choice(id=f"place:{place.id}", title=name)
