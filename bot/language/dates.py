"""Dates as people read them, in each language."""

import re
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names

_ZONE = ZoneInfo("America/Mexico_City")


def today(zone: ZoneInfo = _ZONE) -> date:
    """The day where the person is; in Mexico City if that is not known."""
    return local_date(datetime.now(zone), zone)


def local_date(moment: datetime, zone: ZoneInfo = _ZONE) -> date:
    """The day there at this moment."""
    return moment.astimezone(zone).date()


def said_date(day: date, language: str) -> str:
    """ "24 de noviembre de 2026" or "24 November 2026", as the language writes it."""
    pattern = "d MMMM y" if language == "en" else "d 'de' MMMM 'de' y"
    return format_date(day, pattern, locale=language)


def said_weekday(day: date, language: str) -> str:
    """ "martes 24 de noviembre de 2026" or "Tuesday 24 November 2026"."""
    pattern = "EEEE d MMMM y" if language == "en" else "EEEE d 'de' MMMM 'de' y"
    return format_date(day, pattern, locale=language)


def said_partial_date(value: str, language: str, unknown: str) -> str:
    """A source's own date: YYYY, YYYY-MM or YYYY-MM-DD; `unknown` for anything else."""
    if value == "unknown" or not is_partial_date(value):
        return unknown
    year, *rest = (int(part) for part in value.split("-"))
    if not rest:
        return value
    if len(rest) == 1:
        pattern = "MMMM y" if language == "en" else "MMMM 'de' y"
        return format_date(date(year, rest[0], 1), pattern, locale=language)
    return said_date(date(year, *rest), language)


def is_partial_date(value: str) -> bool:
    """True for YYYY, YYYY-MM and YYYY-MM-DD on the calendar, and for "unknown"."""
    if value == "unknown":
        return True
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


@cache
def month_names(language: str) -> dict[str, str]:
    """The language's names of months in lower case, to "01" … "12"."""
    names = get_month_names("wide", locale=language)
    return {name.lower(): f"{number:02}" for number, name in names.items()}
