from datetime import date, timedelta

import pytest

from bot.places.describe import (
    office_text,
    place_sources,
    refuges_text,
    shelter_text,
)
from bot.places.find import Found
from bot.places.models import Phone, Place
from tests.places.conftest import Load
from tests.places.told import Phrases, known_for, loaded_office


def test_a_sensitive_place_never_says_where_it_is(phrases: Phrases) -> None:
    refuge = Place(
        name="Casa",
        serves="women",
        services="",
        status="show",
        sensitive=True,
        last_seen="2025",
        address_es="Calle 5",
        address_en="Calle 5",
        source_publisher="La Nota",
        source_date="2025",
    )

    assert "Calle 5" not in shelter_text(Found(refuge), "es", phrases["es"])
    assert "Calle 5" not in shelter_text(Found(refuge), "en", phrases["en"])


@pytest.mark.parametrize(
    ("status", "language", "text"),
    [
        (
            "reported_open",
            "es",
            "COMAR en Tapachula. Reportado por La Nota (marzo de 2025); confirme antes "
            "de viajar:\nCalle 1, centro.",
        ),
        (
            "reported_open",
            "en",
            "COMAR in Tapachula. Reported by La Nota (March 2025); confirm before you "
            "travel:\n1 Street, centre.",
        ),
        (
            "listed_only",
            "es",
            "Una lista nombra una oficina de la COMAR en Tapachula (marzo de 2025). "
            "Faro no tiene una dirección confirmada: pregunte en un albergue o a una "
            "organización antes de viajar.",
        ),
        (
            "not_admitting",
            "en",
            "In Tapachula it was reported (March 2025) that COMAR was not taking new "
            "cases. Ask at a shelter or an organisation before you go.",
        ),
        (
            "none_found",
            "en",
            "Faro found no COMAR office in Tapachula. If your state has no office, you "
            "ask for asylum at immigration (INM), which must send it to COMAR. If you "
            "can, talk to a legal aid organisation first.",
        ),
    ],
)
def test_an_office_is_described_as_surely_as_it_is_known(
    load: Load, phrases: Phrases, status: str, language: str, text: str
) -> None:
    place = loaded_office(load, status=status)

    assert office_text(Found(place), language, phrases[language]) == text


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("status", ["listed_only", "not_admitting", "none_found"])
def test_the_address_of_an_office_is_said_only_if_it_is_reported_open(
    load: Load, phrases: Phrases, status: str, language: str
) -> None:
    place = loaded_office(load, status=status)

    assert place.address(language)
    assert place.address(language) not in office_text(
        Found(place), language, phrases[language]
    )


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_refuge_says_its_name_and_how_to_get_a_contact_and_never_where_it_is(
    phrases: Phrases, language: str
) -> None:
    refuge = Place(
        name="Casa",
        city="Tijuana",
        state="Baja California",
        serves="lgbtiq",
        status="with_warning",
        sensitive=True,
        last_seen="2025",
        address_es="Calle 5",
        address_en="Calle 5",
        latitude=32.5,
        longitude=-117.0,
        public=True,
        schedule_es="de noche",
        website="https://example.org/tijuana",
        source_publisher="Mapa de Tijuana",
        checked_on=date(2026, 11, 24),
    )
    text = refuges_text([Found(refuge)], language, phrases[language])

    assert text.startswith("Casa\n")
    assert phrases[language]["refuge_ask"] in text
    assert phrases[language]["refuge_hidden"] in text
    for secret in ("Tijuana", "Baja", "Calle", "32", "117", "noche", "tijuana", "maps"):
        assert secret not in text
    assert place_sources([refuge]) == []


def test_a_refuge_with_a_number_says_the_number(phrases: Phrases) -> None:
    phone = Phone(
        number="+526646341400", verified_on=date(2026, 11, 3), verified_by="Ana"
    )
    refuge = Place(
        name="Casa",
        serves="lgbtiq",
        sensitive=True,
        last_seen="2025",
        phones=[phone],
        checked_on=date(2026, 11, 24),
    )
    text = refuges_text([Found(refuge)], "en", phrases["en"])

    assert "Call before you go: +526646341400" in text
    assert phrases["en"]["refuge_ask"] not in text


def test_how_to_get_a_contact_is_said_once_for_all_refuges(phrases: Phrases) -> None:
    houses = [
        Found(
            Place(
                name=name,
                serves="lgbtiq",
                sensitive=True,
                last_seen="2025",
                checked_on=date(2026, 11, 24),
            )
        )
        for name in ("Uno", "Dos")
    ]
    text = refuges_text(houses, "es", phrases["es"])

    assert text.index("Uno") < text.index("Dos") < text.index("Por seguridad")
    assert text.count(phrases["es"]["refuge_ask"]) == 1


@pytest.mark.parametrize(
    ("language", "closed", "confirmed"),
    [
        (
            "es",
            "Se confirmó el 24 de noviembre de 2026: la oficina de la COMAR en "
            "Tapachula estaba cerrada.",
            "Confirmado hace 3 horas: está abierto.",
        ),
        (
            "en",
            "Confirmed on 24 November 2026: the COMAR office in Tapachula was closed.",
            "Confirmed 3 hours ago: it is open.",
        ),
    ],
)
def test_what_is_confirmed_of_an_office_is_said(
    load: Load, phrases: Phrases, language: str, closed: str, confirmed: str
) -> None:
    place, passed = loaded_office(load), timedelta(hours=3)

    shut = office_text(
        Found(place, known_for(passed, "closed")), language, phrases[language]
    )
    assert shut.startswith(closed)
    assert place.address(language) not in shut
    found = Found(place, known_for(passed))
    assert office_text(found, language, phrases[language]).splitlines()[-1] == confirmed


def test_a_refuge_says_what_is_confirmed_of_it(phrases: Phrases) -> None:
    place = Place(
        name="Casa",
        serves="lgbtiq",
        sensitive=True,
        last_seen="2025",
        checked_on=date(2026, 11, 24),
    )
    found = Found(place, known_for(timedelta(hours=3), "full"))
    assert "Confirmado hace 3 horas: está lleno." in refuges_text(
        [found], "es", phrases["es"]
    )
