from datetime import UTC, datetime, timedelta

import pytest

from bot.places.confirmations import Age, Known
from bot.places.describe import (
    shelter_text,
)
from bot.places.find import Found
from bot.places.models import Place
from tests.places.conftest import Load
from tests.places.told import Phrases, known_for, loaded_shelter, said


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
