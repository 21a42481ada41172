import pytest

from actions.human import ActionHuman
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, typed

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize("topic", ["meta_human", "meta_affirm"])
async def test_asking_for_a_person_opens_a_case_and_promises_nobody(
    topic: str, seed: Seed
) -> None:
    reply = await reply_to(ActionHuman(), typed("quiero una persona", topic))
    assert (reply.kind, reply.topic, reply.case) == ("handoff", "meta_human", "human")
    assert reply.replies[0].text == seed.answers["meta_human"].es.text


async def test_asking_in_another_language_opens_a_case_too() -> None:
    message = typed(
        "quero falar com uma pessoa", "meta_human", language=("pt", 0.99, 5)
    )
    reply = await reply_to(ActionHuman(), message)
    assert reply.case == "human"
    assert reply.replies[0].text.startswith("O Faro só lê")
