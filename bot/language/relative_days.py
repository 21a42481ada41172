"""Days said from today: "ayer", "el viernes", "el lunes de la semana pasada"."""

import re
from datetime import date, timedelta

from bot.language.day_arithmetic import monday_of, weekday_after, weekday_before
from bot.language.day_words import (
    LAST_YEAR,
    MONTH,
    WEEKDAY,
    Form,
    Found,
    form,
    nothing,
    weekday_of,
)
from bot.language.events import events_named
from bot.language.numbers import NUMBER, number_of

_WORDS = {
    # Word by word what people say, and how many days before today it is.
    "two_ahead": (-2, r"pasado manana|(?:the )?(?:days )?after tomorrow"),
    "two_ago": (
        2,
        r"antier|anteayer|ante ayer|antes de ayer|antes ayer|antenoche|anteanoche"
        r"|(?:the )?(?:other )?days before yesterday|(?:the )?night before last",
    ),
    "one_ago": (
        1,
        r"(?:el )?(?:dias de )?ayer|yesterday|anoche|last night|yday"
        r"|(?:la )?noche de ayer",
    ),
    "none": (
        0,
        r"(?:el )?(?:dias de )?hoy|today|esta (?:misma )?(?:manana|tarde|noche"
        r"|madrugada)|this (?:same )?(?:morning|afternoon|evening)|tonight",
    ),
    "one_ahead": (-1, r"(?:el )?(?:dias de )?manana|tomorrow"),
}
# What may stand around the word without changing the day.
_DAYTIME = (
    r"(?: (?:en|por|a|de) (?:la )?(?:manana|tarde|noche|mediodia|madrugada)"
    r"| (?:temprano|tarde|noche|mismo|morning|afternoon|evening|night|early))?"
)
_NEXT = r"(?:proximo|next|coming|this coming)"
_LATER = r"(?:que viene|proximo|entrante|siguiente)"
_HOURS = r"(?:los|las|todos los|cada|every|each|black|un|algun|any)"
_ENGLISH_DAYS = "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays"
_PASSED_WEEK = r"(?:semana pasada|pasada semana|last week|previous week)"
_WEEK_BEFORE = r"(?:semana antepasada|week before last)"


def _word(found: "re.Match[str]", today: date) -> Found:
    back = next(back for name, (back, _) in _WORDS.items() if found[name])
    return today - timedelta(days=back), False


def _next_weekday(found: "re.Match[str]", today: date) -> Found:
    return weekday_after(weekday_of(found["weekday"] or found["other"]), today), False


def _last_weekday(found: "re.Match[str]", today: date) -> Found:
    return weekday_before(weekday_of(found["weekday"]), today), False


def _some_weekdays_ago(found: "re.Match[str]", today: date) -> Found:
    weekday = found["weekday"] or found["plural"][:-1]
    weeks = number_of(found["n"] or found["en"]) - 1
    return weekday_before(weekday_of(weekday), today) - timedelta(weeks=weeks), False


def _this_weekday(found: "re.Match[str]", today: date) -> Found:
    weekday = weekday_of(found["weekday"])
    if weekday == today.weekday():
        return today, False
    return weekday_before(weekday, today), False


def _of_week(found: "re.Match[str]", today: date) -> Found:
    weeks = 2 if found["before"] else 0 if found["this"] else 1
    monday = monday_of(today) - timedelta(weeks=weeks)
    return monday + timedelta(days=weekday_of(found["weekday"])), False


def _week(found: "re.Match[str]", today: date) -> Found:
    return monday_of(today) - timedelta(weeks=2 if found["before"] else 1), True


def _month(found: "re.Match[str]", today: date) -> Found:
    back = today.replace(day=1) - timedelta(days=1)
    if found["before"]:
        back = back.replace(day=1) - timedelta(days=1)
    return back.replace(day=1), True


def _since_monday(found: "re.Match[str]", today: date) -> Found:
    """ "¿Hay citas esta semana?" speaks of days to come."""
    return (monday_of(today), True) if events_named(found.string) else None


def _since_first(found: "re.Match[str]", today: date) -> Found:
    return (today.replace(day=1), True) if events_named(found.string) else None


def _year(_found: "re.Match[str]", today: date) -> Found:
    return date(today.year - 1, 1, 1), True


