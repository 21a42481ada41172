"""The numbers of a run as JSON: the same run gives the same file, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.engine.evaluation.calibration import bins_of, calibration_error
from bot.engine.evaluation.figures import EVERYWHERE, FIGURES
from bot.engine.evaluation.groups import GROUPINGS, grouped, language_gap
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.outcome import Outcome

_IN_GROUPS = ("right", "right_or_offered", "asked_back", "wrong")


def scores_of(measured: Measured) -> dict[str, Any]:
    """Figures, groups, and for each figure the keys of the messages that failed it.

    With the keys a later run can tell a real drop from chance message by message.
    """
    outcomes = measured.outcomes
    scores: dict[str, Any] = {
        "model": measured.model,
        "counts": {"held_out": len(outcomes), "training": measured.examples},
        "figures": {
            figure.name: _entry(figure.rate(outcomes))
            for figure in FIGURES
            if figure.of(outcomes)
        },
        "spanish_minus_english": _gap(outcomes),
        "calibration_error": round(calibration_error(bins_of(outcomes)), 4),
        "groups": {name: _groups(outcomes, name) for name in GROUPINGS},
        "messages": sorted(outcome.message.key for outcome in outcomes),
        "failures": {
            figure.name: sorted(
                o.message.key for o in figure.of(outcomes) if figure.failed(o)
            )
            for figure in FIGURES
        },
    }
    if measured.short:
        scores["short_messages_language"] = _entry(measured.short_rate)
    return {**scores, **_resampled(measured)}


def _resampled(measured: Measured) -> dict[str, Any]:
    if measured.cross is None:
        return {}
    cross = measured.cross
    return {
        "cross_validation": {
            "top1": _entry(cross.top1),
            "top3": _entry(cross.top3),
            **{name: _entry(rate) for name, rate in cross.by_language.items()},
        },
        "learning_curve": [
            {
                "size": point.size,
                "examples": point.examples,
                **{name: _entry(rate) for name, rate in point.by_language.items()},
            }
            for point in measured.curve
        ],
    }


def _gap(outcomes: list[Outcome]) -> dict[str, float] | None:
    gap = language_gap(outcomes)
    if gap is None:
        return None
    return {name: round(value, 4) for name, value in vars(gap).items()}


def _entry(rate: Rate) -> dict[str, float]:
    low, high = rate.interval
    return {
        "of": rate.of,
        "share": round(rate.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }


def _groups(outcomes: list[Outcome], grouping: str) -> dict[str, dict[str, float]]:
    figures = [figure for figure in EVERYWHERE if figure.name in _IN_GROUPS]
    return {
        name: {
            "of": len(group),
            **{f.name: round(f.rate(group).share, 4) for f in figures},
        }
        for name, group in grouped(outcomes, grouping).items()
    }


def write_scores(scores: dict[str, Any], path: Path) -> None:
    """Sorted, so that a difference in git shows what changed and nothing else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(scores, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def read_scores(path: Path) -> dict[str, Any] | None:
    """Scores written before, or None if there are none."""
    if not path.exists():
        return None
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read
