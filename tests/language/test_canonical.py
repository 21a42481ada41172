import pytest

from bot.language.canonical import Canonical


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Ase un mez q YEGUÉ!!", "hace un mes que llegue ! !"),
        ("el 3d mayo, 3/5/26", "el 3 de mayo , 3/5/26"),
        ("el biernes; 1º d otubre", "el viernes ; 1 o de octubre"),
        ("I haven’t entered", "i havent entered"),
        # Only the accent tells the verb from "between".
        ("entré entre", "ingrese entre"),
        ("entre\u0301 ayerrr", "ingrese ayer"),
        ("una\ncosa", "una | cosa"),
        ("vienes jueces sabido", "vienes jueces sabido"),
        ("", ""),
    ],
)
def test_words_come_out_as_patterns_expect_them(message: str, text: str) -> None:
    assert Canonical(message).text == text


def test_a_place_is_found_in_both_directions() -> None:
    message = "😊 Llegué\n hace  un  mez."
    words = Canonical(message)
    start = words.text.index("hace")
    end = words.text.index(" .")
    assert message[slice(*words.place(start, end))] == "hace  un  mez"
    inside = words.within(message.index("hace"), message.index("mez") + 3)
    assert inside == (start, end)
    assert words.within(0, 0) == (0, 0)
