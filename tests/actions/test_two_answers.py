import pytest

from actions.answer import ActionAnswer
from actions.find_place import ActionFindPlace
from tests.actions.turn import Entities, Message, reply_to, run, typed

pytestmark = pytest.mark.usefixtures("facts")


def two(first: str, second: str, entities: Entities | None = None) -> Message:
    return typed("una cosa y otra", first, asked=[first, second], entities=entities)


async def test_both_questions_are_answered_first_asked_first() -> None:
    both = await reply_to(ActionAnswer(), two("comar_cost", "comar_work"))
    cost = await reply_to(ActionAnswer(), typed("?", "comar_cost"))
    work = await reply_to(ActionAnswer(), typed("?", "comar_work"))
    assert [bubble.text for bubble in both.replies] == [
        cost.replies[0].text,
        work.replies[0].text,
    ]
    assert (both.topic, both.topics) == ("comar_cost", ["comar_cost", "comar_work"])
    assert both.quoted == [*cost.quoted, *work.quoted]
    urls = [note.url for note in both.sources]
    assert {note.url for note in [*cost.sources, *work.sources]} == set(urls)
    assert len(urls) == len(set(urls))


async def test_a_place_can_be_the_second_answer() -> None:
    message = two("comar_cost", "shelter_find", [("city", "Tijuana")])
    reply = await reply_to(ActionAnswer(), message)
    alone = typed("?", "shelter_find", entities=[("city", "Tijuana")])
    places = await reply_to(ActionFindPlace(), alone)
    assert reply.replies[1].text == places.replies[0].text
    assert reply.entities["city"] == "Tijuana"


async def test_a_place_can_be_the_first_answer() -> None:
    message = two("comar_offices", "comar_cost", [("city", "Tijuana")])
    reply = await reply_to(ActionFindPlace(), message)
    assert (reply.kind, reply.topics) == ("place", ["comar_offices", "comar_cost"])


async def test_either_title_can_be_tapped_and_more_which_would_fit_both_cannot() -> (
    None
):
    reply = await reply_to(ActionAnswer(), two("comar_cost", "comar_work"))
    assert reply.replies[0].choices == []
    ids = [choice.id for choice in reply.offered]
    assert ids == ["comar_cost", "comar_work", "menu"]


async def test_without_a_city_the_usual_ones_can_be_tapped() -> None:
    reply = await reply_to(ActionAnswer(), two("comar_cost", "shelter_find"))
    assert "city:Tijuana" in [choice.id for choice in reply.offered]


async def test_the_second_topic_is_what_comes_next_is_about() -> None:
    _, slots = await run(ActionAnswer(), two("comar_cost", "comar_work"))
    assert slots["topic"] == "comar_work"


async def test_what_the_next_message_leans_on_is_kept_of_both() -> None:
    message = two("shelter_find", "comar_deadline", [("city", "Tijuana")])
    reply = await reply_to(ActionFindPlace(), message)
    assert len(reply.places) == 3
    assert reply.asks == "comar_deadline"
    # "More" cannot be tapped below two answers, so it goes on with neither.
    assert reply.more == {}
