import pytest

from actions.menu import ActionMenu
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        pytest.param("meta_greet", "meta_greet", id="hello gets the greeting"),
        pytest.param("meta_menu", "meta_menu", id="the menu"),
        pytest.param("meta_deny", "meta_menu", id="no after an offer gets the menu"),
    ],
)
async def test_hello_and_menu_say_their_own_text(
    topic: str, said: str, seed: Seed
) -> None:
    reply = await reply_to(ActionMenu(), typed("hola", topic))
    assert (reply.kind, reply.topic) == ("meta", said)
    assert [bubble.text for bubble in reply.replies] == [seed.answers[said].es.text]


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("es", [("human", "Hablar con una persona"), ("lang:en", "English")]),
        ("en", [("human", "Talk to a person"), ("lang:es", "Español")]),
    ],
)
async def test_the_menu_offers_topics_then_a_human_and_the_other_language(
    language: str, ending: list[tuple[str, str]], seed: Seed
) -> None:
    message = tapped("meta_menu", before={"language": language})
    offered = (await reply_to(ActionMenu(), message)).offered
    titles = {topic.id: topic.title for topic in seed.topics}
    assert [(choice.id, choice.title) for choice in offered[-2:]] == ending
    assert offered[0].id == "safety_emergency"
    for choice in offered[:-2]:
        assert choice.title == titles[choice.id][language]


async def test_the_menu_fits_a_whatsapp_list() -> None:
    assert len((await reply_to(ActionMenu(), tapped("meta_menu"))).offered) <= 10
