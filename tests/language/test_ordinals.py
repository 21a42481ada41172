from __future__ import annotations

import pytest

from bot.language.ordinals import position


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0),
        (" 3. ", 2),
        ("2)", 1),
        ("la segunda", 1),
        ("El primero por favor", 0),
        ("opción 2", 1),
        ("numero 3", 2),
        ("quiero la tercera", 2),
        ("sí, la 2", 1),
        ("dos", 1),
        ("la última", 2),
        ("the first one", 0),
        ("Option 2 please", 1),
        ("the 2nd", 1),
        ("I want the last one", 2),
        ("number three", 2),
    ],
)
def test_people_name_a_place_in_the_list_in_many_ways(text: str, place: int) -> None:
    assert position(text, 3) == place


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "0",
        "911",
        "001",
        "-1 0",
        "la cuarta",
        "mi segunda hija",
        "first i want to know the cost",
        "somos dos personas",
        "si",
        "",
        "🙂",
    ],
)
def test_anything_else_is_no_place(text: str) -> None:
    assert position(text, 3) is None


@pytest.mark.parametrize("text", ["1", "la última"])
def test_an_empty_list_has_no_place(text: str) -> None:
    assert position(text, 0) is None
