from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
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


def kinds(extractor: PlaceExtractor, text: str) -> list[tuple[str, str]]:
    message = Message(data={"text": text})
    extractor.process([message])
    return [(entry["entity"], entry["value"]) for entry in message.get("entities")]


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Benito Juárez", "Benito Juárez"),
        ("estoy en benito juares", "Benito Juárez"),
        ("San Luis", "San Luis"),
        ("¿y en san luis?", "San Luis"),
        ("estoy en Allende", "Allende"),
        ("estoy en Guadalupe", "Guadalupe"),
        ("ciudad Guerrero", "Guerrero"),
        ("estoy en el municipio de Hidalgo", "Hidalgo"),
        ("ESTOY EN SANTA ANA", "Santa Ana"),
        # Where no place stands, and in other countries, it is not asked for.
        ("avenida Benito Juárez 12", None),
        ("soy de Santa Ana", None),
        ("vengo de San Pedro", None),
        ("estoy en San Pedro Sula", None),
        ("me llamo Allende", None),
        ("soy de El Salvador", None),
        ("estoy en la Victoria", None),
        ("estoy en Villa Juárez", None),
    ],
)
def test_a_name_of_several_cities_is_unclear(
    extractor: PlaceExtractor, text: str, name: str | None
) -> None:
    expected = [("unclear_city", name)] if name else []
    assert kinds(extractor, text) == expected


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("San Luis Potosí", "San Luis Potosí"),
        ("san luis rio colorado", "San Luis Río Colorado"),
        ("estoy en Juárez", "Ciudad Juárez"),
        ("estoy en Nogales", "Nogales"),
        ("estoy en La Paz", "La Paz"),
        ("Benito Juárez, Quintana Roo", "Cancún"),
        ("San Cristóbal", "San Cristóbal de las Casas"),
        ("Guadalupe Zacatecas", "Guadalupe (Zacatecas)"),
    ],
)
def test_a_longer_or_a_likelier_name_is_clear(
    extractor: PlaceExtractor, text: str, city: str
) -> None:
    assert kinds(extractor, text) == [("city", city)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("estoy en Hidalgo", [("state", "Hidalgo")]),
        ("Guerrero", [("state", "Guerrero")]),
        ("shelter in Tabasco", [("state", "Tabasco")]),
        ("calle Hidalgo 45", []),
        ("soy un guerrero", []),
    ],
)
def test_a_state_with_towns_of_its_name_is_the_state(
    extractor: PlaceExtractor, text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(extractor, text) == expected


def test_every_unclear_name_of_the_gazetteer_lists_its_cities() -> None:
    gazetteer = yaml.load(
        (ROOT / "facts" / "gazetteer.yml").read_text("utf-8"), yaml.CSafeLoader
    )
    names = {city["name"] for city in gazetteer["cities"]}
    for entry in gazetteer["unclear"]:
        assert len(entry["cities"]) > 1
        assert set(entry["cities"]) <= names


def test_with_its_state_such_a_name_is_one(extractor: PlaceExtractor) -> None:
    found = places(extractor, "estoy en Allende, Coahuila")
    assert found == [("Allende (Coahuila)", "Allende, Coahuila")]


def test_a_missing_gazetteer_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundException, match=r"nowhere\.yml"):
        PlaceExtractor({"gazetteer": str(tmp_path / "nowhere.yml")})
