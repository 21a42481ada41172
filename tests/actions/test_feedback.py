import pytest

from actions.feedback import ActionFeedback
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, run, typed

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize(
    ("topic", "noted"),
    [("meta_thanks", "helpful"), ("meta_wrong_answer", "not_helpful")],
)
async def test_thanks_and_complaints_are_noted_and_answered(
    topic: str, noted: str, seed: Seed
) -> None:
    reply = await reply_to(ActionFeedback(), typed("gracias", topic))
    assert (reply.kind, reply.topic, reply.feedback) == ("meta", topic, noted)
    assert reply.replies[0].text == seed.answers[topic].es.text


async def test_feedback_does_not_become_what_the_conversation_is_about() -> None:
    message = typed("no es cierto", "meta_wrong_answer")
    _, slots = await run(ActionFeedback(), message, {"topic": "comar_cost"})
    assert "topic" not in slots


@pytest.mark.parametrize(
    ("topic", "asked"), [("meta_wrong_answer", True), ("meta_thanks", False)]
)
async def test_only_a_complaint_makes_the_next_yes_mean_a_human(
    topic: str, *, asked: bool
) -> None:
    _, slots = await run(ActionFeedback(), typed("…", topic))
    assert slots["asked_human"] is asked
