"""Draws lines, boxes and words as SVG that takes its colours from the page.

By hand and not by matplotlib: it follows the page into the dark, stays sharp on a
phone, is the same byte for byte on every machine, and weighs 3 kB a picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

WIDTH = 360
"""As wide as a phone, so that 11-unit letters are readable on one."""


def picture(height: float, parts: Iterable[str], told: str) -> str:
    """The SVG element; `told` is what a screen reader says instead."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )


def words(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    """Text whose baseline begins, ends or centres at a point."""
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def box(x: float, y: float, width: float, height: float, kind: str, told: str) -> str:
    """A filled box that says `told` when pointed at."""
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{max(height, 0):.1f}"><title>{escape(told)}</title></rect>'
    )


def line(points: Iterable[tuple[float, float]], kind: str) -> str:
    """A line through points."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="{kind}" points="{path}"/>'


def dot(x: float, y: float, kind: str, told: str) -> str:
    """A point that says `told` when pointed at."""
    return (
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.5">'
        f"<title>{escape(told)}</title></circle>"
    )


@dataclass(frozen=True)
class Plane:
    """A field with axes: x from 0 to 1, y from `low` to `high`."""

    low: float
    high: float
    left: float = 44
    right: float = WIDTH - 12
    top: float = 12
    bottom: float = 190

    def x(self, value: float) -> float:
        """Where 0 to 1 lies across the page."""
        return self.left + value * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value lies, upwards."""
        part = (value - self.low) / ((self.high - self.low) or 1)
        return self.bottom - part * (self.bottom - self.top)

    def frame(self, ticks: dict[float, str], below: dict[float, str]) -> list[str]:
        """Grid lines with their names at the left, and names below."""
        grid = [
            line([(self.left, self.y(at)), (self.right, self.y(at))], "grid")
            for at in ticks
        ]
        left = [
            words(self.left - 5, self.y(at) + 4, name, "end")
            for at, name in ticks.items()
        ]
        under = [
            words(self.x(at), self.bottom + 15, name, "middle")
            for at, name in below.items()
        ]
        return grid + left + under
