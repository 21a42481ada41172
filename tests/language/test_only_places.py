from __future__ import annotations

import pytest

from bot.language.only_places import names_only


@pytest.mark.parametrize(
    ("text", "place", "only"),
    [
        ("Tijuana", "Tijuana", True),
        ("¿y en Tapachula?", "Tapachula", True),
        ("what about Juarez please", "Juarez", True),
        ("no, en Tecate", "Tecate", True),
        ("estoy en Tijuana, gracias", "Tijuana", True),
        ("albergue en Tijuana", "Tijuana", False),
        ("me robaron en Tijuana", "Tijuana", False),
        ("is it safe in Juarez", "Juarez", False),
    ],
)
def test_only_a_place_is_said(text: str, place: str, only: bool) -> None:
    start = text.index(place)
    assert names_only(text, [(start, start + len(place))]) is only


def test_two_places_are_still_only_places() -> None:
    assert names_only("Tijuana o Tecate", [(10, 16), (0, 7)])
