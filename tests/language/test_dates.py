from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import local_date, said_date, said_partial_date, today


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "24 de noviembre de 2026"), ("en", "24 November 2026")],
)
def test_a_day_is_said_as_its_language_writes_it(language: str, said: str) -> None:
    assert said_date(date(2026, 11, 24), language) == said


def test_the_first_of_a_month_has_no_zero() -> None:
    assert said_date(date(2025, 3, 1), "es") == "1 de marzo de 2025"


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-01", "enero de 2025", "January 2025"),
        ("2025-01-09", "9 de enero de 2025", "9 January 2025"),
        ("2024-02-29", "29 de febrero de 2024", "29 February 2024"),
    ],
)
def test_a_source_s_date_is_said_as_far_as_it_is_known(
    value: str, es: str, en: str
) -> None:
    assert said_partial_date(value, "es", "sin fecha") == es
    assert said_partial_date(value, "en", "no date") == en


@pytest.mark.parametrize(
    "value",
    ["unknown", "", "spring 2024", "2024-13", "2023-02-29", "24/11/2026", "20241124"],
)
def test_any_other_date_is_said_to_be_unknown(value: str) -> None:
    assert said_partial_date(value, "es", "sin fecha") == "sin fecha"


def test_today_is_the_day_in_mexico_city() -> None:
    mexico = ZoneInfo("America/Mexico_City")
    before = datetime.now(mexico).date()
    assert before <= today() <= datetime.now(mexico).date()


def test_the_day_in_mexico_is_not_yet_that_of_utc_in_the_evening() -> None:
    evening = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)
    assert local_date(evening) == date(2026, 11, 24)
