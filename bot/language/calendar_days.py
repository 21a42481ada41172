"""Days said by their number: "3 de mayo", "03/05/2026", "el 15"."""

import re
from datetime import date

from bot.language.day_arithmetic import (
    day_or_none,
    last_month_day,
    last_numbered,
    months_before,
    next_month_day,
)
from bot.language.day_words import (
    COUNTED,
    DAY,
    MONTH,
    NEAR_MONTH,
    SHORT_WEEKDAY,
    YEAR,
    Form,
    Found,
    day_of,
    form,
    month_of,
    year_of,
)
from bot.language.numbers import ORDINAL

_YEARS = range(1950, 2100)
"""Others are not years of somebody's life: "10-12-3456" is a phone."""

_WEEKDAY_BEFORE = rf"(?:{SHORT_WEEKDAY}(?: ,)? )?(?:(?:el|the|dias) )*"
_OR = r" (?:o|u|or|al|a|to|y|and|-|,|/) (?:el |the )?"
_FIGURE = r"\d{1,2}(?: (?:st|nd|rd|th))?"


def _dated(found: "re.Match[str]", today: date) -> Found:
    """Of "3 o 4 de mayo" the earlier, and vaguely."""
    days = [day_of(found[name]) for name in ("day", "day2", "day3") if found[name]]
    month, year = month_of(found["month"]), year_of(found, today)
    if year is not None:
        day = day_or_none(year, month, min(days))
    elif found["ahead"]:
        day = next_month_day(month, min(days), today)
    else:
        day = last_month_day(month, min(days), today)
    return None if day is None else (day, len(days) > 1)


def _figures(found: "re.Match[str]", _today: date) -> Found:
    first, second, year = (int(part) for part in re.findall(r"\d+", found["figures"]))
    year += 2000 if year < 100 else 0
    if year not in _YEARS:
        return None
    # Day before month: the people and the offices write it so.
    day = day_or_none(year, second, first) or day_or_none(year, first, second)
    return None if day is None else (day, False)


def _year_first(found: "re.Match[str]", _today: date) -> Found:
    year, month, day = (int(part) for part in re.findall(r"\d+", found["figures"]))
    read = day_or_none(year, month, day)
    return None if read is None else (read, False)


def _without_year(found: "re.Match[str]", today: date) -> Found:
    first, second = (int(part) for part in re.findall(r"\d+", found["figures"]))
    day = last_month_day(second, first, today) or last_month_day(first, second, today)
    return None if day is None else (day, False)


def _of_near_month(found: "re.Match[str]", today: date) -> Found:
    first = near_month(found, today)
    day = day_or_none(first.year, first.month, day_of(found["day"]))
    return None if day is None else (day, False)


def near_month(found: "re.Match[str]", today: date) -> date:
    """The first day of the month that NEAR_MONTH matched."""
    back = 2 if found["before"] else 1 if found["gone"] else 0
    return months_before(today.replace(day=1), back) or today


def _numbered(found: "re.Match[str]", today: date) -> Found:
    day = last_numbered(day_of(found["day"]), today)
    return None if day is None else (day, False)


CALENDAR_FORMS: tuple[Form, ...] = (
    form(
        r"(?P<figures>\d{1,2} ?[/-] ?\d{1,2} ?[/-] ?(?:\d{4}|\d{2})"
        # With points only where it can be no version: "3.6.21".
        r"|\d{1,2}\.\d{1,2}\.\d{4}|\d{2}\.\d{2}\.\d{2})",
        _figures,
    ),
    form(r"(?P<figures>(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2})", _year_first),
    form(
        rf"{_WEEKDAY_BEFORE}(?:pasado )?(?P<ahead>(?:proximo|next) )?"
        rf"(?P<day>{DAY})(?:{_OR}(?P<day2>{DAY}))?(?: (?:del?|of|/|-))* (?:mes de )?"
        rf"(?P<month>{MONTH})(?: pasado)?{YEAR}"
        rf"(?: (?:o|u|or|al|a|to) (?:el |the )?(?P<day3>{DAY})"
        rf"(?! (?:de|of|{MONTH})(?!\S)))?",
        _dated,
    ),
    form(
        rf"(?P<month>{MONTH}) [/-] (?P<day>\d{{1,2}})[/-](?P<year>(?:19|20)\d\d)"
        r"(?P<day2>)(?P<day3>)(?P<short>)(?P<words>)(?P<said>)(?P<ahead>)",
        _dated,
    ),
    form(
        # "You may first apply" is no day.
        rf"{_WEEKDAY_BEFORE}(?<!you )(?<!i )(?<!we )(?<!they )(?<!who )"
        rf"(?P<ahead>(?:proximo|next) )?(?P<month>{MONTH}) (?:the |el |dias )?"
        rf"(?P<day>{_FIGURE}|{ORDINAL})(?! {COUNTED}(?!\S))"
        rf"(?:{_OR}(?P<day2>{_FIGURE}))?(?P<day3>){YEAR}",
        _dated,
    ),
    form(
        r"(?:el |on |dias |fecha |del |(?<!.))(?P<figures>\d{1,2}[/-]\d{1,2})"
        r"(?! \w+ (?:de|of)(?!\S))",
        _without_year,
    ),
    form(
        rf"(?:(?:el|the|on|dias) )*(?P<day>{DAY})"
        rf" (?:del?|of|in)(?: (?:el|the))? {NEAR_MONTH}",
        _of_near_month,
    ),
    # "El 15", but neither "el 15 %" nor "el 2 de la lista".
    form(
        rf"(?:{SHORT_WEEKDAY} (?:el |dias )*|(?:el|antes del|despues del) (?:dias )?"
        rf"|(?<!.)dias |on the )(?P<day>\d{{1,2}}(?: (?:st|nd|rd|th|ro|o))?)"
        rf"(?! (?:{COUNTED}|%|:|de (?:la|los|las)|del|opcion|option|de \d\S*)(?!\S))"
        r"(?! [,.] \d)",
        _numbered,
    ),
    form(r"el (?P<day>primero)(?=(?: [.,!?])*$)", _numbered),
    # "The 1st time" is no day.
    form(
        r"the (?P<day>\d{1,2} (?:st|nd|rd|th))(?=(?: [.,!?;|])*$"
        r"| (?:[.,!?;|]|and|but|i|we|they|at|in|to|when|is|was)(?!\S))",
        _numbered,
    ),
)
