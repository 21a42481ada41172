"""Pieces of the patterns that find days, for text as Canonical writes it."""

import re
from collections.abc import Callable
from datetime import date

from bot.language.numbers import DAY_WORD, NUMBER, day_number, number_of

Found = tuple[date, bool] | None
"""A day and whether it is vague; None where the words name none after all."""

Form = tuple[re.Pattern[str], Callable[["re.Match[str]", date], Found]]

_MONTHS = (
    "enero ene january jan",
    "febrero feb february",
    "marzo mar march",
    "abril abr april apr",
    "mayo may",
    "junio jun june",
    "julio jul july",
    "agosto ago august aug",
    "septiembre sept sep september",
    "octubre oct october",
    "noviembre nov november",
    "diciembre dic december dec",
)
_SHORT = 4
_OF_MONTH = {word: n for n, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAYS = (
    "lunes monday",
    "martes tuesday tues",
    "miercoles wednesday wed",
    "jueves thursday thurs",
    "viernes friday fri",
    "sabado saturday",
    "domingo sunday",
)
_OF_WEEKDAY = {word: n for n, words in enumerate(_WEEKDAYS) for word in words.split()}

FULL_MONTH = "|".join(w for words in _MONTHS for w in words.split() if len(w) > _SHORT)
# Only a shortened name ends in a point: "3 de nov. de 2025".
MONTH = (
    rf"(?:{'|'.join(w for w in _OF_MONTH if len(w) > _SHORT)}"
    rf"|(?:{'|'.join(w for w in _OF_MONTH if len(w) <= _SHORT)})(?: \.(?= \S))?)"
)
WEEKDAY = "|".join(w for words in _WEEKDAYS for w in words.split() if len(w) > _SHORT)
SHORT_WEEKDAY = rf"(?:{'|'.join(sorted(_OF_WEEKDAY, key=len, reverse=True))})(?: \.)?"
FIGURE = r"\d{1,2}(?: (?:st|nd|rd|th|o|ro|ero|er|°))?"
# "No one may enter" is not the first of May.
DAY = rf"(?:{FIGURE}|{DAY_WORD}(?= (?:del?|of|o|u|y|al|or|and|to) ))"

UNIT = (
    r"(?:dias|days|semanas?|weeks?|mes(?:es)?|months?|anos|years|horas|hours|minutos)"
)
"""Of time; after a number it is no day of a month: "Julio 3 años"."""

COUNTED = (
    rf"(?:{UNIT}|hij[oa]s?|nin[oa]s?|personas?|people|persons?|kids?|child(?:ren)?"
    rf"|of us"
    r"|adults?|men|women|famil\w+|members?|times?|veces|pesos|dolares|usd|am|pm|%"
    r"|por ciento)"
)
"""Nouns that a number before them counts: "may 2 people enter", "el 20 por ciento"."""

NEAR_MONTH = (
    r"(?:(?P<gone>mes pasado|pasado mes|last month|previous month)"
    r"|(?P<before>mes antepasado|month before last)"
    r"|(?:este (?:mismo )?mes|mes|presente mes|mes en curso|this month|the month"
    r"|current month))"
)
"""A month said by its distance from today."""

# Canonical writes "ano" and "year" as "anos" and "years".
NEXT_YEAR = r"(?:proximo anos|anos que viene|anos proximo|next years)"
LAST_YEAR = r"(?:anos pasado|pasado anos|last years)"
THIS_YEAR = r"(?:este anos|este mismo anos|presente anos|this years)"
YEAR = (
    r"(?:(?: ,)?(?: (?:del?|of|in|el|the|/|-))*(?: anos?)?"
    r" (?P<year>(?:19|20)\d\d)(?!\S)"
    r"|(?: del| de| /| -| ')(?: anos?)? (?P<short>[12]\d)(?!\S)(?! (?:a|:|de) )"
    rf"|(?: del?)? dos mil (?P<words>{NUMBER})(?!\S)"
    rf"|(?: del?| of| ,)?(?: el| the)? (?P<said>(?:{NEXT_YEAR}|{LAST_YEAR}"
    rf"|{THIS_YEAR})(?!\S)))?"
)
"""After a month, if it stands there; for `year_of`."""


def form(pattern: str, read: "Callable[[re.Match[str], date], Found]") -> Form:
    """A pattern that matches whole words only, and how to read what it finds."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), read


def nothing(_found: "re.Match[str]", _today: date) -> Found:
    """For words that look like a day and name none."""
    return None


def month_of(word: str) -> int:
    """1 to 12."""
    return _OF_MONTH[word.split()[0]]


def weekday_of(word: str) -> int:
    """Monday is 0."""
    return _OF_WEEKDAY[word.split()[0]]


def day_of(words: str) -> int:
    """The number in what DAY matches."""
    return day_number(words)


def year_of(found: "re.Match[str]", today: date) -> int | None:
    """The year that YEAR matched; None if the words name none."""
    if found["year"]:
        return int(found["year"])
    if found["short"]:
        return 2000 + int(found["short"])
    if found["words"]:
        return 2000 + number_of(found["words"])
    said = found["said"]
    if not said:
        return None
    if re.fullmatch(NEXT_YEAR, said):
        return today.year + 1
    return today.year - (1 if re.fullmatch(LAST_YEAR, said) else 0)
