from __future__ import annotations

import pytest

from bot.language.misspelt import Spellings, sound_of

KNOWN = Spellings(
    {
        name: name
        for name in (
            "Tijuana",
            "Nuevo Laredo",
            "Hermosillo",
            "Tenosique",
            "Matamoros",
            "Tapachula",
            "Puebla",
        )
    }
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tihuana", "Tijuana"),
        ("tijuanna", "Tijuana"),
        ("nuebo laredo", "Nuevo Laredo"),
        ("Ermosiyo", "Hermosillo"),
        ("tenosike", "Tenosique"),
        ("matamoroz", "Matamoros"),
        ("tapachla", "Tapachula"),
        ("tapachullas", None),
        ("tapa", None),
        ("tinta", None),
        ("pueblo", None),
        ("laredo", None),
        ("nuevolaredo", None),
        ("", None),
        ("🙏", None),
    ],
)
def test_a_misspelt_name_is_found(written: str, meant: str | None) -> None:
    assert KNOWN.meant(written) == meant


def test_a_spelling_between_two_names_means_neither() -> None:
    assert Spellings({"Acatepec": "a", "Ecatepec": "b"}).meant("ecatepek") == "b"
    assert Spellings({"Tonalapa": "a", "Tonalata": "b"}).meant("tonalaca") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Juárez", "juares"),
        ("Xalapa", "Jalapa"),
        ("chihuahua", "chiwawa"),
        ("Cancún", "kankun"),
        ("Querétaro", "keretaro"),
        ("Guanajuato", "wanahwato"),
    ],
)
def test_spellings_that_sound_alike_are_one(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(("one", "other"), [("casa", "cama"), ("chile", "cile")])
def test_spellings_that_sound_different_are_two(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)
