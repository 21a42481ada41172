"""Weighs the readings of one message against each other; numbers only, no Rasa."""

from __future__ import annotations

import numpy as np

from bot.language.follow_up import Leans

# Measured on tests/dialogues.yml, and on short held-out messages behind a topic that
# has nothing to do with them: docs/decisions/0006-understanding.md.
_SHARE_AFTER = {Leans.YES: 0.6, Leans.MAYBE: 0.5}
_DOUBT = 0.003
# The mean of two readings is flatter than each; this makes it as honest again.
_SHARPER = 2
_CLEAR_ALONE = 0.75

# A question of the two must be this sure, or the message is one question.
_SURE_HALF = 0.7
# What the whole message says about the second half counts too; this much for nothing.
_FLOOR = 0.02
_POSSIBLE = 0.05


def in_context(alone: np.ndarray, after: np.ndarray, leaning: Leans) -> np.ndarray:
    """Chances of a message, read alone and read behind the topic before it."""
    clear = float(alone.max()) >= _CLEAR_ALONE
    if leaning is Leans.NO or (leaning is Leans.MAYBE and clear):
        return alone
    share = _SHARE_AFTER[leaning]
    # A geometric mean: what either reading rules out is out.
    both = (alone + _DOUBT) ** (1 - share) * (after + _DOUBT) ** share
    both = both**_SHARPER
    return np.asarray(both / both.sum())


def without(chances: np.ndarray, rejected: int) -> np.ndarray:
    """The chances once a topic is ruled out."""
    left = chances.copy()
    left[rejected] = 0.0
    return np.asarray(left / (left.sum() or 1.0))


def two_topics(
    whole: np.ndarray,
    pairs: list[tuple[np.ndarray, np.ndarray]],
    needed: np.ndarray,
) -> tuple[int, int, float] | None:
    """The two topics of the surest cut, first asked first, and how sure both are.

    None if it is one question. `needed` is the chance that each topic must have in the
    whole message to be one of two; above 1, it never is ("hello").
    """
    best: tuple[int, int, float] | None = None
    surest = 0.0
    for left, right in pairs:
        first = int(left.argmax())
        if int(right.argmax()) == first:
            continue
        # "And does it cost money?" says little alone; the whole says what of.
        rest = right * (whole + _FLOOR)
        rest[first] = 0.0
        rest /= rest.sum() or 1.0
        second = int(rest.argmax())
        backed = rest[second] if right[second] > _POSSIBLE else 0.0
        sure = min(left[first], max(right[second], backed))
        found = float(left[first] * rest[second])
        both = [first, second]
        likely = bool((whole[both] >= needed[both]).all())
        if likely and sure >= _SURE_HALF and found > surest:
            best, surest = (first, second, float(sure)), found
    return best
