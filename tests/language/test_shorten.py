from __future__ import annotations

import pytest

from bot.language.shorten import shortened


@pytest.mark.parametrize("text", ["", "¿Dónde duermo?", "a" * 700, "\x00"])
def test_what_people_usually_write_is_left_as_it_is(text: str) -> None:
    assert shortened(text) == text


def test_of_a_long_story_beginning_and_end_are_kept() -> None:
    story = "Me llamo. " + "y entonces caminé " * 500 + "¿dónde duermo?"
    short = shortened(story)
    assert short.startswith("Me llamo. ")
    assert short.endswith("¿dónde duermo?")
    assert len(short) < 720


def _many(first: int) -> str:
    """Letters that follow no pattern, so that nothing is read once for many."""
    return "".join(chr(first + number * number % 97) for number in range(9_000))


@pytest.mark.parametrize("first", [0x1F300, 0xF1, 0xD800, 0x5D0])
def test_a_letter_is_never_cut_in_two(first: int) -> None:
    text = _many(first)
    short = shortened(text)
    assert set(short) <= {*text, " ", "?"}
    assert 650 < len(short.encode(errors="replace")) <= 701


@pytest.mark.parametrize(
    "piece", ["\u0301", "ayuda ", "🙏", "/meta_human ", "¿", "a b"]
)
def test_what_is_said_again_and_again_is_read_once(piece: str) -> None:
    assert shortened("¿Hay cama? " + piece * 4_000 + "Gracias.") == (
        f"¿Hay cama? {piece}Gracias."
    )
