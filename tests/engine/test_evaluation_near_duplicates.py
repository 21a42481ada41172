from __future__ import annotations

import time

import numpy as np
import pytest

from bot.engine.evaluation.near_duplicates import near_duplicates


@pytest.mark.parametrize(
    ("asked", "trained", "why"),
    [
        ("¿Cuánto CUESTA pedir refugio?", "cuanto cuesta pedir refugio", "the same"),
        ("cuanto cuesta pedir el refugio", "cuanto cuesta pedir refugio", "alike"),
        (
            "quiero pedir refugio hoy",
            "oiga yo quiero pedir refugio hoy mismo",
            "within",
        ),
        (
            "oiga yo quiero pedir refugio hoy mismo",
            "quiero pedir refugio hoy",
            "within",
        ),
        ("quiero pedir refugio", "oiga señora yo quiero pedir refugio hoy mismo", None),
        ("ero pedir refugio ho", "oiga quiero pedir refugio hoy mismo señor mío", None),
        ("cuanto vale el tramite", "cuanto cuesta pedir refugio", None),
        ("", "cuanto cuesta", None),
        ("🙂", "🙂", "the same"),
        ("🙂", "👍", None),
    ],
    ids=[
        "folded",
        "one word more",
        "within theirs",
        "within ours",
        "three words",
        "not at words",
        "another text",
        "empty",
        "no letters",
        "other marks",
    ],
)
def test_near_duplicates_are_found(asked: str, trained: str, why: str | None) -> None:
    found = near_duplicates(["algo distinto", asked], ["otra cosa", "más", trained])
    assert [(f.asked, f.trained) for f in found] == ([(1, 2)] if why else [])
    assert all(why in f.why for f in found if why)


def test_a_large_set_takes_seconds() -> None:
    drawn = np.random.default_rng(0)
    words = ["".join(drawn.choice(list("abcdeilmnorst"), 6)) for _ in range(3000)]
    texts = [" ".join(drawn.choice(words, 9)) for _ in range(13_600)]
    begun = time.monotonic()
    found = near_duplicates([*texts[:1599], texts[-1]], texts[1600:])
    assert [f.asked for f in found] == [1599]
    assert time.monotonic() - begun < 20
