from __future__ import annotations

import pytest

from bot.engine.evaluation.figures import EVERYWHERE, FIGURES, Figure
from bot.engine.evaluation.groups import gaps, grouped, language_gap
from bot.engine.evaluation.intervals import Rate, gap
from bot.engine.evaluation.messages import OUT_OF_SCOPE
from bot.engine.evaluation.outcome import Outcome, outcome_of
from tests.engine.made_up import answered, many, message, parsed


def figure(name: str) -> Figure:
    return next(figure for figure in FIGURES if figure.name == name)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(95, 100, 0.8882, 0.9785), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)],
)
def test_wilson_intervals_are_the_textbook_s(
    hits: int, of: int, low: float, high: float
) -> None:
    assert Rate(hits, of).interval == pytest.approx((low, high), abs=1e-4)


SAMPLE = [
    answered(message("1", "comar_cost")),
    answered(message("2", "comar_cost", style="noisy"), "mpp_status"),
    outcome_of(message("3", "mpp_status"), parsed("mpp_status", kind="far")),
    outcome_of(
        message("4", "comar_cost", "en"),
        parsed("mpp_status", kind="close", offered=("comar_cost",)),
    ),
    answered(message("5", "safety_rape")),
    answered(message("6", "safety_rape"), "safety_emergency"),
    answered(message("7", "safety_rape", "en"), "comar_cost"),
    answered(message("8", OUT_OF_SCOPE), "comar_cost"),
    outcome_of(message("9", OUT_OF_SCOPE), parsed("comar_cost", kind="far")),
    answered(message("10", "meta_change_language", "en")),
]


@pytest.mark.parametrize(
    ("name", "hits", "of"),
    [
        ("right", 4, 10),
        ("right_es", 3, 7),
        ("right_noisy_es", 0, 1),
        ("right_clean_en", 1, 3),
        ("right_or_offered", 5, 10),
        ("asked_back", 1, 10),
        ("wrong", 4, 10),
        ("unknown", 1, 8),
        ("safety_recall", 2, 3),
        ("safety_recall_en", 0, 1),
        ("safety_right", 1, 3),
        ("out_of_scope_answered", 1, 2),
        ("language_wrong", 1, 9),
        ("top1", 4, 10),
    ],
)
def test_each_figure_counts_what_its_title_says(name: str, hits: int, of: int) -> None:
    assert figure(name).rate(SAMPLE) == Rate(hits, of)


def test_right_asked_wrong_and_unknown_are_everything_once() -> None:
    names = ("right", "asked_back", "wrong")
    counted = sum(figure(name).rate(SAMPLE).hits for name in names)
    assert counted + sum(outcome.unknown for outcome in SAMPLE) == len(SAMPLE)


def test_a_model_that_guesses_no_language_has_no_figure_for_it() -> None:
    stock = outcome_of(message(), parsed("comar_cost", language=None))
    assert figure("language_wrong").rate([stock]).of == 0


@pytest.mark.parametrize(
    ("name", "hits", "of", "verdict"),
    [
        ("right_or_offered", 99, 100, "met"),
        ("right_or_offered", 96, 100, "unsure"),
        ("right_or_offered", 80, 100, "missed"),
        ("asked_back", 9, 100, "met"),
        ("asked_back", 13, 100, "unsure"),
        ("asked_back", 30, 100, "missed"),
        ("right", 50, 100, ""),
        ("right_or_offered", 0, 0, ""),
    ],
)
def test_a_goal_is_met_missed_or_within_chance(
    name: str, hits: int, of: int, verdict: str
) -> None:
    assert figure(name).verdict(Rate(hits, of)) == verdict


def test_to_ask_back_about_what_is_out_of_scope_is_no_answer() -> None:
    asked = outcome_of(message(topic=OUT_OF_SCOPE), parsed("mpp_status", kind="close"))
    assert figure("out_of_scope_answered").rate([asked]) == Rate(0, 1)


def test_names_of_figures_are_unique() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert set(EVERYWHERE) <= set(FIGURES)


def both(spanish_wrong: int, english_wrong: int) -> list[Outcome]:
    spanish = many(400, spanish_wrong, language="es")
    return spanish + many(400, english_wrong, language="en")


def test_a_gap_between_the_languages_shows_beyond_chance() -> None:
    found = language_gap(both(80, 20))
    assert found is not None
    assert found.points == pytest.approx(-0.15)
    # Nearly normal: 1.96 standard errors of the difference.
    assert (found.low, found.high) == pytest.approx((-0.194, -0.106), abs=0.004)
    assert not found.is_chance


def test_a_small_gap_is_chance_and_the_same_twice() -> None:
    found = language_gap(both(22, 20))
    assert found is not None
    assert found.is_chance
    few = range(10, 30)
    first, second = ([language_gap(both(n, 20)) for n in few] for _ in range(2))
    assert first == second


def test_there_is_no_gap_with_one_language() -> None:
    assert gap(Rate(1, 1), Rate(0, 0)) is None
    assert gaps(many(3)) == {}


def test_groups_are_in_order_and_leave_out_what_is_not_known() -> None:
    outcomes = [
        answered(message(" ".join("a" * words), keyword=keyword))
        for words, keyword in ((20, True), (2, None), (9, False))
    ]
    assert list(grouped(outcomes, "length")) == ["1-4 words", "5-14 words", "15+ words"]
    assert {k: len(v) for k, v in grouped(outcomes, "key word").items()} == {
        "with": 1,
        "without": 1,
    }
    assert grouped(outcomes, "author") == {}
