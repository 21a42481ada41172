import pytest

from actions.delete_my_data import ActionDeleteMyData
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, typed

pytestmark = pytest.mark.usefixtures("facts")


async def test_asking_to_be_erased_opens_a_case(seed: Seed) -> None:
    message = typed(
        "delete everything about me",
        "meta_delete_my_data",
        language=("en", 0.99, 4),
    )
    reply = await reply_to(ActionDeleteMyData(), message)
    assert (reply.kind, reply.case) == ("meta", "delete_my_data")
    assert reply.replies[0].text == seed.answers["meta_delete_my_data"].en.text
