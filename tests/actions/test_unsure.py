import pytest

from actions.unsure import ActionUnsure
from bot.facts.seed import Seed
from tests.actions.turn import Message, reply_to, typed

pytestmark = pytest.mark.usefixtures("facts")

Ranking = list[tuple[str, float]]


def unsure(
    ranking: Ranking, language: tuple[str, float, int] = ("es", 0.99, 6)
) -> Message:
    return typed(
        "mi prima dice otra cosa",
        "nlu_fallback",
        confidence=0.4,
        others=ranking,
        language=language,
    )


@pytest.mark.parametrize(
    ("ranking", "offered"),
    [
        pytest.param(
            [("comar_cost", 0.3), ("comar_work", 0.2), ("us_cbp_one", 0.1)],
            ["comar_cost", "comar_work", "us_cbp_one"],
            id="three titles",
        ),
        pytest.param(
            [
                ("comar_cost", 0.3),
                ("comar_work", 0.2),
                ("us_cbp_one", 0.15),
                ("mpp_status", 0.14),
            ],
            ["comar_cost", "comar_work", "us_cbp_one"],
            id="never four",
        ),
        pytest.param(
            [("comar_cost", 0.3), ("comar_work", 0.02)],
            ["comar_cost"],
            id="no wild guesses",
        ),
        pytest.param(
            [("comar_cost", 0.3), ("meta_out_of_scope", 0.2), ("comar_work", 0.1)],
            ["comar_cost", "comar_work"],
            id="something else is no title",
        ),
    ],
)
async def test_a_close_call_offers_at_most_three_titles_the_menu_and_a_human(
    ranking: Ranking, offered: list[str], seed: Seed
) -> None:
    reply = await reply_to(ActionUnsure(), unsure(ranking))
    titles = {topic.id: topic.title["es"] for topic in seed.topics}
    assert (reply.kind, reply.topic, reply.topics) == ("clarify", None, [])
    assert [(choice.id, choice.title) for choice in reply.offered] == [
        *((topic, titles[topic]) for topic in offered),
        ("menu", "Ver temas"),
        ("human", "Hablar con una persona"),
    ]


async def test_asking_back_says_how_sure_the_best_topic_is() -> None:
    ranking = [("comar_cost", 0.3), ("comar_work", 0.2)]
    reply = await reply_to(ActionUnsure(), unsure(ranking))
    assert reply.confidence == 0.3
    assert reply.alternatives == [("comar_work", 0.2)]
    assert "911" in reply.replies[0].text


async def test_asking_back_speaks_the_language_of_the_conversation(seed: Seed) -> None:
    message = unsure([("comar_cost", 0.3)], language=("en", 0.99, 5))
    reply = await reply_to(ActionUnsure(), message)
    assert reply.replies[0].text.startswith("I am not sure that I understood.")
    titles = {topic.id: topic.title["en"] for topic in seed.topics}
    assert reply.offered[0].title == titles["comar_cost"]


@pytest.mark.parametrize(
    "ranking",
    [
        pytest.param([], id="no idea at all"),
        pytest.param([("comar_cost", 0.1), ("comar_work", 0.09)], id="hopeless"),
        pytest.param(
            [("meta_out_of_scope", 0.3), ("comar_cost", 0.2)], id="something else"
        ),
    ],
)
async def test_where_nothing_fits_it_says_so_with_the_menu_and_a_human(
    ranking: Ranking, seed: Seed
) -> None:
    reply = await reply_to(ActionUnsure(), unsure(ranking))
    assert (reply.kind, reply.topic) == ("fallback", "meta_out_of_scope")
    assert reply.replies[0].text == seed.answers["meta_out_of_scope"].es.text
    assert {"safety_emergency", "human"} <= {choice.id for choice in reply.offered}
