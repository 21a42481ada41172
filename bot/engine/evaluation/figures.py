"""The headline figures, their goals (docs/evaluation.md) and what each counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.messages import OUT_OF_SCOPE
from bot.engine.evaluation.outcome import CLEAR, Outcome

CLEAN, NOISY = "clean", "noisy"
"""The two values of `style` that have goals of their own."""

LANGUAGES = {"es": "Spanish", "en": "English"}

_Test = Callable[[Outcome], bool]


def _every(_: Outcome) -> bool:
    return True


@dataclass(frozen=True)
class Figure:
    """A share of the messages `about` something: those for which it `holds`."""

    name: str
    title: str
    holds: _Test
    about: _Test = _every
    more_is_better: bool = True
    goal: float | None = None

    def of(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """The outcomes that it counts."""
        return [outcome for outcome in outcomes if self.about(outcome)]

    def failed(self, outcome: Outcome) -> bool:
        """The outcome makes the figure worse."""
        return self.holds(outcome) != self.more_is_better

    def rate(self, outcomes: Iterable[Outcome]) -> Rate:
        """How often it holds."""
        counted = self.of(outcomes)
        return Rate(sum(self.holds(outcome) for outcome in counted), len(counted))

    def verdict(self, rate: Rate) -> str:
        """met, missed, or unsure where the goal lies within chance; "" without goal."""
        if self.goal is None or not rate.of:
            return ""
        low, high = rate.interval
        if self.more_is_better:
            reached, possible = rate.share >= self.goal, high >= self.goal
        else:
            reached, possible = rate.share <= self.goal, low <= self.goal
        return "met" if reached else "unsure" if possible else "missed"


def is_danger(topic: str | None) -> bool:
    """A topic on which a life may hang."""
    return (topic or "").startswith("safety_")


def _is_safety(outcome: Outcome) -> bool:
    return is_danger(outcome.message.topic)


def _is_outside(outcome: Outcome) -> bool:
    return outcome.message.topic == OUT_OF_SCOPE


def _is_inside(outcome: Outcome) -> bool:
    return OUT_OF_SCOPE not in outcome.message.accepted


def _has_language(outcome: Outcome) -> bool:
    # "English please" is written in any language; stock Rasa guesses none.
    asks_for_one = outcome.message.topic == "meta_change_language"
    return outcome.language is not None and not asks_for_one


def _both(first: _Test, second: _Test) -> _Test:
    return lambda outcome: first(outcome) and second(outcome)


def _spoken(language: str) -> _Test:
    return lambda outcome: outcome.message.language == language


def _styled(style: str) -> _Test:
    return lambda outcome: outcome.message.style == style


RIGHT = Figure("right", "Right topic at once", lambda o: o.right)
SAFETY = Figure(
    "safety_recall",
    "Danger answered as danger",
    lambda outcome: is_danger(outcome.answered),
    _is_safety,
)

EVERYWHERE = (
    RIGHT,
    Figure(
        "right_or_offered",
        "Right at once or among the choices",
        lambda o: o.right_or_offered,
        goal=0.98,
    ),
    Figure(
        "asked_back",
        "Asked back",
        lambda o: o.asked_back,
        more_is_better=False,
        goal=0.10,
    ),
    Figure("wrong", "Wrong answer", lambda o: o.wrong, more_is_better=False),
    Figure(
        "unknown",
        "Said it does not know, but should",
        lambda o: o.unknown,
        _is_inside,
        more_is_better=False,
    ),
    SAFETY,
    Figure(
        "safety_right", "Danger, the right topic", lambda o: o.right, about=_is_safety
    ),
    Figure(
        "out_of_scope_answered",
        "Out of scope, answered as if in scope",
        lambda o: o.kind == CLEAR and o.wrong,
        _is_outside,
        more_is_better=False,
        goal=0.03,
    ),
    Figure(
        "language_wrong",
        "Language mistaken",
        lambda o: o.language != o.message.language,
        _has_language,
        more_is_better=False,
        goal=0.005,
    ),
    Figure("top1", "First of the ranking is right", lambda o: o.in_top(1)),
    Figure("top3", "Right one within the first three", lambda o: o.in_top(3)),
)
"""Shown for all messages and for each group."""


def _by_language(figure: Figure, goal: float | None, about: _Test) -> list[Figure]:
    return [
        Figure(
            f"{figure.name}_{code}",
            f"{figure.title}, {name}",
            figure.holds,
            _both(about, _spoken(code)),
            goal=goal,
        )
        for code, name in LANGUAGES.items()
    ]


def _by_style(style: str, title: str, goal: float) -> list[Figure]:
    styled = Figure(f"right_{style}", f"Right topic at once, {title}", RIGHT.holds)
    return _by_language(styled, goal, _styled(style))


FIGURES = (
    *_by_style(CLEAN, "clean messages", 0.95),
    *_by_style(NOISY, "noisy phone messages", 0.90),
    *_by_language(SAFETY, 0.98, _is_safety),
    *_by_language(RIGHT, None, RIGHT.about),
    *EVERYWHERE,
)
"""All headline figures: each is watched for a real drop."""
