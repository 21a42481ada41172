from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.language import countries as module
from bot.language.countries import Countries

COUNTRIES = Countries(
    yaml.safe_load(
        (Path(module.__file__).parent / "words" / "countries.yml").read_text("utf-8")
    )
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("soy de Honduras", ["HN"]),
        ("somos venezolanos y un cubano", ["VE", "CU"]),
        ("I am Haitian", ["HT"]),
        ("soy ondureña", ["HN"]),
        ("from Cameroon", ["CM"]),
        ("vengo de El Salvador", ["SV"]),
        ("mis hermanos irán mañana", []),
        ("estoy en México", []),
        ("quiero cambiar de cama", []),
        ("", []),
    ],
)
def test_countries_are_found_by_name_or_nationality(
    text: str, codes: list[str]
) -> None:
    assert [code for code, _, _ in COUNTRIES.named_in(text)] == codes


def test_the_place_in_the_text_is_that_of_the_word() -> None:
    text = "¿Soy hondureño?"
    [(_, start, end)] = COUNTRIES.named_in(text)
    assert text[start:end] == "hondureño"
