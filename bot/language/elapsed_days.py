"""Days said by the time since: "hace como un mes", "llevo 20 días aquí"."""

import re
from datetime import date

from bot.language.day_arithmetic import days_before, months_before
from bot.language.day_words import UNIT, Form, Found, form, nothing
from bot.language.numbers import NUMBER, number_of

_SOFT = (
    r"como|unos|unas|casi|mas o menos|aproximadamente|aprox|alrededor de|cerca de"
    r"|menos de|about|around|almost|nearly|some|roughly|like|maybe|quizas?|tal vez|creo"
    r"|creo que|less than|probablemente|approximately|i think"
)
_PLAIN = (
    r"ya|apenas|solo|nomas|unicamente|exactamente|just|only|exactly|already|now|recien"
    r"|the|los|las|ahora|tan solo|aca"
)
_ABOUT = rf"(?:(?:(?P<soft>{_SOFT})|{_PLAIN}) )*"
_MORE = r"(?:mas de|over|more than|al menos|por lo menos|at least|minimo|mucho mas de)"
_COUNT = (
    rf"(?:(?P<half>medio|media|half (?:an? )?)|(?:un |a )?(?P<pair>par|couple)(?: de"
    rf"| of)?|(?P<n>\d{{1,2}}-\d{{1,2}}|{NUMBER}|tree)(?: ?(?:,|o|u|a|or|to|-|y)"
    rf" (?P<more>{NUMBER}))?(?P<andhalf> and (?:a )?half)?)"
)
_SPAN = (
    rf"{_ABOUT}{_COUNT} ?(?P<unit>{UNIT})"
    rf"(?: (?:y|and|con) (?P<half2>medi[oa]|(?:a )?half)"
    rf"|(?: (?:y|and|con|,))? (?P<n2>{NUMBER}) (?P<unit2>{UNIT}))?(?! (?:habiles"
    rf"|laborales|naturales habiles|business|working"
    r"|work)(?!\S))"
)
_HERE = (
    r"(?:aqui|aca|here|in (?!jail|prison|the (?:process|queue))\w+|en (?!tramite"
    r"|proceso"
    r"|total|espera|la comar|comar)\w+|(?:en )?este pais|esperando\w*|waiting|de haber"
    r"|desde que|que|viviendo|living|\w+(?:ando|iendo|andol[oa]s?|andoles))"
)
_COME = (
    r"(?:came|come|entered|arrived|crossed|reached|applied|denied|rejected|got here)"
)
_DAYS_OF_WEEK = 7
_FIRST_YEAR = 1900
_SAME_DAY = 12
"""Hours; longer ago is taken to be yesterday, for the hour of the day is not known."""


