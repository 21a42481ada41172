from __future__ import annotations

from typing import Any

import pytest

from bot.engine.evaluation.measured import short_outcomes
from bot.engine.evaluation.messages import OUT_OF_SCOPE, ShortMessage
from bot.engine.evaluation.outcome import outcome_of
from tests.engine.made_up import message, parsed

COST = message(topic="comar_cost", also=frozenset({"comar_process"}))
OUTSIDE = message(topic=OUT_OF_SCOPE)
CLOSE = {"kind": "close", "offered": ("comar_cost", "mpp_status")}
FLAGS = ("right", "right_or_offered", "asked_back", "unknown", "wrong")


@pytest.mark.parametrize(
    ("asked", "understood", "flags"),
    [
        (COST, parsed("comar_cost"), {"right", "right_or_offered"}),
        (COST, parsed("comar_process"), {"right", "right_or_offered"}),
        (COST, parsed("mpp_status"), {"wrong"}),
        (
            COST,
            parsed("mpp_status", offered=("comar_cost",)),
            {"wrong", "right_or_offered"},
        ),
        (COST, parsed("mpp_status", **CLOSE), {"asked_back", "right_or_offered"}),
        (message(topic="mpp_lawyer"), parsed("mpp_lawyer", **CLOSE), {"asked_back"}),
        (COST, parsed("comar_cost", kind="far"), {"unknown"}),
        (COST, parsed(OUT_OF_SCOPE), {"unknown"}),
        (OUTSIDE, parsed("comar_cost", kind="far"), {"right", "right_or_offered"}),
        (OUTSIDE, parsed(OUT_OF_SCOPE), {"right", "right_or_offered"}),
        (OUTSIDE, parsed("comar_cost"), {"wrong"}),
        (COST, parsed("nlu_fallback", kind=None), {"unknown"}),
        (COST, parsed("comar_cost", kind=None), {"right", "right_or_offered"}),
        (COST, {"intent": {"name": None}}, {"unknown"}),
    ],
    ids=[
        "right",
        "also accepted",
        "wrong",
        "wrong, the right one beside",
        "offered",
        "not offered",
        "far",
        "called out of scope",
        "far out of scope",
        "out of scope",
        "out of scope answered",
        "stock fallback",
        "stock answer",
        "nothing understood",
    ],
)
def test_a_decision_is_judged(asked: Any, understood: Any, flags: set[str]) -> None:
    outcome = outcome_of(asked, understood)
    assert {flag for flag in FLAGS if getattr(outcome, flag)} == flags


def test_the_ranking_is_judged_without_the_fallback_and_the_decision() -> None:
    understood = parsed("nlu_fallback", others=("mpp_status", "comar_cost"), **CLOSE)
    outcome = outcome_of(COST, understood)
    assert outcome.best == "mpp_status"
    assert not outcome.in_top(1)
    assert outcome.in_top(3)


def test_an_unknown_kind_of_decision_is_refused() -> None:
    with pytest.raises(ValueError, match="sideways"):
        outcome_of(COST, parsed("comar_cost", kind="sideways"))


@pytest.mark.parametrize(
    ("meant", "guessed", "right"),
    [
        ("es", "es", True),
        ("es", "en", False),
        ("any", "en", True),
        ("any", "pt", False),
    ],
)
def test_a_short_message_in_any_language_may_be_either(
    meant: str, guessed: str, right: bool
) -> None:
    (outcome,) = short_outcomes(
        [ShortMessage("ok", meant)], lambda text: {"language": {"name": guessed}}
    )
    assert outcome.right == right
