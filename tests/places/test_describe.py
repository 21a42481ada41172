from datetime import date

import pytest

from bot.facts.seed import Seed
from bot.places.describe import (
    office_text,
    place_sources,
    provenance,
    shelter_text,
)
from bot.places.models import Place
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

    assert shelter_text(place, language, phrases[language]) == text


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
    text = shelter_text(place, language, phrases[language])

    assert text.splitlines()[-1] == line
    assert phrases[language]["place_seen"].split("{")[0] not in text


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
    text = shelter_text(loaded_shelter(load, last_seen=last_seen), "es", phrases["es"])

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

    assert line in shelter_text(place, language, phrases[language]).splitlines()


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

    assert "Calle 5" not in shelter_text(refuge, "es", phrases["es"])
    assert "Calle 5" not in shelter_text(refuge, "en", phrases["en"])


def test_what_is_not_known_is_not_said(load: Load, phrases: Phrases) -> None:
    place = loaded_shelter(load, serves=[], services=["jobs"], last_seen="2025")

    assert shelter_text(place, "es", phrases["es"]) == (
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

    assert office_text(place, language, phrases[language]) == text


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("status", ["listed_only", "not_admitting", "none_found"])
def test_the_address_of_an_office_is_said_only_if_it_is_reported_open(
    load: Load, phrases: Phrases, status: str, language: str
) -> None:
    place = loaded_office(load, status=status)

    assert place.address(language)
    assert place.address(language) not in office_text(
        place, language, phrases[language]
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
