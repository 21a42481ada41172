"""Finds where a message names a day, and says it so that a date library reads it."""

import re
from dataclasses import dataclass

from bot.language.comparable import without_accents
from bot.language.numbers import NUMBER, number_of

_MONTH = (
    r"(?:ene(?:ro)?|feb(?:rero)?|mar(?:zo)?|abr(?:il)?|mayo|jun(?:io)?|jul(?:io)?"
    r"|ago(?:sto)?|sep(?:t(?:iembre)?)?|oct(?:ubre)?|nov(?:iembre)?|dic(?:iembre)?"
    r"|jan(?:uary)?|february|march|apr(?:il)?|may|june|july|aug(?:ust)?|september"
    r"|october|november|dec(?:ember)?)"
)
_DAY = (
    r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_UNIT = r"(?:dias?|semanas?|mes(?:es)?|anos?|days?|weeks?|months?|years?|horas?|hours?)"
_ABOUT = r"(?:como |unos |unas |casi |mas o menos |about |around |almost |some )?"

# Name → pattern, in the order in which they are tried at each place.
_FORMS = (
    (
        "day_month",
        rf"\b\d{{1,2}}(?:st|nd|rd|th|o)?(?: de| of)? {_MONTH}"
        r"(?:,?(?: del?| of)? \d{4})?\b",
    ),
    ("month_day", rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"),
    ("figures", r"\b\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b"),
    ("ago_es", rf"\bhace {_ABOUT}(?P<n1>{NUMBER}) (?P<u1>{_UNIT})\b"),
    ("ago_en", rf"\b(?P<n2>{NUMBER}) (?P<u2>{_UNIT}) ago\b"),
    ("next", rf"\b(?:el )?(?:proximo|next|this coming) (?P<d1>{_DAY})\b"),
    ("next_es", rf"\b(?:el )?(?P<d2>{_DAY}) (?:que viene|q viene|proximo|entrante)\b"),
    ("last", rf"\b(?:el |on |last |this past )?(?P<d3>{_DAY})(?: pasado)?\b"),
    ("week", r"\b(?:la semana pasada|last week)\b"),
    ("month", r"\b(?:el mes pasado|last month)\b"),
    ("word", r"\b(?:antier|anteayer|ayer|hoy|yesterday|today|manana|tomorrow)\b"),
)
_ANY = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS))
_MORNING = re.compile(r"\b(?:por|en|de|a) la $")


@dataclass(frozen=True)
class DateSpan:
    """A place in the text; `said` for the library; `ahead` if it is still to come."""

    start: int
    end: int
    said: str
    ahead: bool = False


def date_spans(text: str) -> list[DateSpan]:
    """Days named in the text, in order; the folded copy keeps every position."""
    folded = "".join(without_accents(char)[:1] or char for char in text.lower())
    spans = []
    for found in _ANY.finditer(folded):
        if found.group() == "manana" and _MORNING.search(folded[: found.start()]):
            continue
        spans.append(DateSpan(found.start(), found.end(), *_said(found)))
    return spans


def _said(found: re.Match[str]) -> tuple[str, bool]:
    whole = found.group()
    for number, unit in (("n1", "u1"), ("n2", "u2")):
        if found[number]:
            return f"{number_of(found[number])} {_ENGLISH[found[unit][:3]]} ago", False
    if found["d1"] or found["d2"]:
        return str(found["d1"] or found["d2"]), True
    if found["d3"]:
        return str(found["d3"]), False
    return ("anteayer" if whole == "antier" else whole), whole in ("manana", "tomorrow")


_ENGLISH = {
    "dia": "days",
    "day": "days",
    "sem": "weeks",
    "wee": "weeks",
    "mes": "months",
    "mon": "months",
    "ano": "years",
    "yea": "years",
    "hor": "hours",
    "hou": "hours",
}
