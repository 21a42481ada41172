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


@pytest.mark.parametrize("text", ["🙏" * 9_000, "ñ" * 9_000, "\ud800" * 900])
def test_a_letter_is_never_cut_in_two(text: str) -> None:
    short = shortened(text)
    assert set(short) <= {text[0], " ", "?"}
    assert len(short.encode(errors="replace")) <= 701
