from __future__ import annotations

import os
from pathlib import Path

import pytest
from rasa.shared.exceptions import FileNotFoundException
from rasa.shared.nlu.training_data.message import Message

from bot.engine.place_extractor import PlaceExtractor
from tests.engine.conftest import ROOT


@pytest.fixture(scope="module")
def extractor() -> PlaceExtractor:
    os.chdir(ROOT)
    return PlaceExtractor(PlaceExtractor.get_default_config())


def places(extractor: PlaceExtractor, text: str) -> list[tuple[str, str]]:
    message = Message(data={"text": text})
    extractor.process([message])
    return [
        (entry["value"], text[entry["start"] : entry["end"]])
        for entry in message.get("entities")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Estoy en Tijuana", [("Tijuana", "Tijuana")]),
        ("TJ", [("Tijuana", "TJ")]),
        ("¿y en Tapa?", [("Tapachula", "Tapa")]),
        ("where to sleep in cdmx", [("Ciudad de México", "cdmx")]),
        ("C.D.M.X.", [("Ciudad de México", "C.D.M.X.")]),
        ("albergue en cd. juares", [("Ciudad Juárez", "cd. juares")]),
        ("ESTOY EN JUÁREZ!!", [("Ciudad Juárez", "JUÁREZ")]),
        ("estoy en nuebo laredo", [("Nuevo Laredo", "nuebo laredo")]),
        ("in Reinosa", [("Reynosa", "Reinosa")]),
        ("tenosike", [("Tenosique", "tenosike")]),
        ("estoy en Tihuana", [("Tijuana", "Tihuana")]),
        ("de Tapachula a Monterrey",
         [("Tapachula", "Tapachula"), ("Monterrey", "Monterrey")]),
        ("Baja California Sur", [("Baja California Sur", "Baja California Sur")]),
        ("vivo en BC", [("Baja California", "BC")]),
        ("estoy en León", [("León", "León")]),
        ("voy a la paz", [("La Paz", "la paz")]),
        ("my name is Santiago and I am in Tijuana", [("Tijuana", "Tijuana")]),
    ],
)  # fmt: skip
def test_places_are_found_as_people_write_them(
    extractor: PlaceExtractor, text: str, expected: list[tuple[str, str]]
) -> None:
    assert places(extractor, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Me llamo León",
        "my name is Leon",
        "soy Mercedes",
        "mi hijo Leon está enfermo",
        "me llamo Pedro Guerrero",
        "quiero vivir en paz",
        "la virgen de Guadalupe me ayuda",
        "en la noche hace frío",
        "in the morning",
        "en los casos de menores",
        "estoy en el centro",
        "soy de Honduras",
        "in Mexico",
        "voy pa la pega",
    ],
)
def test_what_is_no_place_is_none(extractor: PlaceExtractor, text: str) -> None:
    assert places(extractor, text) == []


@pytest.mark.parametrize("text", ["Benito Juárez", "San Luis", "estoy en Allende"])
def test_a_name_of_many_places_is_none_of_them(
    extractor: PlaceExtractor, text: str
) -> None:
    assert places(extractor, text) == []


def test_with_its_state_such_a_name_is_one(extractor: PlaceExtractor) -> None:
    found = places(extractor, "estoy en Allende, Coahuila")
    assert found == [("Allende (Coahuila)", "Allende, Coahuila")]


def test_a_missing_gazetteer_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundException, match=r"nowhere\.yml"):
        PlaceExtractor({"gazetteer": str(tmp_path / "nowhere.yml")})
