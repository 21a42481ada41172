"""Months, parts of them and feasts: "en mayo", "a finales de mayo", "navidad"."""

import re
from datetime import date

from bot.language.calendar_days import near_month
from bot.language.day_arithmetic import day_or_none, last_month_day
from bot.language.day_words import (
    FULL_MONTH,
    LAST_YEAR,
    MONTH,
    NEAR_MONTH,
    THIS_YEAR,
    YEAR,
    Form,
    Found,
    form,
    month_of,
    nothing,
    year_of,
)

_BEGIN = {"begin": 1, "middle": 11, "end": 21}
"""The first day of each third of a month."""

_BEGIN_OF_YEAR = {"begin": 1, "middle": 5, "end": 9}

_PART = (
    r"(?:(?:a|al|en|at|in|by|desde|from|since|hacia|el|los|las|the) )*"
    r"(?:(?P<begin>principios?|inicios?|comienzos?|primeros(?: dias)?|early|start"
    r"|beginning|first days)|(?P<middle>mediados?|mitad|middle|mid)"
    r"|(?P<end>finales|final|fines|fin|ultimos(?: dias)?|end|late|last days))"
    r"(?: -)?(?: (?:del?|of|in|el|the))*"
)
_WEEKS = {
    "primera": 1,
    "first": 1,
    "segunda": 8,
    "second": 8,
    "tercera": 15,
    "third": 15,
    "cuarta": 22,
    "fourth": 22,
    # The last seven days of the shortest month begin here.
    "ultima": 22,
    "last": 22,
}
_FEASTS = {
    "nochebuena": (12, 24, r"nochebuena|noche buena|christmas eve|xmas eve"),
    "navidad": (12, 25, r"navidad(?:es)?|christmas|xmas"),
    "last_day": (12, 31, r"fin de anos|nochevieja|noche vieja|new years eve"),
    "new_year": (1, 1, r"anos nuevo|new years(?: days)?"),
    "kings": (1, 6, r"dias de reyes"),
    "dead": (11, 2, r"dias de (?:los )?muertos|days of the dead"),
}


def _begin(month: int, day: int, year: int | None, today: date) -> Found:
    if year is None:
        first = last_month_day(month, day, today)
    else:
        first = day_or_none(year, month, day)
    return None if first is None else (first, True)


def _month(found: "re.Match[str]", today: date) -> Found:
    return _begin(month_of(found["month"]), 1, year_of(found, today), today)


def _month_of_last_year(found: "re.Match[str]", today: date) -> Found:
    return date(today.year - 1, month_of(found["month"]), 1), True


def _part(found: "re.Match[str]", today: date) -> Found:
    day = next(day for name, day in _BEGIN.items() if found[name])
    return _begin(month_of(found["month"]), day, year_of(found, today), today)


def _week(found: "re.Match[str]", today: date) -> Found:
    day = _WEEKS[found["week"]]
    if found["fortnight"]:
        day = 1 if day == 1 else 16
    return _begin(month_of(found["month"]), day, year_of(found, today), today)


def _part_of_near_month(found: "re.Match[str]", today: date) -> Found:
    day = next(day for name, day in _BEGIN.items() if found[name])
    begin = near_month(found, today).replace(day=day)
    return (begin, True) if begin <= today else None


def _part_of_year(found: "re.Match[str]", today: date) -> Found:
    month = next(month for name, month in _BEGIN_OF_YEAR.items() if found[name])
    begin = date(today.year - bool(found["last"]), month, 1)
    return (begin, True) if begin <= today else None


def _figures(found: "re.Match[str]", _today: date) -> Found:
    return date(int(found["year"]), int(found["figure"]), 1), True


def _feast(found: "re.Match[str]", today: date) -> Found:
    month, day, _ = next(at for name, at in _FEASTS.items() if found[name])
    begin = _begin(month, day, year_of(found, today), today)
    return None if begin is None else (begin[0], False)


MONTH_FORMS: tuple[Form, ...] = (
    form(
        r"(?:feliz|felices|merry|happy) (?:navidad\w*|anos nuevo|christmas|new years)",
        nothing,
    ),
    form(
        r"(?:(?:en|por|at|on|in|el|la|the|dias|de) )*(?:"
        + "|".join(f"(?P<{name}>{words})" for name, (_, _, words) in _FEASTS.items())
        + rf"){YEAR}",
        _feast,
    ),
    form(rf"{_PART} (?P<month>{MONTH}){YEAR}", _part),
    form(
        rf"(?:(?:a|en|la|the|in|desde|from) )*(?P<week>{'|'.join(_WEEKS)})"
        rf" (?:semanas?|weeks?|(?P<fortnight>quincena)) (?:del?|of"
        rf"|in) (?:mes de )?(?P<month>{MONTH}){YEAR}",
        _week,
    ),
    form(rf"{_PART} {NEAR_MONTH}", _part_of_near_month),
    form(rf"{_PART} (?:(?P<last>{LAST_YEAR})|{THIS_YEAR}|anos|years)", _part_of_year),
    # Before "el año pasado" and "en mayo" are found in it.
    form(
        rf"(?:el |the )?{LAST_YEAR}(?: ,)? (?:en|in|por|como en) (?P<month>{MONTH})",
        _month_of_last_year,
    ),
    form(
        r"(?:(?:en|por|in|since|desde|from|during|durante|como|around|about|el mes de"
        r"|ahi de|ahi por) )+(?:el )?(?:mes de )?"
        # "En el mar" and "in ago" are none.
        rf"(?P<month>(?!mar |ago |mar$|ago$){MONTH})(?! \d)(?: pasado)?{YEAR}",
        _month,
    ),
    form(
        rf"(?:last|pasado|este|this past|ultimo) (?:mes de )?(?P<month>{MONTH}){YEAR}",
        _month,
    ),
    form(rf"(?P<month>{FULL_MONTH}|mayo|june|july) pasado{YEAR}", _month),
    # "Mayo 2025"; without a year it is a month only if nothing else is said.
    form(
        rf"(?P<month>{MONTH})(?= (?:(?:del?|of|,) )*(?:anos )?(?:19"
        rf"|20)\d\d(?!\S)){YEAR}",
        _month,
    ),
    form(
        rf"(?<!.)(?P<month>{FULL_MONTH}|mayo|may|june|july){YEAR}(?=(?: [.!?])*$)",
        _month,
    ),
    form(r"(?P<figure>0?[1-9]|1[0-2])/(?P<year>20\d\d)", _figures),
)
