import pytest

from actions.unsure import ActionUnsure
from bot.facts.seed import Seed
from tests.actions.turn import Message, reply_to, typed

pytestmark = pytest.mark.usefixtures("facts")

Ranking = list[tuple[str, float]]


def unsure(
    ranking: Ranking,
    offered: list[str],
    language: tuple[str, float, int] = ("es", 0.99, 6),
) -> Message:
    return typed(
        "mi prima dice otra cosa",
        "nlu_fallback",
        confidence=0.4,
        others=ranking,
        language=language,
        offered=offered,
    )


async def test_a_close_call_offers_the_titles_the_menu_and_a_human(seed: Seed) -> None:
    offered = ["comar_cost", "comar_work", "us_cbp_one"]
    ranking = [(topic, 0.3) for topic in offered]
    reply = await reply_to(ActionUnsure(), unsure(ranking, offered))
    titles = {topic.id: topic.title["es"] for topic in seed.topics}
    assert (reply.kind, reply.topic, reply.topics) == ("clarify", None, [])
    assert [(choice.id, choice.title) for choice in reply.offered] == [
        *((topic, titles[topic]) for topic in offered),
        ("menu", "Ver temas"),
        ("human", "Hablar con una persona"),
    ]


async def test_asking_back_says_how_sure_the_best_topic_is() -> None:
    ranking = [("comar_cost", 0.3), ("comar_work", 0.2)]
    reply = await reply_to(
        ActionUnsure(), unsure(ranking, ["comar_cost", "comar_work"])
    )
    assert reply.confidence == 0.3
    assert reply.alternatives == [("comar_work", 0.2)]
    assert "911" in reply.replies[0].text


async def test_asking_back_speaks_the_language_of_the_conversation(seed: Seed) -> None:
    message = unsure([("comar_cost", 0.3)], ["comar_cost"], language=("en", 0.99, 5))
    reply = await reply_to(ActionUnsure(), message)
    assert reply.replies[0].text.startswith("I am not sure that I understood.")
    titles = {topic.id: topic.title["en"] for topic in seed.topics}
    assert reply.offered[0].title == titles["comar_cost"]


async def test_where_nothing_is_offered_it_says_so_with_the_menu_and_a_human(
    seed: Seed,
) -> None:
    reply = await reply_to(ActionUnsure(), unsure([("comar_cost", 0.1)], []))
    assert (reply.kind, reply.topic) == ("fallback", "meta_out_of_scope")
    assert reply.replies[0].text == seed.answers["meta_out_of_scope"].es.text
    assert {"safety_emergency", "human"} <= {choice.id for choice in reply.offered}
