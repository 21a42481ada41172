from datetime import date
from typing import Any

import pytest

from bot.places.describe import (
    has_contact,
    place_sources,
    provenance,
    shelter_text,
)
from bot.places.find import Found
from bot.places.models import Place
from bot.reply import SourceNote
from tests.places.conftest import Load
from tests.places.sample import sample_office, sample_shelter, sample_source
from tests.places.told import POINT, Phrases, loaded_shelter, said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "Casa one\nRecibe: hombres, familias.\nOfrece: dormir, comida.\n"
            "Último aviso de que funciona: 10 de mayo de 2025.",
        ),
        (
            "en",
            "Casa one\nTakes: men, families.\nOffers: a bed, food.\n"
            "Last report that it works: 10 May 2025.",
        ),
    ],
)
def test_a_shelter_says_whom_it_takes_what_it_offers_and_when_it_was_last_seen(
    load: Load, phrases: Phrases, language: str, text: str
) -> None:
    place = loaded_shelter(load, serves=["men", "families"])

    assert shelter_text(Found(place), language, phrases[language]) == text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "es",
            "Dirección según La Nota (marzo de 2025), "
            "confirme antes de ir: Calle 5, centro.",
        ),
        (
            "en",
            "Address from La Nota (March 2025), "
            "confirm before you go: Calle 5, centro.",
        ),
    ],
)
def test_an_address_comes_with_its_publisher_and_date(
    load: Load, phrases: Phrases, language: str, line: str
) -> None:
    place = loaded_shelter(load, address="Calle 5, centro")

    assert line in shelter_text(Found(place), language, phrases[language]).splitlines()


def test_what_is_not_known_is_not_said(load: Load, phrases: Phrases) -> None:
    place = loaded_shelter(load, serves=[], services=["yoga"], last_seen="2025")

    assert shelter_text(Found(place), "es", phrases["es"]) == (
        "Casa one\nÚltimo aviso de que funciona: 2025."
    )


def test_each_page_is_named_once_as_a_source(load: Load) -> None:
    other = {**sample_source(), "url": "https://example.org/otra", "title": "Otra"}
    make_session = load(
        [
            sample_shelter("one"),
            sample_shelter("two"),
            sample_shelter("three", source=other),
        ]
    )
    with make_session() as session:
        places = [session.get_one(Place, name) for name in ("one", "two", "three")]

    checked_on = date(2026, 11, 24)
    assert place_sources(places) == [
        SourceNote(**sample_source(), checked_on=checked_on),
        SourceNote(**other, checked_on=checked_on),
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Fuentes: La Nota, Otra. Revisado el 23 de noviembre de 2026."),
        ("en", "Sources: La Nota, Otra. Checked on 23 November 2026."),
    ],
)
def test_provenance_names_each_publisher_once_and_the_oldest_check(
    load: Load, phrases: Phrases, language: str, line: str
) -> None:
    other = {**sample_source(), "publisher": "Otra"}
    make_session = load(
        [sample_shelter("one"), sample_shelter("two", source=other)],
        [sample_office("Tapachula")],
    )
    with make_session() as session:
        places = [
            session.get_one(Place, name) for name in ("one", "two", "comar:Tapachula")
        ]

    assert provenance(places, language, phrases[language]) == line


@pytest.mark.parametrize(
    ("km", "line"),
    [(0, "A menos de 1 km de usted."), (7, "A unos 7 km de usted, en línea recta.")],
)
def test_the_distance_is_said_where_it_is_known(
    load: Load, phrases: Phrases, km: int, line: str
) -> None:
    assert said(load, phrases, "es", Found(Place(), km=km))[1] == line
    assert not [text for text in said(load, phrases, "es") if "km" in text]


def test_only_a_public_place_gets_a_map(load: Load, phrases: Phrases) -> None:
    line = "Mapa: https://maps.google.com/?q=32.522813,-117.001688"

    assert line in said(load, phrases, "es", point=POINT, public=True)
    assert "maps" not in " ".join(said(load, phrases, "es", point=POINT))
    address = said(load, phrases, "es", address="Calle 5", public=True)
    assert "maps" not in " ".join(address)


def test_call_first_is_said_only_with_a_number_that_somebody_dialled(
    load: Load, phrases: Phrases
) -> None:
    phone = {
        "number": "+52 664 634 1400",
        "verified_on": date(2026, 11, 3),
        "verified_by": "Ana",
    }

    assert "Llame antes de ir: +526646341400 (probado el 3 de noviembre de 2026)." in (
        said(load, phrases, "es", phones=[phone])
    )
    assert "Ana" not in " ".join(said(load, phrases, "en", phones=[phone]))
    assert not [line for line in said(load, phrases, "es") if "lame" in line]
    assert not [line for line in said(load, phrases, "en") if "call" in line.lower()]


def test_opening_times_and_website_are_said_as_reported(
    load: Load, phrases: Phrases
) -> None:
    schedule = {"es": "de 8:00 a 22:00", "en": "8:00 to 22:00"}
    lines = said(load, phrases, "en", schedule=schedule, website="https://example.org")

    assert "Reported opening times: 8:00 to 22:00." in lines
    assert "Website: https://example.org" in lines


@pytest.mark.parametrize(
    ("changes", "has"),
    [
        ({}, False),
        ({"address": "Calle 5"}, True),
        ({"website": "https://example.org"}, True),
        ({"point": POINT, "public": True}, True),
        ({"point": POINT}, False),
    ],
)
def test_whether_a_person_knows_where_to_ask(
    load: Load, changes: dict[str, Any], has: bool
) -> None:
    assert has_contact(loaded_shelter(load, **changes), "es") is has


def test_the_other_pages_follow_the_main_ones(load: Load) -> None:
    second = {**sample_source(), "url": "https://example.org/2"}
    same = sample_source()
    make_session = load(
        [
            sample_shelter("one", other_sources=[second]),
            sample_shelter(
                "two",
                source={**sample_source(), "url": "https://example.org/1"},
                other_sources=[same],
            ),
        ]
    )
    with make_session() as session:
        places = [session.get_one(Place, name) for name in ("one", "two")]

    assert [note.url for note in place_sources(places)] == [
        "https://example.org/nota",
        "https://example.org/1",
        "https://example.org/2",
    ]


def test_that_nobody_knows_whom_it_takes_is_said_to_those_who_asked_for_a_group(
    load: Load, phrases: Phrases
) -> None:
    make_session = load([sample_shelter("one", serves=[]), sample_shelter("two")])
    with make_session() as session:
        silent, known = (Found(session.get_one(Place, id_)) for id_ in ("one", "two"))
    texts = phrases["es"]

    assert "No sabemos a quién recibe." in shelter_text(
        silent, "es", texts, for_group=True
    )
    assert "No sabemos" not in shelter_text(silent, "es", texts)
    assert "No sabemos" not in shelter_text(known, "es", texts, for_group=True)