def _steps(count: float, unit: str) -> tuple[int, int, bool]:
    """(months, days, is it vague) of so many units, rounded to the earlier day."""
    if unit.startswith(("mes", "month")):
        months, rest = divmod(count, 1)
        return int(months), 15 if rest else 0, True
    if unit.startswith(("ano", "year")):
        return int(count * 12), 0, True
    if unit.startswith(("sem", "week")):
        return 0, -int(-count * _DAYS_OF_WEEK // 1), True
    if unit.startswith(("h", "min")):
        hours = count if unit.startswith("h") else 0
        days = 0 if hours <= _SAME_DAY else -int(-hours // 24)
        return 0, days, hours > _SAME_DAY and bool(hours % 24)
    return 0, -int(-count // 1), False


def _number(word: str | None) -> int:
    """Of "3-4" the greater; "tree" is how many write three."""
    parts = (word or "0").split("-")
    return max(3 if part == "tree" else number_of(part) for part in parts)


def _ago(found: "re.Match[str]", today: date) -> Found:
    """Of "2 o 3 semanas" the longer; with "y media" or "y 5 días" what they add."""
    count: float = max(_number(found["n"]), _number(found["more"]))
    if found["pair"]:
        count = 2
    elif found["half"]:
        count = 0.5
    elif not count:
        return None
    count += 0.5 * bool(found["half2"] or found["andhalf"])
    months, days, vague = _steps(count, found["unit"])
    if found["unit2"]:
        more_months, more_days, _ = _steps(_number(found["n2"]), found["unit2"])
        months, days = months + more_months, days + more_days
    return _back(today, months, days, vague or _is_soft(found))


def _is_soft(found: "re.Match[str]") -> bool:
    several = found["more"] or "-" in (found["n"] or "")
    return bool(several or found["soft"] or found["pair"] or found["half"])


def _back(today: date, months: int, days: int, vague: bool) -> Found:
    month_day = months_before(today, months)
    day = None if month_day is None else days_before(month_day, days)
    return None if day is None or day.year < _FIRST_YEAR else (day, vague)


def _one_and_half(found: "re.Match[str]", today: date) -> Found:
    """ "Hace mes y medio", "a month and a half ago", "week ago"."""
    half = 0.5 * bool(found["half2"])
    months, days, _ = _steps(1 + half, found["unit"])
    return _back(today, months, days, True)


def _passed(found: "re.Match[str]", today: date) -> Found:
    """ "Cumplo 18 años" is a birthday."""
    birthday = "cumpl" in found.group() and found["unit"] == "anos"
    return None if birthday else _ago(found, today)


ELAPSED_FORMS: tuple[Form, ...] = (
    # More than a month ago has no earliest day.
    form(
        rf"(?:(?:hacen?|desde|llevo|llevamos|tengo|tenemos|been|for|since|van?|ya) )+"
        rf"(?:{_PLAIN} )?{_MORE} {_COUNT} {UNIT}|{_MORE} (?:\S+ ){{1,3}}{UNIT} ago",
        nothing,
    ),
    form(rf"(?:desde )?(?:hacen?|hara|habra) {_SPAN}(?: (?:atras|aprox))?", _ago),
    form(
        rf"(?:desde )?hace (?:{_SOFT} |{_PLAIN} )*(?P<unit>semana|mes|anos)"
        r" y (?P<half2>medi[oa])",
        _one_and_half,
    ),
    form(rf"{_SPAN} (?:ago|back|atras|hace que|hace)(?! home)", _ago),
    form(
        r"(?P<unit>semana|mes|week|month)(?P<half2> and (?:a )?half)? (?:ago|atras)",
        _one_and_half,
    ),
    form(
        rf"(?:(?:ya|me|nos) )*(?:llevo|llevamos|lleva|llevan|tengo|tenemos|tiene"
        rf"|tienen)"
        rf" {_SPAN}(?= {_HERE})(?: (?:aqui|aca|here))?",
        _ago,
    ),
    form(
        rf"(?:(?:ya|me|nos) )*(?:llevo|llevamos|lleva|llevan) {_SPAN}(?! de)"
        r"(?! \w*embaraz\w+)",
        _ago,
    ),
    form(
        r"(?:llevo|llevamos|lleva|llevan|tengo|tenemos|tiene|tienen) (?:ya )?(?:(?:aqui"
        rf"|aca|en \w+|\w+(?:ando|iendo)(?:l[oa]s?|les?)?) )+(?:(?:por|desde hace) )?"
        rf"{_SPAN}(?! de)",
        _ago,
    ),
    form(
        # "Que pasa si ya pasaron 30 días" and "dicen que son 30 días" ask.
        rf"(?:(?<!si )ya (?:me )?(?:son|paso|pasaron|hizo|hicieron)|(?:ya )?(?:va|van|"
        rf"cumplo|cumpli|cumplimos)) (?:(?:a ser|a hacer|para|por|a cumplir) )?{_SPAN}"
        r"(?= (?:aqui|aca|que|desde|en|de que|y|,|\.|!)(?!\S)|$)",
        _passed,
    ),
    form(rf"ya {_SPAN} (?:aqui|aca)", _ago),
    form(
        r"been (?:(?:here|there|in|at|living|staying|waiting|now|already|on|the|a|this"
        rf"|my|our|side|mexico|for|since|tapachula|tijuana|city|shelter) )*{_SPAN}",
        _ago,
    ),
    form(rf"(?:been )?(?:here |waiting |there )?since {_SPAN}", _ago),
    form(
        rf"(?:i am|we are|im|am|are) (?:already |now )?(?:here|in mexico|in \w+)"
        rf" (?:already |now )?(?:for )?{_SPAN}",
        _ago,
    ),
    form(
        # "It takes 45 days here" is nobody's stay.
        rf"(?:(?<!.)|(?<=am )|(?<=are )|(?<=im )|(?<=now )|(?<=already )|(?<=, ))"
        rf"{_SPAN} (?:already |now )?(?:here|in mexico)(?! to)",
        _ago,
    ),
    form(rf"(?:i|we) have (?:already |now )?{_SPAN} (?:here|in mexico)(?! to)", _ago),
    # "I came before 3 days", as in Arabic, French and Amharic.
    form(rf"(?<=\S )(?P<verb>{_COME}) (?:\S+ ){{0,3}}?before {_SPAN}", _ago),
)
