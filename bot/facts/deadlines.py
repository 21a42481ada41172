"""Reads facts/deadlines.yml: the law's deadlines, and the days that do not count.

A person who does not program edits the file, so each error says what to do about it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
)

from bot.deadlines import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_DAYS,
    RULE_IDS,
    Calendar,
    ChangeOfPresident,
    Event,
    MonthDay,
    NthMonday,
    Rule,
    Suspension,
    Whose,
)
from bot.facts.seed import Filled, SeedError, SeedSource, Words, explain
from bot.language.dates import is_partial_date
from bot.yaml_file import read_mapping

DEADLINES_FILE: Final = "deadlines.yml"
_NAME = f"facts/{DEADLINES_FILE}"
_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Closure:
    """Days on which COMAR was closed or is said to have been; None: not known."""

    about: str
    first: date | None
    last: date | None
    certain: bool
    source: SeedSource

    def touches(self, first: date, last: date) -> bool:
        """True if one of these days may lie in it; what is not known is a month."""
        begins = self.first or (self.last - _MONTH if self.last else date.min)
        ends = self.last or (self.first + _MONTH if self.first else date.max)
        return begins <= last and first <= ends


@dataclass(frozen=True)
class Deadlines:
    """All of the file; `laws` are the sources, by the short names in `articles`."""

    rules: dict[str, Rule]
    calendar: Calendar
    calendar_laws: tuple[str, ...]
    laws: dict[str, SeedSource]
    closures: tuple[Closure, ...]
    checked_on: date
    checked_by: str
    review_by: date

    def sources(self, rule: Rule) -> list[SeedSource]:
        """The laws that set the deadline, then those that say which days count."""
        calendar_laws = self.calendar_laws if rule.days else ()
        names = [*map(_law, rule.articles), *calendar_laws]
        return [self.laws[name] for name in dict.fromkeys(names)]


def _month_day(value: Any) -> MonthDay:
    if not isinstance(value, str) or not re.fullmatch("[0-9]{2}-[0-9]{2}", value):
        raise ValueError("write MM-DD, in quotes")
    try:
        # 29 February is a day of a leap year.
        day = date.fromisoformat(f"2024-{value}")
    except ValueError:
        raise ValueError("there is no such day; write MM-DD, in quotes") from None
    return day.month, day.day


def _in_range(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year must be {FIRST_YEAR} to {LAST_YEAR}")
    return value


def _web_address(value: str) -> str:
    try:
        TypeAdapter(HttpUrl).validate_python(value)
    except ValidationError:
        raise ValueError("write a web address that begins with https://") from None
    return value


def _partial(value: str) -> str:
    if not is_partial_date(value):
        raise ValueError("write YYYY, YYYY-MM, YYYY-MM-DD or unknown, in quotes")
    return value


def _of_a_law(value: str) -> str:
    if " " not in value:
        raise ValueError("write the law as under `laws`, then its article: LRPCAP 18")
    return value


_MonthDay = Annotated[MonthDay, BeforeValidator(_month_day)]
_Day = Annotated[date, AfterValidator(_in_range)]
_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, strict=True)]
_Article = Annotated[Filled, AfterValidator(_of_a_law)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Source(SeedSource):
    url: Annotated[Filled, AfterValidator(_web_address)]
    date: Annotated[str, AfterValidator(_partial)]


class _Rule(_Record):
    about: Filled
    days: Annotated[int, Field(ge=1, le=MOST_DAYS, strict=True)] | None
    extension: Annotated[int, Field(ge=0, le=MOST_DAYS, strict=True)] = 0
    event: Event | None = None
    whose: Whose
    lawyer: bool = False
    articles: tuple[_Article, ...]


class _Monday(_Record):
    month: Annotated[int, Field(ge=1, le=12, strict=True)]
    nth: Annotated[int, Field(ge=1, le=4, strict=True)]


class _ChangeOfPresident(_Record):
    first_year: _Year
    administrative: _MonthDay
    labour: _MonthDay


class _Calendar(_Record):
    laws: tuple[Filled, ...]
    both: frozenset[_MonthDay]
    administrative: frozenset[_MonthDay]
    mondays: list[_Monday]
    change_of_president: _ChangeOfPresident
    official_years: frozenset[_Year]


class _Certain(_Record):
    about: Words = ""
    first: _Day
    last: _Day
    source: _Source


class _NotCertain(_Record):
    about: Filled
    first: _Day | None = None
    last: _Day | None = None
    source: _Source


class _File(_Record):
    checked_on: _Day
    checked_by: Filled
    review_by: _Day
    laws: dict[str, _Source]
    rules: dict[str, _Rule]
    calendar: _Calendar
    suspensions: list[_Certain]
    not_certain: list[_NotCertain]


def read_deadlines(folder: Path) -> Deadlines:
    """The file of this folder as it stands now; read again only if it was changed.

    Raises SeedError with a line for each thing to mend.
    """
    file = folder / DEADLINES_FILE
    try:
        stat = file.stat()
    except FileNotFoundError:
        return _read(file, 0, 0)
    return _read(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _read(file: Path, _changed_ns: int, _size: int) -> Deadlines:
    problems: list[str] = []
    content = read_mapping(file, _NAME, problems)
    if problems:
        raise SeedError(problems)
    try:
        known = _File.model_validate(content)
    except ValidationError as error:
        raise SeedError(explain(_NAME, error)) from None
    problems = [f"{_NAME}: {problem}" for problem in _contradictions(known)]
    if problems:
        raise SeedError(problems)
    return _deadlines(known)


def _law(article: str) -> str:
    return article.split()[0]


def _contradictions(known: _File) -> Iterator[str]:
    for id_ in RULE_IDS:
        if id_ not in known.rules:
            yield f"the rule {id_} is missing. Add it under `rules:`."
    for id_, rule in known.rules.items():
        for law in dict.fromkeys(map(_law, rule.articles)):
            if law not in known.laws:
                yield f"rule {id_} names {law}, which is not under `laws:`. Add it."
        yield from (f"rule {id_}: {problem}" for problem in _odd_in(rule))
    for law in known.calendar.laws:
        if law not in known.laws:
            yield f"the calendar names {law}, which is not under `laws:`. Add it."
    closures: list[_Certain | _NotCertain] = [*known.suspensions, *known.not_certain]
    for closure in closures:
        first, last = closure.first, closure.last
        if first and last and last < first:
            yield f"a closure from {first} ends on {last}. Correct `first` or `last`."
    if known.review_by <= known.checked_on:
        yield "`review_by` must be later than `checked_on`."
    latest = date(known.checked_on.year + 1, 1, 31)
    if known.review_by > latest:
        yield f"`review_by` may be {latest} at most: each year has its own calendar."


def _odd_in(rule: _Rule) -> Iterator[str]:
    if not rule.articles:
        yield "no article says so. Add one under `articles:`."
    if rule.days is None and (rule.event or rule.extension):
        yield "without `days` there is no `event` and no `extension`. Remove them."
    if rule.days is not None and rule.event is None:
        yield "`days` are counted from an event. Add `event:`."
    if (rule.days or 0) + rule.extension > MOST_DAYS:
        yield f"`days` and `extension` together may be {MOST_DAYS} at most."


def _deadlines(known: _File) -> Deadlines:
    return Deadlines(
        rules={
            id_: Rule(id=id_, **rule.model_dump()) for id_, rule in known.rules.items()
        },
        calendar=_calendar(known),
        calendar_laws=known.calendar.laws,
        laws=dict(known.laws),
        closures=(
            *(_closure(entry, certain=True) for entry in known.suspensions),
            *(_closure(entry, certain=False) for entry in known.not_certain),
        ),
        checked_on=known.checked_on,
        checked_by=known.checked_by,
        review_by=known.review_by,
    )


def _calendar(known: _File) -> Calendar:
    calendar = known.calendar
    return Calendar(
        both=calendar.both,
        administrative=calendar.administrative,
        mondays=frozenset(NthMonday(**day.model_dump()) for day in calendar.mondays),
        change_of_president=ChangeOfPresident(
            **calendar.change_of_president.model_dump()
        ),
        suspensions=tuple(
            Suspension(entry.first, entry.last) for entry in known.suspensions
        ),
        official_years=calendar.official_years,
    )


def _closure(entry: _Certain | _NotCertain, *, certain: bool) -> Closure:
    return Closure(entry.about, entry.first, entry.last, certain, entry.source)