NO_DAYS: tuple[Form, ...] = (
    form(
        r"hoy en dias?|hoy dias|(?:hasta|desde|a partir de)(?: el)?(?: dias de)? hoy"
        r"|al dias de hoy|(?:until|till|from|as of) today|santo domingo",
        nothing,
    ),
    # "Hoy es el día 12" counts days, "hoy cumplo 10 días" says when in other words.
    form(
        rf"(?:hoy|today) (?:es|is) (?:el |the )?(?:dias )?\d{{1,2}}(?! (?:de )?{MONTH})"
        r"|(?:hoy|today)(?= (?:es|is|make|makes|cumpl\w+)(?!\S))",
        nothing,
    ),
    # Opening hours and weekends.
    form(
        rf"(?:de |from |entre )?(?:{WEEKDAY}) (?:a|al|to|thru|through|hasta|-)"
        rf" (?:el )?(?:{WEEKDAY})|(?:{_HOURS}|(?<!.)abren|abierto) (?:{WEEKDAY})s?"
        r"|sabado (?:y|ni|o|and|,) domingo|saturday (?:and|or|,) sunday"
        rf"|(?:is |on )?a (?:{WEEKDAY})|(?:{_ENGLISH_DAYS})(?! ago)"
        rf"|(?:{WEEKDAY}) de cada (?:semana|mes)",
        nothing,
    ),
)
"""Words that look like a day and name none; tried before all others."""

RELATIVE_FORMS: tuple[Form, ...] = (
    form(
        rf"hace (?P<n>{NUMBER}) (?P<weekday>{WEEKDAY})"
        rf"|(?P<en>{NUMBER}) (?P<plural>{_ENGLISH_DAYS}) ago",
        _some_weekdays_ago,
    ),
    form(
        rf"(?:(?:el|la|the|on|in) )*(?P<weekday>{WEEKDAY})(?: ,)?"
        rf" (?:(?:de|of|la|the|en|in) )*(?:(?P<before>{_WEEK_BEFORE})|{_PASSED_WEEK}"
        r"|(?P<this>esta (?:misma )?semana|this week))",
        _of_week,
    ),
    form(
        rf"(?:(?:la|the) )?(?:(?P<before>{_WEEK_BEFORE})|{_PASSED_WEEK}) (?:(?:el|on|in"
        rf"|the|,) )*(?P<weekday>{WEEKDAY})(?P<this>)",
        _of_week,
    ),
    form(
        rf"(?:(?:el|on|this|para|by|for|este|antes|del|de) )*{_NEXT}"
        rf" (?P<weekday>{WEEKDAY})(?P<other>)",
        _next_weekday,
    ),
    form(
        rf"(?:(?:el|on|este|para) )*(?P<weekday>{WEEKDAY}) {_LATER}"
        r"|(?:para|by|before|until|hasta|antes del?) (?:el |the )?"
        rf"(?P<other>{WEEKDAY})",
        _next_weekday,
    ),
    form(rf"(?:este|this) (?P<weekday>{WEEKDAY})(?! pasado)", _this_weekday),
    form(
        rf"(?:(?:el|the|on|last|este|this|past|pasado|ultimo) )*(?P<weekday>{WEEKDAY})"
        rf"(?: pasado| last| past)?{_DAYTIME}",
        _last_weekday,
    ),
    form(
        rf"(?:(?:en|in|la|the|during) )*(?:(?P<before>{_WEEK_BEFORE})|{_PASSED_WEEK})",
        _week,
    ),
    form(
        r"(?:(?:en|in|el|the|during) )*(?:(?P<before>mes antepasado|month before last)"
        r"|mes pasado|pasado mes|last month)",
        _month,
    ),
    form(rf"(?:(?:en|in|el|the) )*{LAST_YEAR}", _year),
    form(r"(?:en |durante )?(?:esta (?:misma )?semana|this week)", _since_monday),
    form(r"(?:en |durante )?(?:este (?:mismo )?mes|this month)", _since_first),
    # Not "por la mañana", which is no day.
    form(
        r"(?<!por la )(?<!en la )(?<!de la )(?<!a la )(?<!toda la )(?<!cada )(?:"
        + "|".join(f"(?P<{name}>{words})" for name, (_, words) in _WORDS.items())
        + rf"){_DAYTIME}",
        _word,
    ),
)
