from __future__ import annotations

import numpy as np
import pytest

from bot.engine.combine import in_context, two_topics
from bot.language.follow_up import Leans

COST, WORK, HELLO = np.eye(3) * 0.9 + 0.03
ALL = np.zeros(3)
NO_HELLO = np.array([0, 0, np.inf])


@pytest.mark.parametrize(
    ("leaning", "alone", "best"),
    [
        (Leans.NO, [0.5, 0.4, 0.1], 0),
        (Leans.MAYBE, [0.5, 0.4, 0.1], 1),
        (Leans.MAYBE, [0.8, 0.1, 0.1], 0),
        (Leans.YES, [0.5, 0.4, 0.1], 1),
    ],
)
def test_the_topic_before_counts_as_far_as_the_message_leans(
    leaning: Leans, alone: list[float], best: int
) -> None:
    chances = in_context(np.array(alone), WORK, leaning)
    assert int(chances.argmax()) == best
    assert chances.sum() == pytest.approx(1)


def test_two_sure_halves_are_two_questions_in_their_order() -> None:
    whole = (COST + WORK) / 2
    assert two_topics(whole, [(WORK, COST)], ALL) == (1, 0, pytest.approx(0.93))


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param((COST, COST), id="the same twice"),
        pytest.param((COST, np.array([0.4, 0.35, 0.25])), id="no second topic"),
        pytest.param((np.array([0.4, 0.35, 0.25]), COST), id="an unsure first"),
        pytest.param((HELLO, COST), id="a greeting before it"),
    ],
)
def test_one_question_stays_one(pair: tuple[np.ndarray, np.ndarray]) -> None:
    assert two_topics(COST, [pair], NO_HELLO) is None


def test_the_whole_message_helps_a_second_half_that_says_little() -> None:
    whole = np.array([0.55, 0.44, 0.01])
    little = np.array([0.01, 0.3, 0.69])
    found = two_topics(whole, [(COST, little)], NO_HELLO)
    assert found is not None
    assert found[:2] == (0, 1)


def test_the_surest_cut_wins() -> None:
    weak = np.array([0.75, 0.2, 0.05])
    whole = (COST + WORK) / 2
    assert two_topics(whole, [(WORK, weak), (COST, WORK)], ALL) == (
        0,
        1,
        pytest.approx(0.93),
    )


def test_no_cut_is_one_question() -> None:
    assert two_topics(COST, [], ALL) is None


def test_a_half_that_the_whole_rules_out_is_none() -> None:
    whole = np.array([0.99, 0.009, 0.001])
    assert two_topics(whole, [(COST, WORK)], np.array([0, 0.02, 0])) is None
    assert two_topics(whole, [(COST, WORK)], np.array([0, 0.005, 0])) is not None
