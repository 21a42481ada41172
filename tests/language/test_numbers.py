import re

import pytest

from bot.language.numbers import DAY_WORD, NUMBER, ORDINAL, day_number, number_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("20", 20),
        ("un", 1),
        ("par", 2),
        ("dieciseis", 16),
        ("veintitres", 23),
        ("veinte y tres", 23),
        ("treinta y uno", 31),
        ("noventa", 90),
        ("twenty one", 21),
        ("forty five", 45),
        ("cien", 100),
    ],
)
def test_a_number_is_read_in_words_and_figures(words: str, number: int) -> None:
    assert re.fullmatch(NUMBER, words)
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("words", "day"),
    [("3 rd", 3), ("primero", 1), ("tres", 3), ("third", 3), ("twenty third", 23)],
)
def test_a_day_of_a_month_is_read_as_an_order_too(words: str, day: int) -> None:
    assert day_number(words) == day


def test_what_names_no_day_of_a_month_is_not_taken_for_one() -> None:
    assert re.fullmatch(DAY_WORD, "una") is None
    assert re.fullmatch(DAY_WORD, "cuarenta") is None
    assert re.fullmatch(ORDINAL, "tres") is None
    with pytest.raises(ValueError):
        number_of("pan")
