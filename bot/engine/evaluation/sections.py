"""The sections of the report, each with a sentence on how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.engine.evaluation import pictures
from bot.engine.evaluation.calibration import bins_of, calibration_error
from bot.engine.evaluation.confusion import ASKED, area_matrix, worst_pairs
from bot.engine.evaluation.figures import EVERYWHERE, SAFETY, Figure
from bot.engine.evaluation.groups import GROUPINGS, gaps, grouped
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.outcome import Outcome
from bot.engine.evaluation.tables import folded, heat, percent, table


def decided(measured: Measured) -> str:
    """What was done with the messages, and the legend of its colours."""
    groups = {"all messages": measured.outcomes}
    for grouping in ("language", "style", "key word", "length"):
        for name, group in grouped(measured.outcomes, grouping).items():
            groups[f"{name} key word" if grouping == "key word" else name] = group
    legend = "".join(
        f'<li><span class="swatch {kind}"></span>{meaning}</li>'
        for kind, meaning in pictures.DECISIONS.items()
    )
    return f'<ul class="legend">{legend}</ul>' + pictures.decisions(groups)


def compared(measured: Measured) -> str:
    """Spanish minus English; empty if one is missing."""
    found = gaps(measured.outcomes)
    return pictures.gaps(found) if found else "<p>Only one language was measured.</p>"


def by_group(measured: Measured) -> str:
    """One table a grouping, all figures side by side."""
    parts = []
    for grouping in GROUPINGS:
        groups = grouped(measured.outcomes, grouping)
        rows = [
            [name, len(group), *(percent(figure.rate(group)) for figure in _shown())]
            for name, group in groups.items()
        ]
        if rows:
            head = [grouping, "messages", *(figure.title for figure in _shown())]
            parts.append(f"<h3>By {grouping}</h3>" + table(head, rows))
    return "".join(parts)


def _shown() -> Iterable[Figure]:
    return EVERYWHERE


def confusion(measured: Measured) -> str:
    """Areas as a matrix, then the worst pairs of topics."""
    matrix = area_matrix(measured.outcomes)
    seen = {column for row in matrix.values() for column in row} - {ASKED}
    columns = [*sorted(set(matrix) | seen), ASKED]
    pairs = [
        [pair.topic, pair.taken_for, pair.count, " · ".join(pair.texts[:3])]
        for pair in worst_pairs(measured.outcomes)
    ]
    head = ("topic", "taken for", "messages", "for example")
    return heat(matrix, columns) + "<h3>Worst pairs of topics</h3>" + table(head, pairs)


def sureness(measured: Measured) -> str:
    """Confidence histogram and reliability curve."""
    bins = bins_of(measured.outcomes)
    error = calibration_error(bins)
    return (
        pictures.confidence(bins)
        + "<p>Tall at the right is good; red at the right means that it is sure and "
        "wrong.</p>"
        + pictures.reliability(bins)
        + "<p>When it says 70 %, it should be right 7 times of 10: the nearer to the "
        "dashed line, the more honest. Below the line it is too sure. Mean distance "
        f"(ECE): {error:.1%}.</p>"
    )


def danger(measured: Measured) -> str:
    """Messages about danger that were not answered with a safety topic, then others."""
    counted = SAFETY.of(measured.outcomes)
    missed = [outcome for outcome in counted if SAFETY.failed(outcome)]
    other = [o for o in counted if not (o.right or SAFETY.failed(o))]
    return (
        f"<p>{len(missed)} of {len(counted)} were not answered as danger.</p>"
        + _listed(missed)
        + folded(f"{len(other)} answered with another danger topic", _listed(other))
    )


def mistakes(measured: Measured) -> str:
    """All messages that did not get the right topic at once, folded by topic area."""
    wrong = [outcome for outcome in measured.outcomes if not outcome.right]
    parts = [
        folded(f"{area}: {len(group)}", _listed(group))
        for area, group in grouped(wrong, "area").items()
    ]
    return "".join(parts) + folded_language(measured)


def folded_language(measured: Measured) -> str:
    """Messages whose language was mistaken, short ones too."""
    figure = next(f for f in EVERYWHERE if f.name == "language_wrong")
    rows = [
        [o.message.text, o.message.language, o.language]
        for o in figure.of(measured.outcomes)
        if figure.failed(o)
    ]
    rows += [
        [o.message.text, o.message.language, o.guessed]
        for o in measured.short
        if not o.right
    ]
    summary = f"language mistaken: {len(rows)}"
    return folded(summary, table(("message", "is", "taken for"), rows))


def _listed(outcomes: list[Outcome]) -> str:
    ordered = sorted(outcomes, key=lambda o: (o.message.topic, o.message.text))
    rows = [
        [
            outcome.message.text,
            outcome.message.topic,
            _done(outcome),
            f"{outcome.best or '–'} {outcome.chance:.0%}",
        ]
        for outcome in ordered
    ]
    return table(("message", "topic", "what was done", "best guess"), rows)


def _done(outcome: Outcome) -> str:
    if outcome.asked_back:
        return "asked: " + ", ".join(outcome.offered)
    return f"answered {outcome.answered}"
