"""Tables of the report as HTML; every cell is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.engine.evaluation.intervals import Rate

Row = Iterable[object]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table that scrolls sideways on a narrow screen."""
    body = "".join(_row(row, "td") for row in rows)
    return (
        f'<div class="wide"><table><thead>{_row(head, "th")}</thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(cells: Row, tag: str) -> str:
    return (
        "<tr>"
        + "".join(f"<{tag}>{escape(str(cell))}</{tag}>" for cell in cells)
        + "</tr>"
    )


def heat(matrix: dict[str, dict[str, int]], columns: list[str]) -> str:
    """Counts by row and column, darker the larger their part of the row."""
    lines = [_row(["", *columns], "th")]
    for name, row in matrix.items():
        total = sum(row.values())
        cells = "".join(
            f'<td class="{"own" if column == name else "other"}" '
            f'style="--part:{row.get(column, 0) / total:.3f}">'
            f"{row.get(column) or ''}</td>"
            for column in columns
        )
        lines.append(f"<tr><th>{escape(name)}</th>{cells}</tr>")
    return f'<div class="wide"><table class="heat">{"".join(lines)}</table></div>'


def folded(summary: str, content: str) -> str:
    """Content that opens when its summary is tapped."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def percent(rate: Rate) -> str:
    """ "95.1 % (93.9–96.1)", or a dash where nothing was counted."""
    if not rate.of:
        return "–"
    low, high = rate.interval
    return f"{100 * rate.share:.1f} % ({100 * low:.1f}–{100 * high:.1f})"
