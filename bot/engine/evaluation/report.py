"""Puts the sections together into one page that needs nothing from elsewhere."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import Any

from bot.engine.evaluation import pictures, sections
from bot.engine.evaluation.figures import LANGUAGES
from bot.engine.evaluation.headline import HEAD, headline
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.tables import folded, percent, table

_PAGE = Path(__file__).with_name("report.html")


def report(
    measured: Measured, accepted: dict[str, Any] | None, fallen: list[str]
) -> str:
    """The whole page."""
    parts = [
        _about(measured),
        _verdict(accepted, fallen),
        _section(
            "Against the goals", _HEADLINE, table(HEAD, headline(measured, accepted))
        ),
        _section("What was done with a message", _DECIDED, sections.decided(measured)),
        _section("Spanish against English", _GAP, sections.compared(measured)),
        _section("Danger", _DANGER, sections.danger(measured)),
        _section("By kind of message", _GROUPS, sections.by_group(measured)),
        _section("What is taken for what", _CONFUSION, sections.confusion(measured)),
        _section("How sure it is", _SURE, sections.sureness(measured)),
        _trained(measured),
        _section("Every mistake", _MISTAKES, sections.mistakes(measured)),
    ]
    page = Template(_PAGE.read_text(encoding="utf-8"))
    return page.substitute(content="\n".join(parts))


_HEADLINE = (
    "In brackets: where the true share lies with 95 % certainty, given how few "
    "messages were measured. “Could be chance”: the goal lies within the brackets."
)
_DECIDED = "The longer the green, the better; red is a wrong answer, which does harm."
_GAP = (
    "The line is where the true difference may lie; where it crosses the dashed "
    "middle, there may be none."
)
_DANGER = "Each line here is a person in danger who would not have got the right help."
_GROUPS = "Look for a line that is much worse than the others; wipe sideways for more."
_CONFUSION = (
    "A row is what people asked about, a column what was answered. Red cells off the "
    "green diagonal are mistakes between areas. The pairs show which topics need "
    "clearer examples, or are one topic."
)
_SURE = "How high the chance is that the model gives to its best topic."
_CROSS = (
    "Five times, a fifth of the training examples was hidden and then asked. It is "
    "mostly better than on held-out messages, since examples resemble each other."
)
_CURVE = (
    "Each point is the share right on the held-out messages with so many examples per "
    "topic and language. Still rising at the right: more examples will help. Flat: "
    "better examples will, or other topics."
)
_MISTAKES = "Everything that did not get its topic at once, by area. Tap to open."


def _section(title: str, how: str, content: str) -> str:
    return f"<h2>{title}</h2><p>{how}</p>{content}"


def _about(measured: Measured) -> str:
    leaked = ""
    if measured.leaked:
        leaked = (
            f" {measured.leaked} of them nearly stand in the training data, so the "
            "figures are too good: see tests/engine/test_heldout_independence.py."
        )
    return (
        f"<p>Model {escape(measured.model)}, trained on {measured.examples} examples, "
        f"measured on {len(measured.outcomes)} held-out messages that it was never "
        f"trained on.{leaked}</p>"
    )


def _verdict(accepted: dict[str, Any] | None, fallen: list[str]) -> str:
    if accepted is None:
        return '<div class="held">No run has been accepted yet to compare with.</div>'
    if not fallen:
        return '<div class="held">No figure fell since the accepted run.</div>'
    lines = "\n".join(escape(sentence) for sentence in fallen)
    return f'<div class="fallen"><strong>Fell for real:</strong>\n{lines}</div>'


def _trained(measured: Measured) -> str:
    """Cross-validation and learning curve; nothing in a quick run."""
    cross = measured.cross
    if cross is None:
        return ""
    rows = [["all", percent(cross.top1), percent(cross.top3)]]
    rows += [
        [LANGUAGES.get(code, code), percent(rate), ""]
        for code, rate in cross.by_language.items()
    ]
    doubts = [
        [d.example.text, d.example.topic, d.taken_for, f"{d.chance:.0%}"]
        for d in cross.doubts
    ]
    head = ("example", "stands under", "the others say", "chance")
    content = table(("examples", "right", "right one in three"), rows) + folded(
        "Examples that may stand under the wrong topic", table(head, doubts)
    )
    legend = (
        '<ul class="legend"><li><span class="swatch" style="background:var(--es)">'
        '</span>Spanish</li><li><span class="swatch" style="background:var(--en)">'
        "</span>English</li></ul>"
    )
    return _section("Within the training data", _CROSS, content) + _section(
        "Would more examples help?", _CURVE, legend + pictures.curve(measured.curve)
    )
