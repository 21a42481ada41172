"""Steps on the calendar that the words of a message ask for."""

from datetime import date, timedelta

_YEARS_BACK = 9
"""29 February comes back after eight years at most."""


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none: 31 June."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_before(day: date, count: int) -> date | None:
    """None before the calendar begins."""
    try:
        return day - timedelta(days=count)
    except OverflowError:
        return None


def months_before(day: date, count: int) -> date | None:
    """The same day of an earlier month, or its last one: 31 March → 28 February."""
    months = day.year * 12 + day.month - 1 - count
    year, month = divmod(months, 12)
    if year < 1:
        return None
    found = (day_or_none(year, month + 1, day.day - less) for less in range(4))
    return next((one for one in found if one is not None), None)


def last_month_day(month: int, day: int, today: date) -> date | None:
    """The last such day that is not in the future; 29 February may be years ago."""
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        found = day_or_none(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def next_month_day(month: int, day: int, today: date) -> date | None:
    """The first such day that is still to come."""
    for year in range(today.year, today.year + _YEARS_BACK):
        found = day_or_none(year, month, day)
        if found is not None and found > today:
            return found
    return None


def last_numbered(day: int, today: date) -> date | None:
    """The last 15th, say, that is not in the future; a 31st may be two months ago."""
    year, month = today.year, today.month
    for _ in range(3):
        found = day_or_none(year, month, day)
        if found is not None and found <= today:
            return found
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


def weekday_before(weekday: int, today: date) -> date:
    """Monday is 0. Never today: of today people say so."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def weekday_after(weekday: int, today: date) -> date:
    """Monday is 0. Never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
