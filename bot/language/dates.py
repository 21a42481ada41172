"""Dates as people read them, in each language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date


def today() -> date:
    """The day in Mexico City, where most people ask from and the law counts."""
    return datetime.now(ZoneInfo("America/Mexico_City")).date()


def said_date(day: date, language: str) -> str:
    """ "24 de noviembre de 2026" or "24 November 2026", as the language writes it."""
    pattern = "d MMMM y" if language == "en" else "d 'de' MMMM 'de' y"
    return format_date(day, pattern, locale=language)


def said_partial_date(value: str, language: str, unknown: str) -> str:
    """A source's own date: YYYY, YYYY-MM or YYYY-MM-DD; `unknown` for anything else."""
    parts = [int(part) for part in value.split("-")] if value != "unknown" else []
    if not parts:
        return unknown
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        pattern = "MMMM y" if language == "en" else "MMMM 'de' y"
        return format_date(date(parts[0], parts[1], 1), pattern, locale=language)
    return said_date(date(*parts), language)
