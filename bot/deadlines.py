"""Working-day arithmetic for the law's deadlines, with the calendar handed in.

Two laws disagree on which days are closed, so each deadline has three readings. What
is said to a person is the earliest, SAFE: whoever keeps it is in time by all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

FIRST_YEAR: Final = 2011
"""The refugee law began."""
LAST_YEAR: Final = 2100
MOST_DAYS: Final = 366
RULE_IDS: Final = (
    "apply",
    "apply_danger_here",
    "decision",
    "notify_decision",
    "appeal",
    "nullity",
    "amparo",
    "amparo_deportation",
    "ratify",
)
"""The rules that Faro speaks of; facts/deadlines.yml has each of them."""

Event = Literal["entered", "learned", "filed", "issued", "notified"]
Whose = Literal["person", "authority"]
MonthDay = tuple[int, int]
_Closed = Callable[[date], bool]


@dataclass(frozen=True)
class Rule:
    """One deadline: how long, from which event, and who has to keep it.

    `days` is None where the law sets no limit. `lawyer`: a court's own calendar counts,
    so that only a lawyer can say the day.
    """

    id: str
    about: str
    days: int | None
    extension: int
    whose: Whose
    event: Event | None
    lawyer: bool
    articles: tuple[str, ...]

    @property
    def law(self) -> str:
        """The short name of the law that sets it: "LRPCAP" of "LRPCAP 18"."""
        return self.articles[0].split()[0]

    @property
    def numbers(self) -> str:
        """Its articles of that law: "13-III, 18"."""
        found = (article.split(maxsplit=1) for article in self.articles)
        return ", ".join(number for law, number in found if law == self.law)


@dataclass(frozen=True)
class NthMonday:
    """The first Monday of February is NthMonday(2, 1)."""

    month: int
    nth: int

    def falls_on(self, day: date) -> bool:
        """True on that Monday of any year."""
        return (
            day.month == self.month
            and day.weekday() == 0
            and (day.day - 1) // 7 + 1 == self.nth
        )


@dataclass(frozen=True)
class ChangeOfPresident:
    """A day off every six years, on which the two laws disagree as well."""

    first_year: int
    administrative: MonthDay
    labour: MonthDay

    def is_year(self, year: int) -> bool:
        """True in the years of a change, from the first one on."""
        return year >= self.first_year and (year - self.first_year) % 6 == 0


@dataclass(frozen=True)
class Suspension:
    """Days, first and last included, that an order in the DOF closed for COMAR."""

    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """Days on which deadlines do not run, apart from Saturdays and Sundays.

    `administrative` stand only in the list that binds COMAR (LFPA 28), `mondays` only
    in the labour law's (LFT 74), `both` in the two. `suspensions` hold only what is
    certain: a day too many here makes a person late. `official_years` are those whose
    closed days COMAR has published.
    """

    both: frozenset[MonthDay]
    administrative: frozenset[MonthDay]
    mondays: frozenset[NthMonday]
    change_of_president: ChangeOfPresident
    suspensions: tuple[Suspension, ...] = ()
    official_years: frozenset[int] = frozenset()

    def safe(self, day: date) -> bool:
        """Closed in any year by both laws, so that nobody can count it.

        A date of one law that is a Monday of the other (20 November 2028) is counted:
        the day that is said must never be a day too late.
        """
        return self._always(day) or (day.month, day.day) in self.both

    def law(self, day: date) -> bool:
        """Closed by the administrative law, which binds COMAR."""
        return self._always(day) or self._administrative(day)

    def latest(self, day: date) -> bool:
        """Closed by one of the two laws at least."""
        return self.law(day) or self._labour(day)

    def _always(self, day: date) -> bool:
        return day.weekday() >= 5 or any(
            suspension.first <= day <= suspension.last
            for suspension in self.suspensions
        )

    def _administrative(self, day: date) -> bool:
        when = (day.month, day.day)
        return when in self.both | self.administrative or (
            when == self.change_of_president.administrative
            and self.change_of_president.is_year(day.year)
        )

    def _labour(self, day: date) -> bool:
        # Election days are left out: they are Sundays.
        when = (day.month, day.day)
        return (
            when in self.both
            or any(monday.falls_on(day) for monday in self.mondays)
            or (
                when == self.change_of_president.labour
                and self.change_of_president.is_year(day.year)
            )
        )


@dataclass(frozen=True)
class Counted:
    """The last day in three readings, never one later than the next.

    `safe` is the day for a person who must act. `law` is the normal reading for what
    COMAR must do. `latest` is for a lawyer who argues that something was in time.
    `first_day` is the first that `safe` counts.
    """

    event: date
    first_day: date
    safe: date
    law: date
    latest: date


def count(event: date, days: int, calendar: Calendar) -> Counted:
    """Count working days from the day after the event, which is not counted itself."""
    if not FIRST_YEAR <= event.year <= LAST_YEAR:
        raise ValueError(
            f"{event} is not between {FIRST_YEAR}, when the refugee law began, and "
            f"{LAST_YEAR}. Check the year."
        )
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(
            f"{days} working days cannot be counted. Give 1 to {MOST_DAYS}."
        )
    return Counted(
        event=event,
        first_day=_nth_open(event, 1, calendar.safe),
        safe=_nth_open(event, days, calendar.safe),
        law=_nth_open(event, days, calendar.law),
        latest=_nth_open(event, days, calendar.latest),
    )


def count_rule(
    rule: Rule, event: date, calendar: Calendar, *, extended: bool = False
) -> Counted:
    """Count a rule's days from its event; `extended` adds all of the extension.

    What closes COMAR does not stop the time of a court, so rules of courts are counted
    without the suspensions.
    """
    if rule.days is None:
        raise ValueError(f"{rule.id} has no time limit. There is nothing to count.")
    if extended and not rule.extension:
        raise ValueError(f"{rule.id} cannot be extended. Count it without extension.")
    if rule.lawyer:
        calendar = replace(calendar, suspensions=())
    return count(event, rule.days + (rule.extension if extended else 0), calendar)


def working_days_left(today: date, last: date, calendar: Calendar) -> int:
    """SAFE working days after `today`, up to and including `last`.

    Today is not counted, so it is 1 on the eve of the last day, and 0 on the last day
    itself as well as after it.
    """
    return sum(
        not calendar.safe(today + timedelta(days=ahead))
        for ahead in range(1, (last - today).days + 1)
    )


def calendar_days_left(today: date, last: date) -> int:
    """Nights until the last day: 0 on it, negative once it is over."""
    return (last - today).days


def years_without_calendar(counted: Counted, calendar: Calendar) -> list[int]:
    """The years the count goes through whose closed days COMAR has not published."""
    years = range(counted.first_day.year, counted.latest.year + 1)
    return [year for year in years if year not in calendar.official_years]


def _nth_open(event: date, nth: int, closed: _Closed) -> date:
    day = event
    while nth:
        day += timedelta(days=1)
        nth -= not closed(day)
    return day
