import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.comparable import comparable, without_accents


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("¡¡AYUUUDA!!", "ayuda", id="shouted and stretched"),
        pytest.param("¿Cómo   pido\nASILO?", "como pido asilo", id="accents, spaces"),
        pytest.param("Co\u0301mo", "como", id="accent typed apart"),
        pytest.param("don't", "don t", id="apostrophe"),
        pytest.param("*comar*_costo_", "comar costo", id="WhatsApp's bold and italic"),
        pytest.param("año nuevo", "ano nuevo", id="n with tilde"),
        pytest.param("llegó a la calle", "llego a la calle", id="double l stays"),
        pytest.param("coordinar", "coordinar", id="double o stays"),
        pytest.param("cuesta $1000 o 5000", "cuesta 1000 o 5000", id="zeros stay"),
        pytest.param("hola 🙏🏽😭", "hola", id="emoji"),
        pytest.param("   ", "", id="nothing"),
    ],
)
def test_what_phones_and_haste_add_is_folded_away(written: str, folded: str) -> None:
    assert comparable(written) == folded


def test_accents_go_and_letters_stay() -> None:
    assert without_accents("Él pidió refugio en Añil") == "El pidio refugio en Anil"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)
