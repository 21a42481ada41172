"""Finds the days that a message names, without guessing: arithmetic on the calendar."""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.calendar_days import CALENDAR_FORMS
from bot.language.canonical import Canonical
from bot.language.elapsed_days import ELAPSED_FORMS
from bot.language.month_days import MONTH_FORMS
from bot.language.relative_days import NO_DAYS, RELATIVE_FORMS

# The longer ways to say a day first: "el 15 del mes pasado" holds "el mes pasado".
_FORMS = (*NO_DAYS, *ELAPSED_FORMS, *CALENDAR_FORMS, *MONTH_FORMS, *RELATIVE_FORMS)

# Before a day that somebody only believes: "creo que fue el 3 de mayo".
_UNSURE = re.compile(
    r"(?<!\S)(?:como|aproximadamente|aprox|alrededor|mas o menos|por ahi|por alla|cerca"
    r"|tipo|about|around|approximately|like|roughly|maybe|creo que|quizas?|tal vez"
    r"|i think|i believe|probablemente|probably)"
    r"(?: (?:fue|was|it was|it|de|a|en|del|el|la|los|on|in|the|era|entre))* $"
)


@dataclass(frozen=True)
class DateSpan:
    """A day and where the text names it.

    `about` is true if the words are vague ("en mayo"); then `day` is the earliest that
    fits, for a deadline counted from it is not too late.
    """

    start: int
    end: int
    day: date
    about: bool = False


def date_spans(text: str, today: date) -> list[DateSpan]:
    """Days named in the text, in order; `today` is the day where the person is."""
    words = Canonical(text)
    taken: list[tuple[int, int]] = []
    spans = []
    for pattern, read in _FORMS:
        for found in pattern.finditer(words.text):
            start, end = found.span()
            if any(start < last and end > first for first, last in taken):
                continue
            taken.append((start, end))
            day = read(found, today)
            if day is not None:
                vague = day[1] or _UNSURE.search(words.text[:start]) is not None
                spans.append(DateSpan(*words.place(start, end), day[0], vague))
    return sorted(spans, key=lambda span: span.start)
