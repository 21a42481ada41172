"""The pictures of the report."""

from __future__ import annotations

from bot.engine.evaluation import svg
from bot.engine.evaluation.calibration import Bin
from bot.engine.evaluation.figures import LANGUAGES
from bot.engine.evaluation.intervals import Gap
from bot.engine.evaluation.learning_curve import CurvePoint
from bot.engine.evaluation.outcome import Outcome
from bot.engine.evaluation.svg import Plane

DECISIONS = {
    "right": "right at once",
    "offered": "asked back, right one offered",
    "asked": "asked back, right one not offered",
    "unknown": "said it does not know",
    "wrong": "wrong answer",
}
"""Style class → its words; each outcome is one of them."""

_ROW = 36


def decision_of(outcome: Outcome) -> str:
    """A key of DECISIONS."""
    if outcome.asked_back:
        return "offered" if outcome.right_or_offered else "asked"
    if outcome.right:
        return "right"
    return "unknown" if outcome.unknown else "wrong"


def decisions(groups: dict[str, list[Outcome]]) -> str:
    """A bar for each group, split by what was done."""
    parts = []
    for number, (name, group) in enumerate(groups.items()):
        top, left = number * _ROW, 0.0
        parts.append(svg.words(0, top + 12, f"{name} ({len(group)})"))
        for kind, meaning in DECISIONS.items():
            share = sum(decision_of(o) == kind for o in group) / len(group)
            told = f"{name}: {share:.1%} {meaning}"
            width = share * svg.WIDTH
            parts.append(svg.box(left, top + 16, width, 14, kind, told))
            left += width
    return svg.picture(len(groups) * _ROW, parts, "What was done, by group")


def confidence(bins: list[Bin]) -> str:
    """How many messages at each chance; wrong ones on top."""
    highest = max(1, *(part.count for part in bins))
    plane = Plane(0, highest)
    parts = plane.frame({0: "0", highest: str(highest)}, _percents(bins))
    for part in bins:
        left, width = plane.x(part.low) + 1, plane.x(part.high) - plane.x(part.low) - 2
        middle, top = plane.y(part.right), plane.y(part.count)
        where = f"{part.low:.0%} to {part.high:.0%}"
        told = f"{where}: {part.right} right"
        parts.append(svg.box(left, middle, width, plane.bottom - middle, "right", told))
        told = f"{where}: {part.wrong} wrong"
        parts.append(svg.box(left, top, width, middle - top, "wrong", told))
    return svg.picture(212, parts, "Messages by the model's confidence")


def reliability(bins: list[Bin]) -> str:
    """Chance claimed against share right; honest is the diagonal."""
    plane = Plane(0, 1)
    ticks = {value: f"{value:.0%}" for value in (0, 0.25, 0.5, 0.75, 1)}
    parts = plane.frame(ticks, _percents(bins))
    parts.append(svg.line([(plane.x(0), plane.y(0)), (plane.x(1), plane.y(1))], "goal"))
    filled = [part for part in bins if part.count]
    points = [(plane.x(part.chance), plane.y(part.share)) for part in filled]
    parts.append(svg.line(points, "es"))
    for part, (x, y) in zip(filled, points):
        told = f"claimed {part.chance:.0%}, right {part.share:.0%}, of {part.count}"
        parts.append(svg.dot(x, y, "es", told))
    return svg.picture(212, parts, "Claimed chance against share right")


def curve(points: list[CurvePoint]) -> str:
    """Share right by examples per topic and language, one line a language."""
    shares = [rate.share for p in points for rate in p.by_language.values()]
    low = int(min(shares) * 10) / 10
    plane = Plane(low, 1)
    steps = round((1 - low) * 10)
    ticks = {1 - i / 10: f"{1 - i / 10:.0%}" for i in range(steps + 1)}
    places = [(i + 0.5) / len(points) for i in range(len(points))]
    below = {place: str(p.size or "all") for place, p in zip(places, points)}
    parts = plane.frame(ticks, below)
    for code in points[0].by_language:
        rates = [point.by_language[code] for point in points]
        path = [
            (plane.x(place), plane.y(rate.share)) for place, rate in zip(places, rates)
        ]
        parts.append(svg.line(path, code))
        parts += [
            svg.dot(x, y, code, f"{LANGUAGES.get(code, code)}: {rate.share:.1%}")
            for (x, y), rate in zip(path, rates)
        ]
    return svg.picture(212, parts, "Share right by number of examples")


def gaps(found: dict[str, Gap]) -> str:
    """Spanish minus English: a point and its interval for each group."""
    reach = max(0.05, *(max(-g.low, g.high) for g in found.values()))
    bottom = len(found) * _ROW + 4
    middle, scale = svg.WIDTH / 2, (svg.WIDTH / 2 - 8) / reach
    parts = [svg.line([(middle, 0), (middle, bottom)], "goal")]
    for number, (name, value) in enumerate(found.items()):
        y = number * _ROW + 24
        low, high = middle + value.low * scale, middle + value.high * scale
        told = str(value)
        kind = "es" if value.is_chance else "wrong"
        parts.append(svg.words(0, y - 12, name))
        parts.append(svg.words(svg.WIDTH, y - 12, told, "end"))
        parts.append(svg.line([(low, y), (high, y)], kind))
        parts.append(svg.dot(middle + value.points * scale, y, kind, told))
    parts.append(svg.words(4, bottom + 14, "← English better"))
    parts.append(svg.words(svg.WIDTH - 4, bottom + 14, "Spanish better →", "end"))
    return svg.picture(bottom + 20, parts, "Spanish minus English, by group")


def _percents(bins: list[Bin]) -> dict[float, str]:
    return {value: f"{value:.0%}" for value in (0, 0.5, bins[-1].high)}
