from __future__ import annotations

import pytest

from bot.engine.evaluation.calibration import bins_of, calibration_error
from bot.engine.evaluation.confusion import area_matrix, worst_pairs
from bot.engine.evaluation.messages import OUT_OF_SCOPE
from bot.engine.evaluation.outcome import outcome_of
from tests.engine.made_up import answered, message, parsed


def test_a_model_as_sure_as_it_is_right_has_no_calibration_error() -> None:
    outcomes = [
        answered(message(str(i)), None if i < 3 else "mpp_status", 0.75)
        for i in range(4)
    ]
    bins = bins_of(outcomes)
    assert [(b.right, b.wrong) for b in bins if b.count] == [(3, 1)]
    assert bins[7].count == 4
    assert calibration_error(bins) == pytest.approx(0.0)


def test_calibration_error_is_the_weighted_distance() -> None:
    sure = [answered(message(str(i)), "mpp_status", 1.0) for i in range(1)]
    modest = [answered(message(str(i)), None, 0.5) for i in range(3)]
    assert calibration_error(bins_of(sure + modest)) == pytest.approx(
        (1 * 1.0 + 3 * 0.5) / 4
    )
    assert calibration_error(bins_of([])) == 0


def test_areas_are_counted_by_what_was_answered() -> None:
    outcomes = [
        answered(message("1", "comar_cost"), "comar_offices"),
        answered(message("2", "comar_cost"), "mpp_status"),
        answered(
            message("3", "mpp_status", also=frozenset({"us_asylum"})), "us_asylum"
        ),
        outcome_of(message("4", "mpp_status"), parsed("mpp_status", kind="far")),
        outcome_of(message("5", OUT_OF_SCOPE), parsed("mpp_status", kind="close")),
        answered(message("6", OUT_OF_SCOPE)),
    ]
    assert area_matrix(outcomes) == {
        "comar": {"comar": 1, "mpp": 1},
        "mpp": {"mpp": 1, "out of scope": 1},
        "out of scope": {"asked back": 1, "out of scope": 1},
    }


def test_the_worst_pairs_come_first_with_their_messages() -> None:
    outcomes = [
        answered(message("1"), "mpp_status"),
        answered(message("2"), "comar_offices"),
        answered(message("3"), "comar_offices"),
        answered(message("4")),
        answered(message("5", also=frozenset({"comar_offices"})), "comar_offices"),
    ]
    first, second = worst_pairs(outcomes)
    assert (first.topic, first.taken_for) == ("comar_cost", "comar_offices")
    assert first.texts == ("2", "3")
    assert second.count == 1
    assert worst_pairs(outcomes, limit=1) == [first]
