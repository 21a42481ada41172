from __future__ import annotations

import pytest

from bot.language.comparable import comparable
from bot.language.named_person import (
    follows_place_word,
    is_person,
    is_whole_message,
)

NAME = "leon"


def position(text: str) -> tuple[list[str], int]:
    words = comparable(text).split()
    return words, words.index(NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Me llamo León",
        "mi nombre es juan leon",
        "my name is Leon",
        "My name's Leon",
        "soy León",
        "I am Leon",
        "I'm Leon and I need a bed",
        "mi hijo se llama Jose Maria Leon",
        "a man called Leon",
        "la virgen de Leon",
    ],
)
def test_a_name_given_is_a_person(text: str) -> None:
    assert is_person(*position(text))


@pytest.mark.parametrize(
    "text",
    [
        "Leon",
        "soy de León",
        "I am in Leon",
        "me llamo Rosa y estoy en León",
        "my name is Rosa and I sleep in Leon",
        "me llamo Rosa y Leon me gusta",
        "albergue Leon",
        "la casa de Leon",
    ],
)
def test_other_words_before_it_leave_it_a_place(text: str) -> None:
    assert not is_person(*position(text))


@pytest.mark.parametrize(
    "text",
    [
        "vivo en León",
        "shelter in Leon",
        "soy de leon",
        "voy a Leon",
        "nos mandaron para Leon",
        "we are going to Leon",
        "estoy en la leon",
        "en ciudad leon",
        "cerca de Leon",
    ],
)
def test_a_place_word_before_it_makes_it_a_place(text: str) -> None:
    assert follows_place_word(*position(text))


@pytest.mark.parametrize(
    "text",
    [
        "leon",
        "a Leon le pegaron",
        "quiero a leon",
        "I talked to Leon",
        "mi hijo leon",
        "el hijo de leon",
        "the wife of Leon",
        "comida para leon",
    ],
)
def test_without_one_it_may_be_a_person(text: str) -> None:
    assert not follows_place_word(*position(text))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("León", True),
        ("¿y leon?", True),
        ("estoy en leon por favor", True),
        ("leon comio", False),
        ("hola leon que tal", False),
    ],
)
def test_a_name_alone_is_the_whole_message(text: str, whole: bool) -> None:
    words, start = position(text)
    assert is_whole_message(words, start, start + 1) is whole
