"""The trained model against some held-out messages and the accepted scores."""

from __future__ import annotations

from bot.engine.evaluation.drops import drops
from bot.engine.evaluation.held_out import Files
from bot.engine.evaluation.outcome import outcomes_of
from bot.engine.evaluation.scores import read_scores
from tests.engine.conftest import Parse


def test_no_figure_fell_since_the_accepted_run(parse: Parse) -> None:
    accepted = read_scores(Files().accepted)
    assert accepted is not None, "Nothing accepted yet: make evaluate ARGS=--accept"
    # A third: all of them would take four minutes, and `make evaluate` asks all.
    fallen = drops(outcomes_of(Files().messages()[::3], parse), accepted)
    assert not fallen, "\n".join(
        [*fallen, "See `make evaluate`; if it is meant: make evaluate ARGS=--accept"]
    )
