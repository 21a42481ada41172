from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.facts.seed import Seed
from bot.places.confirmations import Age, Known
from bot.places.describe import (
    has_contact,
    office_text,
    place_sources,
    provenance,
    refuges_text,
    shelter_text,
)
from bot.places.find import Found
from bot.places.models import Phone, Place
from bot.reply import SourceNote
from tests.places.conftest import Load
from tests.places.sample import sample_office, sample_shelter, sample_source


@pytest.fixture
def phrases(seed: Seed) -> dict[str, dict[str, str]]:
    """The project's own phrases, by language and key."""
    return {
        language: {
            key: texts[language]
            for key, texts in seed.phrases.items()
            if language in texts
        }
        for language in ("es", "en")
    }


Phrases = dict[str, dict[str, str]]


def loaded_shelter(load: Load, **changes: object) -> Place:
    with load([sample_shelter("one", **changes)])() as session:
        return session.get_one(Place, "one")


def loaded_office(load: Load, **changes: object) -> Place:
    with load([], [sample_office("Tapachula", **changes)])() as session:
        return session.get_one(Place, "comar:Tapachula")


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
        ("es", "Sin confirmar desde marzo de 2024: pregunte antes de ir."),
        ("en", "Not confirmed since March 2024: ask before you go."),
    ],
)
def test_a_doubtful_shelter_says_so(
    load: Load, phrases: Phrases, language: str, line: str
) -> None:
    place = loaded_shelter(load, show="with_warning", last_seen="2024-03")
    text = shelter_text(Found(place), language, phrases[language])

    assert text.splitlines()[-1] == line
    assert phrases[language]["place_seen"].split("{")[0] not in text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Sin confirmar, y sin fecha conocida: pregunte antes de ir."),
        ("en", "Not confirmed, and the date is not known: ask before you go."),
    ],
)
def test_a_doubtful_shelter_without_a_date_says_that_too(
    load: Load, phrases: Phrases, language: str, line: str
) -> None:
    place = loaded_shelter(load, show="with_warning", last_seen="unknown")

    assert shelter_text(Found(place), language, phrases[language]).endswith(line)


@pytest.mark.parametrize(
    ("last_seen", "said"),
    [
        ("2025", "2025"),
        ("2025-03", "marzo de 2025"),
        ("2025-03-09", "9 de marzo de 2025"),
        ("unknown", "fecha no conocida"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(
    load: Load, phrases: Phrases, last_seen: str, said: str
) -> None:
    text = shelter_text(
        Found(loaded_shelter(load, last_seen=last_seen)), "es", phrases["es"]
    )

    assert text.endswith(f"funciona: {said}.")


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


def test_what_is_not_known_is_not_said(load: Load, phrases: Phrases) -> None:
    place = loaded_shelter(load, serves=[], services=["yoga"], last_seen="2025")

    assert shelter_text(Found(place), "es", phrases["es"]) == (
        "Casa one\nÚltimo aviso de que funciona: 2025."
    )


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


NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
POINT = {"latitude": 32.522813, "longitude": -117.001688}


def said(
    load: Load,
    phrases: Phrases,
    language: str,
    found: Found | None = None,
    **changes: Any,
) -> list[str]:
    """The lines of a block."""
    place = loaded_shelter(load, **changes)
    found = replace(found, place=place) if found else Found(place)
    return shelter_text(found, language, phrases[language]).splitlines()


def known_for(passed: timedelta, state: str = "open", **free: int) -> Known:
    age = Age.HOURS if passed <= timedelta(days=2) else Age.DAYS
    return Known(age, state, free or None, NOW - passed, passed)


@pytest.mark.parametrize(
    ("known", "es", "en"),
    [
        (
            known_for(timedelta(minutes=59)),
            "Confirmado hace menos de una hora: está abierto.",
            "Confirmed less than an hour ago: it is open.",
        ),
        (
            known_for(timedelta(hours=1, minutes=59)),
            "Confirmado hace 1 hora: está abierto.",
            "Confirmed 1 hour ago: it is open.",
        ),
        (
            known_for(timedelta(hours=36), "full"),
            "Confirmado hace 36 horas: está lleno. Pregunte antes de ir.",
            "Confirmed 36 hours ago: it is full. Ask before you go.",
        ),
        (
            known_for(timedelta(days=3, hours=20)),
            "Confirmado hace 3 días: estaba abierto.",
            "Confirmed 3 days ago: it was open.",
        ),
        (
            known_for(timedelta(days=29), "full"),
            "Confirmado hace 29 días: estaba lleno. Pregunte antes de ir.",
            "Confirmed 29 days ago: it was full. Ask before you go.",
        ),
        (
            Known(Age.PAST, "open", None, datetime(2026, 8, 3, 1, tzinfo=UTC)),
            "Sin confirmar desde el 2 de agosto de 2026: pregunte antes de ir.",
            "Not confirmed since 2 August 2026: ask before you go.",
        ),
        (
            known_for(timedelta(days=2), "closed"),
            "Se confirmó el 22 de noviembre de 2026: estaba cerrado. "
            "Busque otro lugar.",
            "Confirmed on 22 November 2026: it was closed. Look for another place.",
        ),
    ],
)
@pytest.mark.parametrize("show", ["yes", "with_warning"])
def test_how_fresh_a_confirmation_is_takes_the_place_of_the_last_report(
    load: Load, phrases: Phrases, known: Known, es: str, en: str, show: str
) -> None:
    found = Found(Place(), known)
    lines = said(load, phrases, "es", found, show=show)

    assert lines[-1] == es
    assert not [line for line in lines if line.startswith("Último aviso")]
    assert said(load, phrases, "en", found, show=show)[-1] == en


def test_a_report_newer_than_an_old_confirmation_is_the_last_day(
    load: Load, phrases: Phrases
) -> None:
    old = Known(Age.PAST, "open", None, datetime(2024, 8, 3, tzinfo=UTC))

    assert said(load, phrases, "es", Found(Place(), old))[-1] == (
        "Sin confirmar desde el 10 de mayo de 2025: pregunte antes de ir."
    )
    unknown = said(load, phrases, "es", Found(Place(), old), last_seen="unknown")
    assert "2 de agosto de 2024" in unknown[-1]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Lugares libres entonces: 12 para mujeres, 3 para familias."),
        ("en", "Free beds then: 12 for women, 3 for families."),
    ],
)
def test_free_beds_are_said_by_group(
    load: Load, phrases: Phrases, language: str, line: str
) -> None:
    known = known_for(timedelta(hours=2), women=12, families=3)

    assert said(load, phrases, language, Found(Place(), known))[-1] == line


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
