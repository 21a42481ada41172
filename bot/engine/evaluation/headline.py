"""The headline figures against their goals and the accepted run, as rows of cells."""

from __future__ import annotations

from typing import Any

from bot.engine.evaluation.figures import FIGURES, Figure
from bot.engine.evaluation.groups import language_gap
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.outcome import Outcome
from bot.engine.evaluation.tables import percent

HEAD = ("figure", "now", "", "goal", "accepted", "messages")

_VERDICTS = {
    "met": "✓ met",
    "missed": "✗ missed",
    "unsure": "~ missed, could be chance",
    "": "",
}

Row = tuple[str, ...]


def headline(measured: Measured, accepted: dict[str, Any] | None) -> list[Row]:
    """One row a figure, with the cells of HEAD."""
    before = accepted or {}
    return [
        *(_figure(figure, measured.outcomes, before) for figure in FIGURES),
        *_gap(measured.outcomes, before),
        *_short(measured),
    ]


def _figure(figure: Figure, outcomes: list[Outcome], before: dict[str, Any]) -> Row:
    rate = figure.rate(outcomes)
    goal = ""
    if figure.goal is not None:
        least = "at least" if figure.more_is_better else "at most"
        goal = f"{least} {100 * figure.goal:g} %"
    was = before.get("figures", {}).get(figure.name)
    return (
        figure.title,
        percent(rate),
        _VERDICTS[figure.verdict(rate)],
        goal,
        f"{100 * was['share']:.1f} %" if was else "–",
        str(rate.of),
    )


def _gap(outcomes: list[Outcome], before: dict[str, Any]) -> list[Row]:
    gap = language_gap(outcomes)
    if gap is None:
        return []
    was = before.get("spanish_minus_english")
    row = (
        "Right topic at once, Spanish minus English",
        str(gap),
        _VERDICTS["met" if gap.is_chance else "missed"],
        "none beyond chance",
        f"{100 * was['points']:+.1f} %" if was else "–",
        str(len(outcomes)),
    )
    return [row]


def _short(measured: Measured) -> list[Row]:
    if not measured.short:
        return []
    rate = measured.short_rate
    title = "Language of 1-3 words right"
    return [(title, percent(rate), "", "", "–", str(rate.of))]
