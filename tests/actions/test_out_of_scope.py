import pytest

from actions.out_of_scope import ActionOutOfScope
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, typed

pytestmark = pytest.mark.usefixtures("facts")


async def test_something_else_is_told_what_faro_knows_and_gets_the_menu(
    seed: Seed,
) -> None:
    message = typed("quien gano el partido", "meta_out_of_scope")
    reply = await reply_to(ActionOutOfScope(), message)
    assert (reply.kind, reply.topic) == ("fallback", "meta_out_of_scope")
    assert reply.replies[0].text == seed.answers["meta_out_of_scope"].es.text
    assert {"comar_how_to_apply", "human"} <= {choice.id for choice in reply.offered}
    assert reply.case is None
