from __future__ import annotations

import json
from typing import Any

import pytest

from bot.engine.evaluation.drops import drops
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.outcome import Outcome
from bot.engine.evaluation.scores import scores_of
from tests.engine.made_up import answered, many, message


def accepted(outcomes: list[Outcome]) -> dict[str, Any]:
    """As it comes back from disk."""
    scores = scores_of(Measured("model", 10, outcomes))
    return dict(json.loads(json.dumps(scores)))


@pytest.mark.parametrize(
    ("count", "before", "now", "is_real"),
    [
        (400, 10, 10, False),
        (400, 20, 10, False),
        (400, 10, 20, True),
        (100, 2, 5, False),
        (20, 0, 3, False),
        (20, 0, 4, True),
        (2000, 10, 29, False),
        (2000, 10, 31, True),
    ],
    ids=[
        "same",
        "better",
        "worse",
        "by chance",
        "few",
        "many",
        "under a point",
        "over a point",
    ],
)
def test_only_a_drop_beyond_chance_and_a_point_is_real(
    count: int, before: int, now: int, is_real: bool
) -> None:
    fallen = drops(many(count, now), accepted(many(count, before)))
    assert bool(fallen) == is_real


def test_as_many_lost_as_gained_is_no_drop() -> None:
    before = many(200, 20)
    now = [answered(o.message, None if o.wrong else "mpp_status") for o in before[:40]]
    assert drops([*now, *before[40:]], accepted(before)) == []


def test_a_drop_names_figure_numbers_and_messages() -> None:
    fallen = drops(many(400, 20), accepted(many(400, 0)))
    told = next(line for line in fallen if line.startswith("Right topic at once, Sp"))
    assert "fell from 100.0% to 95.0%" in told
    assert "comar_cost, now comar_offices: pregunta 0" in told
    assert "and 12 more" in told
    assert any("Wrong answer: rose from 0.0% to 5.0%" in line for line in fallen)


@pytest.mark.parametrize(("missed", "told"), [(1, False), (2, True)])
def test_one_newly_missed_danger_is_allowed_and_two_are_not(
    missed: int, told: bool
) -> None:
    before = many(300, topic="safety_rape")
    fallen = drops(many(300, missed, topic="safety_rape"), accepted(before))
    assert any(line.startswith("Danger: 2 messages") for line in fallen) == told
    assert bool(fallen) == told


def test_a_danger_regained_does_not_excuse_two_lost() -> None:
    kind = {"topic": "safety_rape"}
    before = many(300, 2, **kind)
    now = [
        answered(o.message, "mpp_status" if i in (5, 6) else None)
        for i, o in enumerate(before)
    ]
    assert [line[:18] for line in drops(now, accepted(before))] == [
        "Danger: 2 messages"
    ]


def renamed(outcomes: list[Outcome]) -> list[Outcome]:
    return [answered(message(f"otra {o.message.text}"), o.named) for o in outcomes]


@pytest.mark.parametrize(("now", "is_real"), [(12, False), (40, True)])
def test_other_messages_are_compared_as_a_whole(now: int, is_real: bool) -> None:
    fallen = drops(renamed(many(400, now)), accepted(many(400, 8)))
    titles = {line.partition(":")[0] for line in fallen}
    assert ({"Right topic at once", "Wrong answer"} <= titles) == is_real
    assert bool(fallen) == is_real


def test_other_messages_that_do_better_are_no_drop() -> None:
    assert drops(renamed(many(400, 8)), accepted(many(400, 40))) == []


def test_a_message_with_a_new_label_is_not_compared() -> None:
    kept = many(300)
    old = [answered(message(f"vieja {i}", "mpp_status")) for i in range(100)]
    new = [answered(message(f"vieja {i}"), "mpp_status") for i in range(100)]
    assert drops(kept + new, accepted(kept + old)) == []


def test_a_figure_that_was_not_accepted_yet_cannot_fall() -> None:
    before = accepted(many(400))
    for part in ("figures", "failures"):
        before[part] = {"asked_back": before[part]["asked_back"]}
    assert drops(many(400, 40), before) == []
